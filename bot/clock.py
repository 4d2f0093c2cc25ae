"""Time, read in one place: the wall clock, and each space's own offset from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.events import Space


def wall() -> datetime:
    """The machine's time, aware, UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Clock:
    """The time of each space. Only a playground's ever has an offset; leases keep real time."""

    read: Callable[[], datetime] = wall
    offsets: dict[Space, timedelta] = field(default_factory=dict)

    def now(self, space: Space) -> datetime:
        """The space's own time."""
        return self.read() + self.offsets.get(space, timedelta())

    @staticmethod
    def ticks() -> float:
        """Seconds of a clock that never goes back, for durations."""
        return time.perf_counter()

    @staticmethod
    def real() -> float:
        """Real time in epoch seconds, for leases and for looking back at a platform."""
        return time.time()
