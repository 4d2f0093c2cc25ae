"""Promises to ourselves: timers, computations, rosters and beats become events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import structlog

from bot import faults
from bot.beats import Agenda, Beats
from bot.clock import Clock
from bot.computing import Computing
from bot.errors import Away, Busy, DeliveryError, HearthError, where
from bot.events import (
    Computed,
    Event,
    Place,
    Rostered,
    Settled,
    Space,
    Woken,
    itself,
)
from bot.handlers import Declaration
from bot.platform import Hear, Platform

SETTLED, ROSTER, LISTEN = "@settled", "@roster", "@listen"
LEASE = 60.0  # seconds of real time in which a batch of timers must end
LONG = 900.0  # the same, of a computation or a roster
ROUNDS = 20  # batches of timers in a row before messages have their turn

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
    """A computation in our hands, and where the person who waits for it can be answered.

    `version` tells this asking from any other under the same name and subject.
    """

    community: str
    name: str
    subject: str
    asked_at: datetime
    version: int
    attempt: int
    handle: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whether anything of each sort can be claimed in a space."""

    timers: bool
    messages: bool
    computations: bool

    def __bool__(self) -> bool:
        """Whether there is anything to do at all."""
        return self.timers or self.messages or self.computations


class Diary(Agenda, Protocol):
    """Timers, computations and occurrences as rows (storage/ledger); each call a transaction."""

    async def waiting(self, space: Space, now: datetime, real: float) -> Waiting:
        """Look what could be claimed, and claim nothing."""
        ...

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
        """Claim computations that were asked for; what was tried twice already is parked."""
        ...

    async def computed(self, asked: Asked, *, failed: bool = False) -> None:
        """Done; or failed: tried once more, then parked."""
        ...

    async def postponed(self, asked: Asked, until: float) -> None:
        """Nothing ran; not before `until` (epoch seconds), and this try does not count."""
        ...

    async def given(self, asked: Asked, space: Space, now: datetime) -> Any:
        """Read a computation's input, just before it runs; LookupError when its matter is gone."""
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
        listen: Callable[[Space], Awaitable[None]],
    ) -> None:
        """`listen` tells a platform where to listen; `table` tells which beats there are."""
        self._diary, self._hear, self._clock = diary, hear, clock
        self._platform, self._computing, self._listen = platform, computing, listen
        self._beats = Beats(diary, hear, table)
        self._ours = {ROSTER: self._roster, LISTEN: self._listening}

    async def waiting(self, space: Space) -> Waiting:
        """What there is to do in a space besides its beats; one look instead of three."""
        return await self._diary.waiting(space, self._clock.now(space), self._clock.real())

    async def run(self, space: Space) -> int:
        """Fire the timers that are due; each becomes an event."""
        done = 0
        for _ in range(ROUNDS):
            now = self._clock.now(space)
            claimed = await self._diary.timers(space, now, self._clock.real())
            for due in claimed:
                await self._fire(space, due, now)
            done += len(claimed)
            if not claimed:
                break
        return done

    async def _fire(self, space: Space, due: Due, now: datetime) -> None:
        faults.hit("timers.after_claim")
        try:
            event = await self._woken(space, due, now)
        except HearthError as error:
            if isinstance(error, Away):
                raise
            # It keeps its lease, comes again, and stops nothing behind it.
            told = {"name": due.name, "kind": type(error).__name__, "at": where(error)}
            logger.error("timer", **told)  # noqa: TRY400 - an error's words may be somebody's
            return
        await self._hear(event)
        faults.hit("timers.after_fire")
        await self._diary.timer_done(due)

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

    async def compute(self, space: Space) -> int:
        """Run the computations that were asked for; each result becomes an event."""
        asked = await self._diary.computations(space, self._clock.real())
        for one in asked:
            try:
                await self._ours.get(one.name, self._compute)(space, one)
            except (Away, Busy) as not_now:
                wait = not_now.after if isinstance(not_now, Busy) else 0.0
                await self._diary.postponed(one, self._clock.real() + wait)
            except Exception as error:  # noqa: BLE001 - one failing computation must not stop the rest
                told = {"name": one.name, "kind": type(error).__name__, "at": where(error)}
                logger.error("computation", **told)  # noqa: TRY400 - an error's words may be somebody's
                await self._diary.computed(one, failed=True)
            else:
                await self._diary.computed(one)
        return len(asked)

    async def _compute(self, space: Space, asked: Asked) -> None:
        now = self._clock.now(space)
        try:
            given = await self._diary.given(asked, space, now)
        except LookupError:
            return  # its matter is gone: nothing is left to do
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
        return f"computed.{asked.community}.{asked.name}.{asked.subject}.{asked.version}"

    async def _listening(self, space: Space, _asked: Asked) -> None:
        await self._listen(space)

    async def _roster(self, space: Space, asked: Asked) -> None:
        """Page through a place; a chunk heard before (after a crash) is not heard again."""
        homes = {c.id: c.home for c in await self._diary.communities(space)}
        if asked.community not in homes:
            return
        home, number, waiting = homes[asked.community], 0, None
        async for chunk in self._platform(space).roster(home):
            if waiting is not None:
                await self._hear(self._chunk(home, asked, number, waiting, last=False))
                number += 1
            waiting = chunk
        await self._hear(self._chunk(home, asked, number, waiting or (), last=True))

    def _chunk(
        self, home: Place, asked: Asked, number: int, people: tuple[Any, ...], *, last: bool
    ) -> Rostered:
        return Rostered(
            id=f"{self._once(asked)}.{number}",
            at=asked.asked_at,
            actor=itself(home.space),
            place=home,
            community=asked.community,
            people=people,
            last=last,
        )

    async def beats(self, space: Space) -> int:
        """Beats whose hour has come; late ones inside their window, older ones counted."""
        return await self._beats.run(space, self._clock.now(space))
