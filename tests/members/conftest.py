"""A club on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from storage import engine
from storage.tables import metadata
from tests.members.club import Club


def connected(url: str) -> Iterator[Connection]:
    made = engine.writer(url)
    with made.begin() as run:
        metadata.create_all(run)
        yield run
    made.dispose()


@pytest.fixture
def club(sqlite_url: str) -> Iterator[Club]:
    """A club over SQLite."""
    for run in connected(sqlite_url):
        yield Club(run)


@pytest.fixture
def both(database_url: str) -> Iterator[Club]:
    """A club over each of the two databases."""
    for run in connected(database_url):
        yield Club(run)
