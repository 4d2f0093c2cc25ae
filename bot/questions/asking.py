"""Asking: one form, one more detail perhaps, what we have already, and then the post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.events import Person, Pressed, Settled, Submitted, Woken
from bot.handlers import MEMBER
from bot.questions import forum, routing, settling, views
from bot.questions.model import (
    DROPPED_AFTER,
    LIVE,
    LONGEST,
    SHOWN,
    UNPOSTED_AFTER,
    Question,
    State,
    Wish,
    is_short,
)
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update

if TYPE_CHECKING:
    from bot.events import Event

KEY, UNPOSTED = "questions.post.", "questions.unposted."


def form_with(work: Job, event: Event, said: str) -> Fill:
    """The form with these words in it."""
    draft = Question("", event.actor.person, said[:LONGEST], work.now)
    return Fill(views.ask_form(draft, work.now))


@on.form("questions.ask", who=MEMBER)
def written(submitted: Submitted, work: Job) -> Reply:
    """Keep it; invite one more detail where it is short, once, else look for what we have."""
    own = forum.own_post(submitted)
    known = own.id if own else submitted.subject
    before = work.store.question(known) if known else None
    if before:
        theirs(work, before.id, submitted.actor.person)
        if before.state is not State.DRAFT:
            return Say(views.already_decided())
    question = filled(submitted, work, before)
    if before is None and is_short(question):
        keep(work, question)
        return Say(views.one_more_detail(question))
    return Say(look(work, keep(work, question)))


def keep(work: Job, question: Question) -> Question:
    """From now on it is somebody's, whom it is told when it stays unposted."""
    work.store.save(question)
    work.wake("questions.unposted", question.id, at=work.now + UNPOSTED_AFTER)
    return question


def filled(submitted: Submitted, work: Job, before: Question | None) -> Question:
    """What was written in the form; a Refusal where nothing was."""
    value = submitted.values.get
    need, tried = value("need"), value("tried")
    if not isinstance(need, str) or not need.strip():
        raise Refusal(t("There was no question in it. Nothing was posted."))
    wish, by = _one(value("wish")), _one(value("by"))
    made = Question(
        id=before.id if before else identity(work),
        asker=submitted.actor.person,
        need=need.strip(),
        tried=tried.strip() if isinstance(tried, str) else "",
        by=date.fromisoformat(by) if by and by != views.NO_HURRY else None,
        wish=Wish(wish) if wish in set(Wish) else Wish.ANSWER,
        at=before.at if before else work.now,
        seed=work.random.getrandbits(30),
    )
    return forum.stands_in(made, before, submitted, work)


def _one(value: object) -> str:
    found = value[0] if isinstance(value, tuple) and value else value
    return found if isinstance(found, str) else ""


def identity(work: Job) -> str:
    """A new id, from the event's own dice."""
    return f"{work.random.getrandbits(48):012x}"


def theirs(work: Job, id_: str, person: Person) -> Question:
    """A question of that person's own; a Refusal when it is not, or no more."""
    question = found(work, id_)
    if question.asker != person:
        raise Refusal(t("Only whoever asked can decide that. Nothing was changed."))
    return question


def found(work: Job, id_: str) -> Question:
    """The question of that id; a Refusal when it is no more."""
    question = work.store.question(id_)
    if question is None:
        raise Refusal(t("This question is not there any more. Nothing was changed."))
    return question


def look(work: Job, question: Question) -> Message:
    """What was answered before, or, where there is nothing near, the post at once."""
    items = work.shelf.similar(question.words, work.now, SHOWN)
    if not items:
        return send(work, question)
    return views.already(question, items)


def send(work: Job, question: Question) -> Message:
    """Post it, once."""
    question = replace(question, state=State.OPEN, touched=work.now)
    work.withdraw(UNPOSTED + question.id)
    if question.title:
        return _begin_where_it_stands(work, question)
    work.store.save(question)
    place = forum.where(work)
    work.post(KEY + question.id, place, views.post(question))
    return views.goes(question, place)


def _begin_where_it_stands(work: Job, question: Question) -> Message:
    """In a post of the asker's own: what offered to help becomes what shows how far it is."""
    question = replace(question, posted=work.now)
    work.store.save(question)
    work.store.note_place(question)
    settling.restate(work, question)
    routing.begin(work, question)
    return views.goes(question, None)


@on.button("questions.add")
def add(pressed: Pressed, work: Job) -> Reply:
    """Open the form again with what is there."""
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state is not State.DRAFT:
        return Update(views.already_decided())
    return Fill(views.ask_form(question, work.now))


@on.button("questions.as_it_is")
def as_it_is(pressed: Pressed, work: Job) -> Reply:
    """A short question is as welcome."""
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state is not State.DRAFT:
        return Update(views.already_decided())
    return Update(look(work, question))


@on.button("questions.anyway")
def anyway(pressed: Pressed, work: Job) -> Reply:
    """What we had did not help, or it waited long enough."""
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state is not State.DRAFT:
        return Update(views.already_decided())
    return Update(send(work, question))


@on.button("questions.helps")
def helps(pressed: Pressed, work: Job) -> Reply:
    """An existing answer was enough: nothing is posted, its author is thanked."""
    id_, _, item = pressed.subject.partition(".")
    question = theirs(work, id_, pressed.actor.person)
    if question.state is not State.DRAFT:
        return Update(views.already_decided())
    kept = work.shelf.item(item)
    question = replace(question, state=State.HELPED, item=item, settled=work.now)
    work.store.save(question)
    if question.title:
        work.edit(KEY + question.id, views.helped(question, kept.people if kept else ()))
    if kept:
        work.wake("library.helped", kept.id, at=work.now)
    return Update(views.glad(kept))


@on.wake("questions.unposted")
def unposted(woken: Woken, work: Job) -> None:
    """Written hours ago and not posted: say so once; a week later it is forgotten."""
    question = work.store.question(woken.subject)
    if question is None or question.state is not State.DRAFT or question.asker is None:
        return
    if question.told is None:
        work.store.save(replace(question, told=work.now))
        work.post(UNPOSTED + question.id, question.asker, views.unposted(question))
        work.wake("questions.unposted", question.id, at=work.now + DROPPED_AFTER)
    elif work.now < question.told + DROPPED_AFTER:
        work.wake("questions.unposted", question.id, at=question.told + DROPPED_AFTER)
    else:
        work.store.remove(question)


@on.settled("questions.unposted.")
@on.settled("questions.shall_i.")
def told_of(settled: Settled, work: Job) -> None:
    """The week in which it is not forgotten begins when they read of it."""
    question = work.store.question(settled.key.split(".", 2)[2])
    if question and question.state is State.DRAFT and settled.landed:
        work.store.save(replace(question, told=work.now))


@on.settled("questions.post.")
def posted(settled: Settled, work: Job) -> None:
    """It stands there, and people are asked; where it cannot stand, they are asked all the same."""
    question = work.store.question(settled.key.removeprefix(KEY))
    if question is None or question.state not in LIVE or question.posted:
        return
    question = replace(question, posted=work.now, touched=work.now)
    work.store.save(question)
    work.store.note_place(question)
    if settled.reason:
        settling.tell(work, question, "unseen", views.said("unseen", UNSEEN))
    routing.begin(work, question)


UNSEEN = t("I could not post your question in the channel; I ask people privately instead.")
