"""One house for all journeys, begun from nothing; each visitor has a window of their own."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.house import House, two_free_ports
from tests.journeys.visitor import Visitor

PATIENCE = 10_000  # milliseconds, on a busy machine
Visit = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Hearth, running in an empty folder; the port it was given first is taken."""
    house = House(tmp_path_factory.mktemp("journeys"), two_free_ports())
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", house.port))
        taken.listen()
        await house.start()
    yield house
    await house.stop()
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
