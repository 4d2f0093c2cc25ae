"""What this room tells coordinators, members and *me* about its rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.events import Person
from bot.library.model import LOOKED, YEAR, Item, State
from bot.text import Text, t, tn
from bot.ui import Button
from bot.wording import Naming
from bot.work import Chore, Kept

if TYPE_CHECKING:
    from storage.library.store import LibraryStore

OLD, NOBODYS = 35, 20  # how urgent; the highest comes first
SEEN = 50  # old items looked through on one day
ENOUGH = 3  # items of a topic from which somebody might look after it


def chores(store: LibraryStore, now: datetime) -> tuple[Chore, ...]:
    """Old items that nobody answered for, and topics that nobody looks after."""
    topics = store.topics()
    tended = {topic.words for topic in topics if topic.steward}
    waiting = [
        item
        for item in store.unconfirmed(now - YEAR, SEEN)
        if item.topic not in tended or (item.looked and item.looked + LOOKED <= now)
    ]
    found = []
    if waiting:
        said = tn(
            "One kept item is a year old, and nobody has said whether it is still right.",
            "{n} kept items are a year old, and nobody has said whether they are still right.",
            len(waiting),
        )
        found.append(Chore(OLD, said, (Button(t("Look"), "library.old"),), weekly=True))
    bare = [one for one in topics if one.steward is None and one.items >= ENOUGH]
    if bare:
        said = tn(
            "One topic of the library has nobody who looks after it.",
            "{n} topics of the library have nobody who looks after them.",
            len(bare),
        )
        found.append(Chore(NOBODYS, said, (Button(t("Look"), "library.desk"),), weekly=True))
    return tuple(found)


def reasons(store: LibraryStore, person: Person, _now: datetime) -> tuple[Text, ...]:
    """Why somebody hears from this room."""
    said = []
    mine = store.items_of(person)
    if any(item.state is State.ASKED for item in mine):
        said.append(t("Somebody would like to keep what you wrote, so I asked you."))
    if any(item.state is State.KEPT for item in mine):
        said.append(t("Something you wrote is kept for everybody here; you can take it back."))
    if any(topic.steward == person for topic in store.topics()):
        said.append(t("You look after a topic of the library, so I ask whether it is still right."))
    return tuple(said)


def kept(store: LibraryStore, person: Person) -> tuple[Kept, ...]:
    """All that this room keeps about somebody."""
    items = tuple(_told(item) for item in store.items_of(person))
    topics = tuple(
        {"looks after": topic.words} for topic in store.topics() if topic.steward == person
    )
    what, why = t("The library"), t("for everybody here to find it again, as you allowed")
    until = t("until you take it back, or erase it")
    mine = (Button(t("What I wrote in the library"), "library.mine"),) if items else ()
    return (Kept(what, why, until, (*items, *topics), mine),) if items or topics else ()


def _told(item: Item) -> dict[str, str]:
    said = {"on": f"{item.at:%Y-%m-%d}", "may be quoted": _quoted(item)}
    if item.state is State.NO:
        return said
    stays = "yes" if item.stays else "no"
    return {"in the library": item.title, "words": item.words, **said, "stays unnamed": stays}


def _quoted(item: Item) -> str:
    if item.state is State.NO:
        return Naming.NO.value
    return item.naming.value if item.naming else "not asked"
