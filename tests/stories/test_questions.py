"""A question is asked once, reaches who can answer, and everybody hears the end of it."""

from __future__ import annotations

from tests.stories.scenes import founded, regular
from tests.world import Seen, World

NEED = "How do I publish our procurement contracts as open data?"


def channel(world: World, who: str = "cora") -> list[Seen]:
    """What stands in the home, for everybody."""
    return [seen for seen in world.sees(who) if not seen.private and seen.ours]


def told(world: World, name: str) -> str:
    """The newest private words to somebody."""
    return next(iter(reversed(world.received(name))), "")


async def asks(world: World, name: str, need: str = NEED, **more: str) -> None:
    """Somebody asks through the form."""
    await world.runs(name, "ask")
    await world.fills(name, need=need, **more)
    await world.settle()


async def practice(world: World) -> None:
    """Ana asks; Bea and Dan can do procurement; Eve can do something else."""
    await founded(world, "ana", "bea", "dan", "eve")
    await regular(world, "ana", helps="spreadsheets", learns="procurement")
    await regular(world, "bea", helps="procurement")
    await regular(world, "dan", helps="procurement")
    await regular(world, "eve", helps="school meals")


async def test_a_question_is_answered_accepted_and_settled(world: World) -> None:
    """Row 34: posted once, offered to who can, answered in the thread, accepted, and told."""
    await practice(world)
    await asks(world, "ana", tried="I looked at the portal.")
    assert "ask up to three people who said that I may ask them" in told(world, "ana")
    posts = [seen for seen in channel(world) if NEED in seen.text]
    assert len(posts) == 1
    assert "I can answer" in posts[0].buttons
    for name in ("bea", "dan"):
        assert NEED in told(world, name)
        assert "You because you said you can do this: procurement." in told(world, name)
        assert "I've asked one other person too." in told(world, name)
        assert "This is your 1st of 2 this week." in told(world, name)
    assert "You because" not in world.reads("eve")
    await world.presses("bea", "I can help")
    await world.fills("bea", words="Use the OCDS templates.")
    await world.settle()
    assert any("Use the OCDS templates." in seen.text for seen in channel(world))
    assert "answered your question" in told(world, "ana")
    assert "Use the OCDS templates." in told(world, "ana")
    assert "nothing for you to do. Thank you." in told(world, "dan")
    assert not world.offered("dan", "Not me")
    await world.presses("ana", "That solved it")
    assert "Noted, with thanks to" in told(world, "ana")
    assert any("Solved, with thanks to" in seen.text for seen in channel(world))
    await world.runs("ana", "questions")
    assert "solved, with thanks to" in told(world, "ana")
