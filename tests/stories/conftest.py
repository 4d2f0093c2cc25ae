"""Which worlds a story plays in."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from migrations import migrate
from tests.databases import Postgres
from tests.world import World, open_world

DAILY = ("slack", "discord", "web")  # over SQLite, in every run
TENTH = 10  # of the stories also plays over HTTP mode and PostgreSQL in every run
EVERY = [f"{name}-{db}" for db in ("sqlite", "postgresql") for name in (*DAILY, "slack-http")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each story its worlds: all with --every-world, else a fixed part."""
    if "world" not in metafunc.fixturenames:
        return
    if metafunc.config.getoption("--every-world"):
        worlds = EVERY
    else:
        worlds = [f"{name}-sqlite" for name in DAILY]
        number = zlib.crc32(metafunc.function.__name__.encode())
        if number % TENTH == 0:
            worlds += ["slack-http-sqlite", f"{DAILY[number // TENTH % 3]}-postgresql"]
    metafunc.parametrize("world", worlds, indirect=True)


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """One world, open, over its own database."""
    name, _, database = request.param.rpartition("-")
    if database == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        url = postgres.create(migrate)
    else:
        url = f"sqlite:///{tmp_path / 'hearth.db'}"
    async with open_world(name, tmp_path, url) as opened:
        yield opened
