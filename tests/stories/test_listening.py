"""Listening per channel: announced, switched off, shown, erased; and never what is written."""

from __future__ import annotations

import pytest

from tests.stories.scenes import agrees, founded, listens, regular
from tests.world import World

ANNOUNCED = "From now on I see when somebody writes in"
MINE = "When you wrote in channels where listening is on, never what"
CANARY = "zymurgical chatter about Xanthippe"


async def shown(world: World, name: str) -> bool:
    """Whether *me* tells somebody that it was noted when they wrote."""
    await world.runs(name, "me")
    return MINE in world.last(name)


async def test_listening_begins_with_an_announcement(world: World) -> None:
    """A coordinator switches it on; one post says what is seen and what not; then it is noted."""
    await founded(world, "bea")
    await world.writes("bea", "before anybody listens")
    await listens(world)
    assert "and listen from the moment that stands there" in world.reads("cora")
    said = world.reads("bea")
    assert ANNOUNCED in said
    assert "What I don't: what you write. It is dropped the moment it arrives." in said
    assert not await shown(world, "bea")
    await world.writes("bea", "good morning")
    assert await shown(world, "bea")


async def test_where_it_is_off_nothing_is_noted(world: World) -> None:
    """Listening is on in one channel; of another not even that somebody wrote is noted."""
    world.channel("kitchen")
    await founded(world, "bea")
    await listens(world, "kitchen")
    await world.writes("bea", "good morning")
    assert not await shown(world, "bea")
    await world.writes("cora", "good morning", place="kitchen")
    assert await shown(world, "cora")


async def test_off_again_says_so_and_forgets(world: World) -> None:
    """It stops at once, what was noted there goes, and one post in the channel says both."""
    await founded(world, "bea")
    await listens(world)
    await world.writes("bea", "good morning")
    await world.runs("cora", "help")
    await world.presses("cora", "What do you see?")
    await world.presses("cora", "Change that per channel")
    await world.presses("cora", "Stop listening in one")
    await world.fills("cora", place="home")
    assert "I no longer see who writes in" in world.reads("bea")
    assert not await shown(world, "bea")
    await world.writes("bea", "good evening")
    assert not await shown(world, "bea")


async def test_nothing_is_noted_before_the_announcement_stands(world: World) -> None:
    """Where every message waits for a yes, so does this one, and listening with it."""
    await founded(world, "bea", begin="each")
    await listens(world)
    assert ANNOUNCED not in world.reads("bea")
    await world.writes("bea", "good morning")
    assert not await shown(world, "bea")
    await world.runs("cora", "desk held")
    await world.presses("cora", "Send")
    assert ANNOUNCED in world.reads("bea")
    await world.writes("bea", "good morning again")
    assert await shown(world, "bea")


async def test_an_announcement_dropped_is_no_listening(world: World) -> None:
    """Whoever may say no to the post says no to listening; it is told, and nothing was noted."""
    await founded(world, "bea", begin="each")
    await listens(world)
    await world.runs("cora", "desk held")
    await world.presses("cora", "Drop")
    assert "so I do not listen there. Nothing was noted." in world.reads("cora")
    await world.writes("bea", "good morning")
    assert not await shown(world, "bea")


async def test_anybody_is_left_out_at_a_press(world: World) -> None:
    """Member or not, in the channel itself; what was noted goes, nothing more is; and back."""
    await founded(world, "bea")
    await listens(world)
    await world.writes("bea", "good morning")
    await world.presses("bea", "Leave me out")
    assert "You are left out: what I had noted of you is erased" in world.last("bea")
    await world.writes("bea", "I am still here")
    assert not await shown(world, "bea")
    await world.presses("bea", "Count me again")
    await world.writes("bea", "and again")
    assert await shown(world, "bea")


async def test_what_do_you_see_tells_where(world: World) -> None:
    """*What do you see?* names the channels to everybody, and the switch to coordinators only."""
    await founded(world, "bea")
    await listens(world)
    await world.runs("bea", "help")
    await world.presses("bea", "What do you see?")
    assert "who writes when, and in which thread" in world.last("bea")
    assert not world.offered("bea", "Change that per channel")
    await world.presses("bea", "In which channels?")
    assert "One press, and I leave you out." in world.last("bea")


async def test_erasing_ends_it_for_that_person(world: World) -> None:
    """Who erased everything is not noted anew the next time they write."""
    await founded(world, "bea")
    await regular(world, "bea", helps="maps")
    await listens(world)
    await world.writes("bea", "good morning")
    await world.runs("bea", "me")
    await world.presses("bea", "Erase everything")
    if world.offered("bea", "Erase everything"):
        await world.presses("bea", "Erase everything")
    await world.writes("bea", "good night")
    await world.hearth.beat()
    assert world.id_of("bea").encode() not in world.holds() or world.id_of("bea") == "bea"
    assert not await shown(world, "bea")


async def test_it_is_kept_for_ninety_days(world: World) -> None:
    """After ninety days nobody can tell who wrote then."""
    await founded(world, "bea")
    await listens(world)
    await world.writes("bea", "good morning")
    await world.passes(days=89)
    await world.hearth.keep_house()
    assert await shown(world, "bea")
    await world.passes(days=2)
    await world.hearth.keep_house()
    assert not await shown(world, "bea")


async def test_listening_goes_on_after_a_restart(world: World) -> None:
    """What a coordinator switched on stays on."""
    await founded(world, "bea")
    await listens(world)
    await world.restart()
    await world.writes("bea", "good morning")
    assert await shown(world, "bea")


async def test_no_written_word_reaches_any_row_or_log(
    world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Words to others, in channels with listening and without: in no byte, and in no log."""
    world.channel("kitchen")
    await founded(world, "bea")
    await listens(world)
    await world.writes("bea", CANARY)
    await world.writes("cora", CANARY, under=CANARY)
    await world.writes("cora", CANARY, place="kitchen")
    assert await shown(world, "bea")  # the news of it did arrive
    kept = world.holds()
    logs = capsys.readouterr().out + caplog.text
    for canary in ("zymurgical", "Xanthippe"):
        assert canary.encode() not in kept
        assert canary not in logs


async def test_complaint_24_nothing_reacts_to_ordinary_words(world: World) -> None:
    """Its own verbs, said to others, get no answer: listening on or off, in channel or thread."""
    await founded(world, "bea")
    for _ in range(2):
        before = [seen.text for seen in world.sees("cora") if seen.ours]
        for words in ("help", "join", "stop", "who knows procurement?", "hearth is nice"):
            await world.writes("bea", words)
        await world.writes("cora", "yes we met", under="who knows")
        assert [seen.text for seen in world.sees("cora") if seen.ours] == before
        await listens(world)


async def test_complaint_29_nothing_is_collected_in_secret(world: World) -> None:
    """Told before it begins, shown to each alone, off at a press, erased: and no list of people."""
    await founded(world, "bea")
    await listens(world)
    assert ANNOUNCED in world.reads("bea")
    assert world.offered("bea", "Leave me out")
    await world.writes("bea", "good morning")
    await world.runs("cora", "help")
    await world.presses("cora", "What do you see?")
    await world.presses("cora", "Change that per channel")
    page = world.last("cora")
    assert "on since" in page
    assert "bea" not in page.lower()
    await world.runs("cora", "desk log")
    assert "bea" not in world.last("cora").lower()


async def test_a_newcomer_answered_in_the_thread_is_answered(world: World) -> None:
    """Words under a hello count as an answer where listening is on: no host is asked."""
    await founded(world, "bea", hosts=("bea",))
    await regular(world, "bea", helps="welcoming")
    await listens(world)
    await hello(world)
    await world.writes("bea", "welcome!", under="says hello")
    await world.passes(hours=30)
    assert "said hello in" not in world.reads("bea")
    assert "nobody has said hello" not in "\n".join(world.received("cora"))


async def test_ones_own_words_are_no_answer(world: World) -> None:
    """A newcomer who writes under their own hello still waits for somebody."""
    await founded(world, "bea", hosts=("bea",))
    await regular(world, "bea", helps="welcoming")
    await listens(world)
    await hello(world)
    await world.writes("ana", "anybody here?", under="says hello")
    await world.passes(hours=5)
    assert "nobody has answered yet. Would you say hi?" in world.reads("bea")


async def hello(world: World) -> None:
    """Ana is new, and her line stands in the home."""
    await agrees(world, "ana")
    await world.presses("ana", "Write a line")
    await world.fills("ana", words="I have been reading about tenders.")
    await world.presses("ana", "Post it")
    assert "says hello" in world.reads("bea")
