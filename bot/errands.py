"""Promises to ourselves: timers, computations, rosters and daily beats become events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import structlog

from bot import calendar, faults
from bot.clock import Clock
from bot.computing import Computing
from bot.errors import DeliveryError, where
from bot.events import (
    Beat,
    Community,
    Computed,
    Event,
    Place,
    Rostered,
    Settled,
    Space,
    Woken,
    itself,
)
from bot.handlers import Declaration, Kind
from bot.platform import Hear, Platform

SETTLED, ROSTER = "@settled", "@roster"
LEASE = 60.0  # seconds of real time in which an errand must end

logger = structlog.get_logger("errand")


@dataclass(frozen=True, slots=True)
class Due:
    """A timer in our hands; `version` grows when it is armed anew meanwhile."""

    community: str
    name: str
    subject: str
    version: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A computation in our hands, and where the person who waits for it can be answered."""

    community: str
    name: str
    subject: str
    asked_at: datetime
    attempt: int
    handle: str


class Diary(Protocol):
    """Timers, computations and occurrences as rows (storage/ledger); each call a transaction."""

    async def timers(self, space: Space, now: datetime, real: float) -> list[Due]:
        """Claim timers that are due."""
        ...

    async def timer_done(self, due: Due) -> None:
        """Forget a timer, unless it was armed anew."""
        ...

    async def landed(self, community: str, key: str) -> tuple[Place | None, str]:
        """Where a settled promise stands, or why it does not."""
        ...

    async def computations(self, space: Space, real: float) -> list[Asked]:
        """Claim computations that were asked for."""
        ...

    async def computed(self, asked: Asked, *, failed: bool = False) -> None:
        """Done; or failed: tried once more, then parked."""
        ...

    async def given(self, asked: Asked, space: Space, now: datetime) -> Any:
        """Read a computation's input, just before it runs; LookupError when its matter is gone."""
        ...

    async def communities(self, space: Space) -> tuple[Community, ...]:
        """The communities of a space."""
        ...

    async def occurs(
        self, community: str, name: str, day: date, now: datetime, *, missed: bool
    ) -> bool:
        """Claim an occurrence by its unique key; False when it was claimed before."""
        ...


class Errands:
    """Runs what is due in a space; returns how much was done."""

    def __init__(
        self,
        diary: Diary,
        hear: Hear,
        clock: Clock,
        platform: Callable[[Space], Platform],
        computing: Computing,
        table: tuple[Declaration, ...],
    ) -> None:
        """`table` tells which daily beats there are."""
        self._diary, self._hear, self._clock = diary, hear, clock
        self._platform, self._computing = platform, computing
        self._daily: Mapping[str, Declaration] = {d.name: d for d in table if d.kind is Kind.DAILY}

    async def run(self, space: Space) -> int:
        """Fire timers, run computations; each becomes an event."""
        done = await self._timers(space)
        return done + await self._computations(space)

    async def _timers(self, space: Space) -> int:
        now = self._clock.now(space)
        claimed = await self._diary.timers(space, now, self._clock.real())
        for due in claimed:
            faults.hit("timers.after_claim")
            await self._hear(await self._woken(space, due, now))
            faults.hit("timers.after_fire")
            await self._diary.timer_done(due)
        return len(claimed)

    async def _woken(self, space: Space, due: Due, now: datetime) -> Event:
        id_ = f"timer.{due.community}.{due.name}.{due.subject}.{due.version}"
        about: dict[str, Any] = {
            "id": id_,
            "at": now,
            "actor": itself(space),
            "community": due.community,
        }
        if due.name == SETTLED:
            landed, reason = await self._diary.landed(due.community, due.subject)
            return Settled(**about, key=due.subject, landed=landed, reason=reason)
        return Woken(**about, name=due.name, subject=due.subject)

    async def _computations(self, space: Space) -> int:
        asked = await self._diary.computations(space, self._clock.real())
        for one in asked:
            try:
                await (self._roster if one.name == ROSTER else self._compute)(space, one)
            except LookupError:
                await self._diary.computed(one)  # its matter is gone: nothing is left to do
            except Exception as error:  # noqa: BLE001 - one failing computation must not stop the rest
                told = {"name": one.name, "kind": type(error).__name__, "at": where(error)}
                logger.error("computation", **told)  # noqa: TRY400 - an error's words may be somebody's
                await self._diary.computed(one, failed=True)
            else:
                await self._diary.computed(one)
        return len(asked)

    async def _compute(self, space: Space, asked: Asked) -> None:
        now = self._clock.now(space)
        given = await self._diary.given(asked, space, now)
        result = await self._computing.run(asked.name, given)
        event = Computed(
            id=self._once(asked),
            at=now,
            actor=itself(space),
            community=asked.community,
            handle=asked.handle,
            name=asked.name,
            subject=asked.subject,
            result=result,
        )
        answer = await self._hear(event)
        if answer and asked.handle:
            try:
                await self._platform(space).answer(asked.handle, answer)
            except DeliveryError as error:
                logger.warning("late answer", name=asked.name, reason=error.reason)

    @staticmethod
    def _once(asked: Asked) -> str:
        stamp = asked.asked_at.timestamp()
        return f"computed.{asked.community}.{asked.name}.{asked.subject}.{stamp}"

    async def _roster(self, space: Space, asked: Asked) -> None:
        """Page through a place; a chunk heard before (after a crash) is not heard again."""
        home = next(c.home for c in await self._diary.communities(space) if c.id == asked.community)
        number, waiting = 0, None
        async for chunk in self._platform(space).roster(home):
            if waiting is not None:
                await self._hear(self._chunk(space, asked, number, waiting, last=False))
                number += 1
            waiting = chunk
        await self._hear(self._chunk(space, asked, number, waiting or (), last=True))

    def _chunk(
        self, space: Space, asked: Asked, number: int, people: tuple[Any, ...], *, last: bool
    ) -> Rostered:
        return Rostered(
            id=f"{self._once(asked)}.{number}",
            at=asked.asked_at,
            actor=itself(space),
            community=asked.community,
            people=people,
            last=last,
        )

    async def beats(self, space: Space) -> int:
        """Daily beats whose hour has come; late ones inside their window, older ones counted."""
        done, now = 0, self._clock.now(space)
        for community in await self._diary.communities(space):
            for name, declaration in self._daily.items():
                if declaration.at is None:
                    continue
                for day, moment, fresh in calendar.due(now, declaration.at, community.zone):
                    if moment <= community.since:
                        continue
                    claimed = await self._diary.occurs(
                        community.id, name, day, now, missed=not fresh
                    )
                    if claimed and fresh:
                        await self._hear(self._beat(community, name, day, now))
                        done += 1
        return done

    @staticmethod
    def _beat(community: Community, name: str, day: date, now: datetime) -> Beat:
        return Beat(
            id=f"beat.{community.id}.{name}.{day}",
            at=now,
            actor=itself(community.space),
            community=community.id,
            name=name,
            day=day,
        )
