"""Which guard stands against which attack, and how it is taken out to show that it is one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import true

from adapters.web.desk import guards as ours
from adapters.web.desk import server
from adapters.web.desk.drawing import Drawing
from bot import filling, gate
from bot.events import Community, Space
from bot.reception import Reception
from bot.text import Envelope
from storage.communities import CommunityBook
from storage.database import Tx
from storage.pages import door, store
from storage.premises import SqlPremises
from tests.hostile.desk import links, writes
from tests.hostile.desk.house import House

Set = Callable[[Any, str, Any], None]  # as monkeypatch.setattr


@dataclass(frozen=True)
class Guard:
    """What it is, the attack that must then get through, and how it is taken out."""

    what: str
    attack: Callable[[House], Awaitable[int]]
    remove: Callable[[Set, House], None]


def _nothing(*_: object) -> None:
    """A guard that guards nothing."""


def _not_once(change: Set, house: House) -> None:
    change(door, "_unused", true)


def _in_clear(change: Set, house: House) -> None:
    for module in (door, store):
        change(module, "digest", lambda _tx, _what, token: token)


def _used_by_a_look(change: Set, house: House) -> None:
    inner, tasks = Drawing.enter, set()

    def enter(self: Drawing, token: str, envelope: Envelope) -> str:
        tasks.add(asyncio.ensure_future(house.desk._doorkeeper.admit(token)))
        return inner(self, token, envelope)

    change(Drawing, "enter", enter)


def _whoever(change: Set, house: House) -> None:
    def tended(tx: Tx, row: Any) -> Community | None:
        return CommunityBook(tx, Space(*row.space.split(":", 1))).by_id(row.community)

    change(door, "_tended", tended)


def _whoever_may(change: Set, house: House) -> None:
    _whoever(change, house)
    change(gate, "admit", _nothing)


def _not_asked(change: Set, house: House) -> None:
    async def known(_self: Reception, actor: Any) -> Any:
        return actor

    change(Reception, "_as_they_are", known)


def _anybodys(change: Set, house: House) -> None:
    change(filling, "found", lambda turn, id_: turn.premises.draft(id_, turn.now))


def _set(owner: Any, name: str, value: Any) -> Callable[[Set, House], None]:
    return lambda change, _house: change(owner, name, value)


GUARDS = {
    "once": Guard("a link works once", links.replayed, _not_once),
    "race": Guard("it is used up in one statement", links.raced, _not_once),
    "look": Guard("a look uses nothing up", links.looked_at, _used_by_a_look),
    "ten minutes": Guard("a link ends", links.expired, _set(door, "_in_time", lambda _now: true())),
    "rest": Guard("a visit rests", links.rested, _set(door, "_is_over", lambda *_: False)),
    "night": Guard("a visit ends", links.outlived, _set(door, "_is_over", lambda *_: False)),
    "newest": Guard(
        "the newest link alone", links.older, _set(store.PagesStore, "_end_unused", _nothing)
    ),
    "digest": Guard("digests only", links.in_the_clear, _in_clear),
    "cookie": Guard("a row is no cookie", links.another_secret, _in_clear),
    "door": Guard("roles at every look", links.former, _whoever),
    "gate": Guard("the one gate behind it", links.former_press, _whoever_may),
    "platform": Guard("who left is out", links.gone, _not_asked),
    "form": Guard("a form is its person's", links.others_form, _anybodys),
    "origin": Guard("our own page", writes.cross_site, _set(ours.Frame, "check_origin", _nothing)),
    "login": Guard(
        "our own door", writes.sign_in_for_somebody, _set(ours.Frame, "check_origin", _nothing)
    ),
    "written": Guard("drawn for it", writes.unwritten, _set(server, "check_written", _nothing)),
    "host": Guard("our name", writes.another_name, _set(ours.Frame, "check_host", _nothing)),
    "inbox": Guard("heard once", writes.twice, _set(SqlPremises, "first_time", lambda *_: True)),
    "often": Guard("not too often", writes.too_often, _set(ours.Often, "check", _nothing)),
    "headers": Guard("headers", writes.bare, _set(ours.Frame, "headers", {})),
}
# What has no guard of its own to take out: there is simply no way in.
WALLS = (links.guessed, links.signed_out, links.others_page, writes.by_looking)
