"""Carry what was promised: wait for its hour, deliver, look before sending again, park.

A promise lives `todo → sending → sent`, or ends `parked` (we cannot tell, or it cannot go: a
person decides) or `dropped` (it came too late, or was taken back). `held` waits for a
coordinator's yes.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot import faults, journal
from bot.clock import Clock
from bot.errors import Busy, DeliveryError, Disconnected, Unsure, where
from bot.events import Space
from bot.platform import Landed, Letter, Platform

LEASE = 30.0  # seconds of real time for which a claimed promise is ours
DELIVERY = 15.0  # seconds one call to a platform may take; none begins that might outlive its lease
LOOK_AFTER = 5.0  # seconds to let a platform finish what it may have taken, before we look
AT_ONCE, BATCH = 8, 50
TRIES = 8  # unknown outcomes in a row before somebody must look

logger = structlog.get_logger("promise")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A promise in our hands until its lease ends, at `until` (epoch seconds).

    `since` (epoch seconds) is set when an earlier try may have arrived: look first. `version` is
    then the one that was tried.
    """

    space: Space
    community: str
    key: str
    version: int
    attempt: int
    until: float
    letter: Letter
    since: float | None = None


class Spool(Protocol):
    """The outbox's rows (storage/ledger). Each method is one transaction."""

    async def claim(self, space: Space, now: datetime, real: float, most: int) -> list[Claimed]:
        """Take what may go now; what may not yet is given its later hour, or dropped."""
        ...

    async def sent(self, claimed: Claimed, landed: Landed, now: datetime) -> None:
        """It stands there; a newer version, or what waits for it, goes next."""
        ...

    async def later(self, claimed: Claimed, at: datetime, reason: str) -> None:
        """Nothing was sent; try again then, if hours and limits still let it go."""
        ...

    async def rest(self, claimed: Claimed, at: datetime) -> None:
        """What else waits to go in that way (to one person, to several) goes then, not before."""
        ...

    async def unsure(self, claimed: Claimed, look_at: float) -> None:
        """It may have arrived; look from `look_at` (epoch seconds) on."""
        ...

    async def park(self, claimed: Claimed, reason: str, now: datetime) -> None:
        """A person must decide."""
        ...


class Outbox:
    """Drains the spool of each space through its platform."""

    def __init__(
        self,
        spool: Spool,
        clock: Clock,
        platform: Callable[[Space], Platform],
        look_after: float = LOOK_AFTER,
        prepare: Callable[[Letter, Space], Awaitable[Letter]] | None = None,
    ) -> None:
        """`look_after`: seconds from an unknown outcome to the look; `prepare` before it goes."""
        self._prepare = prepare
        self._spool, self._clock, self._platform = spool, clock, platform
        self._look_after = look_after
        self.disconnected: set[Space] = set()
        self.resting = False  # we are being stopped: begin no delivery any more
        self._rests: dict[tuple[Space, type], datetime] = {}

    def served(self, spaces: tuple[Space, ...]) -> None:
        """Try again where we were put out and let in anew: the space was gone and is back."""
        self.disconnected &= set(spaces)

    async def drain(self, space: Space) -> int:
        """Deliver what is due; returns how many were taken up."""
        total = 0
        while space not in self.disconnected and not self.resting:
            now = self._clock.now(space)
            claimed = await self._spool.claim(space, now, self._clock.real(), BATCH)
            if not claimed:
                break
            faults.hit("outbox.after_claim")
            await self._carry_all(claimed)
            total += len(claimed)
        return total

    async def _carry_all(self, claimed: list[Claimed]) -> None:
        """One recipient's messages in order, several recipients at once."""
        lanes: dict[object, list[Claimed]] = defaultdict(list)
        for one in claimed:
            lanes[one.letter.to].append(one)
        gate = asyncio.Semaphore(AT_ONCE)

        async def run(lane: list[Claimed]) -> None:
            async with gate:
                await self._carry_lane(lane)

        # A lane that fails (the database is away) must not leave others running behind our back.
        ended = await asyncio.gather(*(run(x) for x in lanes.values()), return_exceptions=True)
        for failure in ended:
            if failure is not None:
                raise failure

    async def _carry_lane(self, lane: list[Claimed]) -> None:
        """When one must wait, those behind it wait as long, so that none overtakes it."""
        for place, one in enumerate(lane):
            wait = await self._carry(one)
            if wait is not None:
                for behind in lane[place + 1 :]:
                    await self._back(behind, wait, "waits its turn")
                return

    async def _carry(self, claimed: Claimed) -> float | None:
        """Carry one promise; returns seconds that whoever stands behind it must wait."""
        late = self._clock.real() + DELIVERY > claimed.until
        if late or self.resting or claimed.space in self.disconnected:
            await self._back(claimed, 0.0, "was not reached in time")
            return 0.0
        rest = self._rest_left(claimed)
        if rest > 0 and claimed.since is None:
            await self._back(claimed, rest, "waits its turn")
            return rest
        try:
            landed = await self._attempt(claimed)
        except DeliveryError as error:
            return await self._not_carried(claimed, error)
        if landed is None:
            # Hours may be over and limits reached by now: it goes as if for the first time.
            await self._spool.later(claimed, self._clock.now(claimed.space), "it is not there")
            return 0.0
        await self._spool.sent(claimed, landed, self._clock.now(claimed.space))
        faults.hit("outbox.after_mark")
        self._tell(claimed, "sent")
        return None

    async def _attempt(self, claimed: Claimed) -> Landed | None:
        """Look for it where it may have arrived (None: it has not), else deliver it."""
        platform = self._platform(claimed.space)
        try:
            async with asyncio.timeout(DELIVERY):
                if claimed.since is not None:
                    return await platform.find(claimed.letter, claimed.since)
                faults.hit("outbox.before_send")
                letter = claimed.letter
                if self._prepare:
                    letter = await self._prepare(letter, claimed.space)
                landed = await platform.deliver(letter)
        except DeliveryError:
            raise
        except TimeoutError as error:
            raise Unsure("no answer in time") from error
        except Exception as error:
            # An adapter's own mistake: nobody knows how far it came.
            logger.error("delivery", kind=type(error).__name__, at=where(error))  # noqa: TRY400 - an error's words may be somebody's
            raise Unsure(type(error).__name__) from error
        faults.hit("outbox.after_send")
        return landed

    async def _not_carried(self, claimed: Claimed, error: DeliveryError) -> float | None:
        self._tell(claimed, type(error).__name__.lower(), error.reason)
        match error:
            case Busy(after=after, others=others):
                await self._back(claimed, after, error.reason)
                if others:
                    await self._rest(claimed, after)
                return after
            case Unsure() if claimed.attempt < TRIES:
                await self._spool.unsure(claimed, self._clock.real() + self._look_after)
                return self._look_after
            case Disconnected():
                self.disconnected.add(claimed.space)
                await self._back(claimed, 0.0, error.reason)
                return 0.0
            case _:
                now = self._clock.now(claimed.space)
                await self._spool.park(claimed, error.reason, now)
                return None

    async def _rest(self, claimed: Claimed, wait: float) -> None:
        """A round of thousands asks once, not a thousand times, whether it may go on."""
        at = self._clock.now(claimed.space) + timedelta(seconds=wait)
        self._rests[claimed.space, type(claimed.letter.to)] = at
        await self._spool.rest(claimed, at)

    def _rest_left(self, claimed: Claimed) -> float:
        if claimed.letter.landed is not None:
            return 0.0
        until = self._rests.get((claimed.space, type(claimed.letter.to)))
        return (until - self._clock.now(claimed.space)).total_seconds() if until else 0.0

    async def _back(self, claimed: Claimed, wait: float, reason: str) -> None:
        """Give it back unsent; what may have arrived earlier is still looked for first."""
        if claimed.since is not None:
            await self._spool.unsure(claimed, self._clock.real() + wait)
        else:
            at = self._clock.now(claimed.space) + timedelta(seconds=wait)
            await self._spool.later(claimed, at, reason)

    def _tell(self, claimed: Claimed, outcome: str, reason: str = "") -> None:
        logger.info(
            "promise",
            key=journal.mark(claimed.key),
            space=claimed.space.key,
            kind=claimed.letter.message.kind,
            outcome=outcome,
            reason=reason,
        )
