"""Coming in on a Friday night: what waits for Monday is still true."""

from __future__ import annotations

from tests.stories.scenes import (
    agrees,
    arrives,
    founded,
    regular,
)
from tests.stories.test_first_weeks import LINE
from tests.world import World

FRIDAY, SATURDAY, SUNDAY, MONDAY = 5, 6, 7, 1
OF_THE_CALENDAR = True  # plays on one platform in every run


async def test_just_looking_round_on_a_sunday_is_the_end_of_it(world: World) -> None:
    """Started on Thursday, looking round since Sunday: Monday asks nothing."""
    await founded(world)
    await world.comes(weekday=4, hour=12)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.comes(weekday=SUNDAY, hour=12)
    await world.presses("ana", "Just looking round")
    assert world.last("ana") == "Lovely. Most people read first. I won't write unless you ask."
    before = world.received("ana")
    await world.comes(weekday=MONDAY, hour=12)
    assert world.received("ana") == before


async def test_nobody_is_asked_to_go_on_with_what_they_finished(world: World) -> None:
    """Started on Thursday, finished on Sunday: Monday does not ask whether to go on."""
    await founded(world)
    await world.comes(weekday=4, hour=12)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.comes(weekday=SUNDAY, hour=12)
    await world.presses("ana", "Sounds good")
    await world.fills("ana", learn="procurement", help="maps")
    await world.presses("ana", "Yes, introduce me")
    await world.comes(weekday=MONDAY, hour=12)
    assert "Shall we go on?" not in world.reads("ana")


async def test_nor_with_what_they_finished_by_the_command(world: World) -> None:
    """The same by /hearth join, which newcomers never see pressed."""
    await founded(world)
    await world.comes(weekday=4, hour=12)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.comes(weekday=SUNDAY, hour=12)
    await world.runs("ana", "join")
    await world.fills("ana", learn="procurement", help="maps")
    await world.comes(weekday=MONDAY, hour=12)
    assert "Shall we go on?" not in world.reads("ana")


async def test_a_question_nobody_saw_is_not_missed(world: World) -> None:
    """Taken back on Sunday, it has no answer, and the series goes on: so it does at two weeks."""
    await founded(world)
    await world.comes(weekday=4, hour=12)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.comes(weekday=SUNDAY, hour=12)
    await world.runs("ana", "join")
    await world.fills("ana", learn="procurement", help="maps")
    await world.passes(days=16)
    assert "You have been here for two weeks." in world.reads("ana")


async def test_nobody_is_asked_to_greet_who_has_left(world: World) -> None:
    """A hello of the afternoon, nobody answered, and its newcomer left in the evening."""
    await founded(world, "bea", hosts=("bea",), zone="Europe/Madrid")
    await regular(world, "bea", helps="welcoming")
    await world.passes(hours=3, minutes=40)
    await agrees(world, "ana")
    await world.presses("ana", "Write a line")
    await world.fills("ana", words=LINE)
    await world.presses("ana", "Post it")
    await world.passes(hours=8)
    await world.leaves("ana")
    await world.passes(hours=16)
    assert "Would you say hi?" not in world.reads("bea")


async def test_a_raid_of_a_friday_night(world: World) -> None:
    """Asked on Monday: *Keep holding* holds."""
    await founded(world)
    await world.comes(weekday=FRIDAY, hour=23)
    for n in range(14):
        world.person(f"stranger{n}")
        await world.joins(f"stranger{n}")
    await world.comes(weekday=MONDAY, hour=12)
    assert "I've stopped greeting." in world.reads("cora")
    await world.presses("cora", "Keep holding")
    assert "I greet nobody for now." in world.reads("cora")
    await arrives(world, "ana")
    lines = [seen for seen in world.sees("ana") if "Welcome. I'm Hearth" in seen.text]
    assert len(lines) == 1


async def test_a_raid_that_is_over_is_told_as_over(world: World) -> None:
    """A raid of a Friday night, greeting again since Saturday night: Monday says so."""
    await founded(world)
    await world.comes(weekday=FRIDAY, hour=23)
    for n in range(14):
        world.person(f"stranger{n}")
        await world.joins(f"stranger{n}")
    await world.comes(weekday=MONDAY, hour=12)
    assert "A day has passed since the last of them: I greet again" in world.reads("cora")
