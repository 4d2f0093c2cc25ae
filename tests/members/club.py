"""A club for tests: the room's real handlers over its real store, and a ledger that remembers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection

from bot.activity import Activity
from bot.events import (
    Actor,
    Begin,
    Commanded,
    Community,
    Completing,
    Event,
    Joined,
    Left,
    Opened,
    Person,
    Place,
    Pressed,
    Role,
    Rostered,
    Space,
    Submitted,
    Value,
    Woken,
    itself,
)
from bot.handlers import Declaration, Kind
from bot.members.handlers import on
from bot.shelf import Shelf
from bot.text import PLAIN, Envelope, Text, draw
from bot.ui import (
    Bullets,
    Button,
    Choice,
    Facts,
    Field,
    Fill,
    Heading,
    Home,
    Line,
    Menu,
    Message,
    Note,
    Paragraph,
    Quote,
    Reply,
    Row,
    Say,
    Show,
    Update,
)
from bot.work import Housekeeping, Work
from storage.codec import Vault
from storage.database import Scope, Tx
from storage.library import LibraryStore, SqlShelf
from storage.listening import ListeningStore
from storage.members import MemberDirectory, MembersStore
from storage.people import People
from tests.members.pad import Pad

SPACE = Space("web", "club")
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOME, HELLO = Place(SPACE, "home"), Place(SPACE, "hello")
TABLE: dict[tuple[Kind, str], Declaration] = {(d.kind, d.name): d for d in on.table}
VAULT = Vault((b"k" * 32,))
EYES = Envelope("en", "Europe/Madrid", "c")


def person(id_: str) -> Person:
    """Somebody of the club."""
    return Person(SPACE, id_)


def community(**more: Any) -> Community:
    """The club's community, a week old, where everything is on."""
    plain: dict[str, Any] = {
        "id": "c",
        "space": SPACE,
        "home": HOME,
        "hello": HELLO,
        "name": "Buyers",
        "purpose": "Buy better together",
        "language": "en",
        "zone": "Europe/Madrid",
        "begin": Begin.ALL,
        "held": False,
        "since": MONDAY - timedelta(days=7),
    }
    return Community(**{**plain, **more})


@dataclass
class Inside:
    """The room inside one transaction; implements `bot.work.Room`."""

    store: MembersStore
    community: Community
    directory: MemberDirectory
    ledger: Pad
    rooms: tuple[Housekeeping, ...]
    activity: Activity
    shelf: Shelf

    def move(self, community: Community) -> Inside:
        return self


@dataclass
class Club:
    """What people do in the club, and what it answers."""

    run: Connection
    community: Community = field(default_factory=community)
    now: datetime = MONDAY
    pad: Pad = field(default_factory=Pad)
    hosts: tuple[Person, ...] = ()
    coordinators: tuple[Person, ...] = (person("cora"),)
    asked: dict[Person, int] = field(default_factory=dict)
    _numbers: Iterable[int] = field(default_factory=count)

    @property
    def tx(self) -> Tx:
        return Tx(self.run, VAULT)

    @property
    def store(self) -> MembersStore:
        return MembersStore(self.tx, Scope(SPACE, self.community.id))

    @property
    def people(self) -> People:
        return People(self.tx, SPACE, self.community)

    @property
    def directory(self) -> MemberDirectory:
        return MemberDirectory(
            self.tx,
            self.community,
            self._roles,
            lambda role: self.hosts if role is Role.HOST else self.coordinators,
            lambda who: who.id.title(),
            lambda who, _since: self.asked.get(who, 0),
            now=self.now,
        )

    def _roles(self, who: Person) -> frozenset[Role]:
        return frozenset({Role.HOST}) if who in self.hosts else frozenset()

    def hear(self, kind: Kind, name: str, event: Event) -> Reply | None:
        """Run a handler as the dispatcher would."""
        if event.actor.person.id:
            self.people.refresh(event.actor, self.now)
        store = self.store
        heard = ListeningStore(self.tx, Scope(SPACE, self.community.id))
        library = LibraryStore(self.tx, Scope(SPACE, self.community.id))
        shelf = SqlShelf(library, lambda who: store.member(who).here, lambda: self.coordinators)
        rooms = (self.people, store)
        inside = Inside(store, self.community, self.directory, self.pad, rooms, heard, shelf)
        work = Work(inside, event, self.now, Random(event.id), self.people)
        reply: Reply | None = TABLE[kind, name].run(event, work)
        return reply

    def _event(self, who: str, at: datetime | None) -> dict[str, Any]:
        actor = Actor(person(who), who.title(), zone="Europe/Madrid") if who else itself(SPACE)
        return {"id": f"e{next(iter(self._numbers))}", "at": at or self.now, "actor": actor}

    def says(self, who: str, verb: str, **values: Value) -> Reply | None:
        event = Commanded(verb=verb, values=values, **self._event(who, None))
        return self.hear(Kind.COMMAND, verb, event)

    def presses(
        self,
        who: str,
        name: str,
        subject: str = "",
        *chosen: str,
        at: datetime | None = None,
    ) -> Reply | None:
        event = Pressed(name=name, subject=subject, values=chosen, **self._event(who, at))
        return self.hear(Kind.BUTTON, name, event)

    def sends(
        self, who: str, fill: Reply | None, *, at: datetime | None = None, **values: Value
    ) -> Reply | None:
        """Fill in the form that was opened; what is not named keeps what it was prefilled with."""
        return self.fills(who, fill, values, at)

    def fills(
        self, who: str, fill: Reply | None, values: Mapping[str, Value], at: datetime | None = None
    ) -> Reply | None:
        assert isinstance(fill, Fill)
        filled = {f.name: _prefilled(f) for step in fill.form.steps for f in step.fields}
        assert set(values) <= set(filled)
        event = Submitted(
            form="id",
            name=fill.form.name,
            subject=fill.form.subject,
            values={**filled, **values},
            **self._event(who, at),
        )
        return self.hear(Kind.FORM, fill.form.name, event)

    def wakes(self, name: str, subject: str, at: datetime | None = None) -> None:
        event = Woken(name=name, subject=subject, **self._event("", at))
        self.hear(Kind.WAKE, name, event)

    def comes(self, who: str, at: datetime | None = None, place: Place | None = HOME) -> None:
        self.hear(Kind.EVENT, "joined", Joined(place=place, **self._event(who, at)))

    def goes(self, who: str, at: datetime | None = None, place: Place | None = HOME) -> None:
        self.hear(Kind.EVENT, "left", Left(place=place, **self._event(who, at)))

    def is_found(self, *who: str, at: datetime) -> None:
        actors = tuple(Actor(person(one), one) for one in who)
        event = Rostered(people=actors, last=True, place=HOME, **self._event("", at))
        self.hear(Kind.EVENT, "rostered", event)

    def opens(self, who: str) -> Home:
        reply = self.hear(Kind.EVENT, "opened", Opened(**self._event(who, None)))
        assert isinstance(reply, Show)
        return reply.home

    def types(self, who: str, partial: str) -> Reply | None:
        event = Completing(verb="find", option="words", partial=partial, **self._event(who, None))
        return self.hear(Kind.COMPLETE, "find words", event)

    def joins(self, who: str, *ticks: str, at: datetime | None = None, **values: str) -> None:
        """Come, press Join and send the form, with all three ticks unless some are named."""
        chosen = ticks or ("introduce", "rounds", "ask")
        form = self.presses(who, "members.join", at=at)
        self.fills(who, form, {**values, "ticks": chosen}, at)

    def agrees(self, who: str, **values: Value) -> Reply | None:
        """Sounds good, two fields, yes."""
        asked = self.fills(who, self.presses(who, "members.sounds_good", "1"), values, None)
        return self.presses(who, "members.yes", button(asked, "members.yes").subject)


def _prefilled(one: Field) -> Value:
    match one:
        case Line(value=value):
            return value
        case Choice(many=False, chosen=chosen):
            return chosen[0] if chosen else None
        case _:
            return one.chosen


def message(reply: Reply | None) -> Message:
    """The message of an answer."""
    assert isinstance(reply, Say | Update)
    return reply.message


def buttons(shown: Reply | Home | None) -> tuple[Button, ...]:
    """All buttons of an answer."""
    blocks = shown.blocks if isinstance(shown, Home) else message(shown).blocks
    return tuple(b for block in blocks if isinstance(block, Row) for b in block.buttons)


def names(shown: Reply | Home | None) -> list[str]:
    """What the buttons of an answer are called."""
    return [b.name for b in buttons(shown)]


def button(shown: Reply | Home | None, name: str) -> Button:
    """The button of that name."""
    return next(b for b in buttons(shown) if b.name == name)


def words(shown: Reply | Home | None) -> str:
    """An answer as plain text, line by line."""
    blocks = shown.blocks if isinstance(shown, Home) else message(shown).blocks
    return "\n".join(drawn(text) for block in blocks for text in _texts(block))


def drawn(text: Text) -> str:
    """A text as somebody in Madrid reads it."""
    return draw(text, EYES, PLAIN)


def _texts(block: object) -> Iterable[Text]:
    match block:
        case Heading(text) | Paragraph(text) | Note(text) | Quote(text):
            yield text
        case Bullets(items):
            yield from items
        case Facts(pairs):
            for pair in pairs:
                yield from pair
        case Menu(label):
            yield label
