"""`python -m tests.prove.fast BEGAN AS FACTOR run …`: the `hearth` command on a fast clock.

At real time BEGAN (epoch seconds) the clock shows AS, and from there runs FACTOR times as fast. The
platform beside it keeps the same clock and shortens its limits by the same factor, so that a wait
it asks for is FACTOR times as long for us.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import compose
from bot.cli import main
from bot.clock import Clock
from bot.errors import Busy, DeliveryError
from bot.outbox import Claimed, Outbox


@dataclass(frozen=True, slots=True)
class Fast:
    """A clock that two processes share without speaking to each other."""

    began: float
    shows: float
    factor: float

    def seconds(self) -> float:
        """Now, in epoch seconds."""
        return self.shows + (time.time() - self.began) * self.factor

    def now(self) -> datetime:
        """Now."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    @property
    def words(self) -> tuple[str, str, str]:
        """As the command line takes it."""
        return str(self.began), str(self.shows), str(self.factor)


def live_by(clock: Fast) -> None:
    """Let the whole house live by that clock."""
    vars(compose)["Clock"] = lambda: Clock(read=clock.now)  # what the house makes by itself
    not_carried = Outbox._not_carried

    async def scaled(self: Outbox, claimed: Claimed, error: DeliveryError) -> float | None:
        if isinstance(error, Busy):
            error.after *= clock.factor
        return await not_carried(self, claimed, error)

    Outbox._not_carried = scaled  # type: ignore[method-assign] # the platform's seconds are real


if __name__ == "__main__":
    live_by(Fast(*(float(sys.argv.pop(1)) for _ in range(3))))
    raise SystemExit(main())
