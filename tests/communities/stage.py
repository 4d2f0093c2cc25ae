"""A stage for this room's own stories: the real store, ledger and directory of people on SQLite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, select, update

from bot.activity import Activity
from bot.communities.handlers import on
from bot.communities.model import Communities
from bot.directory import Directory
from bot.events import (
    Actor,
    Beat,
    Commanded,
    Community,
    Event,
    Person,
    Place,
    Power,
    Pressed,
    Submitted,
    Value,
    Woken,
    itself,
)
from bot.handlers import Kind
from bot.ledger import Ledger
from bot.shelf import Shelf
from bot.text import PLAIN, Envelope, Text, draw, t
from bot.ui import (
    Bullets,
    Facts,
    Fill,
    Heading,
    Message,
    Note,
    Paragraph,
    Quote,
    Reply,
    Row,
    Say,
    Update,
    Weight,
)
from bot.work import Housekeeping, Promise, Work
from storage.codec import Vault
from storage.communities import CommunitiesStore, CommunityBook, make_claim
from storage.database import Scope, Tx
from storage.ledger.book import Book
from storage.people import People
from storage.tables import outbox
from tests.communities.test_storage import ANA, BEA, HOME, NOW, SPACE
from tests.introductions.memory import Members

MAX, ZOE, EVE = Person(SPACE, "max"), Person(SPACE, "zoe"), Person(SPACE, "eve")
CODE = "EMBER-4821"
FORM: Mapping[str, Value] = {
    "purpose": "People who buy for the public.",
    "name": "",
    "alive": "new",
    "hello": HOME,
    "zone": "Europe/Madrid",
    "languages": ("en",),
    "coordinators": (ANA,),
    "hosts": (BEA, MAX, ZOE),
    "begin": "each",
}


@dataclass
class TestRoom:
    """Implements `bot.work.Room` with the real store and ledger."""

    __test__ = False

    tx: Tx
    now: datetime
    community: Community | None = None

    @property
    def store(self) -> Communities:
        return CommunitiesStore(self.tx, Scope(SPACE, self.community.id if self.community else ""))

    @property
    def directory(self) -> Directory:
        return Members()  # nobody takes part yet

    @property
    def activity(self) -> Activity:
        raise AssertionError("this room asks for nobody's activity")

    @property
    def shelf(self) -> Shelf:
        raise AssertionError("this room looks nothing up")

    @property
    def ledger(self) -> Ledger:
        assert self.community is not None
        return Book(self.tx, self.community, self.now)

    @property
    def rooms(self) -> tuple[Housekeeping, ...]:
        return (self.store, People(self.tx, SPACE))

    def move(self, community: Community) -> TestRoom:
        return replace(self, community=community)


@dataclass
class Stage:
    """One space; people act, time passes, and what was promised can be read."""

    connection: Connection
    now: datetime = NOW
    missing: tuple[Text, ...] = ()
    powers: dict[Person, frozenset[Power]] = field(default_factory=dict)
    zone: str | None = "Europe/Madrid"
    count: int = 0

    @property
    def tx(self) -> Tx:
        return Tx(self.connection, Vault((b"k" * 32,)))

    @property
    def book(self) -> CommunityBook:
        return CommunityBook(self.tx, SPACE)

    @property
    def community(self) -> Community:
        return self.book.in_space()[0]

    @property
    def store(self) -> CommunitiesStore:
        return CommunitiesStore(self.tx, Scope(SPACE, self.community.id))

    @property
    def ledger(self) -> Book:
        return Book(self.tx, self.community, self.now)

    def claim(self, code: str = CODE, hours: float = 1) -> None:
        make_claim(self.tx, code, self.now + timedelta(hours=hours))

    def manages(self, person: Person) -> None:
        self.powers[person] = frozenset({Power.MANAGE})

    def command(self, by: Person, verb: str, place: Place | None = HOME, **values: Value) -> Reply:
        event = Commanded(**self._about(by, place), verb=verb, values=values)
        return self._answered(Kind.COMMAND, verb, event)

    def press(self, by: Person, name: str, subject: str = "", *, later: float = 0) -> Reply:
        event = Pressed(**self._about(by, HOME, later), name=name, subject=subject)
        return self._answered(Kind.BUTTON, name, event)

    def submit(self, by: Person, fill: Reply, **values: Value) -> Reply:
        assert isinstance(fill, Fill)
        form = fill.form
        event = Submitted(
            **self._about(by, None), form="f", values=values, name=form.name, subject=form.subject
        )
        return self._answered(Kind.FORM, form.name, event)

    def happens(self, kind: Kind, name: str, event: Event) -> Any:
        return self._run(kind, name, event)

    def beat(self) -> None:
        local = self.now.astimezone(UTC)
        event = Beat(**self._itself(), name="communities.today", day=local.date())
        self._run(Kind.DAILY, "communities.today", event)

    def sets_up(self, **changed: Value) -> Reply:
        self.manages(ANA)
        return self.submit(ANA, self.command(ANA, "setup"), **{**FORM, **changed})

    def _about(self, by: Person, place: Place | None, later: float = 0) -> dict[str, Any]:
        self.count += 1
        actor = Actor(by, by.id.title(), "en", self.zone, self.powers.get(by, frozenset()))
        at = self.now + timedelta(seconds=later)
        return {"id": f"e{self.count}", "at": at, "actor": actor, "place": place}

    def _itself(self) -> dict[str, Any]:
        self.count += 1
        return {"id": f"e{self.count}", "at": self.now, "actor": itself(SPACE)}

    def _answered(self, kind: Kind, name: str, event: Event) -> Reply:
        reply: Reply = self._run(kind, name, event)
        assert reply is not None
        return reply

    def wakes(self, community: Community, event: Woken) -> None:
        self._run(Kind.WAKE, event.name, event, community)

    def _run(self, kind: Kind, name: str, event: Event, at: Community | None = None) -> Any:
        found = next(d for d in on.table if (d.kind, d.name) == (kind, name))
        community = at or next(iter(self.book.in_space()), None)
        room = TestRoom(self.tx, self.now, community)
        work: Work[Communities] = Work(
            room=room,
            event=event,
            now=self.now,
            random=Random(event.id),
            people=People(self.tx, SPACE, community),
            title="the playground",
            missing=self.missing,
        )
        return found.run(event, work)

    def promised(self, *states: str) -> dict[str, Message]:
        """What was promised and did not go yet, by key."""
        return {w.key: w.message for w in self.ledger.waiting(*(states or ("todo", "held")))}

    def goes_out(self) -> None:
        """Everything that may go now has gone."""
        mine = update(outbox).where(outbox.c.state == "todo", outbox.c.due <= self.now)
        self.connection.execute(mine.values(state="sent", sent_at=self.now))

    def parks(self, key: str, reason: str) -> None:
        mine = update(outbox).where(outbox.c.key == key)
        self.connection.execute(mine.values(state="parked", reason=reason))

    def state(self, key: str) -> str:
        query = select(outbox.c.state).where(outbox.c.key == key)
        return str(self.connection.execute(query).scalar_one())

    def logged(self) -> list[str]:
        return [plain(entry.said) for entry in self.ledger.entries(100)]

    def knows(self, actor: Actor) -> None:
        People(self.tx, SPACE).refresh(actor, self.now)


def plain(text: Text) -> str:
    """A text as an English reader sees it."""
    return draw(text, Envelope("en", "UTC"), PLAIN)


def message_of(reply: Reply) -> Message:
    """The message of an answer."""
    assert isinstance(reply, Say | Update)
    return reply.message


def words_of(said: Message | Reply) -> str:
    """All the words somebody reads, buttons left out."""
    message = said if isinstance(said, Message) else message_of(said)
    lines: list[str] = []
    for block in message.blocks:
        match block:
            case Heading(text) | Paragraph(text) | Note(text) | Quote(text):
                lines.append(plain(text))
            case Bullets(items):
                lines += [plain(item) for item in items]
            case Facts(pairs):
                lines += [f"{plain(name)}: {plain(value)}" for name, value in pairs]
    return "\n".join(lines)


def buttons_of(said: Message | Reply) -> dict[str, tuple[str, str]]:
    """Label to name and subject of every button."""
    message = said if isinstance(said, Message) else message_of(said)
    rows = [block for block in message.blocks if isinstance(block, Row)]
    return {plain(b.label): (b.name, b.subject) for row in rows for b in row.buttons}


def would_you(kind: str = "introductions.would_you", weight: Weight = Weight.ASK) -> Message:
    """A message as another room would promise it."""
    asked = t("Would you talk to {newcomer}?", newcomer=EVE)
    return Message(kind, weight, (Paragraph(asked), Quote(t("{words}", words="I buy bridges"))))


def promise(stage: Stage, key: str, message: Message | None = None) -> None:
    stage.ledger.post((Promise(key, BEA, message or would_you(), stage.now),))
