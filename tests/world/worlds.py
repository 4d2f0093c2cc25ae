"""Which worlds there are: platforms, modes and databases."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from tests.loopback.judge import Judge
from tests.world.browser import BrowserWorld
from tests.world.discord import DiscordWorld
from tests.world.slack import SlackHttpWorld, SlackWorld
from tests.world.story import World
from tests.world.web import WebWorld

WORLDS: dict[str, type[World]] = {
    "slack": SlackWorld,
    "slack-http": SlackHttpWorld,
    "discord": DiscordWorld,
    "web": WebWorld,
    "browser": BrowserWorld,
}


@contextlib.asynccontextmanager
async def open_world(
    name: str, folder: Path, database: str, judge: Judge | None = None
) -> AsyncIterator[World]:
    """A world of that name over that database, open; closed afterwards whatever happens."""
    world = WORLDS[name](folder, database, judge)
    await world.open()
    try:
        yield world
    finally:
        await world.close()
