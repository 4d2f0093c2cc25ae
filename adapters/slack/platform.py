"""Slack as a platform of the core: one workspace, connected by its bot's token."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from adapters.slack import look, origin
from adapters.slack.app import Door
from adapters.slack.connection import Connection
from adapters.slack.manifest import EVENTS_PATH
from bot.errors import Busy, Misconfigured
from bot.events import Actor, Person, Place, Space
from bot.handlers import Declaration
from bot.platform import Answer, Can, Finding, Hear, Landed, Letter
from bot.text import Text

LATER = 30.0  # seconds until what was promised is tried again when we are not connected


def _utc() -> datetime:
    return datetime.now(UTC)


class SlackPlatform:
    """Socket Mode with an app token, signed HTTP with a signing secret and no app token."""

    name = "slack"
    title = "Slack"
    can = Can(
        say_privately=True,
        look_private=True,
        look_channels=False,
        watchers=None,
        open_together=7,
        typed_after_slash=True,
    )

    def __init__(
        self,
        bot_token: str,
        app_token: str | None = None,
        signing_secret: str | None = None,
        api: str = "https://slack.com/api/",
        clock: Callable[[], datetime] = _utc,
    ) -> None:
        """Nothing is asked of Slack before `start`."""
        if not (app_token or signing_secret):
            raise Misconfigured(
                "SLACK_APP_TOKEN", "environment", "give an app token, or a signing secret for HTTP"
            )
        self._bot_token = bot_token
        self._app_token = app_token
        self._signing_secret = signing_secret or ""
        self._address = api
        self._clock = clock
        self._connection: Connection | None = None
        self._listened: frozenset[str] = frozenset()

    async def start(self, hear: Hear, declarations: tuple[Declaration, ...]) -> None:
        """Connect and listen. Raises Disconnected when Slack refuses the token."""
        await self.stop()
        connection = Connection(self._bot_token, self._address)
        try:
            await connection.introduce()
            connection.overhear(self._listened)
            connection.listen(hear, self._clock, self._signing_secret)
            if self._app_token:
                await connection.dial(self._app_token)
        except BaseException:
            await connection.close()
            raise
        self._connection = connection

    async def stop(self) -> None:
        """Take no new events, finish those at hand, disconnect."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    def listen(
        self, space: Space, places: frozenset[Place], forums: frozenset[Place] = frozenset()
    ) -> None:
        self._listened = frozenset(place.id for place in places)
        if self._connection is not None:
            self._connection.overhear(self._listened)

    async def deaf(self, place: Place) -> tuple[Text, ...]:
        return await look.deaf(self._connected.api, place)

    async def unfit(self, forum: Place) -> tuple[Text, ...]:
        return ()  # it has none

    @property
    def up(self) -> bool:
        """Whether events reach us now."""
        return self._connection is not None and self._connection.up

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """One address for events, interactions and commands, in HTTP mode only."""
        if self._app_token:
            return []
        door = Door(self._signing_secret, self._app)
        return [web.post(EVENTS_PATH, door.knock)]

    def address(self, place: Place) -> str:
        url = self._connection.me.url if self._connection else ""
        return f"{url}archives/{place.id}/p{place.thread.replace('.', '')}" if url else ""

    def spaces(self) -> tuple[Space, ...]:
        connected = self._connection is not None and not self._connection.api.gone
        return (self._connected.me.space,) if connected else ()

    async def deliver(self, letter: Letter) -> Landed:
        return await self._connected.post.deliver(letter)

    async def find(self, letter: Letter, since: float) -> Landed | None:
        return await self._connected.post.find(letter, since)

    async def answer(self, handle: str, answer: Answer) -> None:
        await self._connected.replies.give(origin.origin(handle), answer)

    def roster(self, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
        return self._connected.people.roster(place.id)

    async def person(self, person: Person) -> Actor | None:
        return await self._connected.people.person(person.id)

    async def check(self, places: tuple[Place, ...]) -> tuple[Finding, ...]:
        """Also without listening, as `hearth doctor` runs it."""
        if self._connection is not None:
            return await look.check(self._connection.api, places, self._app_token)
        connection = Connection(self._bot_token, self._address)
        try:
            return await look.check(connection.api, places, self._app_token)
        finally:
            await connection.close()

    async def missing(self, home: Place) -> tuple[Text, ...]:
        return await look.missing(self._connected.api, home)

    def _app(self) -> AsyncApp | None:
        return self._connection.app if self._connection else None

    @property
    def _connected(self) -> Connection:
        if self._connection is None:
            raise Busy("not_connected", LATER)
        return self._connection
