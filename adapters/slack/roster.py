"""Who is in the workspace: what is known of a person, and the members of a place in chunks."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from adapters.slack import inbound
from adapters.slack.api import Api
from bot.errors import Busy, DeliveryError, Disconnected, Undeliverable
from bot.events import Actor, Person, Space

T = TypeVar("T")
Json = dict[str, Any]
FRESH = 60.0  # seconds that somebody's powers may be old
KEPT = 20_000  # people remembered by name
CHUNK = 500
FEW = 50  # up to here it is cheaper to ask for each person than to page the whole workspace
PATIENCE = 5  # waits for a page before giving up
UNKNOWN = {"user_not_found", "user_not_visible"}


@dataclass(frozen=True, slots=True)
class Known:
    """What was told of somebody, and when on the running clock."""

    at: float
    actor: Actor
    deleted: bool = False


class People:
    """A directory of a workspace, refreshed by everything that mentions somebody."""

    def __init__(self, api: Api, space: Space, running: Callable[[], float]) -> None:
        """`running` is a clock that never jumps."""
        self._api = api
        self._space = space
        self._running = running
        self._known: OrderedDict[str, Known] = OrderedDict()

    def learn(self, user: Json) -> Actor:
        """Remember a user object, wherever it came from."""
        actor = inbound.actor(user, self._space)
        self._known[user["id"]] = Known(self._running(), actor, bool(user.get("deleted")))
        self._known.move_to_end(user["id"])
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return actor

    async def actor(self, user: str) -> Actor:
        """Somebody who acts; a stranger Slack will not tell of is a guest."""
        known = await self._ask(user)
        if known is None:
            return Actor(Person(self._space, user), user, is_guest=True)
        return known.actor

    async def person(self, user: str) -> Actor | None:
        """Somebody now; None when they are gone."""
        known = await self._ask(user)
        return None if known is None or known.deleted else known.actor

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """Names to draw; whose name cannot be had just now is left out."""
        found = {}
        for user in users:
            known = self._known.get(user)
            try:
                known = known or await self._ask(user)
            except Disconnected:
                raise
            except DeliveryError:
                continue  # the message matters more than a name in it
            if known is not None:
                found[user] = known.actor.name
        return found

    async def roster(self, channel: str) -> AsyncIterator[tuple[Actor, ...]]:
        """The people of a channel (of the workspace, where it is named), bots and gone excepted."""
        wanted = None if channel == self._space.id else await self._members(channel)
        chunk: list[Actor] = []
        async for actor in self._wanted(wanted):
            chunk.append(actor)
            if len(chunk) == CHUNK:
                yield tuple(chunk)
                chunk = []
        if chunk:
            yield tuple(chunk)

    async def _ask(self, user: str) -> Known | None:
        known = self._known.get(user)
        if known and self._running() - known.at < FRESH:
            return known
        try:
            told = await self._api.call("users.info", user=user, include_locale=True)
        except Undeliverable as error:
            if error.reason in UNKNOWN:
                return None
            raise
        except Busy:
            if known is None:
                raise
            return replace(known, actor=replace(known.actor, powers=frozenset()))
        self.learn(told["user"])
        return self._known[user]

    async def _members(self, channel: str) -> set[str]:
        pages = self._pages("conversations.members", channel=channel, limit=1000)
        return {user async for page in pages for user in page["members"]}

    async def _wanted(self, wanted: set[str] | None) -> AsyncIterator[Actor]:
        if wanted is not None and len(wanted) <= FEW:
            for user in sorted(wanted):
                actor = await _patiently(partial(self.person, user))
                if actor and not actor.is_bot:
                    yield actor
            return
        async for page in self._pages("users.list", include_locale=True, limit=CHUNK):
            for user in page["members"]:
                actor = self.learn(user)
                mine = wanted is None or user["id"] in wanted
                if mine and not actor.is_bot and not user.get("deleted"):
                    yield actor

    async def _pages(self, method: str, **arguments: Any) -> AsyncIterator[Json]:
        cursor = ""
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = await _patiently(partial(self._api.call, method, **arguments, **more))
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Only reading may wait here and ask again: a page read twice is read once."""
    for _ in range(PATIENCE):
        try:
            return await ask()
        except Busy as busy:
            await asyncio.sleep(min(busy.after, FRESH))
    return await ask()
