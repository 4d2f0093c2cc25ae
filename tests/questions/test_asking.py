"""Asking by hand: one form, one more detail, what we have already, the post, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.events import Pointed
from bot.handlers import Kind
from bot.questions.model import DROPPED_AFTER, State, Wish
from bot.shelf import Found
from bot.ui import Fill, Reply
from bot.work import DAY, HOUR
from tests.introductions.memory import Shelved
from tests.introductions.town import HOME, Town, labels, read, who
from tests.questions.acting import NEED, asked, asks, helps, now, offer_of, put_to, stands


def test_what_was_typed_fills_the_form(town: Town) -> None:
    """`ask how do I …`: the words stand in the first field."""
    fill = town.says("ana", "ask", question=NEED)
    assert isinstance(fill, Fill)
    need = fill.form.steps[0].fields[0]
    assert (need.name, getattr(need, "value", "")) == ("need", NEED)
    assert fill.form.steps[0].fields[-1].name == "naming"  # the fifth, and as many as fit


def test_it_is_posted_once_and_put_to_three(town: Town) -> None:
    """In the home, and to three of those who said they can."""
    question = asked(town, tried="The portal.", by="2026-11-26")
    post = town.promises.posted[f"questions.post.{question.id}"]
    assert post.to == HOME
    assert read(post.message).startswith(f"@ana asks:\n{NEED}\nTried: The portal.")
    assert "Needed by Thursday 26 November." in read(post.message)
    assert len(put_to(town, question)) == 3
    assert not {"gus", "ana", "cleo"} & set(put_to(town, question))
    assert now(town, question).state is State.ROUTED
    assert now(town, question).topic == "procurement"
    said = read(stands(town, offer_of(town, question, put_to(town, question)[0])))
    assert "You because you said you can do this: procurement." in said
    assert "I've asked 2 others too." in said
    assert "Tried: The portal.\nNeeds it by Thursday 26 November." in said


def test_a_short_question_is_invited_to_say_more_and_never_blocked(town: Town) -> None:
    """Once; as it is, it is as welcome."""
    reply = asks(town, need="Procurement?")
    assert "One more detail often brings a better answer." in read(reply)
    assert labels(reply) == ["Add", "Post as it is"]
    assert not [key for key in town.promises.posted if key.startswith("questions.post.")]
    (question,) = town.store.questions()
    fill = town.presses("ana", "questions.add", question.id)
    town.fills("ana", fill, need="Procurement of?", wish=("answer",), by=("none",))
    town.wait()
    assert now(town, question).state is State.ROUTED
    assert now(town, question).need == "Procurement of?"
    asks(town, need="Which form?")
    short = town.store.questions()[-1]
    town.presses("ana", "questions.as_it_is", short.id)
    town.wait()
    assert now(town, short).posted


def shelved(town: Town) -> None:
    """Something near is kept."""
    kept = Found("i1", "Our procurement, open", "Use OCDS.", "procurement", town.now, (who("bea"),))
    assert isinstance(town.shelved, Shelved)
    town.shelved.found = [kept]


def test_what_is_kept_comes_first_and_may_be_enough(town: Town) -> None:
    """Privately, with its person and date; what helps is told to the library, nothing posted."""
    shelved(town)
    reply = asks(town)
    assert "Use OCDS." in read(reply)
    assert "@bea" in read(reply)
    assert labels(reply) == ["This helps", "Ask anyway"]
    (question,) = town.store.questions()
    assert question.state is State.DRAFT
    said = read(town.presses("ana", "questions.helps", f"{question.id}.i1"))
    assert "I post nothing" in said
    assert ("library.helped", "i1") in town.promises.timers
    assert now(town, question).state is State.HELPED
    assert "Use OCDS." in said  # it stays to be read
    assert "decided that already" in read(town.presses("ana", "questions.anyway", question.id))


def test_a_long_answer_can_be_read_before_it_is_said_to_help(town: Town) -> None:
    """The beginning stands there, under what it is about; the rest is a press away."""
    shelved(town)
    assert isinstance(town.shelved, Shelved)
    (kept,) = town.shelved.found
    town.shelved.found = [replace(kept, words="Use OCDS. " * 60)]
    reply = asks(town)
    assert labels(reply) == ["This helps", "Read it whole", "Ask anyway"]
    assert "Our procurement, open\nUse OCDS." in read(reply)


def test_add_and_then_post_as_it_is_says_where_it_is(town: Town) -> None:
    """A second press under what was posted meanwhile does not call it settled."""
    asks(town, need="Which form?")
    (question,) = town.store.questions()
    town.presses("ana", "questions.as_it_is", question.id)
    said = read(town.presses("ana", "questions.as_it_is", question.id))
    assert said == "You decided that already. How far it is: /hearth questions"


def test_who_wants_a_person_is_not_promised_written_answers(town: Town) -> None:
    """The post says what its button does."""
    question = asked(town, wish=("person",))
    post = town.promises.posted[f"questions.post.{question.id}"].message
    assert labels(post) == ["I can help", "I know who"]
    assert "I bring the two of you together." in read(post)
    assert "put your words there" not in read(post)


def test_ask_anyway_posts_it(town: Town) -> None:
    """What we had did not help."""
    shelved(town)
    asks(town)
    (question,) = town.store.questions()
    assert question.state is State.DRAFT
    town.presses("ana", "questions.anyway", question.id)
    town.wait()
    assert now(town, question).state is State.ROUTED


def test_what_was_never_posted_is_said_once_and_forgotten(town: Town) -> None:
    """Three hours later, and a week after that."""
    asks(town, need="Which form?")
    (question,) = town.store.questions()
    town.wait(4 * HOUR)
    (said,) = town.to("ana", "questions.unposted")
    assert labels(said) == ["Post it", "Drop it"]
    town.wait(DROPPED_AFTER + HOUR)
    assert town.store.question(question.id) is None
    assert len(town.to("ana", "questions.unposted")) == 1


def test_only_the_asker_decides(town: Town) -> None:
    """About posting, accepting, taking back, closing."""
    question = asked(town)
    name = put_to(town, question)[0]
    answer = helps(town, name, question)
    for button, subject in (
        ("questions.take_back", question.id),
        ("questions.accept", answer),
        ("questions.did_not_work", answer),
        ("questions.close", question.id),
        ("questions.solved", question.id),
    ):
        with pytest.raises(Refusal, match="Only whoever asked"):
            town.presses("gus", button, subject)


def test_taken_back_nothing_stays_and_everybody_asked_is_told(town: Town) -> None:
    """The post says so, the offers say so, no row is kept."""
    question = asked(town)
    put = [offer_of(town, question, name) for name in put_to(town, question)]
    said = read(town.presses("ana", "questions.take_back", question.id))
    assert "Taken back." in said
    for offer in put:
        assert "This is settled, nothing for you to do. Thank you." in read(stands(town, offer))
    assert "taken back" in read(town.promises.edits[f"questions.post.{question.id}"])
    assert town.store.questions() == ()
    assert town.store.offers(question.id) == ()
    with pytest.raises(Refusal, match="not there any more"):
        town.presses(put[0].person.id, "questions.can_help", put[0].id)


def test_where_it_cannot_be_posted_people_are_asked_all_the_same(town: Town) -> None:
    """And the asker is told."""
    town.delivers = False
    asks(town)
    (question,) = town.store.questions()
    town.settles(f"questions.post.{question.id}", "the place is gone")
    town.wait()
    assert len(put_to(town, question)) == 3
    assert "ask people privately instead" in read(town.to("ana", "questions.unseen")[0])


def test_a_person_is_brought_together_with_whom_they_need(town: Town) -> None:
    """Row 25: a need meets an offer; one conversation, and the others are let go."""
    question = asked(town, wish=("person",))
    assert question.wish is Wish.PERSON
    name, other, *_ = put_to(town, question)
    offer = offer_of(town, question, name)
    said = read(town.presses(name, "questions.can_help", offer.id))
    assert "I'll bring you and @ana together." in said
    (meeting,) = [p for p in town.promises.posted.values() if p.key.startswith("questions.meet.")]
    assert labels(meeting.message)[-2:] == ["Not this person", "Tell a coordinator"]
    assert set(meeting.to.people) == {who("ana"), who(name)}  # type: ignore[union-attr] # it is one
    assert NEED in read(meeting.message)
    left = read(stands(town, offer_of(town, question, other)))
    assert f"Answered by @{name}, nothing for you to do." in left
    town.wait(DAY)
    assert "can help. I bring the two of you together." in read(town.to("ana", "questions.news")[0])


def points(town: Town, author: str, said: str, name: str = "ana") -> Reply | None:
    """Use the shortcut on somebody's message."""
    event = Pointed(**town._by(name), name="questions.ask_this", target=who(author), text=said)
    return town.does(event, town.line(Kind.SHORTCUT, "questions.ask_this"))


def test_ones_own_message_fills_the_form(town: Town) -> None:
    """Nothing is kept of it before it is sent."""
    fill = points(town, "ana", NEED)
    assert isinstance(fill, Fill)
    assert getattr(fill.form.steps[0].fields[0], "value", "") == NEED
    assert town.store.questions() == ()


def test_somebody_elses_message_is_theirs_to_ask(town: Town) -> None:
    """Its author is asked, once, and nothing is posted; a no leaves nothing."""
    assert "they decide" in read(points(town, "gus", NEED))
    points(town, "gus", NEED, "bea")
    (shall_i,) = town.to("gus", "questions.shall_i")
    assert labels(shall_i) == ["Yes, open the form", "Rather not"]
    fill = town.presses_on("gus", shall_i, "Yes, open the form")
    town.fills("gus", fill, need=NEED, wish=("answer",), by=("none",))
    town.wait()
    assert town.store.questions()[-1].state is State.ROUTED
    points(town, "eve", "And how do I cook for ninety?", "bea")
    (other,) = town.to("eve", "questions.shall_i")
    town.presses_on("eve", other, "Rather not")
    assert len(town.store.questions()) == 1


def test_a_strangers_message_is_nobodys_question(town: Town) -> None:
    """Whoever did not join is not written to; the answer is the same."""
    assert "they decide" in read(points(town, "zoe", NEED))
    assert town.to("zoe") == []
    assert town.store.questions() == ()
