"""Hostile words in what members ask, answer, keep and suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.story import COORDINATOR

if TYPE_CHECKING:
    from tests.hostile.passage import Passage

BEFORE_THE_POST = ("Post as it is", "Ask anyway")


async def asks(through: Passage, one: str, other: str) -> None:
    """Asked in the channel, answered under it, accepted, kept with its author's yes, and listed."""
    world, say = through.world, through.say
    await world.runs(one, "ask")
    await world.fills(one, need=say("need", other, 200), tried=say("tried", other, 200))
    for button in BEFORE_THE_POST:
        if world.offered(one, button):
            await world.presses(one, button)
    await world.settle()
    await world.presses(other, "I can answer")
    await world.fills(other, answer=say("answer", one, 300))
    await world.settle()
    await world.presses(one, "That solved it")
    await world.passes(minutes=20)
    if world.offered(other, "With my name"):
        await world.presses(other, "With my name")
    await world.runs(one, "questions")


async def suggests(through: Passage, one: str) -> None:
    """An idea for a prompt, which a coordinator declines in their own words."""
    world, say = through.world, through.say
    await world.runs(one, "suggest")
    idea, purpose = say("idea", COORDINATOR, 200), say("its purpose", COORDINATOR, 100)
    await world.fills(one, words=idea, purpose=purpose)
    await world.runs(COORDINATOR, "desk prompt")
    await world.presses(COORDINATOR, "Look at one idea")
    await world.presses(COORDINATOR, "Say why not")
    await world.fills(COORDINATOR, why=say("why not", one, 200))
