"""The server: one workspace, one installed app, on an address of its own on 127.0.0.1."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.loopback.judge import Judge
from tests.loopback.log import Log
from tests.loopback.slack import sight
from tests.loopback.slack.deliveries import Courier
from tests.loopback.slack.hooks import Hooks
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.interactions import Interactions
from tests.loopback.slack.manifest import Manifest
from tests.loopback.slack.people import People
from tests.loopback.slack.request_url import RequestUrl
from tests.loopback.slack.sight import Seen
from tests.loopback.slack.socket_mode import Sockets
from tests.loopback.slack.timings import Timings
from tests.loopback.slack.web_api import WebApi
from tests.loopback.slack.world import Channel, Message, User, View, World

MOST_BYTES = 16 * 1024 * 1024


class LoopbackSlack(Interactions, People):
    """`clock` is the wall clock of this Slack; deadlines are measured by the real one."""

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: Callable[[], float] = time.time,
        timings: Timings | None = None,
        tiers: float | None = None,
        judge: Judge | None = None,
        log: Log | None = None,
    ) -> None:
        read = Manifest(manifest)
        world = World(clock, read.bot_name)
        self.judge = judge or Judge()
        # An empty log is false.
        self.log = Log() if log is None else log
        at = Installation(read, world, timings or Timings.quick(), self.judge, self.log)
        at.tiers.factor = tiers
        self.sockets = Sockets(at)
        self.request_url: RequestUrl | None = None
        Interactions.__init__(self, at, Courier(at, self.sockets), Hooks(at))
        at.announce = self.courier.event
        self.faults = at.faults
        self.also: list[web.RouteDef] = []
        self._runner: web.AppRunner | None = None

    @property
    def api(self) -> str:
        """The base of the Web API, with a slash at its end."""
        return f"{self.at.origin}/api/"

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def bot_token(self) -> str:
        return self.at.bot_token

    @property
    def app_token(self) -> str:
        return self.at.app_token

    @property
    def signing_secret(self) -> str:
        return self.at.signing_secret

    async def start(self, port: int = 0) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        app.add_routes(WebApi(self.at, self.sockets.connect).routes())
        app.add_routes(self.sockets.routes() + self.hooks.routes())
        app.add_routes([web.post("/upload/v1/{file}", self._upload), *self.also])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, taken = self._runner.addresses[0][:2]
        self.at.origin = f"http://{host}:{taken}"
        return self

    async def stop(self) -> None:
        """Ends everything; an error in work nobody waited for is raised here."""
        await self.at.cancel()
        await self.sockets.close()
        if self.request_url is not None:
            await self.request_url.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self.at.broken:
            raise ExceptionGroup(
                "in the loopback Slack", [Exception(repr(each)) for each in self.at.broken]
            )

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def _upload(self, request: web.Request) -> web.Response:
        file = self.world.files[request.match_info["file"]]
        file["bytes"] = await request.read()
        return web.Response(text=f"OK - {len(file['bytes'])}")

    def delivers_to(self, url: str) -> RequestUrl:
        """From now on in HTTP mode, to this request URL."""
        if self.courier.transport is self.request_url:
            self.request_url.url = url  # the app moved
        else:
            self.request_url = RequestUrl(self.at, url)
            self.courier.transport = self.request_url
        return self.request_url

    def add_user(self, name: str, real_name: str = "", **traits: Any) -> User:
        return self.world.add_user(name, real_name, **traits)

    def add_channel(
        self, name: str, members: Iterable[User | str] = (), *, bot: bool = True, **traits: Any
    ) -> Channel:
        """A channel that was always there, so no event tells of it; `bot`: is the app in it."""
        channel = self.world.add_channel(name, members, **traits)
        if bot:
            channel.members.append(self.bot.id)
        return channel

    def sees(self, who: User | str, most: int = 0) -> list[Seen]:
        return sight.sees(self.world, self.world.user(who), most)

    def form(self, who: User | str) -> View | None:
        """The modal on top, if any is open."""
        views = self.world.user(who).views
        return views[-1] if views else None

    def reads(self, view: View | None) -> str:
        """The words of a modal or a Home."""
        return sight.view_text(self.world, view) if view else ""

    def home(self, who: User | str) -> View | None:
        return self.world.user(who).home

    def pings(self, message: Message) -> set[str]:
        return sight.pings(message)

    @property
    def lag(self) -> float:
        """Seconds a message takes to appear in history."""
        return self.at.lag

    @lag.setter
    def lag(self, seconds: float) -> None:
        self.at.lag = seconds

    async def revoke(self, error: str = "token_revoked") -> None:
        """The token stops at once; the app is told where it asked to be."""
        self.at.revoked = error
        tokens: dict[str, list[str]] = {"oauth": [], "bot": [self.bot.id]}
        event = {"type": "tokens_revoked", "tokens": tokens, "event_ts": self.world.ts()}
        await self.courier.event("tokens_revoked", event)

    async def uninstalls(self) -> None:
        """The app is removed from the workspace."""
        event = {"type": "app_uninstalled", "event_ts": self.world.ts()}
        await self.courier.event("app_uninstalled", event)
        await self.revoke("account_inactive")
        if self.sockets.connections:
            await self.sockets.refresh("link_disabled")

    async def until(self, wanted: Callable[[], object], within: float = 5.0) -> None:
        """Waits for something to become true, looking whenever something happened."""
        ends = time.monotonic() + within
        while not wanted():
            left = ends - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not within {within} s")
            try:
                async with asyncio.timeout(min(left, 0.05)), self.at.changed:
                    await self.at.changed.wait()
            except TimeoutError:
                continue

    async def connected(self, within: float = 10.0) -> None:
        """The app has a socket open."""
        await self.until(lambda: self.sockets.connections and self.sockets.opened, within)
