"""Units of work in threads: one writer and four readers on SQLite, a small pool on PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import Away
from bot.events import Space
from storage import engine
from storage.codec import Vault

T = TypeVar("T")
# SQLite says "operational" of a missing table too; these alone come from outside.
TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction: where statements run, and what seals and opens words."""

    run: Connection
    vault: Vault


@dataclass(frozen=True, slots=True)
class Scope:
    """Which community a store speaks of; every feature statement carries its id.

    `community` is "" for a homeless handler: such a store finds nothing.
    """

    space: Space
    community: str


class Database:
    """Runs functions of a transaction; returning commits, raising rolls back.

    Raises Away when the database itself cannot be reached.
    """

    def __init__(self, url: str, vault: Vault) -> None:
        """Open nothing yet; the first unit of work connects."""
        self.url, self.vault = url, vault
        self.is_sqlite = engine.is_sqlite(url)
        self._writer, self._reader = engine.writer(url), engine.reader(url)
        writers = 1 if self.is_sqlite else engine.READERS
        self._writing = ThreadPoolExecutor(writers, thread_name_prefix="writer")
        self._reading = ThreadPoolExecutor(engine.READERS, thread_name_prefix="reader")

    async def write(self, work: Callable[[Tx], T], *, lane: str = "") -> T:
        """Run `work` in a transaction that may write. Units of one lane run one at a time."""
        return await self._go(self._writing, self._writer, work, lane)

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a transaction that only reads."""
        return await self._go(self._reading, self._reader, work, "")

    async def fold(self) -> None:
        """Fold SQLite's log into its file and empty it: what was erased then stands in neither."""
        if self.is_sqlite:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._writing, self._fold)

    def _fold(self) -> None:
        # Not in a transaction, so not through the engine's own begin.
        connection = self._writer.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    async def _go(
        self, pool: ThreadPoolExecutor, on: Engine, work: Callable[[Tx], T], lane: str
    ) -> T:
        loop = asyncio.get_running_loop()
        # A cancelled caller must not leave a thread in a half-done transaction unobserved.
        return await asyncio.shield(loop.run_in_executor(pool, self._unit, on, work, lane))

    def _unit(self, on: Engine, work: Callable[[Tx], T], lane: str) -> T:
        try:
            with on.begin() as connection:
                if lane and not self.is_sqlite:
                    lock = zlib.crc32(lane.encode())
                    connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": lock})
                return work(Tx(connection, self.vault))
        except PoolTimeout as error:
            raise Away(type(error).__name__) from error
        except DBAPIError as error:
            if _is_away(error):
                raise Away(str(type(error.orig).__name__)) from error
            raise

    async def close(self) -> None:
        """Finish what runs, then let go of every connection."""
        await asyncio.to_thread(self._writing.shutdown)
        await asyncio.to_thread(self._reading.shutdown)
        self._writer.dispose()
        self._reader.dispose()


def _is_away(error: DBAPIError) -> bool:
    """Whether it is the database's trouble, which passes, and not a mistake in our statement."""
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:
        return isinstance(error, OperationalError)
    return code & 0xFF in TROUBLE
