"""Reading what is kept, saying that it helped, and looking at one's own."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Pressed, Woken
from bot.handlers import MEMBER
from bot.library import views
from bot.library.model import Item, Job, State
from bot.library.table import on
from bot.text import t
from bot.ui import Reply, Say, Update
from bot.work import WEEK


def chosen(pressed: Pressed) -> str:
    """The id a button was about, or a menu named."""
    return pressed.values[0] if pressed.values else pressed.subject


def wanted(work: Job, pressed: Pressed) -> Item:
    """The item a press is about; its author sees it out of date, too."""
    item = work.store.item_of(chosen(pressed))
    seen = item and (item.state is State.KEPT or item.by == pressed.actor.person)
    if item is None or not seen or item.state not in {State.KEPT, State.OLD}:
        raise Refusal(t("It is no longer kept; its author may have taken it back."))
    return item


@on.button("library.read", who=MEMBER)
def read(pressed: Pressed, work: Job) -> Reply:
    """One item, whole, with somebody to ask."""
    item = wanted(work, pressed)
    found = work.shelf.item(item.id)
    ask, mine = found.ask if found else None, item.by == pressed.actor.person
    apart = ask in work.directory.apart(pressed.actor.person)
    shown = None if mine or apart else ask
    return Say(views.read(item, shown, where(work, item), mine=mine))


def where(work: Job, item: Item) -> str:
    """The address at which it was said, as far as everybody may know; "" where there is none."""
    threaded = item.where if item.where and item.where.thread and item.named else None
    return work.address(threaded) if threaded else ""


@on.button("library.mine")
def mine(pressed: Pressed, work: Job) -> Reply:
    """All of theirs that is kept."""
    states = {State.KEPT, State.OLD}
    items = work.store.items_of(pressed.actor.person)
    return Say(views.mine([item for item in items if item.state in states]))


@on.button("library.helps", who=MEMBER)
def helps(pressed: Pressed, work: Job) -> Reply:
    """It helped the person who pressed; who that was is not kept."""
    item = wanted(work, pressed)
    if item.by == pressed.actor.person:
        raise Refusal(t("These are your own words. It counts when they help somebody else."))
    counted(work, item)
    return Update(views.thanks_for_helping())


@on.wake("library.helped")
def helped(woken: Woken, work: Job) -> None:
    """Another room saw that it helped."""
    item = work.store.item_of(woken.subject)
    if item and item.state is State.KEPT:
        counted(work, item)


def counted(work: Job, item: Item) -> None:
    """Count it; its author hears of it once a week at most, and only while they take part."""
    item = replace(item, helped=item.helped + 1, helped_at=work.now)
    work.store.save(item)
    year, week, _ = work.now.isocalendar()
    if item.by and work.directory.card(item.by):
        key = f"library.helped.{item.id}.{year}-{week}"
        work.post(key, item.by, views.helped(item), expires=work.now + WEEK)
