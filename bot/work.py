"""What a handler is given: its store, the moment, and the means to promise things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from bot.doorway import NOWHERE, Doorway
from bot.exchanges import Exchange
from bot.text import Envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.activity import Activity
    from bot.directory import Directory
    from bot.events import Actor, Community, Event, Person, Place, Space
    from bot.exchanges import Acts, Exchanges, Mode
    from bot.handlers import Declaration
    from bot.ledger import Ledger
    from bot.pocket import Pocket
    from bot.shelf import Shelf
    from bot.text import Text
    from bot.ui import Button, Message, Recipient

S_co = TypeVar("S_co", covariant=True)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """A message to be carried once. The same key again edits what stands under it.

    `due` is the earliest moment; a nudge not out by `expires` is dropped.
    """

    key: str
    to: Recipient
    message: Message
    due: datetime
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, order=True)
class Planned:
    """An occurrence that is to come: of which beat, on which local date, at which instant."""

    at: datetime
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the community's log: what was changed, sent, held back; by whom and why."""

    at: datetime
    by: Person | None
    said: Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """A promise as coordinators see it: held for a yes, waiting for its hour, or parked."""

    key: str
    to: Recipient
    message: Message
    state: str
    due: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that needs a coordinator, with what to press; the most `urgent` (highest) first.

    A `weekly` one is told on Mondays only: it is as true tomorrow, and no reason to write today.
    """

    urgent: int
    said: Text
    buttons: tuple[Button, ...] = ()
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing we keep about somebody: what, why, until when, and the thing itself."""

    what: Text
    why: Text
    until: Text
    items: tuple[Mapping[str, str], ...]
    buttons: tuple[Button, ...] = ()  # what may be done about it, beside erasing


class Housekeeping(Protocol):
    """What every feature's store offers besides its own: compose asks all rooms for it."""

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """What in this room needs a coordinator."""
        ...

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """What `why` says about this person and this room; never a decline, block or number."""
        ...

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """All that this room keeps about somebody."""
        ...

    def erase(self, person: Person) -> None:
        """Remove every trace of somebody from this room, also from other people's rows."""
        ...


class Names(Protocol):
    """The space's directory of people (storage/people.py)."""

    def actor(self, person: Person) -> Actor | None:
        """What is known of somebody."""
        ...

    def envelope(self, person: Person) -> Envelope:
        """Whose eyes: their locale and zone, else the community's."""
        ...


class Room(Protocol[S_co]):
    """What belongs to one community inside one transaction; compose builds it."""

    @property
    def store(self) -> S_co:
        """The feature's own store."""
        ...

    @property
    def community(self) -> Community | None:
        """The community, or None for a homeless handler."""
        ...

    @property
    def directory(self) -> Directory:
        """Its members."""
        ...

    @property
    def activity(self) -> Activity:
        """Who wrote when, where it is listened to."""
        ...

    @property
    def shelf(self) -> Shelf:
        """What it keeps for reuse."""
        ...

    @property
    def ledger(self) -> Ledger:
        """Its promises."""
        ...

    @property
    def rooms(self) -> tuple[Housekeeping, ...]:
        """The stores of all features, ledger and people included, for what concerns them all."""
        ...

    def move(self, community: Community) -> Room[S_co]:
        """The same transaction, in another community."""
        ...


def _nowhere(_place: Place) -> str:
    return ""


@dataclass(slots=True)
class Work(Generic[S_co]):
    """One event's work, in one transaction. `now` and `random` are fixed by the event.

    `store` is the feature's own, bound to this community; nothing here awaits.
    """

    room: Room[S_co]
    event: Event
    now: datetime
    random: Random
    people: Names
    title: str = ""  # the platform's name, for copy
    watchers: Text | None = None  # who else can open a private conversation here
    conversations: int | None = None  # how many of those may be open here at once
    forums: bool = False  # whether there are channels in which every post is a thread
    missing: tuple[Text, ...] = ()  # what the platform would not let us do here, at set-up
    declarations: tuple[Declaration, ...] = ()  # the whole table, for help
    doorway: Doorway = NOWHERE  # where this space's web pages are
    address: Callable[[Place], str] = _nowhere  # of what began a thread; "" where it has none
    pocket: Pocket | None = None  # what is held in memory only, for whoever does this
    named: bool = False  # set by the handler of something traceless: they gave their name

    @property
    def store(self) -> S_co:
        """The feature's own store."""
        return self.room.store

    @property
    def memory(self) -> Pocket:
        """What is held in memory only, and never written, for whoever does this."""
        if self.pocket is None:
            raise LookupError("no memory to hold it in")
        return self.pocket

    @property
    def community(self) -> Community:
        """Where this happens; only homeless handlers may run without one."""
        if self.room.community is None:
            raise LookupError("no community here")
        return self.room.community

    @property
    def directory(self) -> Directory:
        """The members of this community."""
        return self.room.directory

    @property
    def activity(self) -> Activity:
        """Who wrote when in this community's channels, where listening is on."""
        return self.room.activity

    @property
    def shelf(self) -> Shelf:
        """What this community keeps for reuse."""
        return self.room.shelf

    @property
    def ledger(self) -> Ledger:
        """The promises of this community."""
        return self.room.ledger

    @property
    def rooms(self) -> tuple[Housekeeping, ...]:
        """Every room's housekeeping: chores, reasons, what is kept, erasing."""
        return self.room.rooms

    def move_in(self, community: Community) -> None:
        """From here on this work is about `community` (set-up has just made it)."""
        self.room = self.room.move(community)

    def post(
        self,
        key: str,
        to: Recipient,
        message: Message,
        *,
        due: datetime | None = None,
        expires: datetime | None = None,
    ) -> None:
        """Promise a message under its own name; the same key again edits it."""
        self.ledger.post((Promise(key, to, message, due or self.now, expires),))

    def post_many(self, promises: Iterable[Promise]) -> None:
        """Promise many messages in one statement."""
        self.ledger.post(promises)

    def edit(self, key: str, message: Message) -> None:
        """Change what somebody already sees under `key`; what never went out is taken back."""
        self.ledger.edit(key, message)

    def withdraw(self, key: str) -> None:
        """Take back what was promised and has not gone out."""
        self.ledger.withdraw(key)

    def wake(self, name: str, subject: str, *, at: datetime) -> None:
        """Be woken once, however late; the handler does nothing if the reason is gone."""
        self.ledger.wake(name, subject, at)

    def plan(self, name: str, occurrences: Iterable[tuple[date, datetime]]) -> None:
        """Say when the beat `name` is to occur: local dates and instants, for all that is to come.

        What was planned before and has not happened yet is replaced.
        """
        self.ledger.plan(name, occurrences)

    def planned(self, since: datetime, until: datetime) -> tuple[Planned, ...]:
        """Every beat's occurrences from `since` until before `until`, in order."""
        return self.ledger.planned(since, until)

    def happened(self, name: str) -> date | None:
        """The local date on which a beat last occurred."""
        return self.ledger.happened(name)

    def compute(self, name: str, subject: str) -> None:
        """Have a registered computation run outside the transaction."""
        self.ledger.compute(name, subject, self.event.handle)

    def exchange(self, kind: str, people: tuple[Person, ...], mode: Mode, about: str = "") -> None:
        """Log that these people did something together: met, answered, reviewed, visited.

        The same matter (`about`) of the same people counts once, however often it is told.
        """
        self.ledger.exchange(Exchange(kind, people, mode, about, self.now, len(set(people))))

    @property
    def exchanges(self) -> Exchanges:
        """What members did together."""
        return self.ledger.exchanges

    @property
    def acts(self) -> Acts:
        """On which day members last did anything with Hearth."""
        return self.ledger.acts

    def log(self, said: Text) -> None:
        """Tell the coordinators' log what was done, by the event's actor."""
        by = None if self.event.actor.is_bot else self.event.actor.person
        self.ledger.log(Entry(self.now, by, said))

    @property
    def space(self) -> Space:
        """The world this happens in."""
        return self.event.space
