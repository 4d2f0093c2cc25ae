"""Lives of questions by the thousand: none without an owner, none lost, every asker told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.questions.lives import QuestionLives

STEPS = 30


@dataclass(frozen=True, slots=True)
class Lived:
    """How many lives, what became of the questions in them, and what was wrong."""

    lives: int
    ended: dict[str, int]
    wrong: str

    @property
    def good(self) -> bool:
        """Whether nothing was, of something that was there."""
        return not self.wrong and bool(self.ended)


def prove(lives: int) -> Lived:
    """Live so many; a life that breaks a rule is made as short as it can be, and told."""
    how = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    QuestionLives.ended.clear()
    wrong = ""
    try:
        run_state_machine_as_test(QuestionLives, settings=how)
    except Exception as error:  # noqa: BLE001 - whatever broke, it is told
        wrong = "\n".join(_told(error))
    return Lived(lives, dict(QuestionLives.ended), wrong)


def _told(error: BaseException) -> Iterator[str]:
    """Each thing that broke, with the life in which it did."""
    yield f"{type(error).__name__}: {error}"
    yield from getattr(error, "__notes__", ())
    for one in getattr(error, "exceptions", ()):
        yield from _told(one)


def show(found: Lived) -> None:
    """The figures."""
    total = sum(found.ended.values())
    each = ", ".join(f"{count} {state}" for state, count in sorted(found.ended.items()))
    print(f"\nquestions: {found.lives} lives, {total} questions: {each}", flush=True)
    if found.wrong:
        print(found.wrong)
