"""From a payload to the acknowledgement of it: read, heard by the core, answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.slack import forms, inbound, overhearing, presses
from adapters.slack.api import Api
from adapters.slack.inbound import Me
from adapters.slack.origin import Origin
from adapters.slack.pen import Eyes
from adapters.slack.replies import AWAY, LATE, Replies
from adapters.slack.roster import People
from bot.errors import Away, DeliveryError, Disconnected
from bot.events import Actor, Event, Person, Place, itself
from bot.platform import Answer, Hear
from bot.text import Envelope
from bot.ui import Fill, Later

Json = dict[str, Any]
LOG = logging.getLogger(__name__)
# Of the three seconds that Slack waits for an acknowledgement: until the core has heard, and then
# until the answer is on its way, so that what people see first is the answer.
PATIENCE, SHOWN = 1.8, 0.8
MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError)
ENOUGH = 10.0  # seconds that answers at hand may take when we stop


class Ears:
    """Everything Slack tells comes through `take`, over a socket or over HTTP."""

    def __init__(
        self,
        hear: Hear,
        me: Me,
        api: Api,
        people: People,
        replies: Replies,
        now: Callable[[], datetime],
    ) -> None:
        self._hear = hear
        self._me = me
        self._api = api
        self._people = people
        self._replies = replies
        self._now = now
        self._tasks: set[asyncio.Task[None]] = set()
        self.listened: frozenset[str] = frozenset()  # channels

    async def take(self, body: Json) -> Json | None:
        """What to acknowledge with. Raises where Slack shall deliver again."""
        try:
            return await self._take(body)
        finally:
            if inbound.loses_token(body, self._me):
                self._api.lose(str(body["event"]["type"]))

    async def finish(self) -> None:
        """Wait for the answers at hand."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=ENOUGH)

    async def _take(self, body: Json) -> Json | None:
        try:
            if overhearing.is_ordinary(body):
                await self._overhear(body)
                return None
            heard = await self._heard(body)
        except MALFORMED as error:
            # Acknowledged all the same: what cannot be read today cannot be read in an hour.
            LOG.warning("a payload nobody understands: %s", type(error).__name__)
            return None
        if heard is None:
            return None
        event, origin = heard
        if body.get("type") == "event_callback":
            answer = await self._hear(event)
            if answer is not None:
                await self._shown(self._give(origin, answer))
            return None
        if body.get("type") == "view_submission":
            origin, event = self._opened(origin, event, body)
        return await self._acted(event, origin, body)

    async def _overhear(self, body: Json) -> None:
        """Tell who wrote, where that is listened to, and what was deleted; nobody waits for it."""
        told = overhearing.overheard(body, self._me, self.listened)
        heard = told or overhearing.deleted(body, self._me)
        body.clear()  # from here on nobody can see what was written
        if heard is not None:
            await self._hear(heard)

    async def _heard(self, body: Json) -> tuple[Event, Origin] | None:
        subject = inbound.subject(body, self._me)
        if subject is None:
            return None
        told = body.get("type") == "event_callback"
        actor = await self._actor(body, subject.user, told=told)
        event = inbound.read(body, self._me, actor, self._now())
        return None if event is None else (event, presses.origin(body, self._now()))

    async def _actor(self, body: Json, user: str, *, told: bool) -> Actor:
        """Who acts. An event can wait until Slack tells; somebody who pressed cannot."""
        if not user:
            return itself(self._me.space)
        whole = body["event"].get("user") if told else None
        if isinstance(whole, dict):
            return self._people.learn(whole)
        try:
            return await self._people.actor(user)
        except Disconnected:
            raise
        except DeliveryError as error:
            if told:
                raise
            LOG.info("nobody tells who acts (%s), so without powers", error.reason)
            name = body.get("user_name") or (body.get("user") or {}).get("name") or user
            return Actor(Person(self._me.space, user), str(name))

    def _opened(self, origin: Origin, event: Event, body: Json) -> tuple[Origin, Event]:
        """A form does not tell where it was opened; we may still know."""
        before = self._replies.opened_from(str(body["view"].get("private_metadata")))
        if before is None or before.user != origin.user:
            return origin, event
        place = None
        if before.channel and not before.direct and not before.home:
            place = Place(self._me.space, before.channel, before.talk)
        return before, replace(event, place=place, handle=before.handle())

    async def _acted(self, event: Event, origin: Origin, body: Json) -> Json | None:
        """Somebody is waiting for this, and Slack for three seconds."""
        theirs = Envelope(event.actor.locale or "en", event.actor.zone or "UTC")
        hearing = asyncio.ensure_future(self._hear(event))
        await asyncio.wait({hearing}, timeout=PATIENCE)
        if not hearing.done():
            self._spawn(self._late(hearing, origin, body, theirs))
            return self._hold(body, theirs)
        try:
            answer = hearing.result()
        except Away:
            return await self._away(origin, body, theirs)
        return None if answer is None else await self._answer(origin, answer, body)

    async def _answer(self, origin: Origin, answer: Answer, body: Json) -> Json | None:
        if body.get("type") == "view_submission" and isinstance(answer.reply, Fill):
            return await self._replies.next_step(answer.reply, answer.envelope, body)
        if "command" in body:
            said = await self._replies.inline(answer)
            if said is not None:
                return said
        await self._shown(self._give(origin, answer))
        return None

    async def _away(self, origin: Origin, body: Json, theirs: Envelope) -> Json | None:
        """Nothing typed may be lost: a form stays open, with the reason at its first field."""
        block = forms.first_block(body) if body.get("type") == "view_submission" else ""
        if block:
            return {"response_action": "errors", "errors": {block: Eyes(theirs).plain(AWAY)}}
        await self._shown(self._replies.try_again(origin, theirs))
        return None

    def _hold(self, body: Json, theirs: Envelope) -> Json | None:
        if body.get("type") != "view_submission":
            return None
        return {"response_action": "update", "view": forms.waiting(Eyes(theirs), LATE)}

    async def _late(
        self,
        hearing: asyncio.Future[Answer | None],
        origin: Origin,
        body: Json,
        theirs: Envelope,
    ) -> None:
        try:
            answer = await hearing
        except Away:
            await self._replies.try_again(origin, theirs)
            return
        if answer is None:
            return
        if body.get("type") == "view_submission" and isinstance(answer.reply, Fill):
            await self._replies.late(str(body["view"]["id"]), answer.reply, answer.envelope)
        else:
            await self._give(origin, answer)

    async def _give(self, origin: Origin, answer: Answer) -> None:
        if not isinstance(answer.reply, Later):
            await self._replies.give(origin, answer)

    async def _shown(self, work: Coroutine[Any, Any, None]) -> None:
        await asyncio.wait({self._spawn(work)}, timeout=SHOWN)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """What Slack need not wait for; `finish` does."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, DeliveryError):
            LOG.warning("an answer was not said: %s", error.reason)
        elif error is not None:
            LOG.error("an answer was not said", exc_info=error)
