"""The stage, empty, for each test."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from tests.communities.stage import Stage
from tests.communities.test_storage import ANA, BEA


@pytest.fixture
def stage(sqlite_run: Connection) -> Stage:
    """A space in which nothing is set up."""
    return Stage(sqlite_run)


@pytest.fixture
def town(stage: Stage) -> Stage:
    """A careful community, its post out and its hosts asked, two coordinators, on a Monday."""
    stage.sets_up(hosts=(), coordinators=(ANA, BEA))
    stage.press(ANA, "communities.post_it")
    stage.goes_out()
    return stage
