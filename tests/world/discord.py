"""Stories on Discord: the real discord.py against the loopback server."""

from __future__ import annotations

import asyncio
from typing import Any

from adapters.discord.platform import DiscordPlatform
from tests.loopback.discord import LoopbackDiscord, components, modals, model, permissions
from tests.world.reading import words_in
from tests.world.story import COORDINATOR, HOME, Seen, World

AGAIN = ("Continue", "Correct")
REFUSALS = 5  # of the same form, until nobody would try again
PATIENCE = 20.0  # seconds for a frame to cross the loopback, and an answer its picture


class DiscordWorld(World):
    """A guild with one home channel; the bot has what the invite link asks for."""

    discord: LoopbackDiscord

    async def raise_platform(self) -> None:
        """A guild with one administrator."""
        self.discord = LoopbackDiscord(rate=0, judge=self.judge)
        await self.discord.start()
        self.discord.passes(self.offset.total_seconds())
        self._passed = self.offset
        self.discord.privilege("members", "message_content")
        cora = self.discord.person(COORDINATOR, global_name=COORDINATOR.title())
        self.discord.role("admin", permissions.MANAGE_GUILD)
        await self.discord.gains(cora, "admin")
        self.channel(HOME)

    async def lower_platform(self) -> None:
        """Stop the server."""
        await self.discord.stop()

    def chat(self) -> dict[str, Any]:
        """Token and addresses of the loopback server."""
        return {
            "discord_token": self.discord.token,
            "discord_api": self.discord.api,
            "discord_gateway": self.discord.gateway,
            "discord_content_intent": True,
        }

    def moved(self) -> None:
        """Let the same time pass there."""
        self.discord.passes((self.offset - self._passed).total_seconds())
        self._passed = self.offset

    async def arrived(self) -> None:
        """Wait until the bot has read every frame it was sent, and is done with each."""
        platform = self.hearth.platforms["discord"]
        assert isinstance(platform, DiscordPlatform)
        listening, client = platform._listening, platform._connection.client
        async with asyncio.timeout(PATIENCE):
            # discord.py has no event for a frame that was read.
            while client is None or client.ws.sequence != self._told():  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.001)
            await listening._waiting.join()
            await asyncio.gather(*listening._at_hand)

    def _told(self) -> int | None:
        """The number of the newest frame that went out to the bot."""
        lines = self.discord.sockets.lines
        return next((line.session.seq for line in lines if line.session), None)

    def person(
        self, name: str, *, zone: str | None = None, locale: str = "en", **traits: Any
    ) -> None:
        """An account that is not in the guild."""
        language = "en-GB" if locale == "en" else f"{locale}-ES"
        self.discord.stranger(name, global_name=name.title(), locale=language)

    def id_of(self, name: str) -> str:
        """The snowflake."""
        return self.discord.world.user(name).id

    def channel(self, name: str) -> None:
        """A text channel."""
        self.discord.room(name)

    def forbids(self) -> None:
        """Leave the bot's role with nothing but looking and writing."""
        self.discord.permit(permissions.VIEW_CHANNEL | permissions.SEND_MESSAGES)

    async def joins(self, name: str) -> None:
        """Enter the guild and pass its screening."""
        await self.discord.joins(name, pending=True)
        await self.discord.passes_screening(name)
        await self.settle()

    async def leaves(self, name: str) -> None:
        """Leave the guild."""
        await self.discord.leaves(name)
        await self.settle()

    async def runs(self, name: str, verb: str, *, place: str = HOME, **options: str) -> None:
        """`/hearth verb` with typed options."""
        given = {k: v.removeprefix("@") for k, v in options.items()}
        await self.discord.runs(name, f"hearth {verb}", given, place)
        await self.settle()

    async def says(self, name: str, words: str) -> None:
        """Write privately."""
        await self.discord.writes_dm(name, words)
        await self.settle()
        await self.opens_the_door(name)

    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to the bot."""
        await self.discord.mentions(name, HOME, words)
        await self.settle()
        await self.opens_the_door(name)

    async def writes(self, name: str, words: str, *, place: str = HOME, under: str = "") -> None:
        """Write in a channel, or as an answer to a message of it."""
        seen = [s for s in reversed(self.discord.sees(name)) if under in s.text]
        here = [s.message for s in seen if s.place == f"#{place}"]
        await self.discord.writes(name, place, words, here[0] if under else None)
        await self.settle()

    async def points(self, name: str, shortcut: str, at: str) -> None:
        """Use an entry of the message's own menu."""
        seen = next(s for s in reversed(self.discord.sees(name)) if at in s.text)
        await self.discord.context_menu(name, shortcut, seen.message)
        await self.settle()

    async def presses(self, name: str, button: str, *, place: str = "") -> None:
        """Press the newest button of that label."""
        on = None
        if place:
            seen = [s for s in self.discord.sees(name) if s.place == f"#{place}"]
            on = next(s for s in reversed(seen) if button in s.buttons)
        pressed = await self.discord.presses(name, on, button)
        await self.arrived()
        newest = self.discord.sees(name)[-1]
        if newest.private and newest.buttons == (button,) and pressed.message != newest.message:
            await self.discord.presses(name, newest, button)  # Discord asks once more by a message
        await self.settle()

    async def chooses(self, name: str, menu: str, option: str) -> None:
        """Choose in the newest menu whose placeholder begins so."""
        for one in reversed(self.discord.sees(name)):
            for part in components.every(one.message.components):
                if str(part.get("placeholder", "")).startswith(menu):
                    await self.discord.selects(name, one, part["custom_id"], option)
                    await self.settle()
                    return
        raise AssertionError(f"{name} sees no menu {menu!r}")

    def form(self, name: str) -> str:
        """The words of the modal on somebody's screen."""
        opened = self.discord.open_modal(name)
        return "\n".join(words_in(opened.modal)) if opened and opened.modal else ""

    async def _goes_on(self, name: str) -> None:
        seen = self.discord.sees(name)
        if seen and set(AGAIN) & set(seen[-1].buttons):
            await self.discord.presses(name, seen[-1], seen[-1].buttons[0])

    async def fills(self, name: str, **values: Any) -> None:
        """Fill in modal after modal, pressing Continue between them."""
        left = dict(values)
        filled: list[list[str]] = []
        if self.discord.open_modal(name) is None:  # a slow machine puts a button before it
            await self._goes_on(name)
        while (opened := self.discord.open_modal(name)) is not None:
            ids = [field["custom_id"] for field, _ in modals.fields(opened.modal or {})]
            names = {id_.partition("|")[0]: id_ for id_ in ids}
            here = [k for k in left if k in names]
            filled.append(sorted(names))
            assert filled.count(filled[-1]) <= REFUSALS, f"refused each time: {self.last(name)}"
            await self.discord.submits(name, opened, {names[k]: left[k] for k in here})
            for used in here:
                del left[used]
            await self._goes_on(name)
        assert not left, f"no form asked for {sorted(left)}"
        await self.settle()

    def file(self, name: str) -> bytes:
        """The newest file in a message."""
        return [c for one in self.discord.sees(name) for c in one.message.files.values()][-1]

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
        together = frozenset(people - {world.bot.name})
        ours = one.message.author.id == world.bot.id
        place, private = channel.name or "private", one.private or bool(together)
        return Seen(one.text, one.buttons, together, place, private, ours)
