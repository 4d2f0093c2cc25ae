"""Hostile words in what members ask, answer, keep and suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.test_questions_unnamed import ticket_of
from tests.world.story import COORDINATOR

if TYPE_CHECKING:
    from tests.hostile.passage import Passage

BEFORE_THE_POST = ("Post as it is", "Ask anyway")
KEPT_AS = "With my name"
A_WEEKEND = 3  # days, from a Friday evening, until somebody is asked again


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
    await _agrees(through, other)
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
    ticket = ticket_of(world, one)
    await world.passes(minutes=16)
    await world.presses(other, "I can answer")
    await world.fills(other, answer=say("answer to no name", one, 300))
    await world.settle()
    await world.runs(one, "ask", question=ticket)
    await world.presses(one, "Write back")
    await world.fills(one, words=say("written back", other, 300))
    await world.passes(minutes=16)


async def keeps(through: Passage, one: str, other: str) -> None:
    """What somebody wrote, kept under a title and a topic with its author's yes, and found."""
    world, say, sign = through.world, through.say, f"{one} knows"
    kept = say("kept", one, 200, verbatim=False)
    if not through.names_somebody(kept):  # a mention, where it is written, reads as a name
        through.expect(one, "kept", kept)
    await world.writes(one, f"{sign}: {kept}")
    await world.points(other, "Keep this", at=sign)
    title = say("title", one, 150, verbatim=False)
    topic = say("topic", one, 60, verbatim=False)
    await world.fills(other, title=title, kind="lesson", new_topic=topic)
    await _agrees(through, one)
    through.expect(other, "title", title)
    through.expect(COORDINATOR, "topic", topic)
    # Searched by the sign, or what is read would be only what was searched for.
    await world.runs(other, "find", words=sign)
    await world.runs(COORDINATOR, "desk library")


async def _agrees(through: Passage, author: str) -> None:
    """Their yes to being kept, asked of them in their waking hours, and not at a weekend."""
    world = through.world
    await world.passes(minutes=20)
    for _ in range(A_WEEKEND):
        if not world.offered(author, KEPT_AS):
            await world.passes(days=1)
    through.eyes.read()
    await world.presses(author, KEPT_AS)


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
