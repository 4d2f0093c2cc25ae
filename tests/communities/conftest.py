"""The stage, empty, for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage import engine
from storage.tables import metadata
from tests.communities.stage import Stage
from tests.communities.test_storage import ANA, BEA


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    """A space in which nothing is set up."""
    made = engine.writer(sqlite_url)
    metadata.create_all(made)
    with made.begin() as connection:
        yield Stage(connection)
    made.dispose()


@pytest.fixture
def town(stage: Stage) -> Stage:
    """A careful community, its post out and its hosts asked, two coordinators, on a Monday."""
    stage.sets_up(hosts=(), coordinators=(ANA, BEA))
    stage.press(ANA, "communities.post_it")
    stage.goes_out()
    return stage
