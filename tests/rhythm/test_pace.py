"""What four weeks of conversations mean for the prompts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.activity import Thread
from bot.events import Person, Space
from bot.rhythm.model import Pace
from bot.rhythm.pace import Verdict, Week, edges, verdict, weeks

HERE = Space("web", "town")
ANA, BEA = Person(HERE, "ana"), Person(HERE, "bea")
MONDAY = date(2026, 11, 30)
THEIRS, OURS, NONE = Week(4, 2), Week(4, 1), Week(0, 0)


def begun(by: Person | None, days_ago: float, *answered: Person) -> Thread:
    at = datetime(2026, 11, 30, tzinfo=UTC) - timedelta(days=days_ago)
    return Thread(by, at, frozenset(answered), at if answered else None)


@pytest.mark.parametrize(
    ("past", "pace", "means"),
    [
        ([THEIRS] * 4, Pace.FULL, Verdict.TAPER),
        ([THEIRS] * 3, Pace.FULL, Verdict.STAY),
        ([OURS, THEIRS, THEIRS, THEIRS], Pace.FULL, Verdict.STAY),
        ([THEIRS, NONE, THEIRS, THEIRS], Pace.FULL, Verdict.STAY),
        ([THEIRS] * 4, Pace.TAPERED, Verdict.STAY),
        ([THEIRS, THEIRS, THEIRS, OURS], Pace.TAPERED, Verdict.RESTORE),
        ([THEIRS, THEIRS, THEIRS, NONE], Pace.TAPERED, Verdict.RESTORE),
        ([OURS, OURS, OURS, THEIRS], Pace.TAPERED, Verdict.STAY),
        ([THEIRS] * 4, Pace.SLOWED, Verdict.STAY),
        ([OURS] * 4, Pace.SLOWED, Verdict.STAY),
        ([], Pace.TAPERED, Verdict.STAY),
    ],
)
def test_what_the_weeks_mean(past: list[Week], pace: Pace, means: Verdict) -> None:
    """At least half, four weeks running, tapers; one week below brings prompts back."""
    assert verdict(past, pace) is means


def test_a_beginning_nobody_answered_is_no_conversation() -> None:
    """Neither a member's nor ours counts; half is enough."""
    between = edges(MONDAY, "UTC")
    told = [begun(ANA, 2, BEA), begun(None, 3, ANA), begun(ANA, 4), begun(None, 5)]
    assert weeks(told, between) == (NONE, NONE, NONE, Week(2, 1))
    assert Week(2, 1).is_theirs
    assert not NONE.is_theirs
    assert NONE.ratio is None


def test_each_conversation_is_in_one_week() -> None:
    """Midnight of Monday begins the new week; what is of today is not counted yet."""
    between = edges(MONDAY, "UTC")
    told = [begun(ANA, days, BEA) for days in (0, 7, 14, 21, 28, 28.1)]
    assert [week.begun for week in weeks(told, between)] == [1, 1, 1, 1]


def test_weeks_are_the_communitys_own() -> None:
    """From local Monday to local Monday, also over a change of offset."""
    between = edges(date(2026, 11, 2), "America/New_York")
    hours = [one.astimezone(UTC).hour for one in between]
    assert hours == [4, 4, 4, 4, 5]
    assert len(between) == 5
