"""A house with one tiny room, for the machinery's own tests: real store, real playground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, delete, insert, select

from adapters.web.platform import WebPlatform
from adapters.web.settling import settle
from adapters.web.workspace import SPACE
from bot.activity import Activity
from bot.clock import Clock
from bot.communities.model import Founded
from bot.directory import Directory
from bot.dispatcher import Dispatcher
from bot.events import Actor, Begin, Community, Event, Person, Place, Role
from bot.handlers import COORDINATOR, MEMBER, Handlers, person, words
from bot.outbox import Outbox
from bot.platform import Answer, Platform
from bot.shelf import Shelf
from bot.text import Envelope, own, t
from bot.ui import Button, Fill, Form, Line, Message, Paragraph, Row, Say, Step, Weight
from bot.work import Work
from storage.codec import Vault
from storage.communities import CommunitiesStore, CommunityBook
from storage.communities.store import make_coordinator
from storage.database import Database, Scope, Tx
from storage.ledger.spool import Reader, SqlSpool
from storage.library import LibraryStore, SqlShelf
from storage.listening import ListeningStore, listening_at
from storage.members import MemberDirectory, communities_of, is_member, reading
from storage.people import People
from storage.premises import Fittings, SqlUnits
from storage.tables import identifier

on = Handlers("notes")
notes_metadata = MetaData()  # apart from the house's own
notes = Table(
    "test_notes",
    notes_metadata,
    identifier("community", primary_key=True),
    Column("said", String(200)),
)


class Notes:
    """The tiny room's store."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        self._tx, self._scope = tx, scope

    def add(self, said: str) -> None:
        self._tx.run.execute(delete(notes).where(notes.c.community == self._scope.community))
        row = {"community": self._scope.community, "said": said}
        self._tx.run.execute(insert(notes).values(row))

    def all(self) -> list[str]:
        mine = select(notes.c.said).where(notes.c.community == self._scope.community)
        return list(self._tx.run.execute(mine).scalars())


def told(said: str, weight: Weight = Weight.ANSWER) -> Message:
    return Message("notes.told", weight, (Paragraph(own(said)),))


@on.command("note", help=t("Write a note"), who=MEMBER, text=words(30))
def note(event: Any, work: Work[Notes]) -> Say:
    """Write, promise a message to the writer, and answer."""
    work.store.add(str(event.values["text"]))
    work.post("notes.kept", event.actor.person, told("kept", Weight.NUDGE))
    if event.values["text"] == "boom":
        raise RuntimeError("a handler's own mistake")
    return Say(told("noted"))


@on.command("desk wipe", help=t("Wipe"), who=COORDINATOR)
def wipe(_event: Any, work: Work[Notes]) -> Say:
    """Coordinators only."""
    work.store.add("")
    return Say(told("wiped"))


@on.command("tell", help=t("Tell"))
def tell(_event: Any, work: Work[Notes]) -> Fill:
    """Open a form of two steps."""
    first = Step((Line("name", t("Name"), required=True, limit=10),))
    second = Step((Line("wish", t("Wish"), limit=20),))
    return Fill(Form("notes.form", t("A note"), (first, second), subject="s1"))


@on.form("notes.form")
def filled(event: Any, work: Work[Notes]) -> Say:
    """Take both steps; one wish is refused with the field's name."""
    if event.values.get("wish") == "war":
        from bot.errors import Invalid  # noqa: PLC0415 - only here

        raise Invalid(t("No."), {"wish": t("Wish for something else.")})
    work.store.add(f"{event.values['name']} {event.values.get('wish')} {event.subject}")
    return Say(told("thank you"))


@on.command("whisper", help=t("Whisper"), unkept=True)
def whisper(_event: Any, _work: Work[Notes]) -> Fill:
    """Open a form that leaves no trace."""
    step = Step((Line("secret", t("Secret"), required=True),))
    return Fill(Form("notes.whisper", t("Quietly"), (step,), kept=False))


@on.form("notes.whisper", unkept=True)
def whispered(event: Any, work: Work[Notes]) -> Say:
    """Keep the words, and not whose they are."""
    if event.values["secret"] == "boom":
        raise RuntimeError("lost aloud")
    work.store.add("a secret")
    return Say(told("heard"))


@on.command("greet", help=t("Greet"), one=person())
def greet(event: Any, work: Work[Notes]) -> Say:
    """Post a message with a button to somebody."""
    row = Row((Button(t("Hello back"), "notes.hello", "42"),))
    blocks = (Paragraph(t("Hello {one}", one=event.values["one"])), row)
    work.post("notes.greet", event.values["one"], Message("notes.greet", Weight.AGREED, blocks))
    return Say(told("greeted"))


@on.button("notes.hello")
def hello(event: Any, work: Work[Notes]) -> Say:
    """Write down whose subject was pressed."""
    work.store.add(f"pressed {event.subject}")
    return Say(told("hello"))


@on.command("", help=t("Anything else"), homeless=True, words=words(required=False))
def lost(_event: Any, _work: Work[Notes]) -> Say:
    """What is not understood."""
    return Say(told("pardon?"))


@on.command("help", help=t("Help"), homeless=True)
def help_(_event: Any, _work: Work[Notes]) -> Say:
    """Help."""
    return Say(told("this is help"))


def directory(tx: Tx, community: Community, now: datetime) -> Directory:
    """The members as compose fits them."""
    book, people = CommunityBook(tx, community.space), People(tx, community.space)
    return MemberDirectory(
        tx,
        community,
        roles=lambda p: book.roles(community.id, p),
        with_role=lambda role: book.with_role(community.id, role),
        name=people.name,
        asks_since=lambda _p, _since: 0,
        now=now,
    )


def activity(tx: Tx, community: Community) -> Activity:
    """Who wrote when, as compose fits it."""
    return ListeningStore(tx, Scope(community.space, community.id))


def shelf(tx: Tx, community: Community) -> Shelf:
    """What is kept, as compose fits it; everybody is here, and nobody coordinates."""
    store = LibraryStore(tx, Scope(community.space, community.id))
    return SqlShelf(store, here=lambda _person: True, coordinators=lambda: ())


FITTINGS = Fittings(
    {"notes": Notes}, directory, is_member, communities_of, activity, listening_at, shelf
)
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@dataclass
class Stage:
    """Says things to the dispatcher as people would; time stands still until moved."""

    folder: Path
    url: str
    now: datetime = TUESDAY
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.database = Database(self.url, Vault((b"k" * 32,)))
        self.clock = Clock(read=lambda: self.now)
        self.platform = WebPlatform(self.folder, clock=lambda: self.now)
        settle(self.platform.world, self.now)
        self.dispatcher = Dispatcher(
            tuple(on.table),
            SqlUnits(self.database, self.clock, FITTINGS),
            self.clock,
            self._served,
            lambda _space: None,
        )
        self.outbox = Outbox(SqlSpool(self.database, reader()), self.clock, self._served, 0.0)

    def _served(self, _space: object) -> Platform:
        return self.platform

    async def found(self, id_: str, home: str, *coordinators: str) -> Community:
        """A community, its coordinators, everybody who coordinates also a member."""
        community = Community(
            id=id_, space=SPACE, home=Place(SPACE, home), hello=Place(SPACE, home), name=id_,
            purpose="", language="en", zone="Europe/Madrid", begin=Begin.ALL,
            since=self.now - timedelta(days=90), held=False,
        )  # fmt: skip

        def write(tx: Tx) -> None:
            CommunitiesStore(tx, Scope(SPACE, id_)).found(Founded(community), self.now)
            for name in coordinators:
                make_coordinator(tx, id_, Person(SPACE, name), self.now)

        await self.database.write(write)
        return community

    def about(self, who: str, place: str | None = "home", **more: Any) -> dict[str, Any]:
        """What every event has."""
        return {
            "id": f"e{next(self.numbers)}",
            "at": self.now,
            "actor": Actor(Person(SPACE, who), who.title(), "en", "Europe/Madrid"),
            "place": Place(SPACE, place) if place else None,
            **more,
        }

    async def hear(self, event: Event) -> Answer | None:
        """Let the dispatcher handle one event."""
        return await self.dispatcher.hear(event)

    async def notes(self, community: str = "c1") -> list[str]:
        """What the room wrote down."""
        return await self.database.read(lambda tx: Notes(tx, Scope(SPACE, community)).all())

    async def rows(self, table: Table) -> list[Any]:
        """All rows of a table."""
        return await self.database.read(lambda tx: list(tx.run.execute(select(table))))


def reader() -> Reader:
    """How the outbox knows readers."""

    def envelope(tx: Tx, community: Community, one: Person | None) -> Envelope:
        if one is None:
            return Envelope(community.language, community.zone, community.id)
        return People(tx, community.space, community).envelope(one)

    return Reader(
        lambda tx, space, id_: CommunityBook(tx, space).by_id(id_),
        envelope,
        lambda tx, community, one, now: reading(tx, community, one, now, zone="Europe/Madrid"),
    )


def words_of(answer: Answer | None) -> str:
    """What an answer says first."""
    if answer is None or not isinstance(answer.reply, Say):
        return repr(answer)
    block = answer.reply.message.blocks[0]
    if not isinstance(block, Paragraph):
        return repr(block)
    holes = dict(block.text.holes)
    return getattr(holes.get("words"), "said", block.text.template)


MEMBERSHIP = frozenset({Role.MEMBER})
