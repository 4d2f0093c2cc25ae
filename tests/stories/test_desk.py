"""The coordinators' desk: roles, the log, and at most one message a day."""

from __future__ import annotations

from tests.stories.scenes import agrees, arrives, founded
from tests.world import World


async def test_a_role_is_told_and_logged(world: World) -> None:
    """Who is made a coordinator is told by whom; the log keeps it; and it opens the desk."""
    await founded(world, "bea")
    await world.runs("bea", "desk today")
    assert "Only coordinators can do that." in world.last("bea")
    await world.runs("cora", "desk role", person="@bea", role="coordinator")
    assert "made you a coordinator" in world.last("bea")
    await world.runs("bea", "desk log")
    assert "a coordinator" in world.last("bea")
    await world.runs("cora", "desk role", person="@bea", role="coordinator")
    await world.runs("bea", "desk today")
    assert "Only coordinators can do that." in world.last("bea")


async def test_the_last_coordinator_stays_one(world: World) -> None:
    """Nobody can leave a community without anybody who tends it."""
    await founded(world)
    await world.runs("cora", "desk role", person="@cora", role="coordinator")
    assert "Name another coordinator first." in world.last("cora")


async def test_one_message_a_day_at_most(world: World) -> None:
    """The coordinator hears once a day, on days with something to do, and on Mondays."""
    await founded(world, "bea", coordinators=("cora", "bea"))
    await world.presses("cora", "See the post")
    await world.presses("cora", "Post it")
    await world.comes(5, 18)
    before = len(world.received("cora"))
    await world.passes(days=2)
    assert len(world.received("cora")) == before
    await world.comes(1, 12)
    assert world.received("cora")[before:] == ["Nothing needed."]
    await world.passes(days=3)
    assert len(world.received("cora")) == before + 1


async def test_today_names_what_needs_somebody(world: World) -> None:
    """A newcomer for whom nobody was found stands on the desk, with what to press."""
    await founded(world)
    await agrees(world, "ana")
    await world.runs("cora", "desk today")
    assert "Nobody has been found for @Ana yet." in world.last("cora")
    await world.presses("cora", "Say hello myself")
    await world.runs("cora", "desk today")
    assert "Nobody has been found" not in world.last("cora")


async def test_desk_welcome_greets_one_person(world: World) -> None:
    """A coordinator has somebody welcomed who was here before Hearth."""
    await founded(world, "bea")
    await world.runs("cora", "desk welcome", newcomer="@bea")
    assert "asked me to welcome you" in world.last("bea")
    await world.runs("cora", "desk welcome", newcomer="@bea")
    assert "Nothing was sent." in world.last("cora")


async def test_a_raid_is_one_line_and_a_question(world: World) -> None:
    """More than ten joins in ten minutes: one line for all, and the coordinator decides."""
    await founded(world)
    names = [f"stranger{n}" for n in range(14)]
    for name in names:
        world.person(name)
        await world.joins(name)
    await world.passes(minutes=5)
    lines = [seen for seen in world.sees(names[0]) if "Welcome. I'm Hearth" in seen.text]
    assert len(lines) == 1
    assert "people joined in ten minutes. I've stopped greeting." in world.last("cora")
    await arrives(world, "ana")
    lines = [seen for seen in world.sees("ana") if "Welcome. I'm Hearth" in seen.text]
    assert len(lines) == 1
    await world.presses("cora", "Keep holding")
    assert "I greet nobody for now." in world.last("cora")
