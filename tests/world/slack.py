"""Stories on Slack: the real slack-bolt against the loopback server."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

from aiohttp import web

from adapters.slack.manifest import manifest
from adapters.slack.platform import SlackPlatform
from bot.compose import TABLE
from tests.loopback.slack import LoopbackSlack, Timings
from tests.world.reading import words_in
from tests.world.story import ADDRESS, COORDINATOR, HOME, Seen, World

TOO_SLOW = "That took me too long."  # what is said where a form could not open any more


class SlackWorld(World):
    """Socket Mode."""

    slack: LoopbackSlack

    async def raise_platform(self) -> None:
        """A workspace with one administrator and a home channel."""
        self.slack = LoopbackSlack(
            manifest(TABLE),
            clock=lambda: self.now().timestamp(),
            timings=Timings.quick(),
            judge=self.judge,
        )
        await self.slack.start()
        self.slack.add_user(COORDINATOR, tz="Europe/Madrid", is_admin=True)
        self.channel(HOME)

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
        """Until every delivery was acknowledged, and answered where that took longer."""
        await self.slack.at.quiet()
        platform = self.hearth.platforms["slack"]
        assert isinstance(platform, SlackPlatform)
        if platform._connection and platform._connection._ears:
            await platform._connection._ears.finish()

    def person(
        self, name: str, *, zone: str | None = None, locale: str = "en", **traits: Any
    ) -> None:
        """An account of the workspace."""
        language = "en-US" if locale == "en" else locale
        self.slack.add_user(name, tz=zone or "Europe/Madrid", locale=language, **traits)

    def id_of(self, name: str) -> str:
        """The user id."""
        return self.slack.world.user(name).id

    def channel(self, name: str) -> None:
        """A public channel."""
        self.slack.add_channel(name, [COORDINATOR])

    def forbids(self) -> None:
        """Put the bot out of the home channel."""
        self.slack.world.channel(HOME).members.remove(self.slack.bot.id)

    async def joins(self, name: str) -> None:
        """Enter the home channel."""
        await self.slack.joins_channel(name, HOME)
        await self.settle()

    async def leaves(self, name: str) -> None:
        """Leave the home channel."""
        await self.slack.leaves_channel(name, HOME)
        await self.settle()

    async def runs(self, name: str, verb: str, *, place: str = HOME, **options: str) -> None:
        """`/hearth verb …`, options in the order given."""
        said = " ".join([verb, *map(self._named, options.values())])
        await self.slack.runs(name, "/hearth", said, place)
        await self.settle()
        if self.last(name).startswith(TOO_SLOW):  # so does a person
            await self.slack.runs(name, "/hearth", said, place)
            await self.settle()

    def _named(self, value: str) -> str:
        """Slack's completion writes an id for a name it knows; anything else stays as typed."""
        known = {user.name: user.id for user in self.slack.world.users.values()}
        id_ = known.get(value[1:]) if value.startswith("@") else None
        return f"<@{id_}>" if id_ else value

    async def says(self, name: str, words: str) -> None:
        """Write in the messages tab."""
        await self.slack.writes_dm(name, words)
        await self.settle()
        await self.opens_the_door(name)

    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to the app."""
        await self.slack.mentions(name, HOME, words)
        await self.settle()
        await self.opens_the_door(name)

    async def writes(self, name: str, words: str, *, place: str = HOME, under: str = "") -> None:
        """Write in a channel, or in a thread of it."""
        seen = [s for s in reversed(self.slack.sees(name)) if under in s.text]
        here = [s.message for s in seen if s.channel.name == place]
        thread = (here[0].thread_ts or here[0].ts) if under else None
        await self.slack.writes(name, place, words, thread=thread)
        await self.settle()

    async def points(self, name: str, shortcut: str, at: str) -> None:
        """Use a message shortcut on the newest message with these words."""
        seen = next(s for s in reversed(self.slack.sees(name)) if at in s.text)
        await self.slack.message_shortcut(name, shortcut, seen.message)
        await self.settle()

    async def presses(self, name: str, button: str, *, place: str = "") -> None:
        """Press the newest button of that label."""
        on = None
        if place:
            seen = [s for s in self.slack.sees(name) if s.channel.name == place]
            on = next(s.message for s in reversed(seen) if button in s.buttons)
        await self.slack.presses(name, button, on)
        await self.settle()

    async def chooses(self, name: str, menu: str, option: str) -> None:
        """Choose in the newest menu whose placeholder begins so."""
        for one in reversed(self.slack.sees(name)):
            for block in one.message.blocks:
                for part in (block.get("accessory"), *block.get("elements", ())):
                    label = (part or {}).get("placeholder", {}).get("text", "")
                    if label.startswith(menu):
                        await self.slack.selects(name, part["action_id"], option, one.message)
                        await self.settle()
                        return
        raise AssertionError(f"{name} sees no menu {menu!r}")

    def form(self, name: str) -> str:
        """The words of the view on top."""
        view = self.slack.form(name)
        return "\n".join(words_in(view.given)) if view else ""

    async def fills(self, name: str, **values: Any) -> None:
        """Fill in the view on top until none is left."""
        left = dict(values)
        while (view := self.slack.form(name)) is not None:
            known = {b["block_id"]: b["element"]["type"] for b in view.blocks if "element" in b}
            here = {k: self._value(known[k], v) for k, v in left.items() if k in known}
            result = await self.slack.submits(name, here, unchecked=True)
            assert not result.errors, result.errors
            await self.arrived()
            for used in here:
                del left[used]
        assert not left, f"no form asked for {sorted(left)}"
        await self.settle()

    def _value(self, kind: str, value: Any) -> Any:
        one = {"users": self.id_of, "channels": self._place, "conversations": self._place}
        ids = one.get(kind.removeprefix("multi_").removesuffix("_select"), lambda v: v)
        return [ids(v) for v in value] if isinstance(value, tuple) else ids(value)

    def _place(self, name: str) -> str:
        return self.slack.world.channel(name).id

    def file(self, name: str) -> bytes:
        """The newest file in a message."""
        files = [file for one in self.slack.sees(name) for file in one.message.files]
        content: bytes = self.slack.world.files[files[-1]["id"]]["bytes"]
        return content

    def sees(self, name: str) -> list[Seen]:
        """Messages, ephemeral ones included."""
        return [self._seen(one) for one in self.slack.sees(name)]

    def links(self, who: str) -> list[str]:
        """Behind their labels, in the blocks."""
        blocks = [each.message.blocks for each in self.slack.sees(who)]
        return ADDRESS.findall(json.dumps(blocks))

    def _seen(self, one: Any) -> Seen:
        members = {
            self.slack.world.users[id_].name
            for id_ in one.channel.members
            if id_ != self.slack.bot.id
        }
        together = members if one.channel.is_direct else set()
        ours = one.message.user == self.slack.bot.id
        place = one.channel.name
        return Seen(one.text, one.buttons, frozenset(together), place, one.private, ours)


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
        platform = self.hearth.platforms["slack"]
        assert isinstance(platform, SlackPlatform)
        app.add_routes(platform.routes())
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.slack.delivers_to(f"http://127.0.0.1:{port}/slack/events")
        await asyncio.sleep(0)

    async def stop_hearth(self) -> None:
        """Stop our server first."""
        await self._runner.cleanup()
        await super().stop_hearth()
