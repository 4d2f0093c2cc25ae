"""Part E: every zone, every change of its clocks, 96 times of day: once per local date, no more.

The oracle knows nothing of how a wall time becomes an instant: it scans each zone forwards, from
instants to wall times, and looks where a wall time was.
"""

from __future__ import annotations

import time as clock
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from bot.calendar import due

FIRST, LAST = datetime(2011, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
TIMES = tuple(time(quarter // 4, quarter % 4 * 15) for quarter in range(96))
AROUND = tuple(timedelta(days=n) for n in range(-2, 3))
DAY, STEP, SECOND = timedelta(days=1), timedelta(hours=12), timedelta(seconds=1)


@dataclass(frozen=True)
class Stretch:
    """A time between two changes: instants and wall times as seconds, and what lies between."""

    begins: int
    ends: int
    offset: int


@dataclass
class Figures:
    """What was tried and what came of it."""

    zones: int = 0
    different: int = 0  # some names mean the same zone
    changes: int = 0
    tried: int = 0  # a local date and a wall time
    met: Counter[str] = field(default_factory=Counter)  # usual, gap, fold, never
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


def offset(zone: ZoneInfo, at: datetime) -> int:
    """Seconds between UTC and the wall there."""
    found = at.astimezone(zone).utcoffset()
    assert found is not None
    return int(found.total_seconds())


def stretches(zone: ZoneInfo) -> list[Stretch]:
    """The zone from end to end, each change found to the second by halving."""
    found, begins, at = [], FIRST, FIRST
    while at < LAST:
        if offset(zone, at) != offset(zone, at + STEP):
            low, high = at, at + STEP
            while high - low > SECOND:
                middle = low + (high - low) // 2
                low, high = (middle, high) if _same(zone, low, middle) else (low, middle)
            found.append(Stretch(_seconds(begins), _seconds(high), offset(zone, begins)))
            begins = high
        at += STEP
    found.append(Stretch(_seconds(begins), _seconds(LAST), offset(zone, begins)))
    return found


def _same(zone: ZoneInfo, one: datetime, other: datetime) -> bool:
    return offset(zone, one) == offset(zone, other)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


@lru_cache(maxsize=100_000)
def _wall(day: date, at: time) -> int:
    """A wall time, as if it were UTC's."""
    return int(datetime.combine(day, at, UTC).timestamp())


def expected(here: list[Stretch], day: date, at: time) -> tuple[int | None, str]:
    """When the wall says so for the first time that day, and what kind of moment it is."""
    wall, midnight = _wall(day, at), _wall(day, time())
    near = bisect_right([s.begins for s in here], wall) - 1
    close = here[max(near - 2, 0) : near + 3]
    shown = [wall - s.offset for s in close if s.begins <= wall - s.offset < s.ends]
    if shown:
        return min(shown), "fold" if len(shown) > 1 else "usual"
    lasted = any(
        s.begins + s.offset < midnight + 86_400 and s.ends + s.offset > midnight for s in close
    )
    if not lasted:
        return None, "never"
    after = [s.begins for s in close if s.begins + s.offset > wall and s.begins > here[0].begins]
    return min(after), "gap"


def around(here: list[Stretch]) -> Iterator[tuple[date, list[date]]]:
    """The local dates about each change."""
    for before, after in pairwise(here):
        days = {
            (datetime.fromtimestamp(after.begins + off, UTC) + shift).date()
            for off in (before.offset, after.offset)
            for shift in AROUND
        }
        yield datetime.fromtimestamp(after.begins, UTC).date(), sorted(days)


def prove(names: Iterable[str], times: tuple[time, ...] = TIMES) -> Figures:
    """Compare what is due with what the wall said, for these zones."""
    figures, began = Figures(), clock.monotonic()
    known: set[tuple[Stretch, ...]] = set()
    for name in names:
        figures.zones += 1
        here = stretches(ZoneInfo(name))
        if tuple(here) in known:
            continue
        known.add(tuple(here))
        figures.different += 1
        for _, days in around(here):
            figures.changes += 1
            for at in times:
                _one(figures, name, here, days, at)
    figures.seconds = clock.monotonic() - began
    return figures


def _one(figures: Figures, name: str, here: list[Stretch], days: list[date], at: time) -> None:
    """All dates about one change, at one time of day."""
    wanted: list[tuple[date, int]] = []
    for day in days:
        moment, kind = expected(here, day, at)
        figures.met[kind] += 1
        figures.tried += 1
        if moment is not None:
            wanted.append((day, moment))
    now = datetime.combine(days[-1] + 2 * DAY, time(), UTC)
    found = [(day, _seconds(m)) for day, m, _ in due(now, at, name, days[0] - DAY)]
    heard = [one for one in found if one[0] <= days[-1]]
    if heard != wanted:
        figures.wrong.append(f"{name} {at:%H:%M} about {days[2]}: {heard} is not {wanted}")


def every() -> list[str]:
    """All zones there are."""
    return sorted(available_timezones() - {"localtime"})


def show(figures: Figures) -> None:
    """The figures, and the first of what is wrong."""
    print("\nevery zone, every change of its clocks from 2011 to 2037, times of day")
    print(f"  zones {figures.zones}, {figures.different} of them different")
    print(f"  changes {figures.changes}, dates and times {figures.tried}")
    kinds = "usual", "gap", "fold", "never"
    print("  " + ", ".join(f"{kind} {figures.met[kind]}" for kind in kinds))
    print(f"  wrong {len(figures.wrong)}, in {figures.seconds:.0f} s", flush=True)
    for line in figures.wrong[:10]:
        print(f"    {line}")
