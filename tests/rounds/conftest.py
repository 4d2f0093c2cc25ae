"""A town with the rounds room in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.rounds.drawing import draw
from bot.rounds.handlers import on
from storage.rounds import RoundsStore
from tests.introductions.town import Town, opened, who


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Cleo coordinates; nobody is drawn yet."""
    database = opened(sqlite_url)
    with database.connect() as run:
        town = Town(run, on, RoundsStore, {"rounds.draw": draw})
        town.moves_in("cleo", ask_me=False)
        town.members.coordinators.append(who("cleo"))
        yield town
    database.dispose()
