"""A town with the rounds room in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.rounds.drawing import draw
from bot.rounds.handlers import on
from storage.rounds import RoundsStore
from tests.introductions.town import Town, who


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Cleo coordinates; nobody is drawn yet."""
    town = Town(sqlite_run, on, RoundsStore, {"rounds.draw": draw})
    town.moves_in("cleo", ask_me=False)
    town.members.coordinators.append(who("cleo"))
    return town
