"""What is a year old is looked at again by whoever looks after its topic; else a coordinator."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.errors import Refusal
from bot.events import Actor, Beat, Person, Pressed, Role, Settled, Submitted
from bot.library import tending_views
from bot.library.model import LONGEST, YEAR, Item, Job, State
from bot.library.pointing import topic as named_topic
from bot.library.reading import chosen
from bot.library.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update
from bot.work import WEEK

MORNING = time(8, 30)
STILL = "library.still."
LOOKED_AT = 200  # old items considered on one day


@on.daily("library.look", at=MORNING)
def look(beat: Beat, work: Job) -> None:
    """One question to each steward at a time; what nobody looks after is on the desk."""
    old = work.store.unconfirmed(work.now - YEAR, LOOKED_AT)
    lately = work.now - WEEK
    busy = {steward(work, item) for item in old if item.looked and item.looked > lately}
    for item in old:
        person = steward(work, item)
        card = work.directory.card(person) if person else None
        if person is None or person in busy or item.looked:
            continue
        if card is None:  # they no longer take part
            work.store.save(replace(item, looked=work.now - YEAR))
            continue
        busy.add(person)
        work.store.save(replace(item, looked=work.now))
        asked = tending_views.still_right(item, card, work.directory.asked_lately(person, work.now))
        work.post(STILL + item.id, person, asked, expires=work.now + 2 * WEEK)


def steward(work: Job, item: Item) -> Person | None:
    """Who looks after its topic."""
    topic = work.store.topic(work.store.topic_id(item.topic)) if item.topic else None
    return topic.steward if topic else None


@on.settled("library.still.")
def put(settled: Settled, work: Job) -> None:
    """Their fortnight begins; if they could not be asked, it is on the coordinators' desk."""
    item = work.store.item_of(settled.key.removeprefix(STILL))
    if item and item.looked:
        looked = work.now if settled.landed else work.now - YEAR
        work.store.save(replace(item, looked=looked))


@on.button("library.right")
def right(pressed: Pressed, work: Job) -> Reply:
    """Good for another year."""
    item = _tended(work, pressed.subject, pressed.actor)
    work.store.save(replace(item, confirmed=work.now, looked=None, state=State.KEPT))
    return Update(tending_views.right())


@on.button("library.outdated")
def outdated(pressed: Pressed, work: Job) -> Reply:
    """In no search any more; its author still sees it among theirs."""
    item = _tended(work, pressed.subject, pressed.actor)
    work.store.save(replace(item, state=State.OLD, looked=None))
    return Update(tending_views.out_of_date())


@on.button("library.change")
def change(pressed: Pressed, work: Job) -> Reply:
    """Open the form; somebody else's words are not among its fields."""
    item = _tended(work, chosen(pressed), pressed.actor)
    mine = item.by == pressed.actor.person
    return Fill(tending_views.change_form(item, work.store.topics(), mine=mine))


@on.form("library.change")
def changed(submitted: Submitted, work: Job) -> Reply:
    """It counts as looked at."""
    item = _tended(work, submitted.subject, submitted.actor)
    said = {name: str(submitted.values.get(name) or "").strip() for name in WRITTEN}
    mine = item.by == submitted.actor.person
    words = said["words"][:LONGEST] if mine and said["words"] else item.words
    addition = item.addition if mine else said["addition"]
    item = replace(item, title=said["title"] or item.title, words=words, addition=addition)
    item = replace(item, topic=named_topic(submitted, work), state=State.KEPT)
    work.store.save(replace(item, confirmed=work.now, looked=None))
    return Say(tending_views.changed())


WRITTEN = ("title", "words", "addition")


def _tended(work: Job, id_: str, actor: Actor) -> Item:
    """The item, for its author, for who looks after it, and for coordinators."""
    item = work.store.item_of(id_)
    if item is None or item.state not in {State.KEPT, State.OLD}:
        raise Refusal(t("It is no longer kept. Nothing was changed."))
    may = {item.by, steward(work, item), *work.directory.with_role(Role.COORDINATOR)}
    if actor.person not in may:
        raise Refusal(t("Its author and whoever looks after it can do that. Nothing was changed."))
    return item


@on.button("library.not_me")
def not_me(pressed: Pressed, work: Job) -> Reply:
    """Somebody else may look after it; the coordinators see a topic without anybody."""
    topic = work.store.topic(pressed.subject)
    if topic and topic.steward == pressed.actor.person:
        work.store.save_topic(replace(topic, steward=None))
    return Update(tending_views.not_me())
