"""The way in from a message: one's own becomes a question; another's is offered to its author."""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Person, Pointed, Pressed
from bot.handlers import Target
from bot.questions import entry_views, views
from bot.questions.asking import form_with, identity, theirs
from bot.questions.model import DROPPED_AFTER, LONGEST, Question, State
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update


@on.shortcut("questions.ask_this", label=t("Ask the community this"), target=Target.MESSAGE)
def ask_this(pointed: Pointed, work: Job) -> Reply:
    """Open the form with their own words; somebody else's are theirs to ask."""
    said = pointed.text.strip()
    if pointed.target is None or not said:
        raise Refusal(t("I see no words of a member in it. Nothing was asked."))
    if pointed.target == pointed.actor.person:
        return form_with(work, pointed, said)
    _offer(work, pointed.target, said, pointed.actor.person)
    return Say(entry_views.offered_to_author())


def _offer(work: Job, author: Person, said: str, by: Person) -> None:
    """Ask its author, once for the same words; their words wait a week for their yes."""
    known = any(one.need == said[:LONGEST] for one in work.store.of(author))
    apart = by in work.directory.apart(author)
    if work.directory.card(author) is None or known or apart:
        return
    question = Question(
        id=identity(work),
        asker=author,
        need=said[:LONGEST],
        at=work.now,
        told=work.now,
        seed=work.random.getrandbits(30),
    )
    work.store.save(question)
    work.wake("questions.unposted", question.id, at=work.now + DROPPED_AFTER)
    expires = work.now + DROPPED_AFTER
    message = entry_views.shall_i(question, by)
    work.post(f"questions.shall_i.{question.id}", author, message, expires=expires)


@on.button("questions.from_message")
def from_message(pressed: Pressed, work: Job) -> Reply:
    """Its author would like to: the form, with their words in it."""
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state is not State.DRAFT:
        return Update(views.already_decided())
    return Fill(views.ask_form(question, work.now))


@on.button("questions.rather_not")
def rather_not(pressed: Pressed, work: Job) -> Reply:
    """They would not; nothing of it is kept."""
    question = work.store.question(pressed.subject)
    if question and question.asker != pressed.actor.person:
        raise Refusal(t("Only whoever asked can decide that. Nothing was changed."))
    if question and question.state is State.DRAFT:
        work.store.remove(question)
    return Update(views.said("rather_not", t("All right. I keep nothing of it.")))
