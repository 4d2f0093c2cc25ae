"""Nothing is kept before its author's yes: with my name, without it, or no; silence is a no."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Deleted, Pressed, Settled, Woken
from bot.library import views
from bot.library.model import LONGEST, LONGEST_TITLE, WAITS, Item, Job, Kind, State
from bot.library.table import on
from bot.shelf import Source, Sourced
from bot.text import t
from bot.ui import Message, Reply, Update
from bot.wording import Naming, shortened

CONSENT = "library.consent."


@on.wake("library.keep")
def keep(woken: Woken, work: Job) -> None:
    """Another room has something worth keeping; it tells what, and perhaps what its author said."""
    source = told(work, woken.subject)
    if source is None or source.naming is Naming.NO or work.store.from_source(woken.subject):
        return
    item = _made(work, source, woken.subject)
    if source.naming is None:
        ask(work, item)
    else:
        shelve(work, item, source.naming)


def told(work: Job, subject: str) -> Source | None:
    """What was said under a subject, by the room whose it is."""
    rooms = (room for room in work.rooms if isinstance(room, Sourced))
    return next((found for room in rooms if (found := room.source(subject))), None)


def _made(work: Job, source: Source, subject: str) -> Item:
    kind = Kind(source.kind) if source.kind in set(Kind) else Kind.ANSWER
    return Item(
        id=identity(work),
        kind=kind,
        title=shortened(source.title, LONGEST_TITLE),
        words=source.words[:LONGEST],
        by=source.by,
        at=source.at,
        topic=source.topic,
        where=source.where,
        source=subject,
        message=source.message,
        thread=source.where.thread if source.where else "",
    )


def identity(work: Job) -> str:
    """A name for an item that is also a number, for the index."""
    return f"{work.random.getrandbits(63):016x}"


def ask(work: Job, item: Item) -> None:
    """Ask its author privately; who has not joined is not written to, and nothing is kept."""
    card = work.directory.card(item.by) if item.by else None
    if item.by is None or card is None:
        work.store.remove(item)
        return
    work.store.save(replace(item, state=State.ASKED, asked=work.now))
    before = work.directory.asked_lately(item.by, work.now)
    expires = work.now + WAITS
    work.wake("library.forget", item.id, at=expires)  # it may wait for their hours first
    work.post(CONSENT + item.id, item.by, views.may_i(item, card, before), expires=expires)


@on.settled("library.consent.")
def put(settled: Settled, work: Job) -> None:
    """From now on they have a week; a question that never arrived was not answered with yes."""
    item = work.store.item_of(settled.key.removeprefix(CONSENT))
    if item is None or item.state is not State.ASKED:
        return
    if settled.landed is None:
        work.store.remove(item)
        return
    work.store.save(replace(item, asked=work.now))
    work.wake("library.forget", item.id, at=work.now + WAITS)


@on.wake("library.forget")
def forget(woken: Woken, work: Job) -> None:
    """Silence is a no; and what somebody began to tell in a form and did not send is gone."""
    item = work.store.item_of(woken.subject)
    if item and item.state is State.ASKED:
        decline(work, item)
    elif item and item.state is State.BEGUN:
        work.store.remove(item)


@on.button("library.named")
def named(pressed: Pressed, work: Job) -> Reply:
    """Yes, with their name."""
    return Update(_answer(pressed, work, Naming.NAMED))


@on.button("library.unnamed")
def unnamed(pressed: Pressed, work: Job) -> Reply:
    """Yes, without it."""
    return Update(_answer(pressed, work, Naming.UNNAMED))


@on.button("library.no")
def no(pressed: Pressed, work: Job) -> Reply:
    """No; nobody else ever learns of it."""
    return Update(_answer(pressed, work, Naming.NO))


def _answer(pressed: Pressed, work: Job, naming: Naming) -> Message:
    item = work.store.item_of(pressed.subject)
    if item is None:
        return views.too_late()
    authors(pressed, item)
    if item.state is not State.ASKED:
        return views.too_late()
    if naming is Naming.NO:
        decline(work, item)
        return views.not_kept()
    return views.kept(shelve(work, item, naming))


def authors(pressed: Pressed, item: Item) -> None:
    """Only its author decides."""
    if item.by != pressed.actor.person:
        raise Refusal(t("These are somebody else's words. Nothing was changed."))


def shelve(work: Job, item: Item, naming: Naming) -> Item:
    """Keep it as they said; without a name also without where it was said, which would tell it."""
    where = item.where if naming is Naming.NAMED else None
    kept = replace(item, state=State.KEPT, naming=naming, where=where)
    kept = replace(kept, kept=work.now, confirmed=work.now)
    work.store.save(kept)
    return kept


def decline(work: Job, item: Item) -> None:
    """No word of it is left; that they said no is, so that nobody has them asked again."""
    work.store.save(replace(item, state=State.NO, naming=None, title="", words="", where=None))


@on.wake("library.gone")
def gone(woken: Woken, work: Job) -> None:
    """It was deleted where it was said: it goes here, too."""
    item = work.store.from_source(woken.subject)
    if item:
        work.withdraw(CONSENT + item.id)
        work.store.remove(item)


@on.event("deleted")
def deleted(event: Deleted, work: Job) -> None:
    """Whoever deleted it there, its author or a moderator: it is not kept here against them."""
    thread = event.place.thread if event.place and not event.messages else ""
    for item in work.store.said_in(event.messages, thread):
        work.withdraw(CONSENT + item.id)
        work.store.remove(item)


@on.button("library.take_back")
def take_back(pressed: Pressed, work: Job) -> Reply:
    """Its author thought again; a second press changes nothing."""
    item = work.store.item_of(pressed.subject)
    if item:
        authors(pressed, item)
        decline(work, item)
    return Update(views.taken_back())


@on.button("library.stays")
def stays(pressed: Pressed, work: Job) -> Reply:
    """What becomes of it on the day they erase all that is theirs."""
    item = work.store.item_of(pressed.subject)
    if item is None or item.state not in {State.KEPT, State.OLD}:
        return Update(views.too_late())
    authors(pressed, item)
    item = replace(item, stays=not item.stays)
    work.store.save(item)
    return Update(views.kept(item))
