"""The platform's time, and the snowflakes that carry it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """Real time plus whatever a test let pass."""

    def __init__(self) -> None:
        self._passed = 0.0

    def now(self) -> float:
        """Seconds since 1970, as the platform counts them."""
        return time.time() + self._passed

    def let_pass(self, seconds: float) -> None:
        """Move on at once, so that tokens and nonces grow old without waiting."""
        self._passed += seconds

    def stamp(self) -> str:
        """Now, written as the platform writes it."""
        return stamp(self.now())


class Mint:
    """Snowflakes: never twice the same, always growing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def new(self) -> str:
        """The next id."""
        wanted = (int(self._clock.now() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last = max(wanted, self._last + 1)
        return str(self._last)


def stamp(seconds: float) -> str:
    """An instant as `2026-01-05T00:49:57.486000+00:00`."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def minted_at(snowflake: str) -> float:
    """When an id was made, in seconds since 1970."""
    return ((int(snowflake) >> 22) + DISCORD_EPOCH_MS) / 1000
