"""What is read from elsewhere, as values: calendars and public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """An iCalendar address, and which of its days are wanted."""

    address: str
    since: datetime
    until: datetime
    zone: str = "UTC"  # of times that name none


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence in a calendar; `uid` tells it from the others of a series."""

    uid: str
    at: datetime
    minutes: int
    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a calendar says, the soonest first; or in one word why it could not be read.

    The words: address, private, unreachable, slow, large, refused, not_a_calendar, too_often.
    """

    entries: tuple[Entry, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """Whose public holidays: a country, or a part of it (ES, ES-MD); of which years."""

    code: str
    years: tuple[int, ...]
