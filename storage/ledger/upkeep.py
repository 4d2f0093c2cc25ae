"""Opening and closing the store, saying that we live, and what goes when its time is over."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Table, and_, delete, func, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql.schema import Column

from bot.errors import Away, Misconfigured
from bot.events import Space
from storage import forgotten, keys
from storage.communities.tables import communities
from storage.database import Database, Tx
from storage.ledger import instances
from storage.listening.tables import heard
from storage.pages.tables import passes, visits
from storage.tables import (
    conversations,
    drafts,
    exchanges,
    failed,
    inbox,
    log,
    metadata,
    occurrences,
    outbox,
)
from storage.tables import forgotten as forgotten_rows

# How long what lies there is kept (docs/privacy.md says the same).
RETENTION: dict[Table, tuple[Column[datetime], timedelta]] = {
    inbox: (inbox.c.seen_at, timedelta(days=7)),
    failed: (failed.c.at, timedelta(days=7)),
    drafts: (drafts.c.until, timedelta(0)),
    conversations: (conversations.c.until, timedelta(0)),
    passes: (passes.c.until, timedelta(0)),
    visits: (visits.c.until, timedelta(0)),
    heard: (heard.c.at, timedelta(days=90)),
    log: (log.c.at, timedelta(days=400)),
    exchanges: (exchanges.c.at, timedelta(days=400)),
    occurrences: (occurrences.c.at, timedelta(days=400)),
}
WORDS = timedelta(days=7)  # the words of a message, after it was sent or dropped


class SqlUpkeep:
    """Implements `bot.hearth.Upkeep`."""

    def __init__(
        self, database: Database, tokens: tuple[str, ...] = (), remembered: Path | None = None
    ) -> None:
        """`tokens` are those this process serves; `remembered` is the list of the forgotten."""
        self._database, self._tokens, self._remembered = database, tokens, remembered
        self._process = f"{os.getpid()}-{os.urandom(4).hex()}"
        self._forgotten = 0  # what the list held when we wrote it last

    async def open(self) -> None:
        """Bring the schema up to this release, and try the key. Raises Misconfigured."""
        from migrations import upgrade  # noqa: PLC0415 - alembic costs 200 ms and is needed once

        try:
            await upgrade(self._database.url)
        except OperationalError as error:
            said = str(error.orig).strip().splitlines()[0]
            remedy = f"cannot be reached ({said}); start it, or correct the address"
            raise Misconfigured("database", "HEARTH_DATABASE or hearth.toml", remedy) from error
        await self._database.write(keys.prove)

    async def beat(self, real: float) -> None:
        """Say that this process lives; leave no trace of the erased, and list the forgotten."""
        await self._database.write(lambda tx: instances.beat(tx, self._process, self._tokens, real))
        await self._database.fold()
        if self._remembered is not None:
            await self._remember(self._remembered)

    async def _remember(self, file: Path) -> None:
        """The list only grows: a restored database knows fewer than it should."""
        count = select(func.count(), func.max(forgotten_rows.c.at)).select_from(forgotten_rows)
        seen = hash(tuple(await self._database.read(lambda tx: tx.run.execute(count).one())))
        if seen != self._forgotten:
            told = await self._database.read(forgotten.known)
            forgotten.write(file, forgotten.merged(told, forgotten.listed(file)))
            self._forgotten = seen

    async def forget(self, space: Space) -> None:
        """Remove every row of a space: its communities', its people's, its ledger's."""
        await self._database.write(lambda tx: _forget(tx, space), lane=space.key)

    async def keep(self, now: datetime) -> None:
        """Remove what is past its time."""
        await self._database.write(lambda tx: _purge(tx, now))

    async def close(self) -> None:
        """Say that this process ends, and let go of every connection."""
        try:
            if self._remembered is not None:
                await self._remember(self._remembered)
            await self._database.write(lambda tx: instances.leave(tx, self._process))
        except Away:
            pass  # the database ended before us: our last beat grows old by itself
        await self._database.close()


def _purge(tx: Tx, now: datetime) -> None:
    for table, (column, kept) in RETENTION.items():
        tx.run.execute(delete(table).where(column < now - kept))
    sent = and_(outbox.c.sent_at < now - WORDS, outbox.c.state == "sent")
    never_sent = and_(outbox.c.due < now - WORDS, outbox.c.state == "dropped")
    tx.run.execute(update(outbox).where(or_(sent, never_sent)).values(letter=None))


def _forget(tx: Tx, space: Space) -> None:
    ids = select(communities.c.id).where(communities.c.space == space.key)
    gone = list(tx.run.execute(ids).scalars())
    for table in reversed(metadata.sorted_tables):
        if "community" in table.c:
            tx.run.execute(delete(table).where(table.c.community.in_(gone)))
        if "space" in table.c:
            tx.run.execute(delete(table).where(table.c.space == space.key))
