"""Asking, with one's name or without: without it nothing that is kept tells who it was.

The form lives in memory, no event of it is noted, and the question is written down with the day
only. It is posted some minutes later, together with what else waits. Whoever asked holds a ticket.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.events import Commanded, Pressed, Role, Submitted, Woken
from bot.handlers import MEMBER, words
from bot.questions import asking, forum, tickets, unnamed_views, views, with_ticket
from bot.questions.model import DROPPED_AFTER, LONGEST, SHOWN, Question, State
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update

if TYPE_CHECKING:
    from bot.events import Event, Person

FEWEST = 10  # members who could have asked
A_DAY = 3  # unnamed questions of one person


@on.command(
    "ask",
    help=t("Ask for an answer or a person, with or without your name"),
    who=MEMBER,
    asks=True,
    unkept=True,
    question=words(LONGEST, required=False, hint=t("What you need, or your ticket")),
)
def ask(asked: Commanded, work: Job) -> Reply:
    """Open the form, filled in from what was written; or, with a ticket, show its thread."""
    value = asked.values.get("question")
    said = value if isinstance(value, str) else ""
    ticket = tickets.read(said)
    return Say(with_ticket.shown(work, ticket)) if ticket else _form_with(work, asked, said)


@on.button("questions.ask", who=MEMBER, unkept=True)
def ask_pressed(pressed: Pressed, work: Job) -> Reply:
    """The same, from a button."""
    return _form_with(work, pressed, "")


def _form_with(work: Job, event: Event, said: str) -> Fill:
    draft = Question("", event.actor.person, said[:LONGEST], work.now)
    return Fill(unnamed_views.form(views.ask_form(draft, work.now)))


@on.form("questions.asks", who=MEMBER, unkept=True)
def asks(submitted: Submitted, work: Job) -> Reply:
    """With their name as ever; without it, if that is safe here."""
    chosen = submitted.values.get("naming")
    if unnamed_views.UNNAMED not in (chosen if isinstance(chosen, tuple) else (chosen,)):
        work.named = True
        return asking.written(submitted, work)
    question = _nobodys(work, asking.filled(submitted, work, None))
    if len(work.directory.stays()) < FEWEST:
        id_ = work.memory.keep(question)
        return Say(unnamed_views.too_few(id_, _coordinator(work, submitted.actor.person)))
    items = work.shelf.similar(question.words, work.now, SHOWN)
    if items:
        return Say(unnamed_views.already(work.memory.keep(question), items))
    return Say(_taken(work, question))


def _nobodys(work: Job, question: Question) -> Question:
    """Nothing of who and when, but the day."""
    return replace(question, asker=None, at=tickets.day(work.now))


def _taken(work: Job, question: Question) -> Message:
    """Write it down, with a ticket; it is posted later, at a moment that others share."""
    if not work.memory.may("ask", A_DAY):
        return unnamed_views.enough_today(work.memory.keep(question), question.need)
    ticket = tickets.ticket(work.random)
    work.store.save(question)
    work.store.keep_ticket(ticket, question.id)
    work.wake("questions.goes_up", question.id, at=tickets.later(work.now, work.random))
    return unnamed_views.received(ticket, forum.where(work), work.title)


@on.wake("questions.goes_up")
def goes_up(woken: Woken, work: Job) -> None:
    """An unnamed question is posted, with whatever else waited for this moment."""
    question = work.store.question(woken.subject)
    if question and question.state is State.DRAFT and question.asker is None:
        asking.send(work, question)


@on.button("questions.without_name", who=MEMBER, unkept=True)
def without_name(pressed: Pressed, work: Job) -> Reply:
    """What we had did not help."""
    question = _held(work, pressed)
    return Update(_taken(work, question) if question else unnamed_views.gone())


@on.button("questions.with_name", who=MEMBER, unkept=True)
def with_name(pressed: Pressed, work: Job) -> Reply:
    """Then with their name, as any question."""
    question = _held(work, pressed)
    if question is None:
        return Update(unnamed_views.gone())
    work.named = True
    question = replace(question, asker=pressed.actor.person, at=work.now)
    return Update(asking.look(work, asking.keep(work, question)))


@on.button("questions.for_me", who=MEMBER, unkept=True)
def for_me(pressed: Pressed, work: Job) -> Reply:
    """A coordinator is asked to lend their name; who asks them is told to them alone."""
    question, person = _held(work, pressed), pressed.actor.person
    coordinator = _coordinator(work, person)
    if question is None or coordinator is None:
        return Update(unnamed_views.gone())
    question = replace(question, asker=coordinator, at=work.now, told=work.now)
    work.store.save(question)
    work.wake("questions.unposted", question.id, at=work.now + DROPPED_AFTER)
    message = unnamed_views.please_ask(question, person)
    work.post(f"questions.please_ask.{question.id}", coordinator, message)
    return Update(unnamed_views.asked_for_you(coordinator))


@on.button("questions.never_mind", unkept=True)
def never_mind(pressed: Pressed, work: Job) -> Reply:
    """They thought again."""
    work.memory.drop(pressed.subject)
    return Update(unnamed_views.nothing_kept())


@on.button("questions.old_helps", who=MEMBER, unkept=True)
def old_helps(pressed: Pressed, work: Job) -> Reply:
    """An existing answer was enough: nothing is posted, its author is thanked."""
    id_, _, item = pressed.subject.partition(".")
    work.memory.drop(id_)
    kept = work.shelf.item(item)
    if kept is None:
        raise Refusal(t("This answer is not there any more. Nothing was changed."))
    work.wake("library.helped", kept.id, at=tickets.later(work.now, work.random))
    return Update(views.glad(kept))


def _held(work: Job, pressed: Pressed) -> Question | None:
    """The question they wrote a moment ago, once; it lies in memory only."""
    question = work.memory.find(pressed.subject)
    work.memory.drop(pressed.subject)
    return question if isinstance(question, Question) else None


def _coordinator(work: Job, person: Person) -> Person | None:
    """Somebody who could ask it for them."""
    apart = work.directory.apart(person)
    everybody = work.directory.with_role(Role.COORDINATOR)
    return next((one for one in everybody if one != person and one not in apart), None)
