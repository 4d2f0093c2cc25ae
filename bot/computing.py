"""Long computations: registered pure functions, run in processes of their own."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from typing import Any

PROCESSES = 2
IDLE = 60.0  # seconds without work after which the processes end

Computation = Callable[[Any], Any]


class Computing:
    """A pool that starts on first use and ends when idle. Spawned: nothing is inherited."""

    def __init__(self, registered: Mapping[str, Computation], idle: float = IDLE) -> None:
        """`registered` maps a name to a module-level function of one picklable argument."""
        self._registered, self._idle = dict(registered), idle
        self._pool: Executor | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._running = 0

    async def run(self, name: str, given: object) -> Any:
        """Compute `name` of `given`. Raises KeyError for a name nobody registered."""
        function = self._registered[name]
        if self._ending:
            self._ending.cancel()
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(PROCESSES, context, with_its_parent)
        self._running += 1
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, function, given)
        except BrokenExecutor:
            self.close()  # a process was ended under it: the next use starts anew
            raise
        finally:
            self._running -= 1
            if not self._running and self._pool is not None:
                self._ending = loop.call_later(self._idle, self.close)

    def close(self) -> None:
        """End the processes; the next use starts them again."""
        if self._ending:
            self._ending.cancel()
            self._ending = None
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def with_its_parent() -> None:
    """Let this process end when the one that started it was killed: nobody waits for it then."""
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(0)
