"""The report and the Monday desk: what took place, who took part, and what nobody teaches."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select

from storage.members.tables import belonging, members
from storage.tables import exchanges
from tests.stories.scenes import arrives, founded, listens, regular, reported, stored, together
from tests.world import World

NOT_MEASURED = "Conversations begun in the channels: not measured."


def by_hand(world: World) -> tuple[int, int]:
    """Participation as anybody could count it from what is stored."""
    month, fortnight = (world.now() - timedelta(days=n) for n in (28, 14))
    acts = select(exchanges.c.person).where(exchanges.c.at >= month)
    joined = select(members.c.person).where(members.c.joined_at.is_not(None))
    old = select(belonging.c.person).where(belonging.c.since <= fortnight)
    did, here, stays = ({row.person for row in stored(world, q)} for q in (acts, joined, old))
    return len(did & here & stays), len(here & stays)


async def test_the_report_is_half_a_page_without_names(world: World) -> None:
    """In two weeks there is something to measure; told by both, a conversation is one."""
    await together(world)
    said = await reported(world)
    assert "Took part: not measured, as nobody has been here for two weeks yet." in said
    assert "No conversation took place that I was told of." in said
    for name in ("ana", "bea"):
        await world.presses(name, "We met")
    await world.passes(days=15)
    said = await reported(world)
    assert "For: We help each other open government data." in said
    assert "One conversation took place." in said
    assert NOT_MEASURED in said
    assert "Not in these figures: what was said in private" in said
    assert not any(name in said for name in ("Ana", "Bea", "ana ", "bea "))
    assert len(said) < 1500


async def test_participation_is_counted_from_stored_acts(world: World) -> None:
    """Distinct people of those who could have; the definition stands beside the figure."""
    await together(world)
    await regular(world, "cora", helps="maps")
    await world.passes(days=10)
    await world.presses("ana", "We met")
    await world.passes(days=6)
    said = await reported(world)
    n, of = by_hand(world)
    assert (n, of) == (2, 3)
    assert f"{n} of the {of} who joined took part (how counted: below)." in said
    assert "joined at least 14 days ago and are not on a break" in said
    await world.says("bea", "pause until I say")
    assert "One of the 2 who joined took part" in await reported(world)
    await world.passes(days=28)
    said = await reported(world)
    assert "0 of the 2 who joined took part" in said


async def test_set_up_is_not_held(world: World) -> None:
    """Arranged, no answer and let go stand apart from what took place, and from each other."""
    await together(world)
    await world.presses("bea", "It's arranged")
    assert "No conversation took place that I was told of; one more is arranged." in await reported(
        world
    )
    await world.presses("ana", "Let it go")
    await world.passes(days=15)
    said = await reported(world)
    assert "No conversation took place that I was told of; one more is arranged." in said
    assert "gave no answer" not in said


async def test_no_answer_is_not_a_no(world: World) -> None:
    """Two weeks after, and asked once: silence is told as silence."""
    await together(world)
    await world.passes(days=15)
    said = await reported(world)
    assert "No conversation took place that I was told of; one gave no answer." in said


async def test_listening_makes_a_figure_of_not_measured(world: World) -> None:
    """Only in the channel in which it is on; the definition names it."""
    await founded(world, "bea", "dan")
    for name in ("bea", "dan"):
        await regular(world, name, helps="maps")
    await world.passes(days=15)
    assert NOT_MEASURED in await reported(world)
    await listens(world)
    await world.writes("bea", "who has seen the new guidance?")
    await world.passes(hours=1)
    await world.writes("dan", "I have", under="new guidance")
    said = await reported(world)
    assert NOT_MEASURED not in said
    assert "2 of the 2 who joined took part" in said
    assert re.search(r"conversations? (was|were) begun in the channels, 1 by members", said)


async def test_what_nobody_teaches_is_an_act_on_mondays(world: World) -> None:
    """Three who want it: a press shows the post, another posts it, and whoever knows somebody."""
    names = ("bea", "dan", "eve")
    await founded(world, *names)
    for name in names[:2]:
        await regular(world, name, helps="maps", learns="open data")
    await world.runs("cora", "desk today")
    assert "open data" not in world.last("cora")
    await regular(world, "eve", helps="maps", learns="Open Data")
    await world.comes(1, 12)
    assert "3 members want to learn open data, and nobody here teaches it." in world.last("cora")
    assert "Most wanted, nobody to teach it: open data (3 people)." in await reported(world)
    await world.runs("cora", "desk today")
    await world.presses("cora", "Find a speaker")
    assert "This would stand in" in world.last("cora")
    assert not world.offered("bea", "I know somebody")
    await world.presses("cora", "Post it")
    await world.presses("bea", "I know somebody")
    await world.fills("bea", words="My old teacher would come.")
    assert "My old teacher would come." in world.reads("cora")
    assert "My old teacher" not in world.reads("dan")
    await world.runs("cora", "desk today")
    assert "open data" not in world.last("cora")


async def test_a_circle_begins_with_a_press(world: World) -> None:
    """Whoever is in learns together, a week later, in one conversation."""
    names = ("bea", "dan", "eve")
    await founded(world, *names)
    for name in names:
        await regular(world, name, helps="maps", learns="open data")
    await world.runs("cora", "desk today")
    await world.presses("cora", "Start a circle")
    await world.presses("cora", "Post it")
    for name in ("bea", "dan"):
        await world.presses(name, "I'm in")
        assert "Good, you're in." in world.last(name)
    await world.passes(days=9)
    assert world.met("bea", "dan")
    assert "you all want to learn open data" in world.reads("bea")
    assert "I opened a conversation for them" in world.reads("cora")


async def test_monday_has_at_most_three_acts_each_with_a_press(world: World) -> None:
    """The most urgent first, each with its evidence; the rest waits; other days stay silent."""
    names = ("bea", "dan", "eve")
    await founded(world, *names, coordinators=("cora", "bea"))
    await world.presses("cora", "See the post")
    await world.presses("cora", "Post it")
    for name in names:
        await regular(world, name, helps="maps", learns="law, radio, tax, wool")
    await world.comes(1, 12)
    told = next(seen for seen in reversed(world.sees("cora")) if "Three things" in seen.text)
    assert re.findall(r"(?m)^\W*(\d)\.", told.text) == ["1", "2", "3"]
    assert told.text.count("3 members want to learn") == 3
    assert "One more can wait." in told.text
    assert told.buttons.count("Find a speaker") == 3
    before = world.received("cora")
    await world.passes(days=5)
    assert world.received("cora") == before


async def test_each_exchange_has_both_parties_and_a_mode(world: World) -> None:
    """An introduction that met is one row for each; told by both it is one exchange."""
    await together(world)
    for name in ("ana", "bea"):
        await world.presses(name, "We met")
    rows = stored(world, select(exchanges))
    assert {row.person for row in rows} == {world.id_of(name) for name in ("ana", "bea")}
    assert {(row.kind, row.mode, row.size) for row in rows} == {("introduction", "learn", 2)}
    assert len({row.id for row in rows}) == 1
    await arrives(world, "eve")
    assert "One conversation took place." in await reported(world)
