"""A running Discord adapter in a loopback guild, and a plain answering machine behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from adapters.discord.platform import DiscordPlatform
from bot import ui
from bot.errors import Away
from bot.events import Event, Person, Place, Space
from bot.handlers import (
    COORDINATOR,
    Declaration,
    Handlers,
    Target,
    choice,
    person,
    words,
)
from bot.platform import Answer, Letter
from bot.text import Envelope, own, t
from tests.loopback.discord import LoopbackDiscord, User
from tests.loopback.judge import Judge

EYES = Envelope("en", "Europe/Madrid", "c1")
Says = Callable[[Event], ui.Reply | None]


def declared() -> tuple[Declaration, ...]:
    """A small table of every kind of thing the tree is made from."""
    on = Handlers("demo")

    def run() -> None:
        """Never called: the tests answer in `Room.says`."""

    on.command("help", help=t("What I do here"))(run)
    on.command(
        "introduce",
        help=t("Introduce two members"),
        because=words(120, required=False),
        one=person(),
        other=person(hint=t("Who else")),
    )(run)
    on.command("find", help=t("Find people"), words=words(80, suggests=True))(run)
    on.command("pause", help=t("A break"), how=choice("round", "month", required=False))(run)
    on.command("desk", help=t("The desk alone"), who=COORDINATOR)(run)
    on.command("desk today", help=t("What needs you"), who=COORDINATOR)(run)
    on.command("desk role", help=t("Make a host"), who=COORDINATOR, member=person())(run)
    on.shortcut("demo.tell", label=t("Tell a coordinator"), target=Target.PERSON)(run)
    on.shortcut("demo.keep", label=t("Keep this"), target=Target.MESSAGE)(run)
    on.shortcut("demo.start", label=t("Start"), target=Target.NOTHING)(run)
    on.daily("demo.morning", at=time(9))(run)
    return tuple(on.table)


def saying(*blocks: ui.Block, private: bool = True) -> ui.Say:
    return ui.Say(message(*blocks), private)


def message(*blocks: ui.Block, **more: Any) -> ui.Message:
    return ui.Message("demo.said", ui.Weight.ANSWER, blocks, **more)


def words_of(text: str) -> ui.Paragraph:
    return ui.Paragraph(own(text))


def button(label: str, name: str, subject: str = "", **more: Any) -> ui.Row:
    return ui.Row((ui.Button(t(label), name, subject, **more),))


@dataclass
class Room:
    """The guild, the adapter, what it heard, and what it says."""

    discord: LoopbackDiscord
    folder: Path
    platform: DiscordPlatform = field(init=False)
    heard: list[Event] = field(default_factory=list)
    says: Says = lambda _: None
    slow: float = 0.0
    away: int = 0

    def __post_init__(self) -> None:
        self.platform = self.another()

    def another(self, **more: Any) -> DiscordPlatform:
        """One more adapter with the same data folder, as after a restart."""
        return DiscordPlatform(
            self.discord.token, self.discord.api, self.discord.gateway, folder=self.folder, **more
        )

    async def hear(self, event: Event) -> Answer | None:
        """The core, as far as an adapter knows it."""
        if self.away > 0:
            self.away -= 1
            raise Away
        self.heard.append(event)
        await asyncio.sleep(self.slow)
        reply = self.says(event)
        return None if reply is None else Answer(reply, EYES)

    async def until(self, true: Callable[[], Any], within: float = 5.0) -> None:
        """Wait until something has happened."""
        async with asyncio.timeout(within):
            while not true():  # noqa: ASYNC110 - what is waited for knows no asyncio
                await asyncio.sleep(0.01)

    def of(self, kind: type[Event]) -> list[Any]:
        """What was heard of one kind."""
        return [event for event in self.heard if isinstance(event, kind)]

    @property
    def space(self) -> Space:
        return Space("discord", self.discord.home.id)

    def person(self, user: User) -> Person:
        return Person(self.space, user.id)

    @property
    def home(self) -> Place:
        return Place(self.space, self.discord.channel("general").id)

    def letter(self, key: str, to: ui.Recipient, text: str = "Hello", **more: Any) -> Letter:
        pings: Iterable[Person] = more.pop("pings", ())
        said = message(words_of(text), button("Yes", "demo.yes", "7"), pings=tuple(pings))
        return Letter(key, to, said, EYES, home=self.home, **more)


@asynccontextmanager
async def connected(folder: Path, judge: Judge) -> AsyncIterator[Room]:
    """Ana and Bea are members, the adapter is connected; afterwards it has stopped."""
    async with LoopbackDiscord(judge=judge) as discord:
        made = Room(discord, folder)
        discord.person("ana", global_name="Ana")
        discord.person("bea", global_name="Bea")
        await made.platform.start(made.hear, declared())
        try:
            yield made
        finally:
            await made.platform.stop()
