"""Somebody can help: in the form, in the thread, or by talking; the asker hears of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.errors import Refusal
from bot.events import Person, Pressed, Submitted, Woken, Wrote
from bot.handlers import MEMBER
from bot.questions import offer_views, routing, settling, views
from bot.questions.asking import KEY, found, identity
from bot.questions.model import (
    LIVE,
    WAITING,
    Answer,
    Offer,
    Question,
    Said,
    State,
    Via,
    Wish,
)
from bot.questions.offers import open_offer, says
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Beside, Fill, Message, Reply, Say, Together, Update

ANSWER, MEET = "questions.answer.", "questions.meet."
HEARD_EVERY = timedelta(minutes=5)


@on.button("questions.can_help")
def can_help(pressed: Pressed, work: Job) -> Reply:
    """Open the form; or, where a person is wanted, bring the two together."""
    offer, question = open_offer(work, pressed)
    if question is None or question.state not in LIVE:
        return Update(views.already_over())
    if question.wish is Wish.PERSON and question.asker:
        return Update(meets(work, question, offer.person, offer))
    if offer.said not in {Said.YES, Said.SETTLED}:
        says(work, offer, Said.YES)
        routing.expect(work, offer)
    return Fill(offer_views.answer_form(question, question.id))


@on.button("questions.introduce_us")
def introduce_us(pressed: Pressed, work: Job) -> Reply:
    """Whoever was named would rather talk than write."""
    offer, question = open_offer(work, pressed)
    if question is None or question.state not in LIVE:
        return Update(views.already_over())
    return Update(meets(work, question, offer.person, offer))


@on.button("questions.can_answer", who=MEMBER)
def can_answer(pressed: Pressed, work: Job) -> Reply:
    """Anybody may answer under the post."""
    question = found(work, pressed.subject)
    if question.asker == pressed.actor.person:
        raise Refusal(t("This question is yours; the others will answer it."))
    if question.state not in {*LIVE, State.ACCEPTED, State.CLOSED}:
        return Say(views.already_over())
    if question.wish is Wish.PERSON and question.asker and question.state in LIVE:
        return Say(meets(work, question, pressed.actor.person, None))
    return Fill(offer_views.answer_form(question, question.id))


@on.form("questions.answer", who=MEMBER)
def answered(submitted: Submitted, work: Job) -> Reply:
    """Put their words under the question, and tell whoever asked."""
    question, who = found(work, submitted.subject), submitted.actor.person
    if _are_apart(work, question, who):
        return Say(offer_views.answer_goes())
    one = Answer(identity(work), question.id, who, _words(submitted), work.now)
    message = offer_views.answer(one, question)
    work.post(ANSWER + one.id, Beside(KEY + question.id), message)
    settling.answered(work, question, one)
    return Say(offer_views.answer_goes())


def _words(submitted: Submitted) -> str:
    words = submitted.values.get("answer")
    if not isinstance(words, str) or not words.strip():
        raise Refusal(t("There were no words in it. Nothing was changed."))
    return words.strip()


def _are_apart(work: Job, question: Question, who: Person) -> bool:
    """Whether the two must not be brought together; neither ever learns of it."""
    return question.asker is not None and who in work.directory.apart(question.asker)


def meets(work: Job, question: Question, who: Person, offer: Offer | None) -> Message:
    """The two are brought together, where nothing keeps them apart."""
    here = question.asker and work.directory.card(question.asker)
    if here and not _are_apart(work, question, who) and work.directory.card(who):
        one = Answer(identity(work), question.id, who, "", work.now, Via.MEETING)
        if not any(a.person == who for a in work.store.answers(question.id)):
            people = tuple(p for p in (question.asker, who) if p)
            by = offer.by if offer else None
            message = offer_views.together(question, one, work.watchers, by)
            work.post(MEET + one.id, Together(people, t("A question")), message)
            settling.answered(work, question, one)
    return offer_views.brings_together(question)


@on.event("wrote")
def overheard(event: Wrote, work: Job) -> None:
    """Somebody wrote in a thread somewhere: look, once in five minutes, whether it is an answer."""
    if not event.begins and not event.actor.is_bot and work.store.waits():
        work.wake("questions.heard", "", at=_next_look(work.now))


def _next_look(now: datetime) -> datetime:
    """The same moment for everything that is heard meanwhile."""
    begun = (now - datetime.min.replace(tzinfo=UTC)) // HEARD_EVERY
    return datetime.min.replace(tzinfo=UTC) + (begun + 1) * HEARD_EVERY


@on.wake("questions.heard")
def heard(woken: Woken, work: Job) -> None:
    """Whoever wrote under a question answered it, as far as anybody can tell without reading."""
    for question in work.store.questions(*WAITING):
        known = {one.person for one in work.store.answers(question.id)} | {question.asker}
        spoken = work.activity.answers(KEY + question.id, question.posted or work.now)
        for person in dict.fromkeys(one.person for one in spoken if one.person not in known):
            if work.directory.card(person) and not _are_apart(work, question, person):
                one = Answer(identity(work), question.id, person, "", work.now, Via.THREAD)
                question = settling.answered(work, question, one)  # noqa: PLW2901 - it has moved on
