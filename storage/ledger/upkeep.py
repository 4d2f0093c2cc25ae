"""Opening and closing the store, and what goes when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Table, and_, delete, update
from sqlalchemy.sql.schema import Column

from storage.database import Database, Tx
from storage.tables import conversations, drafts, failed, inbox, log, occurrences, outbox

# How long what lies there is kept (docs/privacy.md says the same).
RETENTION: dict[Table, tuple[Column[datetime], timedelta]] = {
    inbox: (inbox.c.seen_at, timedelta(days=7)),
    failed: (failed.c.at, timedelta(days=7)),
    drafts: (drafts.c.until, timedelta(0)),
    conversations: (conversations.c.until, timedelta(0)),
    log: (log.c.at, timedelta(days=400)),
    occurrences: (occurrences.c.at, timedelta(days=400)),
}
WORDS = timedelta(days=7)  # the words of a message, after it was sent


class SqlUpkeep:
    """Implements `bot.hearth.Upkeep`."""

    def __init__(self, database: Database) -> None:
        """Keep what is to be looked after."""
        self._database = database

    async def open(self) -> None:
        """Bring the schema up to this release; concurrent starters wait for one another."""
        from migrations import upgrade  # noqa: PLC0415 - alembic costs 200 ms and is needed once

        await upgrade(self._database.url)

    async def keep(self, now: datetime) -> None:
        """Remove what is past its time."""
        await self._database.write(lambda tx: _purge(tx, now))

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()


def _purge(tx: Tx, now: datetime) -> None:
    for table, (column, kept) in RETENTION.items():
        tx.run.execute(delete(table).where(column < now - kept))
    old = and_(outbox.c.sent_at < now - WORDS, outbox.c.state == "sent")
    tx.run.execute(update(outbox).where(old).values(letter=None))
