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
    await world.fills("bea", answer="Use the OCDS templates.")
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


async def test_a_short_question_and_one_that_was_answered_before(world: World) -> None:
    """Rows 34 and 36: one more detail, never blocked; what is kept comes first, privately."""
    await practice(world)
    await asks(world, "ana", tried="The portal.")
    await world.presses("bea", "I can help")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.presses("ana", "That solved it")
    await world.passes(hours=1)
    await world.presses("bea", "With my name")
    await world.passes(hours=1)
    await asks(world, "eve", "Contracts?")
    assert "One more detail often brings a better answer." in told(world, "eve")
    await world.presses("eve", "Add")
    await world.fills("eve", need="How do I publish procurement contracts?")
    assert "Use the OCDS templates." in told(world, "eve")
    before = len(channel(world))
    await world.presses("eve", "This helps")
    assert "I post nothing" in told(world, "eve")
    assert len(channel(world)) == before


async def test_plain_words_and_a_message_lead_to_the_same_form(world: World) -> None:
    """A question said to Hearth, or written to everybody, fills the form; another's is offered."""
    await practice(world)
    await world.says("ana", NEED)
    assert NEED in world.form("ana")
    await world.fills("ana", need=NEED)
    assert len([seen for seen in channel(world) if NEED in seen.text]) == 1


async def test_nobody_answers_in_time_and_everybody_knows(world: World) -> None:
    """Next people, a coordinator at three days, the asker told by whom it is looked after."""
    await practice(world)
    for name in ("fay", "hal"):
        world.person(name)
        await world.joins(name)
        await regular(world, name, helps="procurement")
    await asks(world, "ana")
    everybody = ("bea", "dan", "fay", "hal")
    put = [name for name in everybody if "You because" in world.reads(name)]
    assert len(put) == 3
    await world.passes(hours=5)
    assert all("You because" in world.reads(name) for name in everybody)
    await world.presses(put[0], "Ask me tomorrow")
    await world.passes(days=1, hours=1)
    assert "You asked me to come back to this today." in world.reads(put[0])
    await world.passes(days=3)
    await world.runs("cora", "desk today")
    assert "A question has waited for more than three days: “" in told(world, "cora")
    assert "who may know somebody." in world.reads("ana")
    await world.runs("cora", "desk questions")
    assert "Late: open since" in told(world, "cora")
    await world.presses("cora", "I answer it myself")
    await world.fills("cora", answer="See our own page on contracts.")
    await world.settle()
    assert "See our own page on contracts." in world.reads("ana")


async def test_a_person_is_wanted_and_somebody_knows_who(world: World) -> None:
    """Rows 21 and 25: whoever was named is asked first, says yes, and the two are together."""
    await practice(world)
    await asks(world, "ana", wish="person")
    assert "would like to talk to somebody about this" in world.reads("bea")
    await world.presses("bea", "I know who")
    await world.fills("bea", person="eve")
    await world.settle()
    assert "You told me who may know." in world.reads("bea")
    assert world.reads("bea").count("I'll ask them, if I can") == 1
    assert "thought of you." in world.reads("eve")
    await world.presses("eve", "I can help")
    await world.passes(minutes=5)
    assert world.met("ana", "eve")
    assert "nothing for you to do. Thank you." in world.reads("dan")


async def test_complaint_25_helpers_are_pinged_in_vain(world: World) -> None:
    """At most three are asked, one by one, who said they can; nobody is pinged in the channel."""
    await practice(world)
    before = {name: len(world.received(name)) for name in ("eve", "cora")}
    await asks(world, "ana")
    assert {name: len(world.received(name)) for name in ("eve", "cora")} == before
    post = next(seen for seen in channel(world) if NEED in seen.text)
    assert world.id_of("bea") not in post.text
    await world.presses("dan", "Not me")
    assert "It stays between you and me" in told(world, "dan")
    assert world.received("ana")[-1].startswith("I post it in")


async def test_complaint_26_helpers_cannot_find_what_needs_help(world: World) -> None:
    """`questions` shows what waits, what they can do first, with its state; one press answers."""
    await practice(world)
    await asks(world, "ana")
    await world.runs("eve", "questions")
    assert "Waiting for somebody like you" in told(world, "eve")
    assert NEED in told(world, "eve")
    await world.presses("eve", "I can answer")
    await world.fills("eve", answer="The ministry has a handbook.")
    await world.settle()
    assert "The ministry has a handbook." in world.reads("ana")
    await world.runs("eve", "questions")
    assert NEED not in told(world, "eve")


async def test_complaint_27_the_asker_hears_nothing(world: World) -> None:
    """Every outcome is told; closed after two quiet weeks, with a way to open it again."""
    await practice(world)
    await asks(world, "ana")
    await world.presses("bea", "I can help")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.passes(days=8)
    assert "Your question has been quiet for a week" in world.reads("ana")
    await world.passes(days=7)
    assert "I have closed your question" in world.reads("ana")
    await world.presses("ana", "Open it again")
    assert "It is open again" in told(world, "ana")
    await world.runs("ana", "questions")
    await world.presses("ana", "Take it back")
    assert "Taken back." in told(world, "ana")


async def test_complaint_28_several_right_answers(world: World) -> None:
    """Each may be accepted; two weeks later the asker says whether it worked, in their words."""
    await practice(world)
    await asks(world, "ana")
    for name in ("bea", "dan"):
        await world.presses(name, "I can answer")
        await world.fills(name, answer=f"{name} would write a template.")
    await world.settle()
    await world.runs("ana", "questions")
    await world.presses("ana", "It is solved")
    assert "Which of them helped" in world.form("ana")
    await world.presses("ana", "That solved it")
    await world.passes(days=15)
    assert "Did it work?" in world.reads("ana")
    await world.presses("ana", "It worked")
    await world.fills("ana", came="All contracts are out.")
    await world.passes(days=3)
    assert "All contracts are out." in world.reads("dan") + world.reads("bea")
