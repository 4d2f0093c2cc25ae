"""Hostile words in what members ask, answer, keep and suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile import strings
from tests.stories.test_questions_unnamed import ticket_of
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


async def asks_unnamed(through: Passage, one: str, other: str) -> None:
    """Asked without a name, answered in the open, written back to with the ticket."""
    world, say = through.world, through.say
    await world.runs(one, "ask")
    need, tried = say("need, unnamed", other, 200), say("tried, unnamed", other, 200)
    await world.fills(one, need=need, tried=tried, naming="unnamed")
    for button in BEFORE_THE_POST:
        if world.offered(one, button):
            await world.presses(one, button)
    await world.passes(minutes=16)
    await world.presses(other, "I can answer")
    await world.fills(other, answer=say("answer to no name", one, 300))
    await world.settle()
    await world.runs(one, "ask", question=ticket_of(world, one))
    await world.presses(one, "Write back")
    await world.fills(one, words=say("written back", other, 300))
    await world.passes(minutes=16)


async def keeps(through: Passage, one: str, other: str) -> None:
    """What somebody wrote, kept under a title and a topic with its author's yes, and found."""
    world, say = through.world, through.say
    await world.writes(one, f"{one} knows: {say('kept', one, 200, verbatim=False)}")
    await world.points(other, "Keep this", at=f"{one} knows")
    title = say("title", one, 150, verbatim=False)
    topic = say("topic", one, 60, verbatim=False)
    await world.fills(other, title=title, kind="lesson", new_topic=topic)
    await world.passes(minutes=20)
    if world.offered(one, "With my name"):
        await world.presses(one, "With my name")
        through.expect(other, "title", title)
        through.expect(COORDINATOR, "topic", topic)
    await world.runs(other, "find", words=strings.seen(title)[:90] or "x")
    await world.runs(COORDINATOR, "desk library")


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
