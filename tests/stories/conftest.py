"""Which worlds a story plays in."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from migrations import migrate
from tests.databases import Postgres
from tests.world import World, open_world
from tests.world.browser import browser_ends
from tests.world.court import Court

__all__ = ["browser_ends"]
DAILY = ("slack", "discord", "web")  # over SQLite, in every run
TENTH = 10  # of the stories also plays over HTTP mode and PostgreSQL in every run
ALL = (*DAILY, "slack-http", "browser")
EVERY = [f"{name}-{db}" for db in ("sqlite", "postgresql") for name in ALL]
MEMORY = Path("/dev/shm")  # noqa: S108 - where the machine has it: a disk's fsync costs 5 ms


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each story its worlds: all with --every-world, else a fixed part.

    A story about what only some platforms have names them: `@only("discord")`. Stories of a file
    that says OF_THE_CALENDAR are about days alone: each plays on one platform in every run.
    """
    if "world" not in metafunc.fixturenames:
        return
    if metafunc.config.getoption("--every-world"):
        worlds = EVERY
    else:
        number = zlib.crc32(metafunc.function.__name__.encode())
        of_days = getattr(metafunc.module, "OF_THE_CALENDAR", False)
        names = DAILY[number % 3 :][:1] if of_days else DAILY
        worlds = [f"{name}-sqlite" for name in names]
        if number % TENTH == 0:
            worlds += ["slack-http-sqlite", f"{DAILY[number // TENTH % 3]}-postgresql"]
    only = getattr(metafunc.function, "platforms", ALL)
    worlds = [name for name in worlds if name.rpartition("-")[0] in only]
    metafunc.parametrize("world", worlds, indirect=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file as the migrations leave it, to be copied for each story."""
    file = tmp_path_factory.mktemp("migrated") / "hearth.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, in memory where there is such a place."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    folder = MEMORY / f"hearth-story-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def world(
    request: pytest.FixtureRequest, stage: Path, migrated: Path
) -> AsyncIterator[World]:
    """One world, open, over its own database; every body it was sent must be well-formed."""
    name, _, database = request.param.rpartition("-")
    judge = Court()
    if database == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        url = postgres.create(migrate)
    else:
        shutil.copy(migrated, stage / "hearth.db")
        url = f"sqlite:///{stage / 'hearth.db'}"
    async with open_world(name, stage, url, judge) as opened:
        yield opened
    judge.assert_content()
