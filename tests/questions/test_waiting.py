"""How long to wait: 4, 24 and 72 hours to begin with, then as the community's own curve says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.directory import Hours
from bot.questions.waiting import LONGEST, SHORTEST, USUAL, learned, reached, still_coming
from bot.work import DAY, HOUR

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_without_a_history_the_usual_waits_hold() -> None:
    """Nineteen questions say nothing yet."""
    assert learned([HOUR] * 19) == USUAL
    assert (USUAL.next, USUAL.wider, USUAL.late) == (4 * HOUR, DAY, 3 * DAY)


def test_where_answers_come_at_once_or_never_nobody_waits_in_vain() -> None:
    """All answers within an hour, the others never: the next are asked after one."""
    waits = learned([HOUR / 2] * 15 + [None] * 15)
    assert waits == SHORTEST


def test_where_answers_take_their_time_fewer_people_are_disturbed() -> None:
    """Most come by themselves within ten hours: it is waited for them."""
    waits = learned([timedelta(hours=n % 10 + 0.5) for n in range(40)] + [None] * 4)
    assert 8 * HOUR <= waits.next <= 10 * HOUR
    assert waits.wider >= waits.next


def test_a_slow_community_is_still_told_in_time() -> None:
    """A day and three days are promises."""
    assert learned([2 * DAY] * 40) == LONGEST


def test_what_is_still_coming() -> None:
    """Of those open after an hour, the share that was answered later."""
    replies = [HOUR / 2, 2 * HOUR, None, None]
    assert still_coming(replies, HOUR) == 1 / 3
    assert still_coming(replies, 3 * HOUR) == 0.0
    assert still_coming([], HOUR) == 0.0


@given(st.lists(st.none() | st.timedeltas(timedelta(), timedelta(days=9)), max_size=60))
def test_the_waits_are_in_order_and_within_their_bounds(
    replies: list[timedelta | None],
) -> None:
    """Whatever a community's history."""
    waits = learned(replies)
    assert waits.next <= waits.wider <= waits.late
    for name in ("next", "wider", "late"):
        assert getattr(SHORTEST, name) <= getattr(waits, name) <= getattr(LONGEST, name)


def test_waking_hours_count_and_days_skip_the_weekend() -> None:
    """Four hours asked on Friday at four are over on Monday at eleven; a day, on Monday at four."""
    friday = MONDAY - 3 * DAY + 6 * HOUR
    hours = Hours("UTC")
    assert reached(friday, 4 * HOUR, hours) == MONDAY + HOUR
    assert reached(friday, DAY, hours) == MONDAY + 6 * HOUR
    assert reached(MONDAY, 3 * DAY, hours) == MONDAY + 3 * DAY
