"""A town with the introductions room in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.introductions.choosing import choose
from bot.introductions.handlers import on
from storage.introductions import IntroductionsStore
from tests.introductions.town import LEARNS, Town, who


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Ana has just joined and wants to learn procurement; Cleo coordinates."""
    town = Town(sqlite_run, on, IntroductionsStore, {"introductions.choose": choose})
    town.moves_in("ana", days=1, claims={"procurement": LEARNS}, organisation="Leeds", role="buyer")
    town.moves_in("cleo", ask_me=False, introduce_me=False)
    town.members.coordinators.append(who("cleo"))
    return town
