"""Row 35: asked without a name, answered in the open, and found again with a ticket."""

from __future__ import annotations

from bot.questions import tickets
from tests.stories.scenes import founded, regular
from tests.stories.test_questions import NEED, channel, told
from tests.world import World

OTHERS = ("eve", "fay", "gus", "hal", "ida", "jo", "kim")


async def crowd(world: World) -> None:
    """Ana asks; Bea and Dan can do procurement; with the others they are ten."""
    await founded(world, "ana", "bea", "dan", *OTHERS)
    await regular(world, "ana", helps="spreadsheets", learns="procurement")
    for name in ("bea", "dan"):
        await regular(world, name, helps="procurement")
    for name in OTHERS:
        await regular(world, name, helps="school meals")


def ticket_of(world: World, name: str) -> str:
    """The ticket somebody was told."""
    words = told(world, name).replace(">", " ").replace("*", " ").split()
    return next(found for word in words if (found := tickets.read(word)))


async def asks(world: World, name: str, **more: str) -> None:
    """Somebody asks without their name."""
    await world.runs(name, "ask")
    assert "Without my name" in world.form(name)
    await world.fills(name, need=NEED, naming="unnamed", **more)


async def test_a_question_without_a_name_from_asking_to_solved(world: World) -> None:
    """Posted later by Hearth, answered as any; with the ticket: look, write back, accept."""
    await crowd(world)
    id_ = world.id_of("ana").encode()
    kept = world.holds().count(id_)
    await asks(world, "ana", tried="I looked at the portal.")
    assert "Received." in told(world, "ana")
    assert "Who could still know: whoever runs me" in told(world, "ana")
    ticket = ticket_of(world, "ana")
    assert not any(NEED in seen.text for seen in channel(world))
    assert world.holds().count(id_) == kept
    assert ticket.encode() not in world.holds()
    await world.passes(minutes=16)
    post = next(seen for seen in channel(world) if NEED in seen.text)
    assert "Somebody here asks:" in post.text
    await world.presses("bea", "I can help")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.settle()
    assert "Use the OCDS templates." not in told(world, "ana")
    await returns(world, ticket)
    assert "ana" not in " ".join(world.received("cora")).lower()


async def returns(world: World, ticket: str) -> None:
    """Ana comes back: typed after the verb, then by the button; all she says shows later."""
    await world.runs("ana", "ask", question=ticket)
    assert "Use the OCDS templates." in told(world, "ana")
    await world.presses("ana", "Write back")
    await world.fills("ana", words="Which of them?")
    await world.passes(minutes=16)
    assert any("Whoever asked writes" in seen.text for seen in channel(world))
    await world.runs("ana", "questions")
    await world.presses("ana", "I have a ticket")
    await world.fills("ana", ticket=ticket.lower())
    await world.presses("ana", "That solved it")
    assert "Noted." in told(world, "ana")
    await world.passes(minutes=16)
    assert any("Solved, with thanks to" in seen.text for seen in channel(world))
    assert any("Whoever asked says that this was solved" in seen.text for seen in channel(world))
    await world.passes(days=15)
    assert "Did it work?" not in world.reads("ana")


async def test_too_few_to_be_safe(world: World) -> None:
    """Three choices; a coordinator may lend their name, and the community never learns whose."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    await regular(world, "bea", helps="procurement")
    await asks(world, "ana")
    assert "There are too few of us for that to be safe." in told(world, "ana")
    await world.presses("ana", "Cancel")
    assert "I keep nothing of it." in told(world, "ana")
    await asks(world, "ana")
    button = next(b for s in reversed(world.sees("ana")) for b in s.buttons if "privately" in b)
    await world.presses("ana", button)
    await world.passes(hours=1)
    assert "without their name. Only you know:" in world.reads("cora")
    await world.presses("cora", "Yes, open the form")
    await world.fills("cora")
    await world.settle()
    post = next(seen for seen in channel(world, "bea") if NEED in seen.text)
    assert "ana" not in post.text.lower()
    await world.presses("bea", "I can answer")
    await world.fills("bea", answer="Begin with one buyer.")
    await world.settle()
    assert "Begin with one buyer." in world.reads("cora")
