"""A town with the check-ins in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.checkins.handlers import on
from storage.checkins import CheckInsStore
from tests.introductions.town import Town, who


@pytest.fixture
def town(run: Connection) -> Town:
    """Bea has been here for long; Cleo coordinates, and is never quiet."""
    town = Town(run, on, CheckInsStore)
    town.moves_in("cleo")
    town.members.coordinators.append(who("cleo"))
    town.moves_in("bea")
    return town
