"""Who is asked: chosen in the background, looked at again, asked; then the next, then wider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.directory import Card, Hours
from bot.events import Begin, Computed, Person, Role, Settled, Woken
from bot.questions import desk_views, offer_views, settling, waiting
from bot.questions.model import (
    MOST_ASKED,
    OFFER_LASTS,
    WAITING,
    Chosen,
    Offer,
    Question,
    Said,
    State,
    asked_for_good,
    open_offers,
)
from bot.questions.store import Job
from bot.questions.table import on
from bot.work import WEEK

CHOOSE = "questions.choose"
OFFER = "questions.offer."
LATE = "questions.late."
CURVE = 26 * WEEK  # of which the waits are learned


def begin(work: Job, question: Question) -> None:
    """It stands there, or is open again: people are chosen, and the question's own clock runs."""
    waits = waits_here(work)
    hours = Hours(work.community.zone)
    go_on(work, question)
    at = {"wider": waits.wider, "late": waits.late}
    for name, wait in at.items():
        moment = waiting.reached(work.now, wait, hours)
        work.wake(f"questions.{name}", question.id, at=moment)
    settling.watch(work, question)


def waits_here(work: Job) -> waiting.Waits:
    """The waits, from the community's own curve."""
    return waiting.learned(work.store.replies(work.now - CURVE))


@on.computed("questions.choose")
def chosen(computed: Computed, work: Job) -> None:
    """Ask the chosen, after looking at every one of them again."""
    result: Chosen = computed.result  # type: ignore[assignment] # what choose() returned
    question = work.store.question(computed.subject)
    if question is None or question.state not in WAITING or result["wave"] != question.wave:
        return
    if is_orphan(work, question):
        settling.end(work, question, State.CLOSED)
        return
    question = _described(question, result)
    found = list(_still(work, question, result))
    asked = [ask(work, question, card, why, about, len(found) - 1) for card, why, about in found]
    state = State.ROUTED if asked else question.state
    work.store.save(replace(question, state=state, wave=question.wave + 1))
    if result["picks"] and not asked:
        # All of them changed their minds meanwhile; this computation must end before the next.
        work.wake("questions.next", question.id, at=work.now)


def _described(question: Question, result: Chosen) -> Question:
    """With the topic and the kind that were suggested; what a coordinator said stays."""
    return replace(
        question, topic=question.topic or result["topic"], kind=question.kind or result["kind"]
    )


def _still(work: Job, question: Question, result: Chosen) -> Iterator[tuple[Card, str, str]]:
    """Those of the chosen who may still be asked."""
    for pick in result["picks"]:
        card = askable(work, question, Person(work.space, pick["person"]))
        if card:
            yield card, pick["why"], pick["about"]


def askable(work: Job, question: Question, person: Person) -> Card | None:
    """Their card, if they may be asked about it now: ticked, free, not yet, nobody kept apart."""
    card, asker = work.directory.card(person), question.asker
    if card is None or not card.ask_me or person == asker or _rests(work, card):
        return None
    offers, answers = work.store.offers(question.id), work.store.answers(question.id)
    gone = {one.person for one in asked_for_good(offers)} | {one.person for one in answers}
    apart = work.directory.apart(asker) if asker else frozenset()
    hosts_only = work.community.begin is Begin.SMALL and Role.HOST not in card.roles
    stopped = bool(question.topic) and question.topic in work.store.stopped(person)
    return None if person in gone | apart or hosts_only or stopped else card


def _rests(work: Job, card: Card) -> bool:
    """On a break, or asked as often this week as they like to be."""
    paused = card.paused_until is not None and card.paused_until > work.now
    return paused or work.directory.asked_lately(card.person, work.now) >= card.allowance


def ask(
    work: Job,
    question: Question,
    card: Card,
    why: str,
    about: str,
    others: int,
    by: Person | None = None,
) -> Offer:
    """Put the question to one person, in their waking hours and within their own number."""
    offer = Offer(
        id=f"{work.random.getrandbits(48):012x}",
        question=question.id,
        person=card.person,
        at=work.now,
        why=why,
        about=about,
        by=by,
        wave=question.wave,
        topic=question.topic,
    )
    work.store.save_offer(offer)
    before = work.directory.asked_lately(card.person, work.now)
    message = offer_views.asks(question, offer, card, before, others)
    work.post(OFFER + offer.id, card.person, message, expires=work.now + OFFER_LASTS)
    return offer


@on.settled("questions.offer.")
def asked(settled: Settled, work: Job) -> None:
    """It reached somebody, from when their hours count; or it could not be put to them."""
    offer = work.store.offer(settled.key.removeprefix(OFFER))
    question = work.store.question(offer.question) if offer else None
    if offer is None or question is None or offer.delivered:
        return
    if settled.reason:
        if offer.said is Said.ASKED:  # whoever was let go meanwhile may still be asked again
            work.store.save_offer(replace(offer, said=Said.FAILED))
            go_on(work, question)
        return
    work.store.save_offer(replace(offer, delivered=work.now))
    expect(work, offer)


def expect(work: Job, offer: Offer) -> None:
    """Give somebody their waking hours for it, from now."""
    card = work.directory.card(offer.person)
    hours = card.hours if card else Hours(work.community.zone)
    at = waiting.reached(work.now, waits_here(work).next, hours)
    work.wake("questions.unanswered", offer.id, at=at)


@on.wake("questions.unanswered")
def unanswered(woken: Woken, work: Job) -> None:
    """Their hours are over: the next people are asked, and a late answer still counts."""
    offer = work.store.offer(woken.subject)
    question = work.store.question(offer.question) if offer else None
    if offer is None or question is None or offer.said not in {Said.ASKED, Said.YES}:
        return
    work.store.save_offer(replace(offer, said=Said.LATE))
    go_on(work, question)


def go_on(work: Job, question: Question) -> None:
    """Ask the next people, once nobody of those asked is left to wait for."""
    offers = work.store.offers(question.id)
    free = question.state in WAITING and not open_offers(offers)
    if free and question.posted and len(asked_for_good(offers)) < MOST_ASKED:
        work.compute(CHOOSE, question.id)


def is_orphan(work: Job, question: Question) -> bool:
    """Whether whoever asked is known, and has left: nobody is asked for them any more."""
    return question.asker is not None and work.directory.card(question.asker) is None


@on.wake("questions.changed")
def changed(woken: Woken, work: Job) -> None:
    """Somebody stopped: nobody is asked for them any more."""
    for question in work.store.of(Person(work.space, woken.subject)):
        if question.state in WAITING and is_orphan(work, question):
            settling.end(work, question, State.CLOSED)


@on.wake("questions.next")
def following(woken: Woken, work: Job) -> None:
    """The chosen were not to be asked any more: choose again."""
    question = work.store.question(woken.subject)
    if question:
        go_on(work, question)


@on.wake("questions.wider")
def wider(woken: Woken, work: Job) -> None:
    """A waking day without a human reply: more people, less particular."""
    question = work.store.question(woken.subject)
    if question is None or question.state not in WAITING:
        return
    if len(asked_for_good(work.store.offers(question.id))) < MOST_ASKED:
        work.compute(CHOOSE, question.id)


@on.wake("questions.late")
def late(woken: Woken, work: Job) -> None:
    """Three waking days: a coordinator is told, once, with what could be done."""
    question = work.store.question(woken.subject)
    if question is None or question.state not in WAITING or question.told:
        return
    work.store.save(replace(question, told=work.now))
    apart = work.directory.apart(question.asker) if question.asker else frozenset()
    free = [p for p in work.directory.with_role(Role.COORDINATOR) if p not in apart]
    told = next((p for p in free if p != question.asker), None) or next(iter(free), None)
    if told:
        work.post(
            LATE + question.id, told, desk_views.late(question, len(_reached(work, question)))
        )
    message = offer_views.nobody_yet(question, told if told != question.asker else None)
    settling.tell(work, question, "late", message)


def _reached(work: Job, question: Question) -> tuple[Offer, ...]:
    return tuple(one for one in work.store.offers(question.id) if one.delivered)
