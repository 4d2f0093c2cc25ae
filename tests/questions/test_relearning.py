"""Learnt in the night to Sunday or when asked; what was learnt weighs from then on, and is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.events import Beat, Computed
from bot.handlers import Kind
from bot.questions.learning import ENOUGH
from bot.questions.relearning import LEARN
from bot.questions.weighing import USUAL
from tests.introductions.town import Town, read
from tests.questions.acting import asked

DAY = timedelta(days=1)


def night(town: Town) -> list[tuple[str, str]]:
    """What is computed after the hour at which one may learn."""
    event = Beat(**town._itself(), name=LEARN, day=town.now.date())
    town.does(event, town.line(Kind.DAILY, LEARN))
    return town._taken()


def learns(town: Town, questions: int, **numbers: float) -> None:
    """The pool has come to an end with it."""
    result: Any = {"numbers": numbers, "questions": questions}
    event = Computed(**town._itself(), name=LEARN, subject="", result=result)
    town.does(event, town.line(Kind.COMPUTED, LEARN))


def weights(town: Town) -> Any:
    """By what people are weighed for a new question."""
    question = asked(town)
    pool = town.store.pool(question.id, town.now, town.members)
    assert pool is not None
    return pool.weights


def test_one_night_a_week(town: Town) -> None:
    """On Sundays only."""
    found = []
    for _ in range(7):
        found.append((town.now.isoweekday(), night(town)))
        town.now += DAY
    assert [day for day, computed in found if computed == [(LEARN, "")]] == [7]


def test_a_coordinator_need_not_wait_for_it(town: Town) -> None:
    """It is begun at once, and said where what it finds will stand."""
    reply = town.presses("cleo", "questions.learn_again")
    assert "The page says what I find" in read(reply)
    assert town._taken() == [(LEARN, "")]


def test_what_was_learnt_weighs_and_is_told(town: Town) -> None:
    """In one sentence, with what counts more here."""
    learns(town, ENOUGH, answered=USUAL.answered + 3)
    assert weights(town).answered == USUAL.answered + 3
    told = read(town.says("cleo", "desk questions"))
    assert f"from {ENOUGH} answered questions here: having answered something like it" in told


@pytest.mark.parametrize("questions", [0, ENOUGH - 1])
def test_from_too_little_nothing_is_learnt(town: Town, questions: int) -> None:
    """The usual weights stay."""
    learns(town, questions, answered=9.0)
    assert weights(town) == USUAL
    assert "is weighed as elsewhere" in read(town.says("cleo", "desk questions"))
