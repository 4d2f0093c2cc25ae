"""A club on a database of its own."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from tests.members.club import Club


@pytest.fixture
def club(sqlite_run: Connection) -> Club:
    """A club over SQLite."""
    return Club(sqlite_run)


@pytest.fixture
def both(run: Connection) -> Club:
    """A club over each of the two databases."""
    return Club(run)
