"""Migrated databases and a post office, for every test of the machinery."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import migrations
from tests.databases import Postgres
from tests.machinery.office import Office


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("pattern") / "hearth.db"
    migrations.migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, pattern: Path, tmp_path: Path) -> Iterator[str]:
    """A migrated database; a test that takes it runs once on each of the two."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(pattern, tmp_path / 'hearth.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create(migrations.migrate)
    yield url
    server.drop(url)


@pytest.fixture
async def office(migrated_url: str) -> AsyncIterator[Office]:
    """One community on a platform in memory."""
    office = Office(migrated_url)
    await office.found()
    yield office
    await office.close()
