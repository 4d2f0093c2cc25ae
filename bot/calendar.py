"""Which beats are due: one occurrence per local date, inside its window, whatever clocks do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WINDOW = timedelta(hours=6)  # what comes later than that is no longer news


def instant(day: date, at: time, zone: str) -> datetime | None:
    """When a wall time happens on a local date, as an instant.

    In a gap: the first moment after it. Twice: the first. On a date that never happened: None.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(day, at, place)
    back = wall.astimezone(ZoneInfo("UTC")).astimezone(place)
    if back.replace(tzinfo=None) == wall.replace(tzinfo=None):
        return wall.astimezone(ZoneInfo("UTC"))
    # The wall time falls into a gap; with fold=1 Python counts from before it, fold=0 from after.
    after = datetime.combine(day, at, place).replace(fold=1).astimezone(ZoneInfo("UTC"))
    edge = _edge(after, place)
    return edge if edge.astimezone(place).date() == day else None


def _edge(near: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after the gap that lies within a day of `near`, to the second."""
    low, high = near - timedelta(days=1), near + timedelta(days=1)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def due(now: datetime, at: time, zone: str) -> Iterator[tuple[date, datetime, bool]]:
    """Local dates whose occurrence is past at `now`, its instant, whether its window is open.

    Only today's and yesterday's: what lies further back is missed by more than any window.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    for day in (today - timedelta(days=1), today):
        moment = instant(day, at, zone)
        if moment and moment <= now:
            yield day, moment, now < moment + WINDOW


def following(now: datetime, at: time, zone: str) -> datetime:
    """The next time a daily beat is due, strictly after `now`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = (today + timedelta(days=ahead) for ahead in range(4))
    moments = (instant(day, at, zone) for day in days)
    return next(moment for moment in moments if moment and moment > now)
