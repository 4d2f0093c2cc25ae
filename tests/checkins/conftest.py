"""A town with the check-ins in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.checkins.handlers import on
from storage.checkins import CheckInsStore
from tests.introductions.town import Town, opened, who


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """Bea has been here for long; Cleo coordinates, and is never quiet."""
    database = opened(database_url)
    with database.connect() as run:
        town = Town(run, on, CheckInsStore)
        town.moves_in("cleo")
        town.members.coordinators.append(who("cleo"))
        town.moves_in("bea")
        yield town
    database.dispose()
