"""Waking hours as arithmetic: who is awake, when next, and how much of a week people share."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.directory import Hours

HOUR = timedelta(hours=1)
LOOK_AHEAD = 15  # days: somebody with no waking hour in a fortnight has none


def is_waking(at: datetime, hours: Hours) -> bool:
    """Whether `at` lies in somebody's waking hours."""
    local = at.astimezone(ZoneInfo(hours.zone))
    return local.isoweekday() in hours.days and hours.start <= local.hour < hours.end


def next_waking(at: datetime, hours: Hours) -> datetime | None:
    """`at` itself if they are awake, else when they next wake; None when they never do."""
    if is_waking(at, hours):
        return at
    zone = ZoneInfo(hours.zone)
    local = at.astimezone(zone)
    for ahead in range(LOOK_AHEAD):
        day = local.date() + timedelta(days=ahead)
        start = datetime.combine(day, time(hours.start), zone).astimezone(at.tzinfo)
        if day.isoweekday() in hours.days and start > at and hours.start < hours.end:
            return start
    return None


def waking_days_after(at: datetime, days: int, hours: Hours) -> datetime:
    """The same wall time `days` waking days after `at`: "24 h" that skips weekends.

    Counted in local days on which the person has waking hours (docs/architecture.md: one promise).
    """
    zone = ZoneInfo(hours.zone)
    local = at.astimezone(zone)
    left, day = days, local.date()
    for _ in range(LOOK_AHEAD * max(days, 1)):
        if not left:
            break
        day += timedelta(days=1)
        left -= day.isoweekday() in hours.days
    wall = local.time()
    if hours.start < hours.end <= wall.hour:
        wall = time(hours.end - 1, wall.minute)  # of an evening: while they are awake that day
    return datetime.combine(day, wall, zone).astimezone(at.tzinfo)


def together_awake(at: datetime, hours: tuple[Hours, ...]) -> datetime:
    """When all are awake at once, from `at` on; where they never are, when each has been."""
    wakings = [next_waking(at, one) for one in hours]
    first = max((one for one in wakings if one), default=at)
    moment = at
    for _ in range(LOOK_AHEAD * len(hours)):
        later = max((next_waking(moment, one) or moment for one in hours), default=moment)
        if later == moment:
            return moment
        moment = later
    return first


def waking_hours_after(at: datetime, count: int, hours: Hours) -> datetime:
    """When `count` waking hours have passed since `at`, to the hour."""
    moment = at
    while count > 0 and hours.days and hours.start < hours.end:
        count -= is_waking(moment, hours)
        moment += HOUR
    return moment


@lru_cache(maxsize=256)
def awake(hours: Hours, week: datetime) -> frozenset[datetime]:
    """The full hours of the seven days after `week` in which somebody is awake."""
    zone = ZoneInfo(hours.zone)
    first = week.astimezone(zone).date()
    found = set()
    for day in (first + timedelta(days=n) for n in range(7)):
        if day.isoweekday() in hours.days:
            for hour in range(hours.start, hours.end):
                local = datetime.combine(day, time(hour % 24), zone)
                found.add(local.astimezone(week.tzinfo).replace(minute=0))
    return frozenset(found)


def shared_hours(one: Hours, other: Hours, week: datetime) -> int:
    """How many hours of the coming week both are awake."""
    return len(awake(one, week) & awake(other, week))
