"""A yes, a no or a break of the evening or the weekend: what waits for Monday is still true."""

from __future__ import annotations

from tests.stories.scenes import (
    agrees,
    arrives,
    founded,
    live_in,
    regular,
    tells,
)
from tests.world import World

FRIDAY, SATURDAY, SUNDAY, MONDAY = 5, 6, 7, 1
OF_THE_CALENDAR = True  # plays on one platform in every run


async def test_the_day_named_is_kept(world: World) -> None:
    """Who agrees in the evening hears by the very day they were told."""
    await founded(world)
    await world.comes(weekday=FRIDAY, hour=21)
    await agrees(world, "ana")
    assert "I'll tell you by Tuesday" in world.reads("ana")
    await world.comes(weekday=3, hour=0)
    assert "I haven't found the right person yet." in world.reads("ana")


async def test_still_looking_held_over_the_night(world: World) -> None:
    """The same where the two days end in the evening."""
    await founded(world, "bea")
    await world.comes(weekday=2, hour=15)
    await regular(world, "bea", helps="procurement")
    await world.comes(weekday=3, hour=19)
    await agrees(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    before = world.received("ana")
    await world.presses("bea", "Happy to")
    await world.comes(weekday=MONDAY, hour=12)
    assert world.met("ana", "bea")
    later = [text for text in world.received("ana") if text not in before]
    assert not any("I haven't found the right person yet." in text for text in later)


async def test_a_yes_while_the_newcomer_sleeps(world: World) -> None:
    """The name comes first: a yes of the seventh day still lets the newcomer decide."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await arrives(world, "ana", zone="America/Los_Angeles")
    await tells(world, "ana", "procurement")
    await world.presses("ana", "Show me the name first")
    await live_in(world, "ana", "America/Los_Angeles")
    assert world.offered("bea", "Happy to")
    await world.comes(weekday=MONDAY, hour=12)
    await world.comes(weekday=2, hour=9)
    await world.presses("bea", "Happy to")
    assert "If it comes to a conversation" in world.reads("bea")
    await world.comes(weekday=2, hour=23)
    assert "would be happy to talk to you for twenty minutes" in world.reads("ana")
    assert "this time it does not come to one" not in world.reads("bea")


async def evening_yes(world: World) -> None:
    """Ana was asked for on Tuesday; Bea says yes on Friday evening, the conversation waits."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana")
    await world.comes(weekday=FRIDAY, hour=21)
    await world.presses("bea", "Happy to")
    assert not world.met("ana", "bea")


async def test_an_evening_yes_is_told_what_comes(world: World) -> None:
    """Nothing is called opened before it is."""
    await evening_yes(world)
    assert "I've opened a conversation" not in world.reads("bea")


async def test_kept_apart_before_the_conversation_opened(world: World) -> None:
    """Who says *Not this person* on Saturday is not brought together with them on Monday."""
    await evening_yes(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("bea", "why")
    await world.presses("bea", "Not this person")
    await world.fills("bea", person="ana")
    assert "nobody is told" in world.last("bea")
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.met("ana", "bea")


async def test_left_the_place_before_the_conversation_opened(world: World) -> None:
    """Who left the place on Saturday is in no conversation on Monday."""
    await evening_yes(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.leaves("ana")
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.met("ana", "bea")


async def test_stopped_before_the_conversation_opened(world: World) -> None:
    """Who stopped everything on Saturday is in no conversation on Monday."""
    await evening_yes(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("bea", "leave")
    assert "no introductions, no questions, no messages" in world.last("bea")
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.met("ana", "bea")


async def test_a_break_before_the_conversation_opened(world: World) -> None:
    """Who takes a break on Saturday is in no conversation on Monday."""
    await evening_yes(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("bea", "pause", until="two weeks")
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.met("ana", "bea")


async def test_who_told_is_not_asked(world: World) -> None:
    """A yes of a Friday evening: who says on the second Saturday that they met is not asked."""
    await evening_yes(world)
    await world.comes(weekday=MONDAY, hour=12)
    assert world.met("ana", "bea")
    await world.comes(weekday=FRIDAY, hour=23)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("ana", "We met")
    await world.comes(weekday=MONDAY, hour=12)
    assert "get to talk?" not in world.reads("ana")


async def test_who_stopped_is_not_offered_on_monday(world: World) -> None:
    """Agreed on Friday evening, stopped on Saturday: nobody reads their words on Monday."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.comes(weekday=FRIDAY, hour=21)
    await agrees(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("ana", "leave")
    await world.comes(weekday=MONDAY, hour=12)
    assert "for twenty minutes?" not in world.reads("bea")


async def test_who_takes_a_break_is_not_offered_on_monday(world: World) -> None:
    """Agreed on Friday evening, on a break since Saturday: nobody is asked for them on Monday."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.comes(weekday=FRIDAY, hour=21)
    await agrees(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("ana", "pause", until="two weeks")
    await world.comes(weekday=MONDAY, hour=12)
    assert "for twenty minutes?" not in world.reads("bea")


async def test_stopped_is_not_written_to(world: World) -> None:
    """*No messages* of a Saturday: what waited for Monday is not written either."""
    await founded(world)
    await world.comes(weekday=3, hour=19)
    await agrees(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("ana", "leave")
    assert "no introductions, no questions, no messages" in world.last("ana")
    before = world.received("ana")
    await world.comes(weekday=MONDAY, hour=12)
    assert world.received("ana") == before
