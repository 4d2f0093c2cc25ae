"""Everything the database holds as lines of JSON, read in one moment, for either database.

The first line says what the file is, then comes one line a row, and the last line counts them, so
that a file cut short is known as one. What is sealed stays sealed: the key is never in it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, select

import migrations
from bot.errors import HearthError
from storage import engine

FORMAT = 1
# Who runs now, forms half filled in, codes good for an hour, and Alembic's own: never old news.
LEFT_OUT = frozenset({"instances", "drafts", "claim_codes", "alembic_version"})
CHUNK = 500


class NoBackup(HearthError):
    """A file that cannot be restored, and why, in words for whoever holds it."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself: by which release's schema, and when it was made."""

    schema: str
    at: datetime


def write(url: str, at: datetime, say: Callable[[str], object]) -> int:
    """Say every line of a backup of the database at `url`; how many rows it holds."""
    with _one_moment(url) as run:
        return dump(run, at, say)


def dump(run: Connection, at: datetime, say: Callable[[str], object]) -> int:
    """The same, on a connection that sees one moment."""
    digest, rows = hashlib.sha256(), 0

    def tell(value: object) -> None:
        line = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        digest.update(line.encode())
        say(line + "\n")

    tell({"hearth": FORMAT, "schema": migrations.standing(run), "at": at.isoformat()})
    for table in tables(run):
        tell({"table": table.name, "columns": [column.name for column in table.columns]})
        for row in run.execution_options(yield_per=CHUNK).execute(select(table)):
            tell([_plain(value) for value in row])
            rows += 1
    tell({"rows": rows, "sha256": digest.hexdigest()})
    return rows


def tables(run: Connection) -> list[Table]:
    """The tables that are there, parents first, but for what is never kept."""
    found = MetaData()
    found.reflect(run)
    return [table for table in found.sorted_tables if table.name not in LEFT_OUT]


@contextmanager
def _one_moment(url: str) -> Iterator[Connection]:
    """A connection whose every statement sees the same moment; others go on writing."""
    opened = engine.reader(url)
    if not engine.is_sqlite(url):
        opened = opened.execution_options(isolation_level="REPEATABLE READ")
    try:
        with opened.begin() as run:
            yield run
    finally:
        opened.dispose()


def header(line: str) -> Header:
    """What the first line says. Raises NoBackup for a file of another kind."""
    try:
        said = json.loads(line)
        kind, schema, at = said["hearth"], said["schema"], datetime.fromisoformat(said["at"])
    except (ValueError, KeyError, TypeError) as error:
        raise NoBackup("This file is no backup of Hearth.") from error
    if kind > FORMAT or (schema and schema not in migrations.history()):
        raise NoBackup("A newer release made this backup. Install that release, then restore it.")
    return Header(schema, at)


def load(run: Connection, first: str, lines: Iterable[str]) -> int:
    """Put the rows of a backup into the tables that are there and empty; how many."""
    digest = hashlib.sha256(first.rstrip("\n").encode())
    into = {table.name: table for table in tables(run)}
    table: Table | None = None
    names: list[str] = []
    chunk: list[dict[str, Any]] = []
    rows = 0
    for line in lines:
        said = _line(line)
        if isinstance(said, dict) and "sha256" in said:
            _insert(run, table, chunk)
            _whole(said, rows, digest.hexdigest())
            for each in into.values():
                _count_on(run, each)
            return rows
        digest.update(line.rstrip("\n").encode())
        if isinstance(said, dict):
            _insert(run, table, chunk)
            table, names, chunk = into[said["table"]], said["columns"], []
            continue
        chunk.append(dict(zip(names, map(_value, said), strict=True)))
        rows += 1
        if len(chunk) == CHUNK:
            _insert(run, table, chunk)
            chunk = []
    raise NoBackup("This backup is cut short: its last line is missing. Take another one.")


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise NoBackup("This backup is damaged: a line cannot be read.") from error


def _whole(said: dict[str, Any], rows: int, digest: str) -> None:
    if (said["rows"], said["sha256"]) != (rows, digest):
        raise NoBackup("This backup is damaged: it is not what was written. Take another one.")


def _insert(run: Connection, table: Table | None, chunk: list[dict[str, Any]]) -> None:
    if table is not None and chunk:
        run.execute(table.insert(), chunk)


def _count_on(run: Connection, table: Table) -> None:
    """PostgreSQL's own counters stand at one after rows came with their numbers."""
    if run.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        name = func.pg_get_serial_sequence(table.name, column.name)
        if run.execute(select(name)).scalar():
            highest = func.coalesce(select(func.max(column)).scalar_subquery(), 0) + 1
            run.execute(select(func.setval(name, highest, False)))


def _plain(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return {"b": base64.b64encode(bytes(value)).decode()}
        case datetime():
            return {"t": value.replace(tzinfo=UTC).isoformat()}
        case date():
            return {"d": value.isoformat()}
        case _:
            return value


def _value(plain: Any) -> Any:
    match plain:
        case {"b": coded}:
            return base64.b64decode(coded)
        case {"t": moment}:
            return datetime.fromisoformat(moment).replace(tzinfo=None)
        case {"d": day}:
            return date.fromisoformat(day)
        case _:
            return plain
