"""Left at the weekend: what was promised before and waits for Monday does not follow."""

from __future__ import annotations

import pytest

from tests.stories.scenes import founded, regular
from tests.world import World

FRIDAY, SATURDAY, MONDAY = 5, 6, 1
OF_THE_CALENDAR = True  # plays on one platform in every run
IDEA = "Which form do you fill in twice?"


@pytest.mark.parametrize("leaves", [True, False])
async def test_an_answer_does_not_follow_who_left(world: World, *, leaves: bool) -> None:
    """A coordinator's words of Friday evening reach whoever suggested, and nobody who left."""
    await founded(world, "bea", "dan")
    await regular(world, "bea", helps="maps")
    await world.runs("bea", "suggest")
    await world.fills("bea", words=IDEA)
    await world.comes(weekday=FRIDAY, hour=21)
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at one idea")
    await world.presses("cora", "Say why not")
    await world.fills("cora", why="May it rest till autumn?")
    await world.comes(weekday=SATURDAY, hour=12)
    if leaves:
        await world.runs("bea", "leave")
    await world.comes(weekday=MONDAY, hour=18)
    assert ("May it rest till autumn?" in world.reads("bea")) is not leaves
