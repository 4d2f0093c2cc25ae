"""A slice of `make prove`'s zones, in every run: those whose clocks do the strangest things."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from bot import calendar
from tests.prove import zones

STRANGEST = (
    "Pacific/Apia",  # had no 30 December 2011
    "America/Nuuk",  # jumps to midnight
    "Africa/Cairo",  # jumps from midnight
    "Australia/Lord_Howe",  # by half an hour
    "Africa/Casablanca",  # twice a year for a month
    "Antarctica/Troll",  # by two hours
    "Asia/Pyongyang",
    "America/Caracas",
    "Europe/Madrid",
)


def test_once_per_local_date_where_clocks_are_strangest() -> None:
    """Gap: after it; twice: the first; a date that never was: none."""
    figures = zones.prove(STRANGEST, zones.TIMES[::3])
    zones.show(figures)
    assert figures.changes > 300
    assert all(figures.met[kind] for kind in ("usual", "gap", "fold", "never"))
    assert figures.wrong == []


def test_the_oracle_goes_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two hours, a quarter after a gap, a date too many: each is found wrong."""
    inner = calendar.instant

    def second(day: date, at: time, zone: str) -> datetime | None:
        found = inner(day, at, zone)
        return found + timedelta(hours=1) if found and (day.month, at.hour) == (10, 2) else found

    def never_none(day: date, at: time, zone: str) -> datetime | None:
        return inner(day, at, zone) or inner(day + timedelta(days=1), at, zone)

    for mistake, zone in ((second, "Europe/Madrid"), (never_none, "Pacific/Apia")):
        monkeypatch.setattr(calendar, "instant", mistake)
        assert zones.prove([zone], zones.TIMES[10:11]).wrong
