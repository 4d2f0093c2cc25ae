"""Waking hours as arithmetic: when a waking day is over, how much of a week two people share."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.directory import Hours

DAY = timedelta(days=1)


def waking_day_after(at: datetime, hours: Hours) -> datetime:
    """A day later, counting only days on which this person has waking hours."""
    zone = ZoneInfo(hours.zone)
    local = at.astimezone(zone) + DAY
    while hours.days and local.isoweekday() not in hours.days:
        local += DAY
    return local.astimezone(at.tzinfo)


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
