"""Stories on Slack: the real slack-bolt against the loopback server."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from aiohttp import web

from adapters.slack.manifest import manifest
from bot.compose import TABLE
from tests.loopback.slack import LoopbackSlack, Timings
from tests.world.story import COORDINATOR, Seen, World


class SlackWorld(World):
    """Socket Mode."""

    slack: LoopbackSlack

    async def raise_platform(self) -> None:
        """A workspace with one administrator and a home channel."""
        self.slack = LoopbackSlack(
            manifest(TABLE), clock=lambda: self.now().timestamp(), timings=Timings.quick()
        )
        await self.slack.start()
        self.slack.add_user(COORDINATOR, tz="Europe/Madrid", is_admin=True)
        self.slack.add_channel("home", [COORDINATOR, self.slack.bot])

    async def lower_platform(self) -> None:
        """Stop the server."""
        await self.slack.stop()

    def chat(self) -> dict[str, Any]:
        """Tokens and address of the loopback server."""
        return {
            "slack_bot_token": self.slack.bot_token,
            "slack_app_token": self.slack.app_token,
            "slack_api": self.slack.api,
        }

    async def ready(self) -> None:
        """Wait for the socket."""
        await self.slack.connected()

    async def arrived(self) -> None:
        """Wait until every delivery was acknowledged."""
        await self.slack.at.quiet()

    def person(self, name: str, *, zone: str | None = None, locale: str = "en") -> None:
        """An account of the workspace."""
        language = "en-US" if locale == "en" else locale
        self.slack.add_user(name, tz=zone or "Europe/Madrid", locale=language)

    async def joins(self, name: str) -> None:
        """Enter the home channel."""
        await self.slack.joins_channel(name, "home")
        await self.settle()

    async def leaves(self, name: str) -> None:
        """Leave the home channel."""
        await self.slack.leaves_channel(name, "home")
        await self.settle()

    async def runs(self, name: str, verb: str, **options: str) -> None:
        """`/hearth verb …` in the home, options in the order given."""
        said = " ".join([verb, *options.values()])
        await self.slack.runs(name, "/hearth", said, "home")
        await self.settle()

    async def says(self, name: str, words: str) -> None:
        """Write in the messages tab."""
        await self.slack.writes_dm(name, words)
        await self.settle()

    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to the app."""
        await self.slack.mentions(name, "home", words)
        await self.settle()

    async def presses(self, name: str, button: str) -> None:
        """Press the newest button of that label."""
        await self.slack.presses(name, button)
        await self.settle()

    async def fills(self, name: str, **values: Any) -> None:
        """Fill in the view on top until none is left."""
        left = dict(values)
        while (view := self.slack.form(name)) is not None:
            known = {block.get("block_id") for block in view.blocks}
            here = {k: self._value(v) for k, v in left.items() if k in known}
            result = await self.slack.submits(name, here, unchecked=True)
            assert not result.errors, result.errors
            for used in here:
                del left[used]
        assert not left, f"no form asked for {sorted(left)}"
        await self.settle()

    @staticmethod
    def _value(value: Any) -> Any:
        return list(value) if isinstance(value, tuple) else value

    def sees(self, name: str) -> list[Seen]:
        """Messages, ephemeral ones included."""
        return [self._seen(one) for one in self.slack.sees(name)]

    def _seen(self, one: Any) -> Seen:
        members = {
            self.slack.world.users[id_].name
            for id_ in one.channel.members
            if id_ != self.slack.bot.id
        }
        together = members if one.channel.is_direct else set()
        return Seen(one.text, one.buttons, frozenset(together), one.channel.name)


class SlackHttpWorld(SlackWorld):
    """Signed HTTP: Slack calls us, on a port of our own."""

    _runner: web.AppRunner

    def chat(self) -> dict[str, Any]:
        """The signing secret instead of an app token."""
        return {
            "slack_bot_token": self.slack.bot_token,
            "slack_signing_secret": self.slack.signing_secret,
            "slack_api": self.slack.api,
        }

    async def ready(self) -> None:
        """Serve what the platform mounts, and tell Slack where."""
        app = web.Application()
        app.add_routes(self.hearth.platforms["slack"].routes())  # type: ignore[attr-defined] - it is Served
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.slack.delivers_to(f"http://127.0.0.1:{port}/slack/events")
        await asyncio.sleep(0)

    async def close(self) -> None:
        """Stop our server first."""
        await self._runner.cleanup()
        await super().close()
