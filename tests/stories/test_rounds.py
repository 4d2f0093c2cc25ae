"""A round from the draw to its results: who meets, who cannot, and what coordinators see."""

from __future__ import annotations

from tests.stories.rounds import (
    circle,
    draws,
    draws_and_sends,
    in_a_round,
    looks_first,
    partner,
    takes_part,
)
from tests.stories.scenes import founded
from tests.world import World


async def test_a_round_brings_people_together(world: World) -> None:
    """Two who fit sit in one conversation: why, a line each, who starts, by when."""
    await circle(world, bea=("maps", "law"), dan=("law", "maps"))
    await draws_and_sends(world, "cora")
    assert world.met("bea", "dan")
    said = world.last("bea")
    assert "can help with" in said
    assert "maps" in said
    assert "you start:" in said
    assert "Any time until" in said
    assert in_a_round(world, "bea") == ("dan",)


async def test_nothing_goes_out_unseen(world: World) -> None:
    """A community that looks first sees groups, reasons and the message, and can take it back."""
    await circle(world, bea=("maps", "law"), dan=("law", "maps"), eve=("law", "maps"))
    await draws(world, "cora")
    assert "Nothing has been sent" in world.last("cora")
    assert "wants to learn" in world.last("cora") or "can help with" in world.last("cora")
    await world.presses("cora", "Send")
    assert "It goes out at" in world.last("cora")
    await world.passes(minutes=5)
    await world.presses("cora", "Take back")
    assert "Taken back" in world.last("cora")
    await world.passes(hours=1)
    assert not world.offered("bea", "We met")
    await world.presses("cora", "Send")
    await world.passes(minutes=11)
    assert partner(world, "bea")


async def test_a_lens_decides_what_a_round_goes_by(world: World) -> None:
    """Row 16: the same people under another lens sit in other groups."""
    await circle(world, bea=("maps", "law"), dan=("law", "maps"), eve=("art", "code"))
    world.person("fay")
    await world.joins("fay")
    await takes_part(world, "fay", "code", "art")
    for name, role in (
        ("bea", "planner"),
        ("eve", "planner"),
        ("dan", "editor"),
        ("fay", "editor"),
    ):
        await world.runs(name, "me")
        await world.presses(name, "Change my profile")
        await world.fills(name, role=role)
    await draws_and_sends(world)
    assert (partner(world, "bea"), partner(world, "eve")) == ("dan", "fay")
    await looks_first(world, lens="role")
    await draws_and_sends(world)
    assert (partner(world, "bea"), partner(world, "dan")) == ("eve", "fay")
    assert "You have the same role: planner." in world.last("bea")


async def test_a_round_goes_out_once_whatever_restarts(world: World) -> None:
    """Row 26: drawn, restarted, sent, restarted: one conversation each, none twice."""
    await circle(world, bea=(), dan=(), eve=(), fay=(), gus=())
    await draws(world)
    await world.restart()
    await world.presses("cora", "Send")
    await world.restart()
    await world.passes(minutes=11)
    await world.restart()
    await world.passes(days=1)
    names = ("bea", "dan", "eve", "fay", "gus")
    for name in names:
        said = [s for s in world.sees(name) if "this round brings you together" in s.text]
        assert len(said) == 1
    assert sorted(len(in_a_round(world, name)) for name in names) == [1, 1, 2, 2, 2]


async def test_a_conversation_that_took_place_is_an_exchange(world: World) -> None:
    """Row 28: one, with all who took part, told to whoever reads the report; no words of it."""
    await circle(world, bea=("maps", "law"), dan=("law", "maps"))
    await draws_and_sends(world)
    await world.presses("bea", "We met")
    assert "Was it of use to you?" in world.last("bea")
    await world.presses("dan", "We met")
    await world.runs("cora", "desk report")
    assert "1" in world.last("cora")
    await world.runs("bea", "me")
    assert "Rounds" in world.last("bea")


async def test_a_break_stops_everything_of_a_round_at_once(world: World) -> None:
    """Row 66: the conversation that had not begun ends kindly, and nothing more comes."""
    await circle(world, bea=(), dan=(), eve=(), fay=())
    await draws_and_sends(world)
    other = partner(world, "bea")
    await world.runs("bea", "pause", until="two weeks")
    before = world.received("bea")
    assert "It is not about you." in world.reads(other)
    await world.passes(days=13)
    assert world.received("bea") == before
    assert len(in_a_round(world, other)) == 2, "a third with two who had not begun"


async def test_nobody_is_written_to_at_night(world: World) -> None:
    """Row 66: sent on a Friday evening, a round opens when its people are awake again."""
    await circle(world, bea=(), dan=())
    await world.comes(5, 21)
    await draws_and_sends(world)
    assert not in_a_round(world, "bea")
    await world.comes(1, 12)
    assert in_a_round(world, "bea") == ("dan",)


async def test_who_comes_late_is_brought_in(world: World) -> None:
    """While more than half of the round remains, whoever joins meets somebody."""
    await circle(world, bea=(), dan=())
    await draws_and_sends(world)
    for name in ("eve", "fay"):
        world.person(name)
        await world.joins(name)
        await takes_part(world, name)
    await world.passes(hours=1)
    assert in_a_round(world, "eve") == ("fay",)


async def test_three_silent_rounds_bring_a_question(world: World) -> None:
    """Out of the draw for now; three choices, no reproach."""
    await circle(world, bea=(), dan=())
    for _ in range(3):
        await draws_and_sends(world)
        await world.passes(days=14)
    assert "I'll leave you out of the draw for now." in world.reads("bea")
    await world.presses("bea", "Draw me again")
    assert "You are in the next draw." in world.last("bea")
    await world.presses("dan", "No more rounds")
    await world.runs("dan", "why")
    assert "out of the draw" not in world.last("dan")


async def test_not_this_person_holds_in_every_round(world: World) -> None:
    """Kept apart, and nobody is told: the two are never drawn together again."""
    await circle(world, bea=(), dan=())
    await draws_and_sends(world)
    await world.presses("bea", "Not this person")
    await world.presses("bea", "Keep us apart")
    await draws(world)
    assert "Send" not in world.sees("cora")[-1].buttons
    await world.runs("dan", "why")
    assert "apart" not in world.last("dan")


async def test_where_each_message_waits_for_a_yes_one_send_is_enough(world: World) -> None:
    """A community that is shown everything first: the round waits, Send lets all of it go."""
    await founded(world, "bea", "dan", begin="each")
    for name in ("bea", "dan"):
        await takes_part(world, name)
    await draws(world)
    await world.passes(hours=2)
    assert not in_a_round(world, "bea")
    await world.presses("cora", "Send")
    await world.passes(minutes=11)
    assert in_a_round(world, "bea") == ("dan",)
