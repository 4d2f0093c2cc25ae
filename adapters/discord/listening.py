"""Frames of the gateway become events that are heard: interactions at once, the rest in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from adapters.discord import comings, inbound, overhearing, render
from adapters.discord.answers import Answers
from adapters.discord.inbound import PLATFORM, Known, Malformed
from adapters.discord.people import Bounded, People
from adapters.discord.posts import Posts
from bot.errors import Away, Busy, HearthError, Unsure
from bot.events import (
    Began,
    Changed,
    Event,
    Person,
    Place,
    PlaceLost,
    Removed,
    Space,
    Typed,
    Wrote,
    itself,
)
from bot.platform import Hear

log = structlog.get_logger()

Json = dict[str, Any]
Frame = tuple[str, Json, str]

PATIENCE = 600.0  # how long an event waits in memory while the database is away
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
LAST_CALL = 10.0  # seconds that what is at hand gets when we stop
MOST_WAITING = 10_000
# Passing the screening of a guild joined longer ago is only believed if we saw them waiting.
RECENT = timedelta(days=7)


class Listening:
    """What arrives, and what is at hand."""

    def __init__(
        self,
        people: People,
        answers: Answers,
        posts: Posts,
        clock: Callable[[], datetime],
        on_ready: Callable[[str], None],
    ) -> None:
        self._people = people
        self.posts = posts
        self._answers = answers
        self._clock = clock
        self._on_ready = on_ready
        self._hear: Hear | None = None
        self._known = Known({}, lambda _: None, lambda *_: frozenset(), lambda _: True)
        self._beginnings = Bounded()  # message → the one that its chain of replies began with
        self.listened: dict[str, frozenset[str]] = {}  # guild → channels
        self._waiting: asyncio.Queue[Frame] = asyncio.Queue(MOST_WAITING)
        self._at_hand: set[asyncio.Task[None]] = set()
        self._in_order: asyncio.Task[None] | None = None
        self._screened = Bounded()
        self.guilds: set[str] = set()
        self.application = self.me = ""

    def begin(self, hear: Hear, known: Known) -> None:
        """From here on what arrives is heard."""
        self._hear, self._known = hear, known
        self._in_order = asyncio.create_task(self._all_in_order())

    async def finish(self) -> None:
        """Finish what is at hand, within a few seconds."""
        if self._in_order is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._waiting.join(), LAST_CALL)
            self._in_order.cancel()
            await asyncio.gather(self._in_order, return_exceptions=True)
        if self._at_hand:
            _, late = await asyncio.wait(self._at_hand, timeout=LAST_CALL)
            for task in late:
                task.cancel()
            log.info("discord.stopped", left_undone=len(late))

    def on_frame(self, name: str, data: Json, seen: str) -> None:
        """Called by the gateway, which must not wait for us."""
        match name:
            case "READY":
                self._ready(data)
            case "GUILD_CREATE":
                self.guilds.add(str(data["id"]))
            case "INTERACTION_CREATE":
                self._aside(self._interaction(data))
            case "GUILD_DELETE" if data.get("unavailable"):
                log.info("discord.guild_unavailable", guild=data["id"])
            case "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" if not data.get("guild_id"):
                pass  # in private everybody only deletes their own, and nothing is kept of that
            case "THREAD_CREATE" if not self.posts.is_told(data, self.me):
                pass
            case _:
                self._enqueue((name, data, seen))

    def _ready(self, data: Json) -> None:
        self.me, self.application = str(data["user"]["id"]), str(data["application"]["id"])
        self.guilds = {str(guild["id"]) for guild in data["guilds"]}
        self._on_ready(self.me)

    def _enqueue(self, frame: Frame) -> None:
        if frame[0] == "GUILD_DELETE":
            self.guilds.discard(str(frame[1]["id"]))
        if frame[0] == "MESSAGE_CREATE" and not self._is_for_us(frame[1]):
            if not self._is_listened(frame[1]):
                return
            # What waits while the database is away holds no words to others.
            frame = (overhearing.WROTE, overhearing.bare(frame[1]), frame[2])
        try:
            self._waiting.put_nowait(frame)
        except asyncio.QueueFull:
            log.warning("discord.event_dropped", frame=frame[0], why="too many are waiting")

    def _is_for_us(self, data: Json) -> bool:
        """Cheaply, for a busy guild: most of what is written names somebody else."""
        written = str(data.get("content") or "")
        return not data.get("guild_id") or self.me in written

    def _is_listened(self, data: Json) -> bool:
        """Whether somebody listens there; anywhere else it is not even noticed."""
        channels = self.listened.get(str(data["guild_id"]))
        if not channels:
            return False
        channel = str(data["channel_id"])
        return (self._known.parent_of(channel) or channel) in channels

    def _aside(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(doing)
        self._at_hand.add(task)
        task.add_done_callback(self._at_hand.discard)

    async def _interaction(self, raw: Json) -> None:
        try:
            inbound.snowflake(raw["id"])
            space = await self._space(raw, inbound.snowflake(inbound.user_of(raw)["id"]))
            event = inbound.interaction(raw, space, self._known) if space else None
        except (Malformed, KeyError, TypeError) as wrong:
            log.warning("discord.payload_refused", frame="INTERACTION_CREATE", why=str(wrong))
            return
        except HearthError as failed:
            log.warning("discord.interaction_lost", why=str(failed))
            return
        if event is not None and self._hear is not None:
            event = await self._with_powers(event) if not raw.get("guild_id") else event
            self._people.note(event.actor)
            await self._answers.interaction(raw, event, self._hear)

    async def _all_in_order(self) -> None:
        while True:
            frame = await self._waiting.get()
            try:
                await self._until_heard(frame)
            finally:
                self._waiting.task_done()

    async def _until_heard(self, frame: Frame) -> None:
        """Wait while the database or Discord is away; after ten minutes the roster tells."""
        loop = asyncio.get_running_loop()
        deadline, tries = loop.time() + PATIENCE, 0
        while True:
            try:
                await self._heard(*frame)
            except (Away, Busy, Unsure) as away:
                pause = PAUSES[min(tries, len(PAUSES) - 1)]
                tries += 1
                if loop.time() + pause > deadline:
                    log.warning("discord.event_dropped", frame=frame[0], why=str(away))
                    return
                await asyncio.sleep(pause)
            except Exception:
                # One event that cannot be read must not hold up those behind it.
                log.exception("discord.event_refused", frame=frame[0])
                return
            else:
                return

    async def _heard(self, name: str, data: Json, seen: str) -> None:
        event = await self._event(name, data, seen)
        if event is None or self._hear is None:
            return
        if not event.actor.is_bot and not isinstance(event, Wrote | Began):
            self._people.note(event.actor)
        answer = await self._hear(event)
        if answer is not None and event.handle:
            self._aside(self._answered(event, self._answers.by_handle(event.handle, answer)))

    async def _answered(self, event: Event, answering: Coroutine[Any, Any, None]) -> None:
        try:
            await answering
        except HearthError as failed:
            log.warning("discord.answer_lost", why=str(failed))

    async def _event(self, name: str, data: Json, seen: str) -> Event | None:
        if name == "MESSAGE_CREATE":
            return await self._typed(data)
        if name == overhearing.WROTE:
            return overhearing.overheard(data, self.me, self._known, self._beginnings)
        space = Space(PLATFORM, inbound.snowflake(data.get("guild_id") or data["id"]))
        ours: Json = {"at": self._clock(), "actor": itself(space)}
        match name:
            case "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK":
                return comings.deleted(data, space, self._clock())
            case "THREAD_DELETE":
                return comings.thread_deleted(data, space, self._clock())
            case "THREAD_CREATE":
                return await self.posts.began(data, space, self.me)
            case "CHANNEL_DELETE":
                place = Place(space, inbound.snowflake(data["id"]))
                return PlaceLost(id=f"lost.{place.id}", place=place, why="deleted", **ours)
            case "GUILD_DELETE":
                return Removed(id=f"removed.{seen}", **ours)
            case "GUILD_MEMBER_REMOVE":
                return comings.left(data, space, self._clock(), seen)
            case _:
                return self._member(name, data, space, seen)

    def _member(self, name: str, data: Json, space: Space, seen: str) -> Event | None:
        """Joined once the screening is passed, however we learn of it; else something changed."""
        key = (space.id, str(data["user"]["id"]))
        if data.get("pending"):
            self._screened.put(key, False)
            return None
        if name == "GUILD_MEMBER_ADD" or self._just_passed(key, data):
            self._screened.put(key, True)
            added = name == "GUILD_MEMBER_ADD" and data.get("joined_at")
            at = inbound.instant(data["joined_at"]) if added else self._clock()
            return comings.joined(data, space, at)
        roles = [str(role) for role in data.get("roles") or ()]
        powers = self._known.powers_of(space.id, roles, key[1])
        who = inbound.actor(space, data["user"], data, powers)
        return None if who.is_bot else Changed(id=f"changed.{seen}", at=self._clock(), actor=who)

    def _just_passed(self, key: tuple[str, str], data: Json) -> bool:
        """We saw them wait, or they joined lately and we have not told of it since we started."""
        passed = self._screened.get(key)
        if passed is not None:
            return not passed
        joined_at: str = data.get("joined_at") or ""
        return bool(joined_at) and self._clock() - inbound.instant(joined_at) < RECENT

    async def _typed(self, data: Json) -> Typed | None:
        author = data["author"]
        if author.get("bot") or data.get("webhook_id"):
            return None
        space = await self._space(data, inbound.snowflake(author["id"]))
        event = inbound.typed(data, space, self.me, self._known) if space else None
        return event if event is None or data.get("guild_id") else await self._with_powers(event)

    async def _space(self, raw: Json, user: str) -> Space | None:
        if raw.get("guild_id"):
            return Space(PLATFORM, inbound.snowflake(raw["guild_id"]))
        pressed = (raw.get("message") or {}).get("components") or []
        if guild := render.guild_of(pressed, self.guilds):
            return Space(PLATFORM, guild)
        return await self._people.space_of(user, self.guilds)

    async def _with_powers(self, event: Any) -> Any:
        """Private conversations tell neither the name in the guild nor powers: REST does."""
        known = await self._people.look(Person(event.space, event.actor.person.id))
        if known is None:
            return event
        return replace(event, actor=replace(known, locale=event.actor.locale))
