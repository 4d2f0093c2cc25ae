"""The schema's history: brought up at start, under a lock, without losing a row."""

from __future__ import annotations

import asyncio
from importlib import resources
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event, make_url, text

LOCK = 4_839_221  # any number: PostgreSQL's advisory lock of whoever migrates


async def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to a revision; several starters wait for one another."""
    await asyncio.to_thread(migrate, url, revision)


def migrate(url: str, revision: str = "head") -> None:
    """The same, blocking."""
    sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(url)
    if sqlite:
        event.listen(engine, "connect", _plain_sqlite)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": LOCK})
            _run(connection, revision)
            if sqlite:
                _intact(connection)
    finally:
        engine.dispose()


def _plain_sqlite(connection: Any, _record: object) -> None:
    """Foreign keys off: recreating a table with them on deletes its children's rows (measured)."""
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=OFF")


def _run(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(resources.files("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _intact(connection: Connection) -> None:
    """Raise, and so roll back, if a migration left a row without its parent."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration left {len(broken)} rows without their parent")
