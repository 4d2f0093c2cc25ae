"""Generated lives of questions: none without an owner, none lost, every asker told an outcome."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.questions.lives import QuestionLives

FEW = settings(
    max_examples=30,
    stateful_step_count=25,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def test_thirty_lives_of_questions() -> None:
    """`make prove` lives a thousand."""
    run_state_machine_as_test(QuestionLives, settings=FEW)
    assert QuestionLives.ended
