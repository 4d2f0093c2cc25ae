"""Who belongs: people come into the home place, leave it, or are found in it."""

from __future__ import annotations

from bot.events import Event, Joined, Left, Person, Rostered, Woken
from bot.members.model import Source
from bot.members.table import Working, on
from bot.work import DAY

FORGET_AFTER = 30 * DAY  # what is kept of somebody who left the place, should they come back
ADOPTED_WITHIN = DAY  # a roster read later than this finds people who came while we were away


def _is_home(event: Event, work: Working) -> bool:
    """Whether it happened in the home place, or in the whole space."""
    return event.place is None or event.place.id == work.community.home.id


@on.event("joined")
def joined(event: Joined, work: Working) -> None:
    """Somebody came: their id and the moment, nothing else."""
    if _is_home(event, work) and not event.actor.is_guest:
        work.store.arrive((event.actor.person,), Source.JOIN, event.at)


@on.event("left")
def left(event: Left, work: Working) -> None:
    """Somebody went: ticks and consent end with the stay, the rest a month later."""
    if _is_home(event, work):
        work.store.depart(event.actor.person, event.at)
        for room in ("rounds", "questions"):
            work.wake(f"{room}.changed", event.actor.person.id, at=work.now)
        work.wake("members.forget", event.actor.person.id, at=work.now + FORGET_AFTER)


@on.event("rostered")
def rostered(event: Rostered, work: Working) -> None:
    """Who is in the place; whoever was at set-up is established from the first day."""
    people = [a.person for a in event.people if not (a.is_bot or a.is_guest)]
    adopted = event.at - work.community.since < ADOPTED_WITHIN
    work.store.arrive(people, Source.ADOPTION if adopted else Source.JOIN, event.at)


@on.wake("members.forget")
def forget(woken: Woken, work: Working) -> None:
    """A month after they left the place; nothing happens if they came back."""
    person = Person(work.space, woken.subject)
    belonging = work.store.belonging(person)
    if work.store.member(person).here or (belonging and belonging.here):
        return
    for room in work.rooms:
        room.erase(person)
