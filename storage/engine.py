"""Engines for SQLite and PostgreSQL, set so that the same statements behave the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url

PAGE = 1.1  # what finding a page costs beside reading the next one
READERS = 4  # measured: more readers gain nothing on SQLite


def is_sqlite(url: str) -> bool:
    """Whether the address is a SQLite file's."""
    return make_url(url).get_backend_name() == "sqlite"


def writer(url: str) -> Engine:
    """The engine of units of work that change something."""
    if is_sqlite(url):
        return _sqlite(url, "BEGIN IMMEDIATE", pool_size=1)
    return _postgresql(url, max_overflow=2)


def reader(url: str) -> Engine:
    """The engine of units of work that only look."""
    if is_sqlite(url):
        return _sqlite(url, "BEGIN", pool_size=READERS)
    # What one looks at is of one moment, as it is on SQLite.
    return _postgresql(url, max_overflow=0, isolation_level="REPEATABLE READ")


def _postgresql(url: str, **more: Any) -> Engine:
    engine = create_engine(url, pool_size=READERS, pool_pre_ping=True, hide_parameters=True, **more)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # The usual 4 is of spinning disks: it goes through all of a table that is in memory for
        # what an index would find.
        connection.execute(f"SET random_page_cost = {PAGE}")
        connection.commit()

    return engine


def _sqlite(url: str, begin: str, pool_size: int) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=pool_size, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # The driver's own transactions start too late and lose updates (386 of 600 measured).
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=5000",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_now(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
