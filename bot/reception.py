"""Who may come to the web page: asked of our rows and of the platform at every look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.errors import DeliveryError
from bot.events import Actor, Community, Person, Space
from bot.platform import Admitted, Platform, Visitor

FRESH = 60.0  # seconds for which what a platform tells of somebody is believed
MOST = 500  # people whose last answer is remembered


class Visits(Protocol):
    """Links and visits as rows (storage/pages/door.py); each call a transaction."""

    async def admit(self, token: str, now: datetime) -> Admitted | None:
        """Use a link up and begin a visit; None when it leads nowhere."""
        ...

    async def visitor(self, token: str, now: datetime) -> Visitor | None:
        """Whose visit that is; None, and it is over, when it has no right any more."""
        ...

    async def leave(self, token: str) -> None:
        """End a visit."""
        ...

    async def names(self, people: Iterable[Person]) -> Mapping[Person, str]:
        """How the platform calls these people."""
        ...

    async def people(self, community: Community) -> tuple[Actor, ...]:
        """Whom a form may name."""
        ...


class Reception:
    """Implements `bot.platform.Doorkeeper`."""

    def __init__(self, visits: Visits, clock: Clock, platform: Callable[[Space], Platform]) -> None:
        """`platform` tells by space whom to ask about somebody."""
        self._visits, self._clock, self._platform = visits, clock, platform
        self._told: dict[Person, tuple[float, Actor | None]] = {}

    def now(self, space: Space) -> datetime:
        """The space's own time, for what is done there."""
        return self._clock.now(space)

    async def admit(self, token: str) -> Admitted | None:
        """Use a link up; a link lives by the machine's time."""
        return await self._visits.admit(token, self._clock.read())

    async def visitor(self, token: str) -> Visitor | None:
        """Whose visit that is; nobody's who left, became a guest or is no coordinator any more."""
        found = await self._visits.visitor(token, self._clock.read())
        if found is None:
            return None
        actor = await self._as_they_are(found.actor)
        if actor is None or actor.is_bot or actor.is_guest:
            await self._visits.leave(token)
            return None
        return replace(found, actor=actor)

    async def leave(self, token: str) -> None:
        """End a visit."""
        await self._visits.leave(token)

    async def names(self, people: Iterable[Person]) -> Mapping[Person, str]:
        """How the platform calls these people."""
        return await self._visits.names(people)

    async def people(self, community: Community) -> tuple[Actor, ...]:
        """Whom a form may name."""
        return await self._visits.people(community)

    async def _as_they_are(self, known: Actor) -> Actor | None:
        """What the platform tells of somebody, at most a minute old; without it, no powers."""
        at, told = self._told.get(known.person, (0.0, None))
        if self._clock.ticks() - at < FRESH:
            return told
        try:
            told = await self._platform(known.person.space).person(known.person)
        except DeliveryError:
            return replace(known, powers=frozenset())
        if len(self._told) >= MOST:
            self._told.clear()
        self._told[known.person] = (self._clock.ticks(), told)
        return told
