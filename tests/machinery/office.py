"""A post office: one community, its ledger, and the outbox over a platform in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import Clock
from bot.communities.model import Founded
from bot.events import Begin, Community, Person, Place
from bot.outbox import Outbox
from bot.text import own
from bot.ui import Message, Paragraph, Recipient, Weight
from bot.work import Promise
from storage.codec import Vault
from storage.communities import CommunitiesStore
from storage.database import Database, Scope, Tx
from storage.ledger.book import Book
from storage.ledger.spool import SqlSpool
from storage.tables import outbox, timers
from tests.machinery.scripted import SPACE, Scripted
from tests.machinery.stage import TUESDAY, reader

ANA, BEA, KOFI = (Person(SPACE, name) for name in ("ana", "bea", "kofi"))
HOME = Place(SPACE, "home")


@dataclass(slots=True)
class Hands(Clock):
    """Both clocks, moved by hand."""

    moment: datetime = TUESDAY
    epoch: float = 1_000_000.0

    def __post_init__(self) -> None:
        self.read = lambda: self.moment

    def real(self) -> float:  # type: ignore[override]  # an instance's here, moved by hand
        """Real time, by hand."""
        return self.epoch

    def pass_(self, seconds: float) -> None:
        """Let both clocks run."""
        self.moment += timedelta(seconds=seconds)
        self.epoch += seconds


def message(said: str, weight: Weight = Weight.ANSWER, kind: str = "notes.told") -> Message:
    """One sentence."""
    return Message(kind, weight, (Paragraph(own(said)),))


@dataclass
class Office:
    """Promises as handlers would, drains as the metronome would."""

    url: str
    begin: Begin = Begin.ALL
    clock: Hands = field(default_factory=Hands)
    platform: Scripted = field(default_factory=Scripted)

    def __post_init__(self) -> None:
        self.database = Database(self.url, Vault((b"k" * 32,)))
        self.spool = SqlSpool(self.database, reader())
        self.outbox = self.another()

    def another(self) -> Outbox:
        """An outbox as a restart, or another replica, would have it."""
        return Outbox(self.spool, self.clock, lambda _space: self.platform, 5.0)

    def community(self, id_: str = "c1") -> Community:
        """As it is set up."""
        return Community(
            id=id_, space=SPACE, home=HOME, hello=HOME, name=id_, purpose="", language="en",
            zone="Europe/Madrid", begin=self.begin, since=TUESDAY - timedelta(days=90), held=False,
        )  # fmt: skip

    async def found(self, id_: str = "c1") -> None:
        """Set a community up."""
        founded = Founded(self.community(id_))
        await self.database.write(
            lambda tx: CommunitiesStore(tx, Scope(SPACE, id_)).found(founded, self.clock.moment)
        )

    async def write(self, work: Callable[[Book], None], community: str = "c1") -> None:
        """What a handler does with the ledger, in the lane of the space."""

        def unit(tx: Tx) -> None:
            work(Book(tx, self.community(community), self.clock.moment))

        await self.database.write(unit, lane=SPACE.key)

    async def post(
        self, key: str, to: Recipient, said: str | Message, community: str = "c1", **more: Any
    ) -> None:
        """Promise one message."""
        words = said if isinstance(said, Message) else message(said)
        promise = Promise(key, to, words, more.pop("due", self.clock.moment), **more)
        await self.write(lambda book: book.post((promise,)), community)

    async def drain(self) -> int:
        """Deliver what is due."""
        return await self.outbox.drain(SPACE)

    async def row(self, key: str) -> Any:
        """One promise's row."""
        query = select(outbox).where(outbox.c.key == key)
        return await self.database.read(lambda tx: tx.run.execute(query).one())

    async def state(self, key: str) -> str:
        """How a promise stands."""
        return str((await self.row(key)).state)

    async def told(self) -> list[str]:
        """The keys whose room is to be told that they ended."""
        query = select(timers.c.subject).where(timers.c.name == "@settled")
        return await self.database.read(lambda tx: list(tx.run.execute(query).scalars()))

    async def close(self) -> None:
        """Let go of the database."""
        await self.database.close()
