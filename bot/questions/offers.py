"""What somebody who was asked says other than yes: not me, tomorrow, I know who, not this topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.directory import Hours
from bot.errors import Refusal
from bot.events import Event, Person, Pressed, Submitted, Woken
from bot.handlers import MEMBER
from bot.questions import offer_views, routing, views
from bot.questions.asking import found
from bot.questions.model import (
    LIVE,
    STOP_AFTER,
    WAITING,
    Offer,
    Question,
    Said,
    open_offers,
)
from bot.questions.settling import AGAIN
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update
from bot.waking import waking_days_after


def open_offer(work: Job, event: Pressed | Submitted) -> tuple[Offer, Question | None]:
    """What was put to this person, and the question, while it is there."""
    offer = work.store.offer(event.subject)
    if offer is None:
        raise Refusal(t("This question is not there any more. Nothing for you to do."))
    if offer.person != event.actor.person:
        raise Refusal(t("This question was put to somebody else. Nothing was changed."))
    return offer, work.store.question(offer.question)


def says(work: Job, offer: Offer, said: Said) -> None:
    """Keep what they said; a press under what was settled meanwhile changes nothing."""
    if offer.said is not Said.SETTLED:
        work.store.save_offer(replace(offer, said=said))


@on.button("questions.not_me")
def not_me(pressed: Pressed, work: Job) -> Reply:
    """No; somebody else is asked. The third on a topic offers to stop it."""
    offer, question = open_offer(work, pressed)
    if question is None or question.state not in LIVE:
        return Update(views.already_over())
    says(work, offer, Said.NO)
    routing.go_on(work, question)
    topic = question.topic
    if topic and work.store.refusals(offer.person, topic) >= STOP_AFTER:
        return Update(offer_views.shall_i_stop(topic, offer.id))
    return Update(offer_views.not_me())


@on.button("questions.stop_topic")
def stop_topic(pressed: Pressed, work: Job) -> Reply:
    """They are not asked about it any more."""
    topic = _topic(work, pressed)
    work.store.carry_on(pressed.actor.person, topic, work.now, stop=True)
    return Update(offer_views.stopped(topic))


@on.button("questions.ask_less")
def ask_less(pressed: Pressed, work: Job) -> Reply:
    """One step down in how often they may be asked, about anything."""
    topic = _topic(work, pressed)
    work.store.carry_on(pressed.actor.person, topic, work.now, stop=False)
    work.wake("members.fewer", pressed.actor.person.id, at=work.now)
    return Update(views.said("less", t("All right, I ask you less often. Your profile says how.")))


@on.button("questions.carry_on")
def carry_on(pressed: Pressed, work: Job) -> Reply:
    """It just was not the day."""
    topic = _topic(work, pressed)
    work.store.carry_on(pressed.actor.person, topic, work.now, stop=False)
    return Update(views.said("carry_on", t("Thank you. I carry on as before.")))


def _topic(work: Job, pressed: Pressed) -> str:
    _, question = open_offer(work, pressed)
    if question is None or not question.topic:
        raise Refusal(t("This question is not there any more. Nothing was changed."))
    return question.topic


@on.button("questions.resume_topics", who=MEMBER)
def resume(pressed: Pressed, work: Job) -> Reply:
    """They may be asked about everything again."""
    for topic in work.store.stopped(pressed.actor.person):
        work.store.carry_on(pressed.actor.person, topic, work.now, stop=False)
    words = t("Thank you. I may ask you about every topic again.")
    return Update(views.said("resumed", words))


@on.button("questions.tomorrow")
def tomorrow(pressed: Pressed, work: Job) -> Reply:
    """They come back to it in a waking day; meanwhile others are asked."""
    offer, question = open_offer(work, pressed)
    if question is None or question.state not in LIVE:
        return Update(views.already_over())
    says(work, offer, Said.TOMORROW)
    card = work.directory.card(offer.person)
    later = _comes_back(work, offer, card.hours) if card else None
    routing.go_on(work, question)
    return Update(offer_views.tomorrow(later))


def _comes_back(work: Job, offer: Offer, hours: Hours) -> date | None:
    """Set the timer; their day it comes back on, where that is not the next."""
    at = waking_days_after(work.now, 1, hours)
    work.wake("questions.tomorrow", offer.id, at=at)
    zone = ZoneInfo(hours.zone)
    day = at.astimezone(zone).date()
    return None if day - work.now.astimezone(zone).date() <= timedelta(days=1) else day


@on.wake("questions.tomorrow")
def tomorrow_came(woken: Woken, work: Job) -> None:
    """As they wished, if nobody has answered; it is no second ask of their week."""
    offer = work.store.offer(woken.subject)
    question = work.store.question(offer.question) if offer else None
    if offer is None or question is None or offer.said is not Said.TOMORROW:
        return
    card = work.directory.card(offer.person)
    if question.state in WAITING and card:
        says(work, offer, Said.ASKED)
        message = offer_views.asks_again(question, offer, work.now, card)
        work.post(AGAIN + offer.id, offer.person, message)
        routing.expect(work, offer)


@on.button("questions.who")
def who(pressed: Pressed, work: Job) -> Reply:
    """They know who: ask for the name."""
    offer, question = open_offer(work, pressed)
    if question is None or question.state not in LIVE:
        return Update(views.already_over())
    return Fill(offer_views.who_form(question, offer.id))


@on.button("questions.know_who", who=MEMBER)
def know_who(pressed: Pressed, work: Job) -> Reply:
    """Anybody who reads the post may know who."""
    question = found(work, pressed.subject)
    if question.state not in LIVE:
        return Say(views.already_over())
    return Fill(offer_views.who_form(question, question.id))


@on.form("questions.who")
def named(submitted: Submitted, work: Job) -> Reply:
    """The person named is asked first, if they may be; the answer is the same either way."""
    value, actor = submitted.values.get("person"), submitted.actor.person
    person = value[0] if isinstance(value, tuple) and value else value
    offer = work.store.offer(submitted.subject)
    if offer and offer.person != actor:
        raise Refusal(t("This question was put to somebody else. Nothing was changed."))
    question = work.store.question(offer.question if offer else submitted.subject)
    if question is None or question.state not in LIVE or not isinstance(person, Person):
        return Say(views.already_over())
    if person == actor and actor != question.asker:
        return Say(offer_views.then_you(question, offer))
    if offer:
        says(work, offer, Said.WHO)
        work.edit(routing.OFFER + offer.id, offer_views.you_said_who())
        work.edit(AGAIN + offer.id, offer_views.you_said_who())
    if not _ask_named(work, question, person, submitted):
        routing.go_on(work, question)
    return Say(offer_views.asking_who())


def _ask_named(work: Job, question: Question, person: Person, event: Event) -> bool:
    """Before anybody else: whoever was named has their waking hours for it."""
    card = routing.askable(work, question, person)
    if card is None:
        return False
    others = len(open_offers(work.store.offers(question.id)))
    routing.ask(work, question, card, "named", "", others, by=event.actor.person)
    return True
