"""A town with the newcomers room in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.newcomers.handlers import on
from storage.newcomers import NewcomersStore
from tests.introductions.town import Town, opened, who


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Cleo coordinates; nobody else has come yet."""
    database = opened(sqlite_url)
    with database.connect() as run:
        town = Town(run, on, NewcomersStore)
        town.moves_in("cleo", ask_me=False)
        town.members.coordinators.append(who("cleo"))
        yield town
    database.dispose()
