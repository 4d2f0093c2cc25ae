"""Each guard is shown to be one: taken out, a proof goes red. Only the harness can do it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import update

from adapters.discord import markup
from adapters.discord import outbound as discord_outbound
from adapters.discord import render as discord_render
from adapters.discord.search import Search
from adapters.slack import outbound as slack_outbound
from adapters.slack import pen
from adapters.web.pens import HtmlPen
from bot.dispatcher import Dispatcher
from bot.events import Person, Place
from bot.outbox import Claimed, Outbox
from bot.platform import Landed
from bot.questions import unnamed, unnamed_views
from bot.text import t
from storage.ledger import ready, spool
from storage.ledger.posting import Posting
from storage.members.rows import MemberRows
from storage.members.tables import members
from storage.premises import SqlPremises

Proof = Literal[
    "kills slack",
    "kills discord",
    "events",
    "words slack",
    "words discord",
    "words web",
    "unnamed web",
]


@dataclass(frozen=True, slots=True)
class Guard:
    """What it is for, how it is taken out, and which proof must notice."""

    what: str
    proof: Proof
    remove: Callable[[], None]


def _set(owner: Any, name: str, value: Any) -> None:
    setattr(owner, name, value)


def _no_look() -> None:
    _set(slack_outbound.Post, "find", _nothing)


async def _nothing(*_: object) -> None:
    return None


def _no_mark() -> None:
    _set(slack_outbound, "digest", lambda _key: os.urandom(16).hex())


def _no_look_on_discord() -> None:
    _set(Search, "find", _nothing)
    _set(discord_outbound, "nonce", lambda *_: os.urandom(12).hex())


def _no_lease() -> None:
    """A promise in a dead process's hands is never taken up again."""
    _set(spool, "MESSAGES", ready.MESSAGES[1:])


def _sent_first() -> None:
    """Marked sent before it is sent: a death between the two loses it."""
    inner = Outbox._carry

    async def carry(self: Outbox, claimed: Claimed) -> float | None:
        landed = Landed(Place(claimed.space, "0"), "0")
        await self._spool.sent(claimed, landed, self._clock.now(claimed.space))
        return await inner(self, claimed)

    _set(Outbox, "_carry", carry)


def _no_inbox() -> None:
    _set(SqlPremises, "first_time", lambda *_: True)


def _last_wins() -> None:
    newest = MemberRows.set_newest

    def always(
        self: MemberRows, person: Person, moment: str, at: datetime, **values: object
    ) -> bool:
        mine = members.c.community == self.scope.community, members.c.person == person.id
        self.tx.run.execute(update(members).where(*mine).values({moment: None}))
        return newest(self, person, moment, at, **values)

    _set(MemberRows, "set_newest", always)


def _no_key() -> None:
    """The same key again is one more message instead of an edit."""
    _set(Posting, "_rewritten", lambda *_: False)


def _no_escape_on_slack() -> None:
    _set(pen, "escaped", lambda said: said)


def _all_mentions_on_discord() -> None:
    inner = discord_render._body

    def body(parts: Any, mentions: Any, *more: Any) -> Any:
        return inner(parts, {"parse": ["everyone", "users", "roles"]}, *more)

    _set(discord_render, "_body", body)


def _no_escape_on_discord() -> None:
    _set(markup, "escape", markup.clean)


def _no_escape_on_the_web() -> None:
    _set(HtmlPen, "escape", lambda _self, said: said)


def _kept_form() -> None:
    """The form for asking touches the disk as any other."""
    inner = unnamed_views.form
    _set(unnamed_views, "form", lambda asked: replace(inner(asked), kept=True))


def _noted() -> None:
    _set(Dispatcher, "is_traceless", lambda *_: False)


def _author_logged() -> None:
    """The coordinators' log says that a question came, and whose press it was."""
    inner = unnamed._taken

    def taken(work: Any, question: Any) -> Any:
        work.log(t("A question came."))
        return inner(work, question)

    _set(unnamed, "_taken", taken)


GUARDS = {
    "look": Guard("look before sending again", "kills slack", _no_look),
    "mark": Guard("the mark in a message's metadata", "kills slack", _no_mark),
    "nonce": Guard("nonce and look on Discord", "kills discord", _no_look_on_discord),
    "lease": Guard("a lease that ends", "kills slack", _no_lease),
    "order": Guard("sent is written after sending", "kills slack", _sent_first),
    "inbox": Guard("an event's id is heard once", "events", _no_inbox),
    "newest": Guard("the platform's time decides", "events", _last_wins),
    "key": Guard("one message for each key", "events", _no_key),
    "slack-escape": Guard("escaping in Slack's markup", "words slack", _no_escape_on_slack),
    "allowed-mentions": Guard("allowed_mentions", "words discord", _all_mentions_on_discord),
    "discord-escape": Guard("escaping in Discord's markup", "words discord", _no_escape_on_discord),
    "unkept-form": Guard("a form held in memory only", "unnamed web", _kept_form),
    "traceless": Guard("an event that is not noted", "unnamed web", _noted),
    "nobodys": Guard("a log without who asked", "unnamed web", _author_logged),
    "web-escape": Guard("escaping in pages", "words web", _no_escape_on_the_web),
}
