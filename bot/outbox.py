"""Carry what was promised: wait for its hour, deliver, look before sending again, park.

A promise lives `todo → sending → sent`, or ends `parked` (we cannot tell, or it cannot go: a
person decides) or `dropped` (it came too late, or was taken back). `held` waits for a
coordinator's yes.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot import faults
from bot.clock import Clock
from bot.errors import Busy, CannotLook, DeliveryError, Disconnected, Undeliverable, Unsure
from bot.events import Space
from bot.platform import Landed, Letter, Platform

LEASE = 30.0  # seconds of real time in which one delivery must end
LOOK_AFTER = 5.0  # seconds to let a platform finish what it may have taken, before we look
AT_ONCE, BATCH = 8, 50
TRIES = 8  # definite failures in a row before somebody must look

logger = structlog.get_logger("promise")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A promise in our hands until its lease ends.

    `since` (epoch seconds) is set when an earlier try may have arrived: look first.
    """

    space: Space
    community: str
    key: str
    version: int
    attempt: int
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
        """Nothing was sent; try again then."""
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
    ) -> None:
        """`look_after`: seconds between an unknown outcome and the look."""
        self._spool, self._clock, self._platform = spool, clock, platform
        self._look_after = look_after
        self.disconnected: set[Space] = set()

    async def drain(self, space: Space) -> int:
        """Deliver what is due; returns how many were taken up."""
        total = 0
        while space not in self.disconnected:
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
                for one in lane:
                    await self._carry(one)

        await asyncio.gather(*(run(lane) for lane in lanes.values()))

    async def _carry(self, claimed: Claimed) -> None:
        platform = self._platform(claimed.space)
        try:
            landed = await self._found(claimed, platform)
            if landed is None:
                faults.hit("outbox.before_send")
                landed = await platform.deliver(claimed.letter)
                faults.hit("outbox.after_send")
        except DeliveryError as error:
            await self._not_carried(claimed, error)
        else:
            await self._spool.sent(claimed, landed, self._clock.now(claimed.space))
            faults.hit("outbox.after_mark")
            self._tell(claimed, "sent")

    async def _found(self, claimed: Claimed, platform: Platform) -> Landed | None:
        """Where an earlier try of unknown fate landed; an edit is safe to repeat unseen."""
        if claimed.since is None or claimed.letter.landed is not None:
            return None
        return await platform.find(claimed.letter, claimed.since)

    async def _not_carried(self, claimed: Claimed, error: DeliveryError) -> None:
        now = self._clock.now(claimed.space)
        match error:
            case Busy(after=after):
                await self._spool.later(claimed, now + timedelta(seconds=after), error.reason)
            case Unsure() if claimed.attempt < TRIES:
                await self._spool.unsure(claimed, self._clock.real() + self._look_after)
            case Disconnected():
                self.disconnected.add(claimed.space)
                await self._spool.later(claimed, now, error.reason)
            case CannotLook() | Undeliverable() | Unsure():
                await self._spool.park(claimed, error.reason, now)
        self._tell(claimed, type(error).__name__.lower(), error.reason)

    def _tell(self, claimed: Claimed, outcome: str, reason: str = "") -> None:
        logger.info(
            "promise",
            key=claimed.key,
            space=claimed.space.key,
            kind=claimed.letter.message.kind,
            outcome=outcome,
            reason=reason,
        )
