"""A question whose post was deleted is closed, kindly and once; nobody is nudged about it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert

from bot.events import Deleted, Place, Settled, itself
from bot.handlers import Kind
from bot.platform import Landed
from bot.questions.model import Question, Said, State
from bot.work import DAY
from storage.database import Tx
from storage.ledger.marks import seal_landed
from storage.tables import outbox
from tests.introductions.town import HERE, HOME, VAULT, Town, labels, read
from tests.questions.acting import NEED, asked, helps, now, offers, put_to, stands


def lands(town: Town, question: Question, place: Place = HOME, message: str = "m5") -> None:
    """The ledger knows where its post stands, as it would by now, and so the room learns it."""
    key = f"questions.post.{question.id}"
    sealed = seal_landed(Tx(town.run, VAULT), "c1", key, Landed(place, message))
    row = {"community": "c1", "key": key, "space": HERE.key, "kind": "questions.post",
           "weight": "post", "state": "sent", "due": town.now, "landed": sealed}  # fmt: skip
    town.run.execute(insert(outbox).values(**row))
    town.store.save(replace(now(town, question), posted=None))
    event = Settled(**town._itself(), key=key, landed=place)
    town.does(event, town.line(Kind.SETTLED, "questions.post."))


def deletes(town: Town, *messages: str, thread: str = "") -> None:
    """The platform tells that it is gone."""
    place = Place(HERE, "home", thread)
    told = Deleted(
        id=f"deleted.{messages}{thread}", at=town.now, actor=itself(HERE), place=place,
        messages=messages,
    )  # fmt: skip
    town.does(told, town.line(Kind.EVENT, "deleted"))


def told(town: Town) -> list[str]:
    """What the asker was told of it."""
    return [read(one) for one in town.to("ana", "questions.removed")]


def test_it_is_closed_and_everybody_let_go(town: Town) -> None:
    """Whoever was asked reads that there is nothing to do; the asker, once, what happened."""
    question = asked(town)
    lands(town, question)
    before = set(town.promises.edits)
    [first, *_] = put_to(town, question)
    deletes(town, "m1", "m5")
    assert now(town, question).state is State.CLOSED
    assert {one.said for one in offers(town, question)} == {Said.SETTLED}
    assert "nothing for you to do" in read(stands(town, offers(town, question)[0]))
    [said] = told(town)
    assert NEED in said
    assert f"questions.post.{question.id}" not in set(town.promises.edits) - before
    deletes(town, "m5", thread="")
    promised = dict(town.promises.posted)
    town.wait(30 * DAY)
    assert town.promises.posted.keys() == promised.keys(), "nobody hears of it any more"
    assert first


def test_other_messages_change_nothing(town: Town) -> None:
    """Nor does another thread."""
    question = asked(town)
    lands(town, question)
    deletes(town, "m6", "home")
    deletes(town, thread="m6")
    assert now(town, question).state is State.ROUTED
    assert told(town) == []


def test_a_forums_post_is_deleted_as_a_thread(town: Town) -> None:
    """The thread, or its first message: the same."""
    for thread in (True, False):
        question = asked(town, need=f"{NEED} {thread}")
        lands(town, question, Place(HERE, "forum", f"t{thread}"), f"m{thread}")
        if thread:
            deletes(town, thread="tTrue")
        else:
            deletes(town, "tFalse")
        assert now(town, question).state is State.CLOSED


def test_of_what_was_solved_nobody_asks_how_it_went(town: Town) -> None:
    """Its asker knows that it is gone, or need not hear of it."""
    question = asked(town)
    lands(town, question)
    answer = helps(town, put_to(town, question)[0], question)
    town.presses("ana", "questions.accept", answer)
    deletes(town, "m5")
    town.wait(30 * DAY)
    assert (told(town), town.to("ana", "questions.did_it_work")) == ([], [])


def test_opened_again_it_is_posted_anew(town: Town) -> None:
    """Where questions stand now, also when it stood in a post of their own."""
    question = asked(town)
    lands(town, question)
    town.store.save(replace(now(town, question), title="How?", above=True))
    deletes(town, "m5")
    [message] = town.to("ana", "questions.removed")
    assert labels(message) == ["Open it again"]
    town.promises.posted.pop(f"questions.post.{question.id}")
    town.presses_on("ana", message, "Open it again")
    promise = town.promises.posted[f"questions.post.{question.id}"]
    assert promise.to == HOME
    assert NEED in read(promise.message)
    assert (now(town, question).state, now(town, question).title) == (State.OPEN, "")
