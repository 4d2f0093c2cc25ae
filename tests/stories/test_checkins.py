"""After a quiet month: one question, four answers, each with what fits it; and then peace."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.tables import outbox
from tests.stories.scenes import agrees, founded, live_in, regular, reported, stored
from tests.world import World

QUESTION = "It has been a quiet month between you and me"
GOOD = "All good, I like reading along"
TOKYO = ZoneInfo("Asia/Tokyo")
SURVEYS = (QUESTION, "How is it going for you here?")


async def quiet(world: World, *names: str) -> None:
    """A community with a rhythm, in which these regulars have been quiet for five weeks."""
    await founded(world, *names)
    await world.runs("cora", "desk rhythm")
    await world.fills("cora")
    for name in names:
        await regular(world, name, helps="procurement", ticks=())
    await world.passes(days=38)


def questions(world: World, name: str) -> int:
    """How often somebody was asked how it is, as far as they have not answered."""
    return sum(any(words in text for words in SURVEYS) for text in world.received(name))


def sent(world: World, kind: str) -> list[datetime]:
    """When messages of a kind went out."""
    query = select(outbox.c.sent_at).where(outbox.c.kind == kind, outbox.c.sent_at.is_not(None))
    return [row.sent_at for row in stored(world, query)]


async def tells_one_coordinator(world: World, name: str, chosen: str) -> None:
    """Whoever says what gets in the way chooses who reads it."""
    await world.runs("cora", "desk role", person=f"@{chosen}", role="coordinator")
    await world.presses(name, "Something gets in the way")
    label = chosen if world.space.platform == "slack" else chosen.title()
    await world.chooses(name, "If you like, tell a coordinator", label)
    await world.fills(name, words="It is always when I fetch the children.")
    await world.passes(days=3)
    assert "fetch the children" in world.reads(chosen)
    assert "fetch the children" not in world.reads("cora")


async def test_each_answer_opens_what_fits_it(world: World) -> None:
    """Four answers nobody need be ashamed of; none is followed by the same as another."""
    await quiet(world, "bea", "dan", "eve", "fay", "gus")
    assert QUESTION in world.last("bea")
    await world.presses("bea", "No time just now")
    assert "Then I won't take more of it." in world.last("bea")
    assert world.offered("bea", "Fewer asks")
    await world.presses("bea", "A break")
    await world.fills("bea")
    assert "You have a break until" in world.last("bea")

    await world.presses("dan", "All good, I like reading along")
    assert "Reading along is a fine way to be here." in world.last("dan")
    await world.presses("dan", "Don't ask me this again")
    assert world.last("dan") == "All right, I won't ask this again."

    await world.presses("eve", "Nothing for me lately")
    assert world.offered("eve", "Introduce me to somebody")
    await world.presses("eve", "Say what I'd like to learn")
    assert world.form("eve")

    await tells_one_coordinator(world, "fay", "gus")

    # Four answers are nobody's to see; five are a sentence without names.
    assert "quiet for a month" not in await reported(world)
    await world.presses("gus", "Something gets in the way")
    told = await reported(world)
    assert "quiet for a month, 5 answers" in told
    assert "Something gets in the way: 2" in told
    assert not any(name in told for name in ("Bea", "Dan", "Eve", "Fay", "Gus"))


async def test_only_the_quiet_are_asked_and_only_once(world: World) -> None:
    """In their waking hours, never in a break; and silence is an answer that ends it."""
    await founded(world, "bea", "dan", "eve")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora")
    for name in ("bea", "dan", "eve"):
        await regular(world, name, helps="maps", ticks=())
    await live_in(world, "bea", "Asia/Tokyo")
    await world.passes(days=20)
    await world.says("dan", "pause until I say")
    await world.runs("eve", "why")
    await world.passes(days=25)
    (at,) = sent(world, "checkins.how_is_it")
    assert [questions(world, name) for name in ("bea", "dan", "eve")] == [1, 0, 0]
    assert 9 <= at.astimezone(TOKYO).hour < 18
    assert at.astimezone(TOKYO).isoweekday() <= 5
    await world.passes(days=40)
    assert [questions(world, name) for name in ("bea", "dan", "eve")] == [1, 0, 1]


async def test_one_question_how_somebody_is_in_thirty_days(world: World) -> None:
    """Over everything: a newcomer's check-ins and the quiet month share one limit."""
    await founded(world)
    await world.runs("cora", "desk rhythm")
    await world.fills("cora")
    await agrees(world, "ana")
    weeks: list[int] = []
    for week in range(14):
        before = len(world.received("ana"))
        await world.passes(days=7)
        fresh = world.received("ana")[before:]
        if any(words in text for text in fresh for words in SURVEYS):
            weeks.append(week)
        if world.offered("ana", GOOD):
            await world.presses("ana", GOOD)
    assert len(weeks) > 1
    assert all(later - earlier >= 4 for earlier, later in pairwise(weeks))
