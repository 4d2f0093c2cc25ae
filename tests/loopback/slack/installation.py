"""One app in one workspace: what it may do, and everything the server's parts share."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from typing import Any, Protocol

from tests.loopback.judge import Judge
from tests.loopback.log import Entry, Log
from tests.loopback.slack.faults import Faults
from tests.loopback.slack.manifest import Manifest
from tests.loopback.slack.tiers import Tiers
from tests.loopback.slack.timings import Timings
from tests.loopback.slack.triggers import Triggers
from tests.loopback.slack.world import World


class Announces(Protocol):
    """Carries an event to the app; done when its first try is."""

    async def __call__(self, subscription: str, event: dict[str, Any]) -> None: ...


class Installation:
    """The tokens are compared whole, so that one of another workspace is refused."""

    def __init__(
        self, manifest: Manifest, world: World, timings: Timings, judge: Judge, log: Log
    ) -> None:
        self.manifest = manifest
        self.world = world
        self.timings = timings
        self.judge = judge
        self.log = log
        self.faults = Faults()
        self.tiers = Tiers(None)
        self.triggers = Triggers(timings.trigger)
        self.bot_token = "xoxb-1-loopback"
        self.app_token = "xapp-1-A0HEARTH-1-loopback"
        self.signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"
        self.verification_token = "zCdEfGhIjKlMnOpQrStUvWxY"
        self.revoked: str | None = None
        self.lag = 0.0
        self.origin = ""
        self.count = itertools.count(1)
        self.announce: Announces = _nowhere
        self.changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self.broken: list[BaseException] = []

    def note(self, method: str, body: dict[str, Any], outcome: str, **more: Any) -> None:
        """An entry of the log, and a word to whoever waits for something to happen."""
        self.log.add(Entry(self.world.clock(), "slack", method, body, outcome, **more))
        self.spawn(self.wake())

    async def wake(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Work nobody waits for; an error in it is kept and fails the test at `stop`."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.broken.append(error)

    async def quiet(self) -> None:
        """Everything started here has ended."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def cancel(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _nowhere(subscription: str, event: dict[str, Any]) -> None:
    """Before the server runs there is nobody to tell."""
