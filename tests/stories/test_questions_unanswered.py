"""Where listening is on, whoever asked the others and got no reply is privately offered help."""

from __future__ import annotations

from tests.stories.scenes import founded, listens, regular
from tests.stories.test_questions import channel
from tests.world import World

WORDS = "Hi all, does anyone know how we can publish zymurgical procurement contracts?"
OFFER = "looked like a question, and nobody has written under it yet. Shall I find somebody?"


def offers(world: World, name: str) -> int:
    """How often somebody was offered to find somebody, so far."""
    return sum(OFFER in said for said in world.received(name))


async def talking(world: World) -> None:
    """Ana, Bea and Dan take part; Eve only writes; it is Wednesday morning, and listened to."""
    await founded(world, "ana", "bea", "dan", "eve")
    for name in ("ana", "bea", "dan"):
        await regular(world, name, helps="procurement")
    await listens(world)
    await world.comes(3, 10)


async def test_row_34_whoever_nobody_answered_is_offered_help(world: World) -> None:
    """To its author alone, hours later; a press opens the form, and a question stands there."""
    await talking(world)
    await world.writes("ana", WORDS)
    await world.passes(hours=3)
    assert offers(world, "ana") == 0
    await world.passes(hours=2)
    assert offers(world, "ana") == 1
    assert OFFER not in world.reads("bea") + world.reads("dan") + world.reads("cora")
    assert b"zymurgical" not in world.holds()
    await world.presses("ana", "Find somebody")
    assert "What I need" in world.form("ana")
    assert "zymurgical" not in world.form("ana")
    await world.fills("ana", need="How do we publish procurement contracts?")
    await world.settle()
    assert any("How do we publish procurement" in seen.text for seen in channel(world))
    assert "I can help" in str([seen.buttons for seen in world.sees("bea")])


async def test_row_34_nobody_is_offered_what_they_do_not_need(world: World) -> None:
    """A reply, no membership, what is no question, *Leave me out* and *Never*: each is enough."""
    await talking(world)
    await world.writes("dan", WORDS)
    await world.writes("bea", "we use templates", under="zymurgical")
    await world.writes("eve", WORDS)
    await world.writes("bea", "The minutes of yesterday are online, thanks to all who came.")
    await world.writes("ana", WORDS)
    await world.passes(hours=6)
    assert [offers(world, name) for name in ("ana", "bea", "dan", "eve")] == [1, 0, 0, 0]
    await world.presses("ana", "Never offer this")
    assert "I won't offer it again." in world.reads("ana")
    await world.presses("dan", "Leave me out")
    await world.comes(5, 10)
    await world.writes("ana", WORDS)
    await world.writes("dan", WORDS)
    await world.passes(hours=6)
    assert offers(world, "ana") + offers(world, "dan") <= 1
    assert not world.offered("ana", "Find somebody")
    await world.runs("ana", "me")
    assert "No offers to find somebody" in world.last("ana")
    await world.presses("ana", "Offer to find somebody again")
    await world.comes(1, 10)
    await world.writes("ana", WORDS)
    await world.passes(hours=6)
    assert world.offered("ana", "Find somebody")
