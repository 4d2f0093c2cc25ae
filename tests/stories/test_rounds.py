"""A round from the draw to its results: who meets, who cannot, and what coordinators see."""

from __future__ import annotations

from tests.stories.rounds import circle, draws, draws_and_sends, in_a_round, partner
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
