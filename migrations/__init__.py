"""The schema's history: brought up at start, under a lock, without losing a row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, make_url, text

LOCK = 4_839_221  # any number: PostgreSQL's advisory lock of whoever migrates


async def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to a revision; several starters wait for one another."""
    await asyncio.to_thread(migrate, url, revision)


def migrate(url: str, revision: str = "head") -> None:
    """The same, blocking."""
    with alone(url) as connection:
        bring(connection, revision)


@contextmanager
def alone(url: str) -> Iterator[Connection]:
    """One transaction in which nobody else migrates; what it leaves is intact, or undone."""
    sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(url, hide_parameters=True)
    if sqlite:
        event.listen(engine, "connect", _plain_sqlite)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": LOCK})
            yield connection
            if sqlite:
                _intact(connection)
    finally:
        engine.dispose()


def standing(connection: Connection) -> str:
    """At which revision the database is; empty where nothing was migrated yet."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def history() -> tuple[str, ...]:
    """Every revision this release knows, the newest first."""
    walked = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(script.revision for script in walked)


def _plain_sqlite(connection: Any, _record: object) -> None:
    """Foreign keys off: recreating a table with them on deletes its children's rows (measured)."""
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=OFF")


def bring(connection: Connection, revision: str) -> None:
    """Bring the database to a revision, inside the transaction of `connection`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("migrations")))
    return config


def _intact(connection: Connection) -> None:
    """Raise, and so roll back, if a migration left a row without its parent."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration left {len(broken)} rows without their parent")
