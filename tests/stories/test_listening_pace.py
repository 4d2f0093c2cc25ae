"""Prompts step back where members begin by themselves, and only where that is measured."""

from __future__ import annotations

from tests.stories.scenes import founded, listens, regular
from tests.world import World

TAPERED = "For four weeks members began at least half of the conversations themselves"
BACK = "Members began few conversations last week"
QUIET = "hree prompts went quiet"  # with or without what my buttons tell
ANSWER_HERE = "Answer here"


async def weekly(world: World) -> None:
    """A prompt every Wednesday at ten, from tomorrow; nothing else is planned."""
    await founded(world, "bea", "dan")
    for name in ("bea", "dan"):
        await regular(world, name, helps="maps")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", prompt="1", prompt_day="3", time="10:00", round="0", checkin="0")


def prompt(world: World) -> str:
    """The first words of the newest prompt."""
    posts = [seen.text for seen in world.sees("dan") if ANSWER_HERE in seen.buttons]
    return posts[-1][:40] if posts else ""


async def a_week(world: World, number: int, *, talk: bool = True, answer: bool = True) -> None:
    """Wednesday's prompt; perhaps somebody answers it, perhaps members talk; then Tuesday."""
    await world.comes(3, 13)
    if answer:
        await world.writes("dan", "we do", under=prompt(world))
    if talk:
        await world.writes("bea", f"look what I found, part {number}")
        await world.writes("dan", "where was it?", under=f"part {number}")
    await world.comes(2, 11)


async def test_row_67_prompts_taper_where_members_begin(world: World) -> None:
    """Half of the conversations for four weeks: fortnightly, and why; below: as it was set."""
    await weekly(world)
    await listens(world)
    for number in range(4):
        assert TAPERED not in world.reads("cora")
        await a_week(world, number)
    assert TAPERED in world.reads("cora")
    await world.runs("cora", "desk rhythm")
    assert "Prompts come half as often just now." in world.last("cora")
    await a_week(world, 5, talk=False)
    assert BACK in world.reads("cora")
    await world.runs("cora", "desk rhythm")
    assert "half as often" not in world.last("cora")


async def test_nothing_tapers_where_nobody_listens(world: World) -> None:
    """The same weeks without listening: who begins is not known, so nothing changes."""
    await weekly(world)
    for number in range(5):
        await world.comes(3, 13)
        await world.presses("dan", ANSWER_HERE)
        await world.fills("dan", words="we do")
        await a_week(world, number, answer=False)
    assert TAPERED not in world.reads("cora")
    assert QUIET not in world.reads("cora")


async def test_words_in_the_thread_keep_the_pace(world: World) -> None:
    """Where listening is on, an answer in the thread is one; without it three go quiet."""
    await weekly(world)
    await listens(world)
    for number in range(5):
        await a_week(world, number, talk=False)
    assert QUIET not in world.reads("cora")
    for number in range(5):
        await a_week(world, number, talk=False, answer=False)
    assert QUIET in world.reads("cora")
