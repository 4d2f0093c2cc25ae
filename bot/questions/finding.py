"""Where it is listened to: a message that seems a question, still without a reply, is offered.

Nothing of it is known but who wrote, where, when, and that it seemed a question; its author puts
the words into the form themselves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.events import Person, Place, Pressed, Woken, Wrote
from bot.questions import entry_views, routing, views, waiting
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Reply, Update
from bot.work import DAY

MOMENT = timedelta(microseconds=1)


def seems_a_question(event: Wrote, work: Job) -> None:
    """Look later whether anybody replied; of whoever is no member nothing is asked."""
    person = event.actor.person
    if not (event.begins and event.asks and event.place) or event.actor.is_bot:
        return
    card = work.directory.card(person)
    if card is None or work.store.declines(person):
        return
    subject = f"{person.id}|{event.at.isoformat()}|{event.place.id}"
    at = waiting.reached(work.now, routing.waits_here(work).next, card.hours)
    work.wake("questions.perhaps", subject, at=at)


@on.wake("questions.perhaps")
def perhaps(woken: Woken, work: Job) -> None:
    """Nobody replied, and they have not asked through us: offer to find somebody."""
    id_, iso, place = woken.subject.split("|")
    person, written = Person(work.space, id_), datetime.fromisoformat(iso)
    begun = work.activity.threads(written, written + MOMENT)
    theirs = [thread for thread in begun if thread.starter == person]
    asked = any(one.at >= written for one in work.store.of(person))
    if not theirs or any(one.answers for one in theirs) or asked:
        return
    if work.directory.card(person) and not work.store.declines(person):
        message = entry_views.shall_i_find(Place(work.space, place), written)
        key = f"questions.perhaps.{id_}.{written:%Y%m%d%H%M%S}"
        work.post(key, person, message, expires=work.now + DAY)


@on.button("questions.no_thank_you")
def no_thank_you(_pressed: Pressed, _work: Job) -> Reply:
    """Not this one."""
    return Update(views.said("no_thank_you", t("All right.")))


@on.button("questions.no_offers")
def no_offers(pressed: Pressed, work: Job) -> Reply:
    """Never again, until they say otherwise."""
    work.store.decline(pressed.actor.person, work.now, declines=True)
    return Update(entry_views.no_offers())


@on.button("questions.offers_again")
def offers_again(pressed: Pressed, work: Job) -> Reply:
    """They would like to be offered it again."""
    work.store.decline(pressed.actor.person, work.now, declines=False)
    return Update(views.said("offers_again", t("Thank you. I may offer it again.")))
