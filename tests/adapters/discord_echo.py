"""A small bot on the real client, to see that the loopback platform is one it can live on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, Protocol

import discord
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

Said = discord.Interaction["Echo"]


class Address(Protocol):
    """Where the platform is, in this process or in another."""

    @property
    def api(self) -> str: ...
    @property
    def gateway(self) -> str: ...
    @property
    def token(self) -> str: ...


class Card(ui.LayoutView):
    """A message of the second component version, with a button in it."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        row: ui.ActionRow[Card] = ui.ActionRow()
        row.add_item(ui.Button(label="Start", custom_id="start", id=77))
        box: ui.Container[Card] = ui.Container(ui.TextDisplay("Welcome, **newcomer**."), row)
        self.add_item(box)


class Form(ui.Modal, title="About you"):
    """One field of each kind a form may have."""

    learn: ui.Label[Form] = ui.Label(
        text="What do you want to learn?",
        component=ui.TextInput(custom_id="learn", max_length=100),
    )
    often: ui.Label[Form] = ui.Label(
        text="How often?",
        component=ui.RadioGroup(
            custom_id="often",
            options=[discord.RadioGroupOption(label=label, value=label) for label in "012"],
        ),
    )
    ticks: ui.Label[Form] = ui.Label(
        text="You may",
        component=ui.CheckboxGroup(
            custom_id="ticks",
            required=False,
            options=[
                discord.CheckboxGroupOption(label="Introduce me", value="introduce", default=True),
                discord.CheckboxGroupOption(label="Draw me", value="draw"),
            ],
        ),
    )
    host: ui.Label[Form] = ui.Label(
        text="Who invited you?", component=ui.UserSelect(custom_id="host", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        assert interaction.data is not None
        told: dict[str, Any] = {}
        for label in interaction.data["components"]:  # type: ignore[typeddict-item]  # newer than the types
            part: dict[str, Any] = label["component"]  # type: ignore[typeddict-item,assignment]  # as above
            told[part["custom_id"]] = part.get("value", part.get("values"))
        await interaction.response.send_message(f"kept {told}", ephemeral=True)


class Echo(discord.Client):
    """Answers every kind of act in the plainest way."""

    def __init__(self, *, content: bool = False, patience: float = 5.0) -> None:
        wanted = discord.Intents.none()
        wanted.guilds = wanted.members = wanted.messages = True
        wanted.message_content = content
        super().__init__(
            intents=wanted,
            guild_ready_timeout=0.05,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=30,
            heartbeat_timeout=patience,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.joined: list[tuple[str, bool]] = []
        self.resumed = asyncio.Event()
        _declare(self.tree)

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id == self.application_id:
            return
        self.heard.append(message.content)
        if message.guild is None:
            await message.channel.send(f"you said {message.content}")

    async def on_member_join(self, member: discord.Member) -> None:
        self.joined.append((member.name, member.pending))

    async def on_raw_member_update(self, member: Any) -> None:
        """Only there so that the client parses the event."""

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            assert interaction.data is not None
            await _pressed(interaction, str(interaction.data.get("custom_id")))


async def _pressed(interaction: discord.Interaction, name: str) -> None:
    if name == "start":
        await interaction.response.send_modal(Form())
    elif name == "done":
        await interaction.response.edit_message(content="Done.", view=None)
    else:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"changed by {name}", view=None)


def _declare(tree: app_commands.CommandTree[Echo]) -> None:
    hearth = app_commands.Group(name="hearth", description="Introductions")
    desk = app_commands.Group(name="desk", description="For coordinators", parent=hearth)

    @hearth.command(description="Introduce two members")
    async def introduce(
        interaction: Said,
        one: discord.Member,
        other: discord.Member,
        because: app_commands.Range[str, 3, 200],
    ) -> None:
        await interaction.response.send_message(
            f"I'll ask {one.mention} and {other.mention}: {because}", ephemeral=True
        )

    @hearth.command(description="People who can help")
    async def find(interaction: Said, words: str) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"nobody knows {words} yet")

    @find.autocomplete("words")
    async def offer(interaction: Said, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}{rest}", value=rest) for rest in ("ment", "s")]

    @hearth.command(description="Never answers")
    async def sleep(interaction: Said) -> None:
        interaction.client.heard.append("slept")

    @desk.command(description="What needs you")
    async def today(interaction: Said) -> None:
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Fine", custom_id="done"))
        view.add_item(ui.Button(label="Later", custom_id="later"))
        await interaction.response.send_message("Nothing today.", view=view)

    @tree.context_menu(name="Not this person")
    async def not_them(interaction: Said, member: discord.Member) -> None:
        await interaction.response.send_message(f"not {member.name}", ephemeral=True)

    tree.add_command(hearth)


@contextlib.asynccontextmanager
async def running(
    platform: Address, *, content: bool = False, patience: float = 5.0
) -> AsyncIterator[Echo]:
    """The bot, ready, and gone afterwards."""
    Route.BASE = platform.api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(platform.gateway)
    bot = Echo(content=content, patience=patience)
    task = asyncio.create_task(bot.start(platform.token))
    ready = asyncio.create_task(bot.wait_until_ready())
    try:
        await asyncio.wait({task, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        yield bot
    finally:
        ready.cancel()
        await bot.close()
        await asyncio.gather(task, ready, return_exceptions=True)
