"""What a life left behind, and what tells two such lives apart."""

from __future__ import annotations

import contextlib
import difflib
import io
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import structlog

from bot import journal

# Table -> columns that are chance or the machine's own time, and hold nothing of anybody.
DECLARED = {
    "instances": ("process", "beat", "tokens", "at"),
    "outbox": ("placed", "lease", "first_byte", "landed", "mark"),
    "timers": ("version", "lease"),
    "computations": ("version", "lease", "asked_at", "handle"),
    "questions": ("thread",),  # a digest of where it stands, as `landed` is where
    "skill_stems": ("stem",),  # a digest under the chance name of the community
    "inbox": ("digest", "id"),  # of what others did: ids the platform threw
}


@dataclass
class Left:
    """All that one life left behind."""

    rows: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)  # how often the bytes name each
    copied: dict[str, int] = field(default_factory=dict)  # and a backup
    logged: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)


def rows(run: sqlite3.Connection, plain: Callable[[str], str]) -> dict[str, list[str]]:
    """Every table's rows, without what is declared, in an order of their own."""
    found = {}
    names = run.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in names:
        told = run.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in told.description]
        skipped = DECLARED.get(table, ())
        held = [n for n, column in enumerate(columns) if column not in skipped]
        found[table] = sorted(plain(repr([row[n] for n in held])) for row in told)
    return found


def differences(one: Left, other: Left) -> list[str]:
    """What tells the two lives apart; nothing, if all is well."""
    wrong = []
    for table in sorted(one.rows.keys() | other.rows.keys()):
        told = difflib.ndiff(one.rows.get(table, []), other.rows.get(table, []))
        wrong += [f"{table}: {line[:300]}" for line in told if line[0] in "+-"]
    for what in ("named", "copied"):
        a, b = getattr(one, what), getattr(other, what)
        wrong += [f"{what} {n}: {a[n]} and {b[n]} times" for n in a if a[n] != b[n]]
    for what in ("logged", "sent"):
        told = difflib.ndiff(getattr(one, what), getattr(other, what))
        wrong += [f"{what}: {line[:300]}" for line in told if line[0] in "+-"]
    return wrong


@contextlib.contextmanager
def overheard() -> Iterator[io.StringIO]:
    """What goes to the log, at its most talkative."""
    said, before, configured = io.StringIO(), sys.stderr, structlog.get_config()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    sys.stderr = said
    try:
        journal.begin("debug")
        yield said
    finally:
        sys.stderr = before
        structlog.configure(**configured)
        root.handlers[:] = handlers
        root.setLevel(level)
