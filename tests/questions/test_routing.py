"""Who is asked, and when the next are: every way ends with somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.activity import Spoken
from bot.directory import Level
from bot.events import Begin, Role, Wrote
from bot.handlers import Kind
from bot.questions.model import MOST_ASKED, Said, State
from bot.work import DAY, HOUR
from tests.introductions.town import HOME, Town, read, who
from tests.prompts.conftest import Heard
from tests.questions.acting import (
    ALL,
    asked,
    helps,
    news,
    now,
    offer_of,
    offers,
    put_to,
    says,
    stands,
)


def test_after_four_waking_hours_the_next_are_asked(town: Town) -> None:
    """Counted from delivery; a late answer still counts."""
    question = asked(town)
    first = put_to(town, question)
    town.wait(4 * HOUR - timedelta(minutes=1))
    assert put_to(town, question) == first
    town.wait(timedelta(minutes=2))
    assert len(put_to(town, question)) == 6
    assert all(one.said is Said.LATE for one in offers(town, question)[:3])
    helps(town, first[0], question)
    assert now(town, question).state is State.ANSWERED


def test_hours_count_from_delivery(town: Town) -> None:
    """What waits for somebody's morning waits for their four hours, too."""
    town.delivers = False
    question = asked(town)
    town.settles(f"questions.post.{question.id}")
    town.wait(12 * HOUR)
    assert len(put_to(town, question)) == 3
    for one in offers(town, question):
        town.settles(f"questions.offer.{one.id}")
    town.wait(15 * HOUR)
    assert len(put_to(town, question)) == 6


def test_when_all_say_no_the_next_are_asked_at_once(town: Town) -> None:
    """Silently: the asker never hears of a no."""
    question = asked(town)
    for name in put_to(town, question):
        said = says(town, name, "not_me", offer_of(town, question, name).id)
        assert "It stays between you and me" in said
    assert len(put_to(town, question)) == 6
    assert not town.to("ana", "questions.news")


def test_what_cannot_be_put_to_somebody_goes_to_the_next(town: Town) -> None:
    """Their week is full, or they are gone."""
    town.delivers = False
    question = asked(town)
    town.settles(f"questions.post.{question.id}")
    town.wait()
    for one in offers(town, question):
        town.settles(f"questions.offer.{one.id}", "asks nobody may make")
    town.wait()
    assert len(put_to(town, question)) == 6
    assert [one.said for one in offers(town, question)[:3]] == [Said.FAILED] * 3


def test_nobody_is_asked_twice_and_nine_at_most(town: Town) -> None:
    """Then it is the coordinators'."""
    for name in ("kim", "lou", "max", "nia", "oli"):
        town.moves_in(name, claims={"procurement": Level.DO})
    question = asked(town)
    town.wait(3 * DAY)
    names = put_to(town, question)
    assert len(names) == len(set(names)) == MOST_ASKED


def test_at_a_waking_day_it_goes_wider_where_nobody_was_found_who_may_know(town: Town) -> None:
    """Then whoever may be asked at all is, three of them, and is told no other reason."""
    question = asked(town, need="Who mends a floppy disk that lay in a damp cellar?")
    assert put_to(town, question) == []
    town.wait(DAY - HOUR)
    assert put_to(town, question) == []
    town.wait(2 * HOUR)
    assert len(put_to(town, question)) == 3
    assert "You because you said I may ask you." in read(stands(town, offers(town, question)[0]))
    town.wait(DAY)
    assert len(put_to(town, question)) == 3


def test_at_three_waking_days_a_coordinator_and_the_asker_are_told(town: Town) -> None:
    """Once; with what was done and what could be."""
    question = asked(town)
    town.wait(3 * DAY - HOUR)
    assert not town.to("cleo")
    town.wait(2 * HOUR)
    (late,) = town.to("cleo", "questions.late")
    assert "7 people were asked personally." in read(late)
    assert "Perhaps you know somebody for procurement" in read(late)
    (told,) = town.to("ana", "questions.nobody_yet")
    assert "I tell @cleo, who may know somebody." in read(told)
    town.wait(2 * DAY)
    assert len(town.to("cleo", "questions.late")) == 1
    assert now(town, question).state is State.ROUTED


def test_an_answered_question_is_nobodys_duty(town: Town) -> None:
    """No next people, no wider, no coordinator."""
    question = asked(town)
    helps(town, put_to(town, question)[0], question)
    town.wait(4 * DAY)
    assert len(put_to(town, question)) == 3
    assert not town.to("cleo")


def test_in_a_small_start_only_hosts_are_asked(town: Town) -> None:
    """Members not yet."""
    town.community = replace(town.community, begin=Begin.SMALL)
    town.changes("dan", roles=frozenset({Role.HOST}))
    assert put_to(town, asked(town)) == ["dan"]


def test_who_is_kept_apart_is_never_asked(town: Town) -> None:
    """Nor does what they write under the post reach the asker."""
    for name in ALL - {"bea"}:
        town.members.kept_apart.add(frozenset({who("ana"), who(name)}))
    question = asked(town)
    assert put_to(town, question) == ["bea"]
    fill = town.presses("dan", "questions.can_answer", question.id)
    town.fills("dan", fill, answer="Ask me.")
    assert town.store.answers(question.id) == ()


def test_whoever_writes_in_the_thread_answers_where_it_is_heard(town: Town) -> None:
    """Any human reply counts; the asker is told within five minutes, and nobody else is asked."""
    town.overheard.places = (HOME,)
    question = asked(town)
    assert isinstance(town.overheard, Heard)
    town.now += HOUR
    key = f"questions.post.{question.id}"
    town.overheard.under[key] = (
        Spoken(who("ana"), town.now),
        Spoken(who("gus"), town.now),
    )
    event = Wrote(**town._by("gus"), place=HOME, begins=False)
    town.does(event, town.line(Kind.EVENT, "wrote"))
    town.wait(timedelta(minutes=5))
    (one,) = town.store.answers(question.id)
    assert (one.person, one.words) == (who("gus"), "")
    assert "@gus wrote under your question." in read(news(town, one.id))
    assert now(town, question).state is State.ANSWERED
    town.wait(DAY)
    assert len(put_to(town, question)) == 3


def test_the_waits_follow_the_communitys_own_curve(town: Town) -> None:
    """Twenty questions answered within minutes: the next are asked after an hour."""
    for _ in range(20):
        question = asked(town)
        town.members.asked.clear()
        names = put_to(town, question)
        helps(town, names[0], question)
        town.now += timedelta(minutes=1)
    town.members.asked.clear()
    question = asked(town)
    town.wait(HOUR + timedelta(minutes=1))
    assert len(put_to(town, question)) == 6


def test_nobody_can_be_asked_and_it_is_still_somebodys(town: Town) -> None:
    """No helper at all: the coordinator's day says so at once, and it stands in the channel."""
    for name in (*ALL, "gus"):
        town.changes(name, ask_me=False)
    question = asked(town)
    assert put_to(town, question) == []
    assert now(town, question).state is State.OPEN
    (chore,) = town.store.chores(town.now)
    assert "nobody to ask" in chore.said.template
    town.wait(3 * DAY + HOUR)
    assert "nobody could be asked personally" in read(town.to("cleo", "questions.late")[0])


def test_nobody_is_asked_for_somebody_who_left(town: Town) -> None:
    """It is closed, and whoever was asked is let go."""
    question = asked(town)
    del town.members.cards[who("ana")]
    town.wait(5 * HOUR)
    assert now(town, question).state is State.CLOSED
    assert len(put_to(town, question)) == 3


def test_whose_week_is_full_is_not_asked(town: Town) -> None:
    """Everybody's own number holds over everything."""
    for name in ALL - {"bea"}:
        town.members.asked[who(name)] = 2
    assert put_to(town, asked(town)) == ["bea"]
