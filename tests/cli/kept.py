"""Databases with a founded community, and looks into them, for the tests of backups."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from bot.cli_restore import _erase
from bot.events import Person
from storage import backup
from storage.database import Tx
from storage.people import People
from tests.cli.command import KEY, Command
from tests.cli.house import ANA, BEA, COMMUNITY, CORA, SPACE, found, inside

# What a restore settles on purpose.
CHANGED = {"outbox", "timers", "computations", "log", "occurrences", "planned"}


@pytest.fixture
def place(hearth: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The command in this process, in a folder of its own, with a key."""
    for name in [name for name in os.environ if name.startswith("HEARTH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(hearth.folder)
    monkeypatch.setenv("HEARTH_KEY", KEY)
    (hearth.folder / "data").mkdir()
    before = os.umask(0o022)
    yield hearth.folder
    os.umask(before)


@pytest.fixture
def url(place: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A founded community, on each of the two databases; the command uses it too."""
    monkeypatch.setenv("HEARTH_DATABASE", database_url)
    found(database_url)
    return database_url


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is in a database, but for what a restore is meant to change."""
    with inside(url) as tx:
        there = MetaData()
        there.reflect(tx.run)
        kept = [t for t in there.sorted_tables if t.name not in {*backup.LEFT_OUT, "facts"}]
        return {t.name: sorted(map(tuple, tx.run.execute(select(t))), key=str) for t in kept}


def forget(tx: Tx, *people: Person) -> None:
    """As when they ask."""
    for person in people:
        _erase(tx, COMMUNITY.id, person)


def known(tx: Tx) -> set[str]:
    names = People(tx, SPACE)
    return {person.id for person in (CORA, ANA, BEA) if names.actor(person)}
