"""An append-only log of every call a loopback platform met and what it answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ACCEPTED = "ok"


@dataclass(frozen=True)
class Entry:
    """One call: `method` is the platform's own name, `outcome` "ok" or the error answered."""

    at: float
    platform: str
    method: str
    body: Mapping[str, Any]
    outcome: str = ACCEPTED
    token: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    @property
    def accepted(self) -> bool:
        return self.outcome == ACCEPTED


class Log:
    """Grows only. With a file, each entry is a line of JSON there before the call is answered."""

    def __init__(self, file: Path | None = None) -> None:
        self._entries: list[Entry] = []
        self._file = file

    def add(self, entry: Entry) -> Entry:
        self._entries.append(entry)
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
        return entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries)

    def of(self, *methods: str) -> list[Entry]:
        """Every call of these methods, whatever the outcome."""
        return [entry for entry in self._entries if entry.method in methods]

    def accepted(self, *methods: str) -> list[Entry]:
        """What the platform took; without a method, of every method."""
        return [
            entry
            for entry in self._entries
            if entry.accepted and (not methods or entry.method in methods)
        ]

    def refused(self, *methods: str) -> list[Entry]:
        return [
            entry
            for entry in self._entries
            if not entry.accepted and (not methods or entry.method in methods)
        ]

    def where(self, wanted: Callable[[Entry], bool]) -> list[Entry]:
        return [entry for entry in self._entries if wanted(entry)]

    def since(self, mark: int) -> list[Entry]:
        """Entries after a mark taken with `len(log)`."""
        return self._entries[mark:]


def read(file: Path) -> Log:
    """The log another process wrote; a last line cut short by a crash is left out."""
    log = Log()
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                log.add(Entry(**json.loads(line)))
    return log
