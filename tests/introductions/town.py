"""A small town for handler tests: the room's real store on SQLite, and plain members and promises.

`Town` runs a room's handlers as the dispatcher would, one transaction each; what they promise lies
in `Promises`, whose timers and computations `wait` carries out in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine

from bot.activity import Activity
from bot.directory import Card, Hours, Level
from bot.errors import Refusal
from bot.events import (
    Actor,
    Beat,
    Begin,
    Commanded,
    Community,
    Computed,
    Event,
    Person,
    Place,
    Pointed,
    Pressed,
    Settled,
    Space,
    Submitted,
    Value,
    Woken,
    itself,
)
from bot.handlers import Declaration, Handlers, Kind
from bot.pocket import Memory, Pocket
from bot.shelf import Shelf
from bot.text import Envelope, Text
from bot.ui import (
    Fill,
    Message,
    Reply,
    Weight,
)
from bot.work import Housekeeping, Room, Work
from storage import engine
from storage.codec import Vault
from storage.database import Scope, Tx
from storage.tables import metadata
from tests.introductions.memory import Members, Overheard, Promises, Shelved
from tests.introductions.reading import buttons, labels, read, written

HERE = Space("web", "town")
HOME, HELLO = Place(HERE, "home"), Place(HERE, "hello")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
VAULT = Vault((b"k" * 32,))


SCOPE = Scope(HERE, "c1")
BUYERS = Community(
    id="c1",
    space=HERE,
    home=HOME,
    hello=HELLO,
    name="Buyers",
    purpose="Buying well for the public",
    language="en",
    zone="UTC",
    begin=Begin.ALL,
    held=False,
    since=MONDAY - timedelta(days=400),
    norms=("Be kind.", "Ask.", "What is said here stays here."),
)


def who(name: str) -> Person:
    return Person(HERE, name)


@dataclass(frozen=True)
class Phonebook:
    """`Names` where everybody reads English; some have no full account."""

    guests: frozenset[str] = frozenset()

    def actor(self, person: Person) -> Actor | None:
        return Actor(person, person.id, is_guest=person.id in self.guests)

    def envelope(self, person: Person) -> Envelope:
        return Envelope("en", "UTC", "c1")


@dataclass
class OpenRoom:
    """A `Room` over the town's members and promises."""

    store: Any
    community: Community | None
    directory: Members
    ledger: Promises
    rooms: tuple[Housekeeping, ...]
    activity: Activity = field(default_factory=Overheard)
    shelf: Shelf = field(default_factory=Shelved)

    def move(self, community: Community) -> Room[Any]:
        return replace(self, community=community)


@dataclass
class Town:
    """One community and one room, its clock in the test's hand."""

    run: Connection
    on: Handlers
    make: Callable[[Tx, Scope], Any]
    computations: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    now: datetime = MONDAY
    members: Members = field(default_factory=Members)
    promises: Promises = field(default_factory=Promises)
    overheard: Overheard = field(default_factory=Overheard)
    shelved: Shelf = field(default_factory=Shelved)
    delivers: bool = True
    watchers: Text | None = None
    conversations: int | None = None
    forums: bool = False
    missing: tuple[Text, ...] = ()
    others: tuple[Any, ...] = ()  # the stores of other rooms
    people: Phonebook = field(default_factory=Phonebook)
    scope: Scope = SCOPE
    community: Community = BUYERS
    memory: Memory = field(default_factory=Memory)
    _ids: Iterator[int] = field(default_factory=count)

    @property
    def store(self) -> Any:
        return self.make(Tx(self.run, VAULT), self.scope)

    def moves_in(self, name: str, *, days: int = 200, **more: Any) -> Person:
        """Somebody who has been here for `days`; what is not said is a willing member's."""
        card = Card(
            person=who(name),
            name=name.title(),
            since=self.now - timedelta(days=days),
            established=days >= 60,
            introduce_me=True,
            ask_me=days >= 60,
            hours=Hours("UTC"),
        )
        self.members.cards[who(name)] = replace(card, **more)
        return who(name)

    def changes(self, name: str, **more: Any) -> None:
        self.members.cards[who(name)] = replace(self.members.cards[who(name)], **more)

    def does(self, event: Event, line: Declaration) -> Reply | None:
        """One event, one transaction; a refusal undoes it and is raised."""
        work = Work[Any](
            room=self._room(),
            event=event,
            now=self.now,
            random=Random(event.id),
            people=self.people,
            title="Town",
            declarations=tuple(self.on.table),
            watchers=self.watchers,
            conversations=self.conversations,
            forums=self.forums,
            missing=self.missing,
            pocket=Pocket(self.memory, event.actor.person, self.now, Random(event.id)),
        )
        nested = self.run.begin_nested()
        try:
            reply: Reply | None = line.run(event, work)
        except Refusal:
            nested.rollback()
            raise
        nested.commit()
        return reply

    def _room(self) -> OpenRoom:
        members, promises, store = self.members, self.promises, self.store
        rooms = (store, *self.others)
        heard, shelf = self.overheard, self.shelved
        return OpenRoom(store, self.community, members, promises, rooms, heard, shelf)

    def line(self, kind: Kind, name: str) -> Declaration:
        return next(d for d in self.on.table if (d.kind, d.name) == (kind, name))

    def presses(self, name: str, button: str, subject: str = "") -> Reply | None:
        event = Pressed(**self._by(name), name=button, subject=subject)
        return self.does(event, self.line(Kind.BUTTON, button))

    def presses_on(self, name: str, message: Message, label: str) -> Reply | None:
        """Press the button of that label under a message."""
        button = next(b for b in buttons(message) if written(b.label) == label)
        return self.presses(name, button.name, button.subject)

    def fills(self, name: str, fill: Reply | None, **values: Value) -> Reply | None:
        assert isinstance(fill, Fill)
        event = Submitted(
            **self._by(name),
            form="f",
            values=values,
            name=fill.form.name,
            subject=fill.form.subject,
        )
        return self.does(event, self.line(Kind.FORM, fill.form.name))

    def says(self, name: str, verb: str, **values: Value) -> Reply | None:
        event = Commanded(**self._by(name), verb=verb, values=values)
        return self.does(event, self.line(Kind.COMMAND, verb))

    def points(self, name: str, shortcut: str, target: Person | None) -> Reply | None:
        event = Pointed(**self._by(name), name=shortcut, target=target)
        return self.does(event, self.line(Kind.SHORTCUT, shortcut))

    def happens(self, kind: str, event: Event) -> None:
        self.does(event, self.line(Kind.EVENT, kind))

    def _by(self, name: str) -> dict[str, Any]:
        return {"id": f"e{next(self._ids)}", "at": self.now, "actor": Actor(who(name), name)}

    def _itself(self) -> dict[str, Any]:
        return {"id": f"e{next(self._ids)}", "at": self.now, "actor": itself(HERE)}

    def beats(self, name: str) -> None:
        """An occurrence of a beat has come."""
        event = Beat(**self._itself(), name=name, day=self.now.date())
        self.does(event, self.line(Kind.BEAT, name))

    def wakes(self, name: str, subject: str) -> None:
        """A timer of this room is due; of other rooms, nothing."""
        found = [d for d in self.on.table if (d.kind, d.name) == (Kind.WAKE, name)]
        for line in found:
            self.does(Woken(**self._itself(), name=name, subject=subject), line)

    def wait(self, how_long: timedelta = timedelta(0)) -> None:
        """Step through everything that comes due, in order."""
        until = self.now + how_long
        self._drain()
        while due := [(at, key) for key, at in self.promises.timers.items() if at <= until]:
            at, key = min(due)
            self.now = max(self.now, at)
            del self.promises.timers[key]
            self.wakes(*key)
            self._drain()
        self.now = until

    def _drain(self) -> None:
        while self.promises.computations or self._owed():
            for name, subject in self._taken():
                result = self.computations[name](self.store.pool(subject, self.now, self.members))
                event = Computed(**self._itself(), name=name, subject=subject, result=result)
                self.does(event, self.line(Kind.COMPUTED, name))
            for key in self._owed():
                self.settles(key)

    def _taken(self) -> list[tuple[str, str]]:
        taken, self.promises.computations = self.promises.computations, []
        return taken

    def _owed(self) -> list[str]:
        if not self.delivers:
            return []
        due = [p.key for p in self.promises.posted.values() if p.due <= self.now]
        return [key for key in due if key not in self.promises.landed]

    def settles(self, key: str, reason: str = "") -> None:
        """A promise landed, or could not be kept."""
        promise = self.promises.posted[key]
        self.promises.landed.add(key)
        if promise.message.weight is Weight.ASK and isinstance(promise.to, Person):
            self.members.asked[promise.to] = self.members.asked.get(promise.to, 0) + 1
        for line in self.on.table:
            if line.kind is Kind.SETTLED and key.startswith(line.name):
                landed = None if reason else HOME
                event = Settled(**self._itself(), key=key, landed=landed, reason=reason)
                self.does(event, line)

    def to(self, name: str, kind: str = "") -> list[Message]:
        """The private messages promised to somebody, of one kind or all."""
        found = [p.message for p in self.promises.posted.values() if p.to == who(name)]
        return [m for m in found if not kind or m.kind == kind]


def opened(url: str) -> Engine:
    """A database with every table."""
    made = engine.writer(url)
    metadata.create_all(made)
    return made


__all__ = ["Members", "Promises", "Town", "buttons", "labels", "read", "written"]

CAN_DO, CAN_EXPLAIN, KNOWS_WHO, LEARNS = Level.DO, Level.EXPLAIN, Level.CONNECT, Level.LEARN
