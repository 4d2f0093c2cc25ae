"""What coordinators see of questions: open and late, topics, who carries much, and figures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.directory import Level
from bot.errors import Refusal
from bot.events import Pressed, Visited
from bot.handlers import Kind
from bot.questions import counting, desk
from bot.questions.model import Offer, Question, State
from bot.text import Words
from bot.ui import Chart, Facts, Page, PeopleMenu, Say, Table
from bot.work import DAY, HOUR
from tests.introductions.reading import written
from tests.introductions.town import HOME, MONDAY, Town, labels, read, who
from tests.questions.acting import asked, helps, now, offer_of, put_to, stands


def facts(town: Town) -> dict[str, str]:
    """The figures of the desk, by name."""
    reply = town.says("cleo", "desk questions")
    assert isinstance(reply, Say)
    (block,) = [one for one in reply.message.blocks if isinstance(one, Facts)]
    return {written(name): written(value) for name, value in block.pairs}


def test_what_is_not_measured_says_so(town: Town) -> None:
    """Never nought."""
    told = facts(town)
    assert told["Answered"] == told["First human reply"] == "not measured"
    assert "not measured, since I don't listen there" in read(town.says("cleo", "desk questions"))
    town.overheard.places = (HOME,)
    assert "answers by button and in the thread" in read(town.says("cleo", "desk questions"))


def test_open_and_late_with_what_was_tried(town: Town) -> None:
    """And the acts: ask somebody, say its topic, answer it."""
    question = asked(town)
    town.wait(2 * HOUR)
    reply = town.says("cleo", "desk questions")
    assert "3 people were asked personally." in read(reply)
    assert "Late" not in read(reply)
    assert labels(reply)[:3] == ["Ask somebody", "Topic and kind", "I answer it myself"]
    town.wait(3 * DAY)
    assert "Late: open since" in read(town.says("cleo", "desk questions"))
    (chore,) = town.store.chores(town.now)
    assert "waited for more than three days" in chore.said.template
    assert dict(chore.said.holes)["first"] == Words(question.need)
    assert not chore.weekly
    assert facts(town)["Open"] == "One, and it is late"
    town.wait(DAY)
    assert town.store.chores(town.now)[0].weekly, "the same was told yesterday"
    helps(town, put_to(town, question)[0], question)
    assert town.store.chores(town.now) == ()
    assert facts(town)["Answered"] == "1 of 1 (100 %)"
    assert facts(town)["First human reply"] == "half within 98 hours"


def test_a_coordinator_has_somebody_asked(town: Town) -> None:
    """Only who said that they may be."""
    question = asked(town)
    fill = town.presses("cleo", "questions.ask_somebody", question.id)
    assert "I ask @gus." in read(town.fills("cleo", fill, person=(who("gus"),)))
    assert "gus" in put_to(town, question)
    town.changes("jo", ask_me=False)
    with pytest.raises(Refusal, match="I may not ask them"):
        town.fills("cleo", fill, person=(who("jo"),))


def test_a_coordinator_told_at_three_days_chooses_from_the_menu(town: Town) -> None:
    """Under the message itself; whoever is chosen reads whose thought it was."""
    question = asked(town)
    town.wait(3 * DAY + HOUR)
    (late,) = town.to("cleo", "questions.late")
    (menu,) = [one for one in late.blocks if isinstance(one, PeopleMenu)]
    event = Pressed(**town._by("cleo"), name=menu.name, subject=menu.subject, values=("gus",))
    assert "I ask @gus." in read(town.does(event, town.line(Kind.BUTTON, menu.name)))
    message = stands(town, offer_of(town, question, "gus"))
    assert "You because @cleo thought of you." in read(message)


def test_a_coordinator_says_what_it_is_about(town: Town) -> None:
    """Row 37: one of nine kinds is suggested; what they say stays."""
    question = asked(town)
    assert now(town, question).kind == "solve_problem"
    fill = town.presses("cleo", "questions.describe", question.id)
    town.fills("cleo", fill, topic="open contracts", kind=("seek_experience",))
    town.wait(5 * HOUR)
    found = now(town, question)
    assert (found.topic, found.kind) == ("open contracts", "seek_experience")


def test_topics_without_helpers_have_an_act(town: Town) -> None:
    """Everybody is asked who knows, after a look."""
    for name in ("bea", "dan", "eve", "fay", "hal", "ida", "jo"):
        town.changes(name, claims={"procurement": Level.LEARN})
    question = asked(town)
    assert "No helper for procurement." in read(town.says("cleo", "desk questions"))
    preview = town.presses("cleo", "questions.who_knows", question.id)
    assert "Who of us knows about procurement?" in read(preview)
    town.presses("cleo", "questions.post_who_knows", question.id)
    post = town.promises.posted[f"questions.who_knows.{question.id}"]
    assert post.to == HOME
    assert labels(post.message) == ["I do"]


def offer(n: int, name: str) -> Offer:
    """Something that reached somebody."""
    return Offer(f"o{n}", "q", who(name), MONDAY, "do", delivered=MONDAY)


def test_who_carries_too_much() -> None:
    """Far more than the others, and not merely once or twice."""
    few = [offer(n, name) for n, name in enumerate(("bea", "dan", "bea"))]
    assert counting.carry_too_much(few) == ()
    many = [offer(n, "bea") for n in range(7)] + [offer(9, "dan"), offer(10, "eve")]
    assert counting.carry_too_much(many) == ((who("bea"), 7, 9),)
    even = [offer(n, ("bea", "dan", "eve")[n % 3]) for n in range(30)]
    assert counting.carry_too_much(even) == ()


def test_bot_messages_never_count() -> None:
    """Only a human reply makes a question answered."""
    one = Question("q", who("ana"), "?", MONDAY, posted=MONDAY, state=State.ROUTED)
    assert counting.counted([one]).answered == 0
    assert counting.counted([one]).half_within is None
    assert counting.counted([]).share is None


def test_the_page_shows_all_with_charts(town: Town) -> None:
    """Every open question in a table with its buttons; small charts."""
    for _ in range(4):
        asked(town)
        town.members.asked.clear()
    event = Visited(**town._by("cleo"), name=desk.PAGE)
    page = town.does(event, town.line(Kind.PAGE, desk.PAGE))
    assert isinstance(page, Page)
    (table, *_) = [one for one in page.blocks if isinstance(one, Table)]
    assert len(table.rows) == len(table.buttons) == 4
    by_week, *others = [one for one in page.blocks if isinstance(one, Chart)]
    assert len(others) == 2
    first = town.now - timedelta(weeks=1)
    assert written(by_week.labels[-1]) == f"{first.day}.{first.month}."


def test_the_report_has_its_sentence(town: Town) -> None:
    """How many, how many answered, how fast; nothing where nothing was asked."""
    since = town.now - DAY
    assert town.store.report(since, town.now + DAY) == ()
    question = asked(town)
    (none,) = town.store.report(since, town.now + DAY)
    assert written(none) == "One question, none answered yet."
    town.wait(timedelta(hours=2, minutes=30))
    helps(town, put_to(town, question)[0], question)
    (said,) = town.store.report(since, town.now + DAY)
    assert written(said) == "One question, 1 answered, half within 3 hours."


def test_questions_lists_what_waits_for_somebody_like_you(town: Town) -> None:
    """What they can do first; their own with how far each is."""
    asked(town, "gus", "Where do I find the tax form for procurement?")
    town.now += HOUR
    own = asked(town, "ana", "Who runs school meals in a canteen?")
    assert read(town.says("bea", "questions")).index("tax form") < read(
        town.says("bea", "questions")
    ).index("canteen")
    said = read(town.says("ana", "questions"))
    assert "tax form" in said.partition("Your own")[0]
    assert "canteen" in said
    assert now(town, own).state in {State.ROUTED, State.OPEN}
    assert {"I can answer", "It is solved", "Close it", "Take it back"} <= set(
        labels(town.says("ana", "questions"))
    )
