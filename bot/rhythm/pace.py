"""Whether members begin enough by themselves: a ratio a week, and what four weeks of it mean.

A conversation is something begun in a listened channel that somebody else answered; the ratio is
how many of a week's conversations members began. At least half for four weeks running: they need
fewer prompts. One week below: prompts come back. A week without a conversation is no half of
anything. Where Hearth's own prompts are not heard nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.activity import Thread
from bot.rhythm.model import Pace

LEVEL = 0.5
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Week:
    """The conversations of one week, and how many of them members began."""

    begun: int
    by_members: int

    @property
    def ratio(self) -> float | None:
        """How many of all members began; None where there was no conversation."""
        return self.by_members / self.begun if self.begun else None

    @property
    def is_theirs(self) -> bool:
        """Whether members began at least half."""
        return self.ratio is not None and self.ratio >= LEVEL


class Verdict(StrEnum):
    """What the weeks mean for the prompts."""

    TAPER = "taper"
    RESTORE = "restore"
    STAY = "stay"


def edges(monday: date, zone: str) -> tuple[datetime, ...]:
    """The instants at which the last four local weeks began, and where the newest ended."""
    place = ZoneInfo(zone)
    days = [monday - timedelta(weeks=back) for back in range(WEEKS, -1, -1)]
    return tuple(datetime.combine(day, time(), place) for day in days)


def weeks(threads: Iterable[Thread], between: Sequence[datetime]) -> tuple[Week, ...]:
    """Count the conversations between each two instants, the oldest week first."""
    talked = [thread for thread in threads if thread.answers]
    return tuple(
        _week([thread for thread in talked if since <= thread.at < until])
        for since, until in pairwise(between)
    )


def _week(talked: Sequence[Thread]) -> Week:
    return Week(len(talked), sum(thread.starter is not None for thread in talked))


def verdict(past: Sequence[Week], pace: Pace) -> Verdict:
    """What to do about the pace; `past` holds four weeks, the oldest first."""
    if pace is Pace.FULL and len(past) >= WEEKS and all(week.is_theirs for week in past):
        return Verdict.TAPER
    if pace is Pace.TAPERED and past and not past[-1].is_theirs:
        return Verdict.RESTORE
    return Verdict.STAY
