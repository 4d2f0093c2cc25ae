"""Meetings in the channel: what to bring, what was left open, who looks after it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.stories.scenes import founded, regular
from tests.stories.test_rhythm import adds_a_meeting, ours, rhythm, wall
from tests.world import World
from tests.world.story import Seen


async def met(world: World) -> datetime:
    """A community had its meeting, and the day after has come."""
    await founded(world, "bea", "kofi", "ana", zone="Europe/Madrid")
    await regular(world, "bea", helps="maps")
    await regular(world, "kofi", helps="procurement")
    await regular(world, "ana", helps="gardens")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", prompt="0", round="0", checkin="0")
    at = await adds_a_meeting(world, days=9, title="Data clinic")
    await world.reaches(at + timedelta(hours=23))
    return at


def channel(world: World, words: str) -> list[Seen]:
    """Our posts in the channel that hold these words."""
    return [seen for seen in ours(world, "bea") if words in seen.text]


async def opens(world: World, name: str, words: str, **more: str) -> None:
    """Somebody says what the meeting left open."""
    await world.presses(name, "Something is open")
    await world.fills(name, words=words, **more)


async def test_a_week_before_the_channel_is_asked(world: World) -> None:
    """What shall we bring? Somebody's matter stands under it as their own words."""
    await rhythm(world, "bea", prompt="0", round="0", checkin="0")
    await regular(world, "bea", helps="maps")
    at = await adds_a_meeting(world, days=9, title="Data clinic")
    await world.reaches(wall(world, days=2, hour=11))
    (post,) = channel(world, "What shall we bring on")
    assert f"{at:%A}" in post.text
    assert "Data clinic" in post.text
    await world.presses("bea", "Bring something")
    await world.fills("bea", words="How do you name a dataset?")
    assert "It stands under the post." in world.last("bea") or channel(world, "How do you name")
    assert channel(world, "How do you name a dataset?")


async def test_44_each_open_point_gets_somebody_who_said_yes_first(world: World) -> None:
    """Asked privately, one after the other; within a day it stands, with who looks after it."""
    at = await met(world)
    assert len(channel(world, "leave open? I'll find somebody for each.")) == 1
    await opens(world, "bea", "Find out about procurement portals")
    assert "I'm asking somebody now." in world.reads("bea")
    await world.settle()
    assert "Would you look after it" in world.last("kofi")  # who can do procurement
    assert not channel(world, "procurement portals")
    await world.presses("kofi", "Not this time")
    assert "That stays between you and me" in world.last("kofi")
    await world.settle()
    assert "Would you look after it" in world.last("ana")
    await world.presses("ana", "I'll look after it")
    (thread,) = channel(world, "procurement portals")
    assert "ana" in thread.text.casefold()
    assert "looks after it" in thread.text
    assert world.now() < at + timedelta(days=2)
    assert "kofi" not in thread.text.casefold()


async def test_nobody_willing_leaves_it_open_for_all(world: World) -> None:
    """A day after it was said it stands in the channel without a name, and anybody takes it."""
    await met(world)
    await opens(world, "bea", "Find out about portals")
    await world.passes(hours=23)
    (thread,) = channel(world, "Find out about portals")
    assert "Nobody has it yet." in thread.text
    await world.runs("cora", "desk today")
    assert "has nobody yet: Find out about portals" in world.last("cora")
    await world.presses("kofi", "I'll look after it", place="home")
    (thread,) = channel(world, "Find out about portals")
    assert "looks after it" in thread.text


async def test_one_nudge_after_a_week_of_silence(world: World) -> None:
    """Whoever looks after it is asked once; a press before spares them the question."""
    await met(world)
    await opens(world, "bea", "Write the letter", who="me")
    await opens(world, "kofi", "Call the ministry", who="me")
    await world.passes(days=3)
    await world.presses("kofi", "It's done", place="home")
    await world.passes(days=12)
    asked = [text for text in world.received("bea") if "You look after this." in text]
    assert len(asked) == 1
    assert not [text for text in world.received("kofi") if "You look after this." in text]
    await world.presses("bea", "Still open")
    await world.passes(days=9)
    assert len([t for t in world.received("bea") if "You look after this." in t]) <= 1


async def test_the_next_meeting_hears_what_was_closed(world: World) -> None:
    """Before it and on its day: what was done since, and what is still open."""
    await met(world)
    await opens(world, "bea", "Write the letter", who="me")
    await opens(world, "kofi", "Call the ministry", who="me")
    await world.presses("kofi", "It's done", place="home")
    at = await adds_a_meeting(world, days=9, title="The next one")
    await world.reaches(at - timedelta(minutes=10))
    (before,) = [seen for seen in channel(world, "What shall we bring") if "next one" in seen.text]
    (today,) = channel(world, "Today, 15:00: The next one")
    for post in (before, today):
        done, _, open_ = post.text.partition("Still open")
        if post is before:
            open_, done = post.text.split("Done since we met:")
        assert "Call the ministry" in done
        assert "Write the letter" in open_


async def test_five_points_are_enough(world: World) -> None:
    """A sixth is refused, and says why."""
    await met(world)
    for number in range(5):
        await opens(world, "bea", f"Point {number}", who="me")
    await world.presses("kofi", "Something is open")
    assert "Five open points is what one meeting can carry" in world.last("kofi")
