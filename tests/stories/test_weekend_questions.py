"""Asked, answered and taken back at the weekend: what waits for Monday is still true then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.scenes import (
    founded,
    listens,
    live_in,
    regular,
)
from tests.stories.test_questions import NEED, asks, practice
from tests.world import World

FRIDAY, SATURDAY, SUNDAY, MONDAY = 5, 6, 7, 1
OF_THE_CALENDAR = True  # plays on one platform in every run


async def test_what_is_posted_is_not_called_unposted(world: World) -> None:
    """Written on Friday evening, posted on Saturday: Monday says nothing about it."""
    await practice(world)
    await world.comes(weekday=FRIDAY, hour=19)
    await asks(world, "ana", "Contracts?")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("ana", "Post as it is")
    await world.comes(weekday=MONDAY, hour=12)
    assert "have not posted it yet" not in world.reads("ana")


async def test_unposted_waits_the_week_it_says(world: World) -> None:
    """Told on Monday *I forget it in a week*: on Saturday it is still there."""
    await practice(world)
    await world.comes(weekday=FRIDAY, hour=19)
    await asks(world, "ana", "Contracts?")
    await world.comes(weekday=MONDAY, hour=12)
    assert "I forget it in a week" in world.reads("ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("ana", "Post it")
    await world.settle()
    assert "not there any more" not in world.reads("ana")


async def quiet_question(world: World) -> None:
    """Ana asked on a Friday evening, and heard nothing for a week."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    await regular(world, "bea", helps="school meals", ticks=("introduce",))
    await world.comes(weekday=FRIDAY, hour=20)
    await asks(world, "ana")
    await world.passes(days=7, hours=1)


async def test_what_was_closed_is_not_called_quiet(world: World) -> None:
    """Closed by its asker on Saturday: Monday does not ask whether it is still open."""
    await quiet_question(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("ana", "questions")
    await world.presses("ana", "Close it")
    await world.comes(weekday=MONDAY, hour=12)
    assert "has been quiet for a week" not in world.reads("ana")


async def test_what_was_answered_is_not_called_quiet(world: World) -> None:
    """Answered on Saturday: Monday brings the answer alone."""
    await quiet_question(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("bea", "I can answer")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.comes(weekday=MONDAY, hour=12)
    assert "answered your question" in world.reads("ana")
    assert "has been quiet for a week" not in world.reads("ana")


async def test_quiet_waits_the_week_it_says(world: World) -> None:
    """Told on Monday *I close it in a week*: on Saturday it is still open."""
    await quiet_question(world)
    await world.comes(weekday=MONDAY, hour=12)
    assert "I close it in a week" in world.reads("ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("ana", "questions")
    assert "closed, as it was quiet" not in world.last("ana")


async def test_three_quiet_questions(world: World) -> None:
    """Two private messages a week: the third question is not closed before it was asked about."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    for need in (NEED, "How do school kitchens order vegetables?", "Who maps our bus stops well?"):
        await asks(world, "ana", need)
    await world.passes(days=14, hours=5)
    asked = [text for text in world.received("ana") if "has been quiet for a week" in text]
    closed = [text for text in world.received("ana") if "I have closed your question" in text]
    assert len(asked) == 3
    assert len(closed) == 2


async def test_news_of_what_was_taken_back(world: World) -> None:
    """Answered on Saturday, taken back on Sunday: Monday brings no news of it."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    await regular(world, "bea", helps="school meals", ticks=("introduce",))
    await asks(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("bea", "I can answer")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.comes(weekday=SUNDAY, hour=12)
    await world.runs("ana", "questions")
    await world.presses("ana", "Take it back")
    await world.comes(weekday=MONDAY, hour=12)
    assert "@Bea answered your question" not in world.reads("ana")


async def test_news_of_what_was_solved(world: World) -> None:
    """Answered on Saturday, said to be solved on Sunday: Monday does not ask that again."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    await regular(world, "bea", helps="school meals", ticks=("introduce",))
    await asks(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("bea", "I can answer")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.comes(weekday=SUNDAY, hour=12)
    await world.runs("ana", "questions")
    await world.presses("ana", "It is solved")
    await world.settle()
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.offered("ana", "That solved it")


async def test_tomorrow_is_tomorrow(world: World) -> None:
    """*Ask me tomorrow* of a Tuesday evening: Wednesday brings it back."""
    await practice(world)
    await asks(world, "ana")
    await world.comes(weekday=2, hour=20)
    await world.presses("bea", "Ask me tomorrow")
    assert "I'll come back to it tomorrow" in world.reads("bea")
    await world.comes(weekday=3, hour=23)
    assert "You asked me to come back to this today." in world.reads("bea")


async def test_tomorrow_of_a_friday_is_monday(world: World) -> None:
    """*Ask me tomorrow* of a Friday: the day it comes back on is named."""
    await practice(world)
    await world.comes(weekday=FRIDAY, hour=10)
    await asks(world, "ana")
    await world.comes(weekday=FRIDAY, hour=14)
    await world.presses("bea", "Ask me tomorrow")
    assert "I'll come back to it on Monday" in world.reads("bea")
    await world.comes(weekday=MONDAY, hour=23)
    assert "You asked me to come back to this today." in world.reads("bea")


@pytest.mark.parametrize("hours", range(4, 7))
async def test_unread_at_every_hour(world: World, hours: int) -> None:
    """At whatever hour nobody answered, its author is offered help by the evening after."""
    await founded(world, "ana", "bea", "dan", "eve")
    for name in ("ana", "bea", "dan"):
        await regular(world, name, helps="procurement")
    await listens(world)
    await world.comes(weekday=3, hour=8)
    await world.passes(hours=hours, minutes=30)
    await world.writes("ana", "Hi all, does anyone know how we publish zymurgical contracts?")
    await world.passes(days=1, hours=12)
    assert "Shall I find somebody?" in world.reads("ana")


async def test_nobody_yet_is_not_told_after_an_answer(world: World) -> None:
    """Three days without an answer; it comes while the asker sleeps, and so do both words."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    await live_in(world, "ana", "America/Los_Angeles")
    await regular(world, "bea", helps="school meals", ticks=("introduce",))
    await asks(world, "ana")
    await world.comes(weekday=FRIDAY, hour=11)
    await world.presses("bea", "I can answer")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.comes(weekday=FRIDAY, hour=23)
    assert "answered your question" in world.reads("ana")
    assert "Nobody has answered your question yet." not in world.reads("ana")


async def test_who_stopped_asks_nobody_on_monday(world: World) -> None:
    """Asked on Friday evening, stopped on Saturday: nobody is asked for them on Monday."""
    await practice(world)
    await world.comes(weekday=FRIDAY, hour=21)
    await asks(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("ana", "leave")
    await world.comes(weekday=MONDAY, hour=12)
    assert "You because" not in world.reads("bea")


async def test_who_left_the_place_asks_nobody_on_monday(world: World) -> None:
    """Asked on Friday evening, gone from the place on Saturday."""
    await practice(world)
    await world.comes(weekday=FRIDAY, hour=21)
    await asks(world, "ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.leaves("ana")
    await world.comes(weekday=MONDAY, hour=12)
    assert "You because" not in world.reads("bea")


async def test_offered_to_its_author_for_the_week_it_says(world: World) -> None:
    """Told on Monday *I forget it in a week*: on Saturday it is still there."""
    await practice(world)
    await world.comes(weekday=FRIDAY, hour=20)
    await world.writes("ana", "How on earth do we publish contracts?")
    await world.points("bea", "Ask the community this", at="on earth")
    await world.comes(weekday=MONDAY, hour=12)
    assert "I forget it in a week" in world.reads("ana")
    await world.comes(weekday=SATURDAY, hour=12)
    await world.presses("ana", "Yes, open the form")
    assert "What I need" in world.form("ana")


async def test_quiet_again_is_asked_again(world: World) -> None:
    """*Still open*, and quiet for another week: asked by a new message, before it is closed."""
    await founded(world, "ana", "bea")
    await regular(world, "ana", helps="spreadsheets")
    await asks(world, "ana")
    await world.passes(days=7, hours=1)
    await world.presses("ana", "Still open")
    before = len(world.received("ana"))
    await world.passes(days=7, hours=1)
    fresh = world.received("ana")[before:]
    assert any("has been quiet for a week" in text for text in fresh)


@pytest.mark.parametrize(("day", "over"), [(FRIDAY, True), (MONDAY, False)])
async def test_needed_by_a_day_that_is_over(world: World, day: int, *, over: bool) -> None:
    """By tomorrow, asked of a Friday evening: on Monday nobody is asked as if there were time."""
    await practice(world)
    await world.comes(weekday=day, hour=19)
    tomorrow = world.now().date() + timedelta(days=1)
    await asks(world, "ana", by=tomorrow.isoformat())
    await world.comes(weekday=MONDAY if over else day + 1, hour=12)
    assert ("a late answer may still help" in world.reads("bea")) is over
    assert ("Needs it by" in world.reads("bea")) is not over
