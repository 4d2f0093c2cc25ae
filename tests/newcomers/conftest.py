"""A town with the newcomers room in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.newcomers.handlers import on
from storage.newcomers import NewcomersStore
from tests.introductions.town import Town, who


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Cleo coordinates; nobody else has come yet."""
    town = Town(sqlite_run, on, NewcomersStore)
    town.moves_in("cleo", ask_me=False)
    town.members.coordinators.append(who("cleo"))
    return town
