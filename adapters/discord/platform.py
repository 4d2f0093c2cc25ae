"""Discord as a platform: listens through one gateway, answers, delivers, looks."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

from adapters.discord import commands
from adapters.discord.answers import Answers
from adapters.discord.api import Api
from adapters.discord.connection import Connection
from adapters.discord.forums import Forums
from adapters.discord.gate import Gate
from adapters.discord.inbound import PLATFORM, Known
from adapters.discord.listening import Listening
from adapters.discord.outbound import Outbound
from adapters.discord.people import People
from adapters.discord.posts import Posts
from adapters.discord.roster import roster
from adapters.discord.search import Search
from adapters.discord.survey import Survey
from adapters.discord.threads import Threads
from bot.errors import DeliveryError, Disconnected
from bot.events import Actor, Person, Place, Power, Space
from bot.handlers import Declaration
from bot.platform import Answer, Can, Finding, Hear, Landed, Letter
from bot.text import Text, t

log = structlog.get_logger()

Json = dict[str, Any]

API = "https://discord.com/api/v10"
LINKS = "https://discord.com/channels"
WATCHERS = t("Moderators of this server can open private threads; I don't keep what you write.")


def _now() -> datetime:
    return datetime.now(UTC)


class DiscordPlatform:
    """One application on Discord, and every guild it was invited to."""

    name = PLATFORM
    title = "Discord"
    can = Can(
        say_privately=False,
        look_private=True,
        look_channels=True,
        watchers=WATCHERS,
        open_together=100,
        typed_after_slash=False,
        conversations=1000,  # active threads of a guild, public ones too
        forums=True,
    )

    def __init__(
        self,
        token: str,
        api: str = API,
        gateway: str | None = None,
        *,
        folder: Path,
        clock: Callable[[], datetime] = _now,
        members_intent: bool = True,
        content_intent: bool = False,
    ) -> None:
        """`folder` keeps the counter of identifies and which command tree is registered."""
        self._folder = folder
        self._api = Api(api, token, seconds=time.monotonic)
        self._gate = Gate(folder, clock)
        self._people = People(self._api, clock)
        self._threads = Threads(self._api)
        self._answers = Answers(self._api, self._people)
        self._forums = Forums(self._api)
        self._search = Search(self._api, self._threads, self._forums, self._people)
        self._outbound = Outbound(
            self._api,
            (self._threads, self._forums),
            self._search,
            self._people,
            self._answers.remember,
        )
        self._survey = Survey(self._api, self._people, self._gate, members=members_intent)
        self._listening = Listening(
            self._people, self._answers, Posts(self._api, self._people), clock, self._on_ready
        )
        self._connection = Connection(
            token, (api, gateway), self._gate, self._listening.on_frame,
            members=members_intent, content=content_intent,
        )  # fmt: skip
        self._wanted_members = members_intent

    async def start(self, hear: Hear, declarations: tuple[Declaration, ...]) -> None:
        """Connect and listen; the command tree is registered when it changed."""
        tree = commands.tree(declarations)
        known = Known(
            commands.shortcuts(declarations), self._parent_of, self._powers_of, self._is_private
        )
        self._listening.begin(hear, known)
        await self._connection.start()
        try:
            await commands.register(self._api, self._listening.application, tree, self._folder)
        except Disconnected:
            raise
        except DeliveryError as failed:
            # The tree of the last start still works; the next start tries again.
            log.warning("discord.commands_not_registered", why=failed.reason)

    async def stop(self) -> None:
        """Take no new events, finish those at hand, disconnect."""
        await self._connection.stop()
        await self._listening.finish()
        await self._api.close()

    def listen(
        self, space: Space, places: frozenset[Place], forums: frozenset[Place] = frozenset()
    ) -> None:
        """Tell who writes in these channels of a guild, who begins what in these forums."""
        self._listening.listened[space.id] = frozenset(place.id for place in places)
        self._listening.posts.forums[space.id] = frozenset(place.id for place in forums)

    async def deaf(self, place: Place) -> tuple[Text, ...]:
        """What keeps us from hearing who writes there; no intent is needed beyond the usual."""
        return await self._survey.deaf(place)

    async def unfit(self, forum: Place) -> tuple[Text, ...]:
        """What keeps us from posting in a forum and following its posts."""
        return await self._survey.unfit(forum)

    def address(self, place: Place) -> str:
        """A message's own address; a thread made from it has its id."""
        return f"{LINKS}/{place.space.id}/{place.id}/{place.thread}"

    def spaces(self) -> tuple[Space, ...]:
        """The guilds we are in, also while one is unavailable."""
        return tuple(Space(PLATFORM, guild) for guild in sorted(self._listening.guilds, key=int))

    async def deliver(self, letter: Letter) -> Landed:
        """Carry one letter, once."""
        self._alive()
        try:
            return await self._outbound.deliver(letter)
        except Disconnected as gone:
            await self._cut_off(gone)
            raise

    async def find(self, letter: Letter, since: float) -> Landed | None:
        """Our own message of that key, sent after `since`."""
        self._alive()
        try:
            return await self._search.find(letter, since)
        except Disconnected as gone:
            await self._cut_off(gone)
            raise

    async def answer(self, handle: str, answer: Answer) -> None:
        """Answer what came in earlier; after fifteen minutes an interaction is Undeliverable."""
        self._alive()
        await self._answers.by_handle(handle, answer)

    def roster(self, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
        """Of a guild, a role or a channel, by the id the place bears; in chunks of 500."""
        return roster(self._api, self._people, place)

    async def person(self, person: Person) -> Actor | None:
        """What Discord knows of somebody, at most a minute old."""
        return await self._people.look(person)

    async def check(self, places: tuple[Place, ...]) -> tuple[Finding, ...]:
        """Over REST alone, also while another process is connected."""
        without = self._wanted_members and not self._connection.members
        return tuple(await self._survey.findings(places, without_members=without))

    async def missing(self, home: Place) -> tuple[Text, ...]:
        """What keeps a channel from being a home."""
        return await self._survey.missing(home)

    def _alive(self) -> None:
        if self._connection.dead:
            raise Disconnected(self._connection.dead)

    async def _cut_off(self, gone: Disconnected) -> None:
        if gone.reason == "token_revoked":
            await self._connection.die(gone.reason)

    def _on_ready(self, me: str) -> None:
        self._threads.me = self._forums.me = me
        self._connection.flows()

    def _parent_of(self, channel: str) -> str | None:
        client = self._connection.client
        return client.parent_of(channel) if client else None

    def _is_private(self, channel: str) -> bool:
        client = self._connection.client
        return client is None or client.is_private(channel)

    def _powers_of(self, guild: str, roles: Iterable[str], user: str) -> frozenset[Power]:
        client = self._connection.client
        return client.powers_of(guild, roles, user) if client else frozenset()
