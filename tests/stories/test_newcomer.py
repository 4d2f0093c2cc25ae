"""The shy newcomer's walk, from the door to a conversation."""

from __future__ import annotations

from tests.world import World


async def regular(world: World, name: str, helps: str, learns: str = "patience") -> None:
    """Somebody who was here before, joins, and may be asked."""
    await world.runs(name, "join")
    await world.fills(name, ticks=("introduce", "ask"), help=helps, learn=learns)


async def founded(world: World, *regulars: str, **setup: str) -> None:
    """A community with these people present at adoption."""
    for name in regulars:
        world.person(name)
        await world.joins(name)
    await world.sets_up(**setup)


async def test_a_newcomer_meets_a_regular(world: World) -> None:
    """Someone who joins is introduced to an established member who agreed to meet."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    world.person("ana")
    await world.joins("ana")
    await world.passes(minutes=2)
    assert "[Start]" in world.reads("ana") or any("Start" in s.buttons for s in world.sees("ana"))
    await world.presses("ana", "Start")
    await world.presses("ana", "Sounds good")
    await world.fills("ana", learn="procurement", help="spreadsheets")
    assert "Shall I introduce you?" in world.reads("ana")
    await world.presses("ana", "Yes, introduce me")
    assert "asking somebody now" in world.reads("ana")
    await world.passes(hours=1)
    await world.presses("bea", "Happy to")
    await world.passes(hours=1)
    assert world.met("ana", "bea")
