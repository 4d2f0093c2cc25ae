"""Daily beats: once per local date, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import due, following, instant


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        ((2026, 3, 29), (2, 30), "Europe/Madrid", "2026-03-29T01:00"),  # gap: the moment after it
        ((2026, 10, 25), (2, 30), "Europe/Madrid", "2026-10-25T00:30"),  # twice: the first
        ((2024, 4, 26), (0, 0), "Africa/Cairo", "2024-04-25T22:00"),  # midnight is skipped
        ((2026, 7, 1), (9, 0), "Asia/Kathmandu", "2026-07-01T03:15"),
        ((2026, 3, 28), (23, 30), "America/Nuuk", "2026-03-29T01:00"),  # the gap ends at midnight
    ],
)
def test_a_wall_time_is_one_instant(
    day: tuple[int, int, int], at: tuple[int, int], zone: str, expected: str
) -> None:
    """Gaps and folds have one answer each."""
    assert instant(date(*day), time(*at), zone) == datetime.fromisoformat(expected + "+00:00")


def test_a_day_that_never_happened_has_no_instant() -> None:
    """Samoa had no 30 December 2011."""
    assert instant(date(2011, 12, 30), time(9), "Pacific/Apia") is None


def test_all_that_came_since_a_date_is_due_and_the_last_is_known() -> None:
    """Ninety days away leave ninety occurrences, of which one may still be late."""
    nine = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    found = list(due(nine, time(9), "Europe/Madrid", date(2026, 8, 25)))
    assert len(found) == 90
    assert [day for day, _, last in found if last] == [date(2026, 11, 23)]
    early = list(due(nine - timedelta(minutes=1), time(9), "Europe/Madrid", date(2026, 11, 22)))
    assert early == []


def test_where_nothing_is_known_two_days_are_looked_at() -> None:
    """A community that is new is not told that it missed its own beginning."""
    nine = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    days = [day.day for day, _, _ in due(nine, time(9), "Europe/Madrid")]
    assert days == [22, 23]


def test_the_following_beat_is_tomorrow_once_today_has_passed() -> None:
    """Strictly after now."""
    nine = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert following(nine, time(9), "Europe/Madrid") == nine + timedelta(days=1)
    assert following(nine - timedelta(seconds=1), time(9), "Europe/Madrid") == nine


@pytest.mark.parametrize("zone", ["Africa/Cairo", "America/New_York", "Australia/Lord_Howe"])
def test_every_local_date_of_a_year_has_exactly_one_instant(zone: str) -> None:
    """In order, a day apart or nearly, on the date they belong to."""
    start = date(2026, 1, 1)
    days = [start + timedelta(days=n) for n in range(365)]
    moments = [instant(day, time(2, 30), zone) for day in days]
    assert all(
        m and m.astimezone(ZoneInfo(zone)).date() == d for m, d in zip(moments, days, strict=True)
    )
    assert sorted({m for m in moments if m}) == moments
