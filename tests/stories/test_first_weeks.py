"""A newcomer's first weeks: a line of hello, who answers it, and the few questions they get."""

from __future__ import annotations

import asyncio

from adapters.slack.manifest import OPTIONAL
from tests.stories.scenes import agrees, arrives, asked, founded, only, regular, together
from tests.world import World
from tests.world.slack import SlackWorld

LINE = "I have been reading about tenders, and would like to see a good one."


async def said_hello(world: World, *hosts: str) -> None:
    """Ana's line stands in the home."""
    await founded(world, *hosts, hosts=hosts)
    for name in hosts:
        await regular(world, name, helps="welcoming")
    await agrees(world, "ana")
    await world.presses("ana", "Write a line")
    await world.fills("ana", words=LINE)
    await world.presses("ana", "Post it")


async def test_a_line_of_hello_is_seen_before_it_goes(world: World) -> None:
    """Nothing is posted about a newcomer but the line they wrote, saw, and let go."""
    await founded(world)
    await agrees(world, "ana")
    await world.presses("ana", "Write a line")
    await world.fills("ana", words=LINE)
    assert "This would stand in" in world.last("ana")
    assert LINE in world.last("ana")
    assert LINE not in world.reads("cora")
    await world.presses("ana", "Post it")
    assert LINE in world.reads("cora")


async def test_rather_not_leaves_nothing(world: World) -> None:
    """Who would rather not post their line leaves nothing behind."""
    await founded(world)
    await agrees(world, "ana")
    await world.presses("ana", "Write a line")
    await world.fills("ana", words=LINE)
    await world.presses("ana", "Rather not")
    assert world.last("ana") == "All right, nothing is posted."
    assert LINE not in world.reads("cora")


async def test_say_hi_puts_a_members_words_there(world: World) -> None:
    """Say hi asks for a line and puts it under the hello, as that person's words."""
    await said_hello(world, "bea")
    await world.presses("cora", "Say hi")
    await world.fills("cora", words="Good to have you here.")
    assert "Good to have you here." in world.reads("ana")
    hi = next(seen.text for seen in world.sees("ana") if "Good to have you" in seen.text)
    assert hi.lower().startswith(("cora to @ana:", "@cora to @ana:"))


@only("slack")
async def test_a_hello_in_doubt_is_answered(world: World) -> None:
    """Where we may not look nobody knows that it arrived, but whoever presses under it does."""
    assert isinstance(world, SlackWorld)
    world.slack.at.manifest.declines(*OPTIONAL)
    await founded(world)
    await agrees(world, "ana")
    await world.presses("ana", "Write a line")
    await world.fills("ana", words=LINE)
    world.slack.faults.next("chat.postMessage", "lose_reply")
    await world.presses("ana", "Post it")
    await asyncio.sleep(0.2)  # looks wait in real time
    await world.settle()
    await world.runs("cora", "desk held")
    assert "could not tell whether it arrived" in world.last("cora")
    await world.presses("cora", "Say hi")
    await world.fills("cora", words="Good to have you here.")
    assert "Good to have you here." in world.reads("ana")
    await world.runs("cora", "desk held")
    assert world.last("cora").startswith("Nothing waits")


async def test_nobody_says_hi_to_themselves(world: World) -> None:
    """The button under one's own hello answers in a sentence, to its author alone."""
    await said_hello(world)
    await world.presses("ana", "Say hi")
    assert world.last("ana") == "This is your own hello; the others will answer it."


async def test_a_host_is_asked_after_four_waking_hours(world: World) -> None:
    """A hello without an answer: a host after four waking hours, the coordinator next morning."""
    await said_hello(world, "bea")
    nudge = "said hello in"
    await world.passes(hours=3)
    assert not [text for text in world.received("bea") if nudge in text]
    await world.passes(hours=2)
    assert "nobody has answered yet. Would you say hi?" in world.reads("bea")
    assert "Ana joined" not in "\n".join(world.received("cora"))
    await world.passes(hours=22)
    assert "Ana joined yesterday" in "\n".join(world.received("cora"))


async def test_an_answer_settles_the_host(world: World) -> None:
    """When somebody was quicker, the host's question becomes a thank-you."""
    await said_hello(world, "bea")
    await world.passes(hours=5)
    await world.presses("cora", "Say hi")
    await world.fills("cora", words="Welcome!")
    assert "Would you say hi?" not in world.reads("bea")
    assert "nothing for you to do. Thank you." in world.reads("bea")
    await world.passes(hours=30)
    assert "Ana joined" not in "\n".join(world.received("cora"))


async def test_day_two_asks_about_an_unfinished_form(world: World) -> None:
    """Two days after Start a newcomer is asked once whether to go on; no answer ends the series."""
    await founded(world)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.passes(days=2, hours=1)
    assert "You pressed Start the other day. Shall we go on?" in world.last("ana")
    before = world.received("ana")
    await world.passes(days=30)
    assert world.received("ana") == before


async def test_day_fourteen_asks_who_met_nobody(world: World) -> None:
    """After two weeks without a meeting: would you like to? Each answer has its own reply."""
    await founded(world)
    await agrees(world, "ana")
    await world.passes(days=15)
    assert "You have been here for two weeks." in world.last("ana")
    await world.presses("ana", "Something gets in the way")
    assert "tell a coordinator what it is" in world.last("ana")
    assert world.offered("ana", "Tell a coordinator")


async def test_who_met_somebody_is_asked_how_it_goes(world: World) -> None:
    """Who met somebody gets no question of day fourteen; on day thirty, how it is going."""
    await together(world)
    await world.passes(days=7, hours=4)
    await world.presses("ana", "We met")
    await world.passes(days=15)
    assert "two weeks" not in world.reads("ana")
    await world.passes(days=10)
    assert "How is it going for you here?" in world.last("ana")
    await world.presses("ana", "All good, I like reading along")
    assert "Reading along is a fine way to be here." in world.last("ana")


async def test_a_restart_in_the_middle_loses_nothing(world: World) -> None:
    """Hearth stops after every step of the walk; everything promised before is kept."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await arrives(world, "ana")
    await world.restart()
    await world.presses("ana", "Start")
    await world.presses("ana", "Sounds good")
    await world.restart()
    await world.fills("ana", learn="procurement", help="maps")
    await world.restart()
    await world.presses("ana", "Yes, introduce me")
    assert asked(world, "bea") == ["bea"]
    await world.restart()
    await world.presses("bea", "Happy to")
    assert world.met("ana", "bea")
    await world.restart()
    await world.passes(days=7, hours=4)
    assert sum("get to talk?" in text for text in world.received("ana")) == 1
