"""The coordinators' library: topics and who looks after them, levels, old items, the files."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Commanded, Person, Pressed, Submitted
from bot.handlers import COORDINATOR, choice
from bot.library import desk_views, exporting, tending_views, views
from bot.library.model import YEAR, Item, Job, Level, State, Topic
from bot.library.reading import chosen, where
from bot.library.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update

PAGE = "library"
EXPORT = "export"
MANY = 25  # items shown of a topic


@on.command(
    "desk library",
    help=t("What is kept: topics, who looks after them, all of it as files"),
    who=COORDINATOR,
    how=choice(EXPORT, required=False, hint=t("export gives you all of it as files")),
)
def desk(asked: Commanded, work: Job) -> Reply:
    """The desk, or at once the files."""
    if asked.values.get("how") == EXPORT:
        return Say(_exported(work))
    return Say(work.doorway.under(message(work), PAGE))


@on.button("library.desk", who=COORDINATOR)
def desk_pressed(pressed: Pressed, work: Job) -> Reply:
    """The same from a button of any message."""
    return Say(work.doorway.under(message(work), PAGE))


def message(work: Job) -> Message:
    """How much is kept, about what, and who looks after it."""
    shown, held = topics(work), work.store.how_many()
    loose = held - sum(one.items for one in shown)
    old = len(work.store.unconfirmed(work.now - YEAR, MANY))
    return desk_views.desk(desk_views.Desk(shown, held, loose, old))


def topics(work: Job) -> tuple[Topic, ...]:
    """Those there is something about, or somebody for; of what nobody agreed to yet, none."""
    return tuple(one for one in work.store.topics() if one.items or one.steward)


@on.button("library.topic", who=COORDINATOR)
def topic(pressed: Pressed, work: Job) -> Reply:
    """What is kept about it."""
    if chosen(pressed) == views.NO_TOPIC:
        return Say(desk_views.topic(Topic("", ""), work.store.on_topic("", MANY)))
    found = _topic(work, chosen(pressed))
    return Say(desk_views.topic(found, work.store.on_topic(found.id, MANY)))


def _topic(work: Job, id_: str) -> Topic:
    found = work.store.topic(id_)
    if found is None:
        raise Refusal(t("I no longer know that topic. Look again: /hearth desk library"))
    return found


@on.button("library.steward", who=COORDINATOR)
def steward(pressed: Pressed, work: Job) -> Reply:
    """Somebody looks after it from now on; they are told, and may say no."""
    found = _topic(work, pressed.subject)
    person = Person(work.space, pressed.values[0]) if pressed.values else None
    card = work.directory.card(person) if person else None
    if person is None or card is None:
        raise Refusal(t("Only who takes part can look after a topic. Nothing was changed."))
    found = replace(found, steward=person)
    work.store.save_topic(found)
    if person != pressed.actor.person:
        before = work.directory.asked_lately(person, work.now)
        asked = tending_views.look_after(found, card, before)
        work.post(f"library.steward.{found.id}.{person.id}", person, asked)
    work.log(t("{person} looks after a topic of the library", person=person))
    return Say(desk_views.topic(found, work.store.on_topic(found.id, MANY)))


@on.button("library.open", who=COORDINATOR)
def open_(pressed: Pressed, work: Job) -> Reply:
    """One item, with what may be done about it."""
    return Say(_opened(work, _item(work, chosen(pressed))))


def _opened(work: Job, item: Item) -> Message:
    found = work.shelf.item(item.id)
    return desk_views.opened(item, found.ask if found else None, where(work, item))


def _item(work: Job, id_: str) -> Item:
    item = work.store.item_of(id_)
    if item is None or item.state is not State.KEPT:
        raise Refusal(t("It is no longer kept; its author may have taken it back."))
    return item


@on.button("library.level", who=COORDINATOR)
def level(pressed: Pressed, work: Job) -> Reply:
    """For whom it is; members are never asked."""
    item = _item(work, pressed.subject)
    said = pressed.values[0] if pressed.values else ""
    item = replace(item, level=Level(said) if said in set(Level) else None)
    work.store.save(item)
    return Update(_opened(work, item))


@on.button("library.old", who=COORDINATOR)
def old(pressed: Pressed, work: Job) -> Reply:
    """What is a year old, the oldest first."""
    return Say(desk_views.old(work.store.unconfirmed(work.now - YEAR, MANY)))


@on.button("library.search", who=COORDINATOR)
def search(pressed: Pressed, work: Job) -> Reply:
    """Open the form."""
    return Fill(desk_views.search_form())


@on.form("library.search", who=COORDINATOR)
def searched(submitted: Submitted, work: Job) -> Reply:
    """The nearest items."""
    words = str(submitted.values.get("words") or "")
    found = work.shelf.similar(words, work.now, desk_views.LISTED)
    return Say(desk_views.found(words, found or work.shelf.begun(words, desk_views.LISTED)))


@on.button("library.export", who=COORDINATOR)
def export(pressed: Pressed, work: Job) -> Reply:
    """All that is kept, as files."""
    return Say(_exported(work))


def _exported(work: Job) -> Message:
    items = work.store.all_kept()
    if not items:
        raise Refusal(t("Nothing is kept yet, so there is nothing to export."))
    work.log(t("Exported the library"))
    return desk_views.exported(
        exporting.packed(items, work.directory.name, lambda item: where(work, item)), len(items)
    )
