"""When everything comes: derived, moved out of the way, and the same however often it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from bot.rhythm.model import (
    AFTER,
    AHEAD,
    BEFORE,
    DRAW,
    GATHERING,
    NOTICE,
    PROMPT,
    QUIET,
    REPORT,
    Meeting,
    Pace,
    Rhythm,
    Touch,
    monday,
)
from bot.rhythm.planning import Given, planned

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday
SET = Rhythm(set_at=NOW - timedelta(days=100))
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def about(now: datetime = NOW, rhythm: Rhythm = SET, **more: Any) -> Given:
    """A community in Madrid, its rhythm as the form proposes it."""
    return Given(rhythm, "Europe/Madrid", now, now + AHEAD, **more)


def days(given: Given, name: str, count: int = 4) -> list[str]:
    """The first dates of a beat, as month and day."""
    return [f"{day:%m-%d}" for day, _ in planned(given)[name][:count]]


def meets(day: str, hour: int = 15, **more: Any) -> Meeting:
    """An hour's meeting, known for long."""
    at = datetime.fromisoformat(f"{day}T{hour:02}:00+00:00")
    return Meeting(f"m{day}", "Monthly", at, 60, NOW - timedelta(days=90), **more)


def test_nothing_is_planned_before_somebody_set_a_rhythm() -> None:
    """But for the coordinators' own Monday."""
    found = planned(about(rhythm=Rhythm()))
    assert [name for name, occurrences in found.items() if occurrences] == [REPORT]


def test_what_the_form_proposes() -> None:
    """A prompt on Mondays, a round every other Tuesday with its notice, check-ins on Wednesdays."""
    given = about(happened={DRAW: date(2026, 11, 17)})
    assert days(given, PROMPT) == ["11-23", "11-30", "12-07", "12-14"]
    assert days(given, DRAW, 3) == ["12-01", "12-15", "12-29"]
    assert days(given, NOTICE, 3) == ["11-30", "12-14", "12-28"]
    assert days(given, QUIET, 2) == ["11-25", "12-02"]
    at = planned(given)[PROMPT][0][1]
    assert at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_notice_of_a_monday_round_comes_on_friday() -> None:
    """The day before has to be one on which people are awake."""
    rhythm = replace(SET, round=Touch(1, 1))
    assert days(about(rhythm=rhythm), NOTICE, 2) == ["11-27", "12-04"]
    holiday = frozenset({date(2026, 11, 27)})
    assert days(about(rhythm=rhythm, holidays=holiday), NOTICE, 1) == ["11-26"]


def test_a_prompt_comes_on_the_right_side_of_a_meeting() -> None:
    """Not the day before it, nor on it, nor the day after: early enough to feed it."""
    tuesday = replace(SET, prompt=Touch(1, 2))
    for day, expected in (
        ("2026-12-01", "12-03"),  # nothing of the week lies before it: two days after
        ("2026-12-02", "11-30"),
        ("2026-12-03", "12-01"),
        ("2026-12-04", "12-01"),
    ):
        given = about(rhythm=tuesday, meetings=(meets(day),))
        assert days(given, PROMPT, 2)[1] == expected, day


def test_a_round_begins_once_people_have_met() -> None:
    """Not in the three days before a meeting, nor on the day it is talked about."""
    last = {DRAW: date(2026, 11, 17)}
    for day, expected in (
        ("2026-12-01", "12-03"),
        ("2026-12-03", "12-07"),  # Saturday and Sunday are no days to begin
        ("2026-12-08", "12-01"),
    ):
        assert days(about(happened=last, meetings=(meets(day),)), DRAW, 1) == [expected], day


def test_a_meeting_that_is_left_out_moves_nothing() -> None:
    """It is as if it were not there."""
    given = about(meetings=(meets("2026-11-23", skipped=True),))
    assert days(given, PROMPT, 1) == ["11-23"]
    assert planned(given)[BEFORE] == planned(given)[AFTER] == planned(given)[GATHERING] == ()


def test_where_meetings_leave_no_day_they_do_not_count() -> None:
    """A meeting every day must not silence the community."""
    daily = tuple(meets(f"{NOW.date() + n * DAY}") for n in range(60))
    assert days(about(meetings=daily), PROMPT, 2) == ["11-23", "11-30"]


def test_on_a_holiday_nothing_is_posted() -> None:
    """A prompt comes the working day before in its week, else after; a check-in after."""
    off = frozenset({date(2026, 11, 23), date(2026, 12, 2)})
    given = about(holidays=off)
    assert days(given, PROMPT, 1) == ["11-24"]
    assert days(given, QUIET, 2) == ["11-25", "12-03"]
    assert days(replace(given, rhythm=replace(SET, prompt=Touch(1, 3))), PROMPT, 2)[1] == "12-01"


def test_a_quiet_week_gives_what_it_would_have_had_to_the_next() -> None:
    """And what comes every other week counts from there."""
    given = about(quiet=frozenset({date(2026, 11, 30)}), happened={DRAW: date(2026, 11, 17)})
    assert days(given, PROMPT, 3) == ["11-23", "12-07", "12-14"]
    assert days(given, DRAW, 2) == ["12-08", "12-22"]


def test_one_that_is_left_out_does_not_come_later() -> None:
    """A coordinator skipped it: the next is as far as ever."""
    moved = {(DRAW, date(2026, 11, 30)): None}
    assert days(about(moved=moved, happened={DRAW: date(2026, 11, 17)}), DRAW, 1) == ["12-15"]


def test_one_that_is_moved_goes_alone() -> None:
    """Those after it stay where they are."""
    to = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
    given = about(moved={(PROMPT, date(2026, 11, 23)): to})
    assert planned(given)[PROMPT][0] == (date(2026, 11, 26), to)
    assert days(given, PROMPT, 3)[1:] == ["11-30", "12-07"]


@pytest.mark.parametrize(
    ("pace", "expected"),
    [
        (Pace.FULL, ["11-23", "11-30"]),
        (Pace.SLOWED, ["11-30", "12-14"]),
        (Pace.TAPERED, ["11-30", "12-14"]),
    ],
)
def test_the_pace_halves_the_prompts_alone(pace: Pace, expected: list[str]) -> None:
    """Counted from the last one, so that it holds at once."""
    last = {PROMPT: date(2026, 11, 16), DRAW: date(2026, 11, 17)}
    given = about(rhythm=replace(SET, pace=pace), happened=last)
    assert days(given, PROMPT, 2) == expected
    assert days(given, DRAW, 1) == ["12-01"]


def test_the_first_round_leaves_time_to_join_it() -> None:
    """Set on Sunday, it does not begin on Tuesday; looked at on Monday, it is the same."""
    sunday = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    rhythm = Rhythm(set_at=sunday)
    for later in range(3):
        assert days(about(sunday + later * DAY, rhythm), DRAW, 1) == ["12-01"]


def test_after_a_long_absence_the_next_one_is_the_next_that_can_be() -> None:
    """What every other week means is not waited for twice."""
    given = about(happened={DRAW: date(2026, 8, 4), PROMPT: date(2026, 8, 3)})
    assert days(given, PROMPT, 1) == ["11-23"]
    assert days(given, DRAW, 2) == ["11-24", "12-08"]


def test_what_belongs_to_a_meeting() -> None:
    """A week before at ten, on its day at nine, and at ten on the working day after it."""
    found = planned(about(meetings=(meets("2026-12-04"),)))  # a Friday
    assert [day for day, _ in found[BEFORE]] == [date(2026, 11, 27)]
    assert found[GATHERING] == ((date(2026, 12, 4), datetime(2026, 12, 4, 8, 0, tzinfo=UTC)),)
    assert found[AFTER] == ((date(2026, 12, 7), datetime(2026, 12, 7, 9, 0, tzinfo=UTC)),)


def test_a_meeting_we_learn_of_late_is_asked_about_the_next_morning() -> None:
    """But not the day before it: then nobody can prepare anything."""
    late = replace(meets("2026-11-26"), known_at=NOW)
    assert days(about(meetings=(late,)), BEFORE) == ["11-23"]
    later = replace(meets("2026-11-24"), known_at=NOW)
    assert days(about(meetings=(later,)), BEFORE) == []


def test_between_two_weekly_meetings_the_question_comes_three_days_before() -> None:
    """A week before would be the day of the one before it."""
    weekly = tuple(meets(f"2026-{day}") for day in ("11-26", "12-03", "12-10"))
    assert days(about(meetings=weekly), BEFORE) == ["11-30", "12-07"]


def test_an_early_meeting_is_announced_before_it_begins() -> None:
    """Half an hour before, where nine o'clock would be too late."""
    found = planned(about(meetings=(meets("2026-12-04", hour=7),)))[GATHERING]
    assert found[0][1] == datetime(2026, 12, 4, 6, 30, tzinfo=UTC)


dates = st.dates(date(2026, 10, 1), date(2027, 4, 30))


@settings(max_examples=150)
@over(
    now=st.datetimes(datetime(2026, 11, 1), datetime(2027, 1, 31)),  # noqa: DTZ001 - made aware below
    touch=st.builds(Touch, st.sampled_from([1, 2, 4]), st.integers(1, 7), st.just(time(10))),
    meeting_days=st.sets(dates, max_size=12),
    quiet=st.sets(dates, max_size=4),
    holidays=st.sets(dates, max_size=12),
    last=st.none() | st.dates(date(2026, 9, 1), date(2026, 10, 31)),
    zone=st.sampled_from(["Europe/Madrid", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"]),
)
def test_whatever_is_set_it_keeps_its_promises(
    now: datetime,
    touch: Touch,
    meeting_days: set[date],
    quiet: set[date],
    holidays: set[date],
    last: date | None,
    zone: str,
) -> None:
    """In order, once a week at most, never on a holiday or in a quiet week, all to come.

    And what is planned today for tomorrow is what is planned tomorrow.
    """
    moment = now.replace(tzinfo=UTC)
    given = Given(
        replace(SET, prompt=touch, round=touch),
        zone,
        moment,
        moment + AHEAD,
        meetings=tuple(meets(f"{day}") for day in meeting_days),
        quiet=frozenset(monday(day) for day in quiet),
        holidays=frozenset(holidays),
        happened={PROMPT: last, DRAW: last} if last else {},
    )
    found = planned(given)
    tomorrow = replace(given, now=moment + DAY)
    for name in (PROMPT, DRAW):
        occurrences = found[name]
        assert list(occurrences) == sorted(set(occurrences))
        assert all(at > moment for _, at in occurrences)
        for day, _ in occurrences:
            assert day not in holidays
            assert monday(day) not in given.quiet
        weeks = [monday(day) for day, _ in occurrences]
        assert all(b - a >= touch.every * WEEK for a, b in pairwise(weeks))
        if not occurrences or occurrences[0][1] > tomorrow.now:
            both = tomorrow.until - 3 * WEEK
            again = planned(tomorrow)[name]
            assert [o for o in again if o[1] < both] == [o for o in occurrences if o[1] < both]
