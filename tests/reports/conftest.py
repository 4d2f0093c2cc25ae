"""A town with the reports in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.reports.handlers import on
from storage.database import Scope, Tx
from storage.reports import ReportsStore
from tests.introductions.town import Members, Town, who


@pytest.fixture
def town(run: Connection) -> Town:
    """Cleo coordinates."""
    members = Members()

    def make(tx: Tx, scope: Scope) -> ReportsStore:
        return ReportsStore(tx, scope, members.wanted)

    town = Town(run, on, make, members=members)
    town.moves_in("cleo")
    town.members.coordinators.append(who("cleo"))
    return town
