"""A house for each journey, moved into once; each visitor has a window of their own."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.house import House, two_free_ports
from tests.journeys.visitor import Visitor

PATIENCE = 10_000  # milliseconds, on a busy machine
Visit = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope="session")
async def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house everybody has moved into, and nothing has happened in since."""
    house = House(tmp_path_factory.mktemp("settled"), two_free_ports())
    await house.start()
    await house.stop()
    return house.folder


@pytest.fixture
async def house(settled: Path, tmp_path: Path) -> AsyncIterator[House]:
    """Hearth, running where no other journey has been: whom it chooses depends on who is there."""
    house = House(Path(shutil.copytree(settled, tmp_path / "house")), two_free_ports())
    await house.start()
    yield house
    await house.stop()
    in_order(house)


def in_order(house: House) -> None:
    """Nothing it logged speaks of a mishap."""
    assert "Traceback" not in house.journal
    assert "level=error" not in house.journal


@pytest.fixture
async def visit(house: House, browser: Browser) -> AsyncIterator[Visit]:
    """Open another window; whatever its page complains of fails the journey."""
    expect.set_options(timeout=PATIENCE)
    async with contextlib.AsyncExitStack() as windows:
        visitors: list[Visitor] = []

        async def another(**window: Any) -> Visitor:
            context = await browser.new_context(
                **{"locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce"} | window
            )
            windows.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            visitors.append(Visitor(await context.new_page(), house.url))
            return visitors[-1]

        yield another
        assert [complaint for one in visitors for complaint in one.complaints] == []


@pytest.fixture
async def visitor(visit: Visit) -> Visitor:
    """Somebody at a desk."""
    return await visit(viewport={"width": 1280, "height": 860})
