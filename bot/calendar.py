"""When wall times happen: one occurrence per local date, whatever clocks do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instant(day: date, at: time, zone: str) -> datetime | None:
    """When a wall time happens on a local date, as an instant.

    In a gap: the first moment after it, also where that is midnight. Twice: the first.
    On a date that never happened: None.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(day, at, place)
    back = wall.astimezone(ZoneInfo("UTC")).astimezone(place)
    if back.replace(tzinfo=None) == wall.replace(tzinfo=None):
        return wall.astimezone(ZoneInfo("UTC"))
    # The wall time falls into a gap; with fold=1 Python counts from before it, fold=0 from after.
    after = datetime.combine(day, at, place).replace(fold=1).astimezone(ZoneInfo("UTC"))
    edge = _edge(after, place)
    around = {moment.astimezone(place).date() for moment in (edge, edge - timedelta(seconds=1))}
    return edge if day in around else None


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


def due(
    now: datetime, at: time, zone: str, after: date | None = None
) -> Iterator[tuple[date, datetime, bool]]:
    """Local dates whose occurrence is past at `now`, its instant, whether it is the last of them.

    Those since the date `after`; where that is not known, today's and yesterday's.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    first = after + timedelta(days=1) if after else today - timedelta(days=1)
    days = (first + timedelta(days=ahead) for ahead in range((today - first).days + 1))
    moments = [(day, moment) for day in days if (moment := instant(day, at, zone))]
    past = [(day, moment) for day, moment in moments if moment <= now]
    for day, moment in past:
        yield day, moment, day == past[-1][0]


def following(now: datetime, at: time, zone: str) -> datetime:
    """The next time a daily beat is due, strictly after `now`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = (today + timedelta(days=ahead) for ahead in range(4))
    moments = (instant(day, at, zone) for day in days)
    return next(moment for moment in moments if moment and moment > now)
