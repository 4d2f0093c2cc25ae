"""Stories on Discord: the real discord.py against the loopback server."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.loopback.discord import LoopbackDiscord, modals, model, permissions
from tests.world.story import COORDINATOR, Seen, World

AGAIN = ("Continue", "Correct")


class DiscordWorld(World):
    """A guild with one home channel; the bot has what the invite link asks for."""

    discord: LoopbackDiscord

    async def raise_platform(self) -> None:
        """A guild with one administrator."""
        self.discord = LoopbackDiscord(rate=0)
        await self.discord.start()
        self.discord.passes(self.offset.total_seconds())
        self._passed = self.offset
        self.discord.privilege("members")
        cora = self.discord.person(COORDINATOR)
        self.discord.role("admin", permissions.MANAGE_GUILD)
        await self.discord.gains(cora, "admin")
        self.discord.room("home")

    async def lower_platform(self) -> None:
        """Stop the server."""
        await self.discord.stop()

    def chat(self) -> dict[str, Any]:
        """Token and addresses of the loopback server."""
        return {
            "discord_token": self.discord.token,
            "discord_api": self.discord.api,
            "discord_gateway": self.discord.gateway,
        }

    def moved(self) -> None:
        """Let the same time pass there."""
        self.discord.passes((self.offset - self._passed).total_seconds())
        self._passed = self.offset

    async def arrived(self) -> None:
        """Let the gateway's frames reach the bot: it answers each before the next."""
        await asyncio.sleep(0.05)

    def person(self, name: str, *, zone: str | None = None, locale: str = "en") -> None:
        """An account that is not in the guild."""
        language = "en-GB" if locale == "en" else f"{locale}-ES"
        self.discord.stranger(name, locale=language)

    async def joins(self, name: str) -> None:
        """Enter the guild and pass its screening."""
        await self.discord.joins(name, pending=True)
        await self.discord.passes_screening(name)
        await self.settle()

    async def leaves(self, name: str) -> None:
        """Leave the guild."""
        await self.discord.leaves(name)
        await self.settle()

    async def runs(self, name: str, verb: str, **options: str) -> None:
        """`/hearth verb` with typed options, in the home."""
        given = {k: v.removeprefix("@") for k, v in options.items()}
        await self.discord.runs(name, f"hearth {verb}", given, "home")
        await self.settle()

    async def says(self, name: str, words: str) -> None:
        """Write privately."""
        await self.discord.writes_dm(name, words)
        await self.settle()

    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to the bot."""
        await self.discord.mentions(name, "home", words)
        await self.settle()

    async def presses(self, name: str, button: str) -> None:
        """Press the newest button of that label."""
        await self.discord.presses(name, None, button)
        await self.settle()

    async def fills(self, name: str, **values: Any) -> None:
        """Fill in modal after modal, pressing Continue between them."""
        left = dict(values)
        while (opened := self.discord.open_modal(name)) is not None:
            names = {field["custom_id"] for field, _ in modals.fields(opened.modal or {})}
            here = {k: v for k, v in left.items() if k in names}
            await self.discord.submits(name, opened, here)
            for used in here:
                del left[used]
            seen = self.discord.sees(name)
            if left and seen and set(AGAIN) & set(seen[-1].buttons):
                await self.discord.presses(name, seen[-1], seen[-1].buttons[0])
        assert not left, f"no form asked for {sorted(left)}"
        await self.settle()

    def sees(self, name: str) -> list[Seen]:
        """Messages, ephemeral ones included."""
        return [self._seen(one) for one in self.discord.sees(name)]

    def _seen(self, one: Any) -> Seen:
        world = self.discord.world
        channel = world.channels[one.message.channel_id]
        people: set[str] = set()
        if channel.type == model.DM:
            people = {one.name for one in channel.recipients}
        elif channel.thread is not None and channel.type == model.PRIVATE_THREAD:
            people = {world.users[id_].name for id_ in channel.thread.members}
        return Seen(
            one.text, one.buttons, frozenset(people - {world.bot.name}), channel.name or "private"
        )
