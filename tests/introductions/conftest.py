"""A town with the introductions room in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.introductions.choosing import choose
from bot.introductions.handlers import on
from storage.introductions import IntroductionsStore
from tests.introductions.town import LEARNS, Town, opened, who


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Ana has just joined and wants to learn procurement; Cleo coordinates."""
    database = opened(sqlite_url)
    with database.connect() as run:
        town = Town(run, on, IntroductionsStore, {"introductions.choose": choose})
        town.moves_in(
            "ana", days=1, claims={"procurement": LEARNS}, organisation="Leeds", role="buyer"
        )
        town.moves_in("cleo", ask_me=False, introduce_me=False)
        town.members.coordinators.append(who("cleo"))
        yield town
    database.dispose()
