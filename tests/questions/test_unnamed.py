"""Asking without a name: nothing that is kept tells who; the ticket shows, writes back, accepts."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from bot.directory import Level
from bot.errors import Refusal
from bot.questions import tickets
from bot.questions.model import Question, State, Verdict
from bot.ui import Fill, Message, Reply, Say, Update
from storage.questions.unnamed_tables import asides
from storage.questions.unnamed_tables import tickets as rows
from tests.introductions.town import Town, buttons, labels, read, who, written
from tests.questions.acting import NEED, answers, asks, put_to

WITHOUT: dict[str, Any] = {"naming": ("unnamed",)}


@pytest.fixture
def crowd(town: Town) -> Town:
    """So many that nobody can guess."""
    for name in ("kim", "lou", "mia", "noa"):
        town.moves_in(name, ask_me=False)
    return town


def said(reply: Reply | None) -> Message:
    assert isinstance(reply, (Say, Update))
    return reply.message


def ticket_in(message: Message) -> str:
    """The one that was said."""
    found = tickets.read(written(message.blocks[2].text))  # type: ignore[union-attr] # a quote
    assert found
    return found


def asked_unnamed(town: Town, name: str = "ana") -> tuple[Question, str]:
    """It stands in the home; the ticket is whoever asked's."""
    ticket = ticket_in(said(asks(town, name, **WITHOUT)))
    town.wait(timedelta(minutes=16))
    return town.store.questions()[-1], ticket


def with_ticket(town: Town, name: str, ticket: str, label: str) -> Reply | None:
    """Press under the thread that the ticket shows, and let it take effect."""
    shown = said(town.says(name, "ask", question=ticket))
    reply = town.presses_on(name, shown, label)
    if not isinstance(reply, Fill):
        town.wait(timedelta(minutes=16))
    return reply


def test_nothing_of_who_and_no_more_than_the_day(crowd: Town) -> None:
    """No asker, midnight, and it goes up some minutes later, asked of people like any other."""
    reply = said(asks(crowd, **WITHOUT))
    assert read(Say(reply)).startswith("Received. I post it in")
    assert "Who could still know: whoever runs me" in read(Say(reply))
    question = crowd.store.questions()[-1]
    assert (question.asker, question.state) == (None, State.DRAFT)
    assert f"{question.at:%H:%M:%S.%f}" == "00:00:00.000000"
    assert question.touched is None
    assert f"questions.post.{question.id}" not in crowd.promises.posted
    crowd.wait(timedelta(minutes=16))
    post = crowd.promises.posted[f"questions.post.{question.id}"]
    assert "Somebody here asks:" in read(Say(post.message))
    assert len(put_to(crowd, question)) == 3
    assert crowd.to("ana", "questions.news") == []


def test_it_goes_up_after_two_to_fifteen_minutes_at_a_shared_moment(crowd: Town) -> None:
    """The moment falls on a grid, so that several go out at once."""
    dice = Random("later")
    for _ in range(500):
        at = tickets.later(crowd.now, dice)
        assert timedelta(minutes=2) <= at - crowd.now <= timedelta(minutes=15)
        assert (at.minute % 3, at.second, at.microsecond) == (0, 0, 0)


def test_tickets_have_some_sixty_bits_and_are_read_however_typed() -> None:
    """No two alike; case and spaces do not matter; words are not taken for one."""
    dice = Random("tickets")
    made = {tickets.ticket(dice) for _ in range(2000)}
    assert len(made) == 2000
    assert 30**12 * len(tickets.WORDS) > 2**62
    one = made.pop()
    assert tickets.read(f" {one.lower().replace('-', ' ')} ") == one
    assert tickets.read("EMBER-4821") is None
    assert tickets.read("How do I publish this?") is None


def test_only_a_digest_of_the_ticket_is_kept(crowd: Town) -> None:
    """Neither the ticket nor a part of it stands anywhere."""
    _, ticket = asked_unnamed(crowd)
    kept = repr(crowd.run.execute(rows.select()).all())
    assert not any(part in kept for part in ticket.split("-"))


def test_with_the_ticket_answers_are_shown_and_accepted(crowd: Town) -> None:
    """One or several; the thread says so; the helper's exchange is theirs alone."""
    question, ticket = asked_unnamed(crowd)
    first = answers(crowd, "gus", question, "Ask the ministry.")
    second = answers(crowd, "bea", question)
    shown = read(crowd.says("ana", "ask", question=ticket))
    assert "Ask the ministry." in shown
    assert "Use the templates." in shown
    assert "answered by @gus and @bea." in shown
    with_ticket(crowd, "ana", ticket, "That solved it")
    with_ticket(crowd, "ana", ticket, "That solved it")
    verdicts = {one.id: one.verdict for one in crowd.store.answers(question.id)}
    assert verdicts == {first: Verdict.ACCEPTED, second: Verdict.ACCEPTED}
    aloud = crowd.promises.posted[f"questions.aloud.{question.id}.solved.{first}"]
    assert "this was solved" in read(Say(aloud.message))
    exchanged = {person for one in crowd.promises.exchanged for person in one.people}
    assert exchanged == {who("gus"), who("bea")}


def test_it_did_not_work_and_it_is_open_again(crowd: Town) -> None:
    """The thread says so; nobody is blamed by name."""
    question, ticket = asked_unnamed(crowd)
    one = answers(crowd, "gus", question)
    with_ticket(crowd, "ana", ticket, "It did not work")
    assert crowd.store.answer(one).verdict is Verdict.FAILED
    aloud = crowd.promises.posted[f"questions.aloud.{question.id}.failed.{one}"]
    assert "not solved yet" in read(Say(aloud.message))
    assert crowd.store.question(question.id).state is State.ROUTED


def test_writing_back_stands_in_the_thread_some_minutes_later(crowd: Town) -> None:
    """As whoever asked; held sealed meanwhile, and then no more."""
    question, ticket = asked_unnamed(crowd)
    fill = with_ticket(crowd, "ana", ticket, "Write back")
    assert isinstance(fill, Fill)
    assert not fill.form.kept
    crowd.fills("ana", fill, words="Which of the templates?")
    assert "templates" not in repr(crowd.run.execute(asides.select()).all())
    crowd.wait(timedelta(minutes=16))
    wrote = [p for k, p in crowd.promises.posted.items() if k.startswith("questions.wrote.")]
    assert [read(Say(p.message)) for p in wrote] == [
        "Whoever asked writes:\nWhich of the templates?"
    ]
    assert crowd.run.execute(asides.select()).all() == []
    assert crowd.store.question(question.id).asker is None


def test_writing_back_reaches_whoever_answered(crowd: Town) -> None:
    """Else nobody would see that they were asked something."""
    question, ticket = asked_unnamed(crowd)
    answers(crowd, "gus", question)
    fill = with_ticket(crowd, "ana", ticket, "Write back")
    crowd.fills("ana", fill, words="Which of the templates?")
    crowd.wait(timedelta(minutes=16))
    (wrote,) = [p for k, p in crowd.promises.posted.items() if k.startswith("questions.wrote.")]
    assert read(Say(wrote.message)).startswith("Whoever asked writes to @gus:")
    assert wrote.message.pings == (who("gus"),)


def test_close_open_again_and_take_back(crowd: Town) -> None:
    """All that a named asker can do."""
    question, ticket = asked_unnamed(crowd)
    with_ticket(crowd, "ana", ticket, "No longer needed")
    assert crowd.store.question(question.id).state is State.CLOSED
    with_ticket(crowd, "ana", ticket, "Open it again")
    assert crowd.store.question(question.id).state in {State.OPEN, State.ROUTED}
    with_ticket(crowd, "ana", ticket, "Take it back")
    assert crowd.store.question(question.id) is None
    assert crowd.run.execute(rows.select()).all() == []
    with pytest.raises(Refusal):
        crowd.says("ana", "ask", question=ticket)


def test_what_comes_of_it_stands_in_the_thread(crowd: Town) -> None:
    """Late, quiet, closed: nobody can be told, so everybody is."""
    question, _ = asked_unnamed(crowd)
    crowd.wait(timedelta(days=20))
    told = [k for k in crowd.promises.posted if k.startswith(f"questions.aloud.{question.id}.")]
    slugs = {key.split(".")[3] for key in told}
    assert slugs == {"late", "still", "closed"}
    assert crowd.store.question(question.id).state is State.CLOSED


def test_too_few_leaves_three_choices(town: Town) -> None:
    """A coordinator who asks it for them, their name, or nothing."""
    for name in ("ida", "jo", "hal"):
        del town.members.cards[who(name)]
    few = said(asks(town, **WITHOUT))
    assert read(Say(few)).startswith("There are too few of us for that to be safe.")
    assert len(labels(few)) == 3
    assert town.store.questions() == ()
    assert "I ask" in read(town.presses(*_press(few, 0)))
    please = town.to("cleo", "questions.please_ask")[0]
    assert "without their name. Only you know:" in read(Say(please))
    again = said(asks(town, **WITHOUT))
    town.presses(*_press(again, 1))
    assert town.store.questions()[-1].asker == who("ana")
    last = said(asks(town, **WITHOUT))
    before = len(town.store.questions())
    assert "keep nothing" in read(town.presses(*_press(last, 2)))
    assert "kept nothing of it" in read(town.presses(*_press(last, 1)))
    assert len(town.store.questions()) == before


def _press(message: Message, number: int) -> tuple[str, str, str]:
    button = buttons(message)[number]
    return "ana", button.name, button.subject


def test_three_a_day_and_no_more(crowd: Town) -> None:
    """Counted in memory, under a key that goes with the day; the words come back."""
    for _ in range(3):
        assert "Received." in read(asks(crowd, **WITHOUT))
    over = said(asks(crowd, **WITHOUT))
    assert "as I take from one person in a day" in read(Say(over))
    assert NEED in read(Say(over))
    assert "Received." in read(asks(crowd, "kim", **WITHOUT))
    key = crowd.memory.tally._key
    assert not any(b"ana" in digest for digest in crowd.memory.tally._counted)
    crowd.wait(timedelta(days=1))
    assert "Received." in read(asks(crowd, **WITHOUT))
    assert crowd.memory.tally._key != key


def test_what_lies_in_memory_is_only_its_owners(crowd: Town) -> None:
    """Somebody else's press finds nothing."""
    for name in list(crowd.members.cards)[:6]:
        del crowd.members.cards[name]
    crowd.moves_in("ana")
    few = said(asks(crowd, **WITHOUT))
    _, button, subject = _press(few, -2)
    assert "don't have that any more" in read(crowd.presses("kim", button, subject))


def test_whoever_asked_is_asked_like_everybody(crowd: Town) -> None:
    """To leave them out would tell who it was."""
    crowd.changes("ana", ask_me=True, claims={"procurement": Level.DO})
    for name in ("bea", "dan", "eve", "fay", "hal", "ida", "jo"):
        crowd.changes(name, ask_me=False)
    question, _ = asked_unnamed(crowd)
    assert put_to(crowd, question) == ["ana"]
