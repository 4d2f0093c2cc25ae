"""When a message may reach somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.budget import Reading, when
from bot.directory import Hours
from bot.ui import Weight
from bot.waking import is_waking, next_waking, together_awake, waking_days_after

MADRID = Hours("Europe/Madrid")
FRIDAY_NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 9:00 in Madrid
DAY = timedelta(days=1)


def test_an_answer_goes_at_once_at_any_hour() -> None:
    """Somebody is waiting for it."""
    assert when(Weight.ANSWER, FRIDAY_NIGHT, Reading(MADRID)).at == FRIDAY_NIGHT


@pytest.mark.parametrize("weight", [Weight.AGREED, Weight.NUDGE, Weight.ASK, Weight.SURVEY])
def test_nothing_else_goes_outside_waking_hours(weight: Weight) -> None:
    """Friday night waits until Monday morning, where the reader lives."""
    assert when(weight, FRIDAY_NIGHT, Reading(MADRID)).at == MONDAY_NINE


def test_the_third_nudge_of_a_week_waits_for_the_first_to_age() -> None:
    """Two a week over everything."""
    nudges = (FRIDAY_NOON - 6 * DAY, FRIDAY_NOON - DAY)
    verdict = when(Weight.NUDGE, FRIDAY_NOON, Reading(MADRID, nudges=nudges))
    assert verdict.at == MONDAY_NINE  # the first ages out on Saturday
    assert verdict.why == "messages this week"
    assert when(Weight.NUDGE, FRIDAY_NOON, Reading(MADRID, nudges=nudges[:1])).at == FRIDAY_NOON


def test_asks_have_their_own_allowance() -> None:
    """Nudges do not use it up, and none at all means never."""
    nudges = (FRIDAY_NOON - DAY,) * 2
    assert when(Weight.ASK, FRIDAY_NOON, Reading(MADRID, nudges=nudges)).at == FRIDAY_NOON
    asked = Reading(MADRID, allowance=1, asks=(FRIDAY_NOON - DAY,))
    assert when(Weight.ASK, FRIDAY_NOON, asked).at == FRIDAY_NOON + 6 * DAY
    assert when(Weight.ASK, FRIDAY_NOON, Reading(MADRID, allowance=0)).at is None


def test_one_survey_in_thirty_days() -> None:
    """Surveys are nudges, and rarer."""
    reading = Reading(MADRID, surveys=(FRIDAY_NOON - 10 * DAY,))
    at = when(Weight.SURVEY, FRIDAY_NOON, reading).at
    assert at is not None
    assert at >= FRIDAY_NOON + 20 * DAY


def test_a_pause_stops_what_is_unsolicited_but_not_what_was_agreed() -> None:
    """A break is from us, not from a promise already made to two people."""
    paused = Reading(MADRID, paused_until=FRIDAY_NOON + 14 * DAY)
    at = when(Weight.NUDGE, FRIDAY_NOON, paused).at
    assert at is not None
    assert at >= FRIDAY_NOON + 14 * DAY
    assert when(Weight.AGREED, FRIDAY_NOON, paused).at == FRIDAY_NOON


def test_what_they_joined_does_not_follow_who_left() -> None:
    """Only what answers their own act still does."""
    gone = Reading(MADRID, gone=True)
    assert when(Weight.AGREED, FRIDAY_NOON, gone).at is None
    assert when(Weight.ANSWER, FRIDAY_NOON, gone).at == FRIDAY_NOON


def test_waking_hours_follow_the_clock_change() -> None:
    """Nine o'clock is nine o'clock on both sides of it."""
    before = datetime(2026, 10, 23, 20, 0, tzinfo=UTC)
    woken = next_waking(before, MADRID)
    assert woken == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    assert is_waking(woken, MADRID)


def test_somebody_who_never_wakes_gets_nothing() -> None:
    """No days, no message."""
    assert next_waking(FRIDAY_NOON, Hours("UTC", days=())) is None


def test_a_day_without_an_answer_skips_the_weekend() -> None:
    """Asked on Friday at noon, a waking day later is Monday at noon."""
    assert waking_days_after(FRIDAY_NOON, 1, MADRID) == FRIDAY_NOON + 3 * DAY


def test_a_coordinator_hears_once_a_day() -> None:
    """What comes up after today's message stands in tomorrow's; by night it waits for it."""
    told = Reading(MADRID, desk=(FRIDAY_NOON - timedelta(hours=3),))
    assert when(Weight.DESK, FRIDAY_NOON, told).at is None
    assert when(Weight.DESK, FRIDAY_NOON, Reading(MADRID)).at == FRIDAY_NOON
    yesterday = Reading(MADRID, desk=(FRIDAY_NOON - timedelta(hours=20),))
    assert when(Weight.DESK, FRIDAY_NOON, yesterday).at == FRIDAY_NOON
    at = when(Weight.DESK, FRIDAY_NIGHT, Reading(MADRID)).at
    assert at == MONDAY_NINE + timedelta(minutes=5)
    assert when(Weight.DUTY, FRIDAY_NOON, told).at == FRIDAY_NOON


def test_a_conversation_opens_while_all_are_awake() -> None:
    """Nine in Bogotá is three in the afternoon in Madrid; four in the afternoon is too late."""
    bogota, auckland = Hours("America/Bogota"), Hours("Pacific/Auckland")
    at = together_awake(FRIDAY_NOON - timedelta(hours=2), (MADRID, bogota))
    assert at == datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    assert together_awake(at, (MADRID, bogota)) == at
    never = together_awake(FRIDAY_NOON, (MADRID, Hours("Pacific/Auckland", end=17)))
    assert is_waking(never, MADRID) or is_waking(never, auckland)
