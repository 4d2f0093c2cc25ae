"""What the playground's own server remembers: documents of a kind, in one small SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Document = dict[str, Any]
TABLE = """
CREATE TABLE IF NOT EXISTS kept (
  kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID
"""


class Kept:
    """A message the playground has taken stays taken: each change is on disk when it returns."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute(TABLE)

    def put(self, kind: str, name: str, body: Document) -> None:
        statement = "INSERT OR REPLACE INTO kept (kind, id, body) VALUES (?, ?, ?)"
        self._file.execute(statement, (kind, name, json.dumps(body, ensure_ascii=False)))

    def drop(self, kind: str, name: str) -> None:
        self._file.execute("DELETE FROM kept WHERE kind = ? AND id = ?", (kind, name))

    def all(self, kind: str) -> dict[str, Document]:
        rows = self._file.execute("SELECT id, body FROM kept WHERE kind = ?", (kind,))
        return {name: json.loads(body) for name, body in rows}

    def clear(self) -> None:
        self._file.execute("DELETE FROM kept")

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything inside is on disk at once, or nothing of it."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def close(self) -> None:
        self._file.close()
