"""Whom to ask, learnt anew from the community's own past: on a quiet night, or when asked."""

from __future__ import annotations

from datetime import time

from bot.events import Beat, Computed, Pressed
from bot.handlers import COORDINATOR
from bot.questions import learnt_views
from bot.questions.learning import ENOUGH, Relearnt
from bot.questions.model import Learnt
from bot.questions.store import Job
from bot.questions.table import on
from bot.ui import Reply, Say

LEARN, NIGHT, SUNDAY = "questions.learn", time(4), 7


@on.daily("questions.learn", at=NIGHT)
def weekly(beat: Beat, work: Job) -> None:
    """In the night to Sunday nobody waits for it."""
    if beat.day.isoweekday() == SUNDAY:
        work.compute(LEARN, "")


@on.button("questions.learn_again", who=COORDINATOR)
def again(_pressed: Pressed, work: Job) -> Reply:
    """A coordinator would rather not wait for the night."""
    work.compute(LEARN, "")
    return Say(learnt_views.looking())


@on.computed("questions.learn")
def learnt(computed: Computed, work: Job) -> None:
    """From now on people are weighed so; from too few questions nothing is learnt."""
    result: Relearnt = computed.result  # type: ignore[assignment] # what learn() returned
    if result["questions"] >= ENOUGH:
        work.store.learn(Learnt(result["numbers"], result["questions"], work.now))
