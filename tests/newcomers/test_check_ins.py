"""Check-ins: days 2, 14, 30 and 90, at most one a week, and one unanswered ends them."""

from __future__ import annotations

import pytest

from bot.ui import Update, Weight
from tests.introductions.town import Town, buttons, labels, read, who
from tests.newcomers.arrivals import DAY, HOUR, comes


def starts(town: Town) -> None:
    comes(town, "ana")
    town.presses("ana", "newcomers.start")
    town.wait()


def kinds(town: Town) -> list[str]:
    return [message.kind.removeprefix("newcomers.") for message in town.to("ana")]


def answers(town: Town) -> None:
    """Press the first answer under the newest question."""
    town.presses("ana", "newcomers.good", "0")


def test_who_pressed_nothing_is_never_written_to(town: Town) -> None:
    """A join is no invitation to write."""
    comes(town, "ana")
    town.wait(120 * DAY)
    assert not town.to("ana")


def test_day_two_only_if_the_form_is_unfinished(town: Town) -> None:
    """Then a question with a way on and a way out."""
    starts(town)
    town.wait(2 * DAY - HOUR)
    assert not kinds(town)
    town.wait(2 * HOUR)
    assert kinds(town) == ["unfinished"]
    assert labels(town.to("ana")[0]) == ["Go on", "Just looking round"]


def test_a_finished_form_needs_no_day_two(town: Town) -> None:
    """They have joined."""
    starts(town)
    town.moves_in("ana", days=0)
    town.wait(10 * DAY)
    assert not kinds(town)


def test_the_whole_series_of_somebody_who_answers(town: Town) -> None:
    """Four questions in ninety days, the last two about how they are."""
    starts(town)
    for days in (3, 12, 16, 60):
        town.wait(days * DAY)
        answers(town)
    town.wait(300 * DAY)
    assert kinds(town) == ["unfinished", "unmet", "how_are_you", "how_are_you"]
    weights = [message.weight for message in town.to("ana")]
    assert weights == [Weight.NUDGE, Weight.NUDGE, Weight.SURVEY, Weight.SURVEY]


def test_one_unanswered_ends_the_series(town: Town) -> None:
    """Silence is an answer."""
    starts(town)
    town.wait(300 * DAY)
    assert kinds(town) == ["unfinished"]


def test_a_question_that_never_arrived_needs_no_answer(town: Town) -> None:
    """It was held or came too late: the next one is put."""
    starts(town)
    town.delivers = False
    town.wait(3 * DAY)
    town.settles("newcomers.check_in.2.ana", "expired")
    town.delivers = True
    town.wait(12 * DAY)
    assert kinds(town) == ["unfinished", "unmet"]


def test_day_fourteen_only_if_nobody_met_them(town: Town) -> None:
    """Who met somebody is left in peace until day 30."""
    starts(town)
    town.moves_in("ana", days=0)
    town.wait(5 * DAY)
    town.wakes("newcomers.met", "ana")
    town.wait(20 * DAY)
    assert not kinds(town)
    town.wait(6 * DAY)
    assert kinds(town) == ["how_are_you"]


def test_at_most_one_question_a_week_counting_the_outcome(town: Town) -> None:
    """Introduced on day 5: asked about it on day 12, so day 14's waits until day 19."""
    starts(town)
    town.moves_in("ana", days=0)
    town.wait(5 * DAY)
    town.wakes("newcomers.introduced", "ana")
    town.wait(13 * DAY)
    assert not kinds(town)
    town.wait(2 * DAY)
    assert kinds(town) == ["unmet"]


def test_of_an_introduction_only_the_new_keep_a_trace(town: Town) -> None:
    """Who introduced them is not asked: with a newcomer, nobody need be asked to greet them."""
    starts(town)
    comes(town, "bea")
    town.wakes("newcomers.introduced", "ana")
    town.wait(31 * DAY)
    for name in ("bea", "cleo"):
        town.wakes("newcomers.introduced", name)
    assert town.store.newcomer(who("ana")).introduced_at
    assert town.store.newcomer(who("bea")).introduced_at is None
    assert town.store.newcomer(who("cleo")) is None


def test_a_break_is_a_break(town: Town) -> None:
    """Paused members are asked nothing."""
    starts(town)
    town.moves_in("ana", days=0, paused_until=town.now + 200 * DAY)
    town.wait(100 * DAY)
    assert not kinds(town)


@pytest.mark.parametrize(
    ("button", "follow", "door"),
    [
        ("newcomers.good", "Reading along is a fine way", []),
        ("newcomers.busy", "/hearth pause", []),
        ("newcomers.nothing", "What would you like to learn?", ["members.join"]),
        ("newcomers.something", "tell a coordinator", ["introductions.tell"]),
    ],
)
def test_each_answer_has_its_own_follow_up(
    town: Town, button: str, follow: str, door: list[str]
) -> None:
    """Nobody gets a form letter."""
    reply = town.presses("ana", button, "30")
    assert follow in read(reply)
    assert isinstance(reply, Update)
    assert [b.name for b in buttons(reply.message)] == door


def test_somebody_who_would_like_to_meet_is_looked_for(town: Town) -> None:
    """With a consent at once, without one the form."""
    assert labels(town.presses("ana", "newcomers.meet_somebody")) == ["Go on"]
    town.moves_in("ana", days=14)
    town.presses("ana", "newcomers.meet_somebody")
    assert ("introductions.begin", "ana") in town.promises.timers


def test_who_was_here_at_adoption_gets_no_series(town: Town) -> None:
    """They are no newcomers, whatever they press."""
    town.store.present([who("old")], town.now)
    town.presses("old", "newcomers.start")
    town.wait(100 * DAY)
    assert not town.to("old")
