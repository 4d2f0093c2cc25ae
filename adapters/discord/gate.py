"""Counts identifies over restarts: Discord resets the token of a bot that crashes in a circle."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.errors import HearthError

DAY = 24 * 3600.0
A_DAY = 500  # half of what Discord allows before it resets the token
FREE, LATELY = 5, 600.0  # so many in ten minutes cost nothing; each further one waits twice as long
LONGEST = 900.0
SOON = 15.0  # waited in place; anything longer means going away and coming back


class TooOften(HearthError):
    """We identified too often; not before `after` seconds from now."""

    def __init__(self, after: float, today: int) -> None:
        """Say it in the words the log and `hearth doctor` show."""
        super().__init__(
            f"Connected to Discord {today} times in a day, {A_DAY} are allowed here. "
            f"Waiting {round(after)} seconds. Something restarts or disconnects in a circle: "
            "look for what ends the process, before Discord resets the token."
        )
        self.after = after


def pause(times: tuple[float, ...], now: float) -> float:
    """How long to wait before identifying again, in seconds, after doing so at `times`."""
    day = [at for at in times if now - DAY < at <= now]
    if len(day) >= A_DAY:
        return day[-A_DAY] + DAY - now
    lately = [at for at in day if at > now - LATELY]
    if len(lately) < FREE:
        return 0.0
    wanted = min(LONGEST, 5.0 * 2.0 ** (len(lately) - FREE))
    return max(0.0, lately[-1] + wanted - now)


class Gate:
    """The counter, in a small file of the data folder."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        """`folder` is made when first needed."""
        self._file = folder / "discord-identifies.json"
        self._clock = clock

    def wait(self) -> float:
        """Seconds to wait before the next identify."""
        return pause(self._times(), self._clock().timestamp())

    def today(self) -> int:
        """How often we identified in the last day."""
        now = self._clock().timestamp()
        return sum(1 for at in self._times() if now - DAY < at)

    def enter(self) -> None:
        """Count one identify, before it is sent; raises TooOften instead."""
        after = self.wait()
        if after > 0:
            raise TooOften(after, self.today())
        now = self._clock().timestamp()
        kept = [at for at in self._times() if at > now - DAY][-A_DAY:]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps([*kept, now]), encoding="utf-8")
        fresh.replace(self._file)

    def _times(self) -> tuple[float, ...]:
        try:
            read = json.loads(self._file.read_text(encoding="utf-8"))
            return tuple(sorted(float(at) for at in read))
        except (FileNotFoundError, ValueError, TypeError):
            # A file cut short by a crash counts as none: the back-off starts again.
            return ()
