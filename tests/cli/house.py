"""A small community written straight into a database, with promises, timers and people."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import migrations
from bot.communities.model import Founded
from bot.events import Actor, Begin, Community, Person, Place, Space
from bot.text import own, t
from bot.ui import Message, Paragraph, Recipient, Weight
from bot.work import Entry, Promise
from storage import engine, keys
from storage.codec import Vault
from storage.communities import CommunitiesStore, make_coordinator
from storage.database import Scope, Tx
from storage.ledger.book import Book
from storage.people import People
from tests.cli.command import KEY

SPACE = Space("slack", "T0HEARTH")
SINCE = datetime(2026, 3, 2, 10, tzinfo=UTC)
CORA, ANA, BEA = Person(SPACE, "U0CORA"), Person(SPACE, "U0ANA"), Person(SPACE, "U0BEA")
COMMUNITY = Community(
    id="commons1",
    space=SPACE,
    home=Place(SPACE, "C0HOME"),
    hello=Place(SPACE, "C0HOME"),
    name="Buyers",
    purpose="People who buy for the public",
    language="en",
    zone="UTC",
    begin=Begin.ALL,
    held=False,
    since=SINCE,
)


@contextmanager
def inside(url: str, key: str = KEY) -> Iterator[Tx]:
    """One transaction of the database at `url`."""
    opened = engine.writer(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with opened.begin() as run:
            yield Tx(run, Vault((base64.b64decode(key),)))
    finally:
        opened.dispose()


def found(url: str, key: str = KEY) -> None:
    """Cora's community, with Ana and Bea known, three promises and three timers."""
    migrations.migrate(url)
    now = datetime.now(UTC)
    with inside(url, key) as tx:
        keys.prove(tx)
        store = CommunitiesStore(tx, Scope(SPACE, COMMUNITY.id))
        store.found(Founded(COMMUNITY, by=CORA), SINCE)
        for person in (CORA, ANA, BEA):
            meet(tx, person)
        make_coordinator(tx, COMMUNITY.id, CORA, SINCE)
        book = Book(tx, COMMUNITY, now)
        readers: tuple[Recipient, ...] = (ANA, BEA, COMMUNITY.home)
        promised = [
            Promise(f"test.{number}", to, said(f"to number {number}"), now - timedelta(hours=1))
            for number, to in enumerate(readers)
        ]
        book.post(promised)
        book.wake("introductions.promised", ANA.id, now - timedelta(hours=1))
        book.wake("communities.erase", "someone", now - timedelta(hours=1))
        book.wake("introductions.outcome", "later", now + timedelta(days=2))
        book.log(Entry(SINCE, CORA, t("{person} was welcomed.", person=ANA)))


def meet(tx: Tx, person: Person) -> None:
    """Somebody whose name is known."""
    name = person.id.removeprefix("U0").title()
    People(tx, SPACE).refresh(Actor(person, name), SINCE)


def said(words: str) -> Message:
    """A line that waits for nothing: an answer."""
    return Message("test.said", Weight.ANSWER, (Paragraph(own(words)),))
