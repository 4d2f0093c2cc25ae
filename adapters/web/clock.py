"""The playground's clock: it steps to each due moment in order, and never jumps over one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import StrEnum

from adapters.web.residents import Residents
from adapters.web.workspace import SPACE
from bot.platform import Backstage

MOST_MOMENTS = 5_000  # in one step; a promise that is due again at once would never end


class By(StrEnum):
    """How far a step goes."""

    HOUR = "hour"
    DAY = "day"
    NEXT = "next"


class Clock:
    """Moves the space's clock, and everybody in it, from one due moment to the next."""

    def __init__(self, backstage: Backstage, residents: Residents) -> None:
        self._backstage = backstage
        self._residents = residents
        self._one_at_a_time = asyncio.Lock()

    def now(self) -> datetime:
        return self._backstage.now(SPACE)

    async def step(self, by: By, at_each: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Step; False when nothing is planned that one could step to."""
        async with self._one_at_a_time:
            if by is By.NEXT:
                to = await self._next(chat=False)
            else:
                to = self.now() + timedelta(hours=1 if by is By.HOUR else 24)
            if to is None:
                return False
            await self._walk(max(to, self.now()), at_each)
            return True

    async def pass_by(self, time: timedelta) -> None:
        """Let a little time pass, every moment of it."""
        async with self._one_at_a_time:
            await self._walk(self.now() + time, None)

    async def real_time(self) -> None:
        """Let residents do what is due now; called while time passes by itself."""
        if not self._one_at_a_time.locked():
            async with self._one_at_a_time:
                await self._residents.act(self.now())

    async def _walk(self, to: datetime, at_each: Callable[[], Awaitable[None]] | None) -> None:
        for _ in range(MOST_MOMENTS):
            due = await self._next(chat=True, after=self.now())
            moment = min(due, to) if due else to
            await self._backstage.move_clock(SPACE, max(moment, self.now()))
            await self._residents.act(self.now())
            if at_each:
                await at_each()
            if moment == to:
                return

    async def _next(self, *, chat: bool, after: datetime | None = None) -> datetime | None:
        """The earlier of what Hearth promised and what a resident means to do.

        What was due at `after` or before has had its turn: if it still stands, it waits for
        something else than time.
        """
        promised = await self._backstage.next_due(SPACE)
        moments = (promised, self._residents.next_act(chat=chat))
        return min((m for m in moments if m and (after is None or m > after)), default=None)
