"""A town with the reports in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.reports.handlers import on
from storage.database import Scope, Tx
from storage.reports import ReportsStore
from tests.introductions.town import Members, Town, opened, who


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """Cleo coordinates."""
    database, members = opened(database_url), Members()

    def make(tx: Tx, scope: Scope) -> ReportsStore:
        return ReportsStore(tx, scope, members.wanted)

    with database.connect() as run:
        town = Town(run, on, make, members=members)
        town.moves_in("cleo")
        town.members.coordinators.append(who("cleo"))
        yield town
    database.dispose()
