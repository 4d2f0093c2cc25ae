"""Hostile words around a meeting and under a prompt."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.world.story import COORDINATOR

if TYPE_CHECKING:
    from tests.hostile.passage import Passage

AHEAD = 9  # days; a week before, everybody is asked what to bring
NEVER = {"round": "0", "checkin": "0"}


async def plans(through: Passage, reader: str) -> None:
    """A prompt for tomorrow and a meeting, by the coordinator's own words; both have their post."""
    world, say = through.world, through.say
    tomorrow = world.now() + timedelta(days=1)
    await world.runs(COORDINATOR, "desk rhythm")
    await world.fills(COORDINATOR, prompt="1", prompt_day=f"{tomorrow.isoweekday()}", **NEVER)
    await world.runs(COORDINATOR, "desk rhythm")
    await world.presses(COORDINATOR, "Add a meeting")
    at = world.now() + timedelta(days=AHEAD)
    title = say("meeting", reader, 100)
    await world.fills(COORDINATOR, at=f"{at:%Y-%m-%d} 15:00", title=title)
    await world.runs(reader, "next")
    await world.passes(days=3)


async def brings_and_answers(through: Passage, one: str, other: str) -> None:
    """A matter for the meeting, and an answer to the prompt, each under its post."""
    world, say = through.world, through.say
    await world.presses(one, "Bring something")
    await world.fills(one, words=say("matter", other, 200))
    await world.presses(other, "Answer here")
    await world.fills(other, words=say("answer to a prompt", one, 300))
    await world.settle()
