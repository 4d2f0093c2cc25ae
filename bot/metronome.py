"""The metronome: APScheduler wakes us twice a second; it decides and stores nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errands import Errands
from bot.errors import Away, where
from bot.events import Space
from bot.outbox import Outbox

TICK, BEATS, HOUSE = 0.5, 20.0, 3600.0  # seconds
ROUNDS = 500  # of settling: more means two handlers wake each other for ever

logger = structlog.get_logger("metronome")


class Metronome:
    """Runs what is due in each space, one run per space at a time."""

    def __init__(
        self,
        outbox: Outbox,
        errands: Errands,
        spaces: Callable[[], tuple[Space, ...]],
        housekeeping: Callable[[], Awaitable[None]],
        alive: Callable[[], Awaitable[None]],
    ) -> None:
        """`housekeeping` runs hourly: what is past its retention goes; `alive` with the beats."""
        self._outbox, self._errands, self._spaces = outbox, errands, spaces
        self._housekeeping, self._alive = housekeeping, alive
        # Each space has two lanes: messages and timers do not wait for a long computation.
        self._locks: dict[tuple[Space, bool], asyncio.Lock] = {}
        self._soon: set[asyncio.Task[None]] = set()
        self._poked: set[tuple[Space, bool]] = set()
        self._stopping = False
        self._scheduler = AsyncIOScheduler(
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.add_job(self._tick, "interval", seconds=TICK)
        self._scheduler.add_job(self._beat, "interval", seconds=BEATS)
        self._scheduler.add_job(self._keep, "interval", seconds=HOUSE)
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more, and finish what runs."""
        self._stopping = self._outbox.resting = True
        if self._scheduler.running:
            # Ended at once, the scheduler would cancel what it has begun; so it may begin nothing,
            # and what runs, runs in tasks of our own.
            self._scheduler.pause()
        await asyncio.gather(*self._soon, return_exceptions=True)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def poke(self, space: Space) -> None:
        """Something was promised there just now; look at once."""
        if self._stopping or not self._scheduler.running:
            return
        for computing in (False, True):
            if (space, computing) not in self._poked:
                self._poked.add((space, computing))
                self._begin(self._run(space, computing=computing))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._soon.add(task)
        task.add_done_callback(self._soon.discard)

    async def _tick(self) -> None:
        """A space that takes long keeps no other waiting: each runs by itself."""
        spaces = self._spaces()
        self._outbox.served(spaces)
        for space in spaces:
            self.poke(space)

    async def _beat(self) -> None:
        self._begin(self._beat_all())

    async def _beat_all(self) -> None:
        await self._guarded(self._alive())
        for space in self._spaces():
            await self._guarded(self._errands.beats(space))

    async def _keep(self) -> None:
        self._begin(self._keep_guarded())

    async def _keep_guarded(self) -> None:
        await self._guarded(self._housekeeping())

    async def _run(self, space: Space, *, computing: bool) -> None:
        async with self._lock(space, computing=computing):
            if (space, computing) not in self._poked:
                return  # somebody has looked since
            self._poked.discard((space, computing))
            if not self._stopping:
                work = self._errands.compute if computing else self._once
                await self._guarded(work(space))

    def _lock(self, space: Space, *, computing: bool) -> asyncio.Lock:
        return self._locks.setdefault((space, computing), asyncio.Lock())

    async def _guarded(self, work: Awaitable[int | None]) -> int:
        """A tick that fails is told and comes again; it never ends the metronome."""
        try:
            return await work or 0
        except Away:
            logger.warning("database away")
        except Exception as error:  # noqa: BLE001 - it is told, and the next tick comes
            logger.error("tick", kind=type(error).__name__, at=where(error))  # noqa: TRY400 - an error's words may be somebody's
        return 0

    async def _once(self, space: Space) -> int:
        waiting = await self._errands.waiting(space)
        done = await self._errands.run(space) if waiting.timers else 0
        if done or waiting.messages:
            done += await self._outbox.drain(space)
        return done

    async def _all(self, space: Space) -> int:
        waiting = await self._errands.waiting(space)
        done = await self._errands.compute(space) if waiting.computations else 0
        done += await self._errands.run(space) if waiting.timers else 0
        if done or waiting.messages:
            done += await self._outbox.drain(space)
        return done

    async def settle(self, space: Space) -> None:
        """Run until nothing is due: for the playground's steps, and for tests.

        Beats have one look: nobody plans one for this moment or before it.
        """
        async with self._lock(space, computing=False), self._lock(space, computing=True):
            await self._errands.beats(space)
            for _ in range(ROUNDS):
                self._poked -= {(space, False), (space, True)}
                if not await self._all(space):
                    return
        raise RuntimeError("work in this space never settles")
