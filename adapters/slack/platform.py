"""Slack as a platform of the core: one workspace, connected by its bot's token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime
from time import monotonic

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import look, origin
from adapters.slack.api import Api
from adapters.slack.app import Door, Socket, bolt, quiet
from adapters.slack.inbound import Me
from adapters.slack.listening import Ears
from adapters.slack.manifest import EVENTS_PATH
from adapters.slack.outbound import Post
from adapters.slack.replies import Replies
from adapters.slack.roster import People
from adapters.slack.socket import Switchboard
from bot.errors import Disconnected, Misconfigured
from bot.events import Actor, Person, Place, Space
from bot.handlers import Declaration
from bot.platform import Answer, Can, Finding, Hear, Landed, Letter
from bot.text import Text

LOG = logging.getLogger(__name__)
PATIENCE = aiohttp.ClientTimeout(total=30, sock_connect=10)


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
        self._door = Door(self._signing_secret)
        self._board: Switchboard | None = None
        self._ending: asyncio.Task[None] | None = None

    async def start(self, hear: Hear, declarations: tuple[Declaration, ...]) -> None:
        """Connect and listen. Raises Disconnected when Slack refuses the token."""
        self._session = aiohttp.ClientSession(timeout=PATIENCE)
        try:
            await self._connect(hear)
        except BaseException:
            await self._session.close()
            raise

    async def stop(self) -> None:
        """Take no new events, finish those at hand, disconnect."""
        self._door.app = None
        if self._ending is not None:
            await self._ending
        elif self._board is not None:
            await self._board.stop()
        await self._ears.finish()
        await self._session.close()

    @property
    def up(self) -> bool:
        """Whether events reach us now."""
        if self._api.gone:
            return False
        return self._board.up if self._board else self._door.app is not None

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """One address for events, interactions and commands, in HTTP mode only."""
        return [] if self._app_token else [web.post(EVENTS_PATH, self._door.knock)]

    def spaces(self) -> tuple[Space, ...]:
        return () if self._api.gone else (self._me.space,)

    async def deliver(self, letter: Letter) -> Landed:
        return await self._post.deliver(letter)

    async def find(self, letter: Letter, since: float) -> Landed | None:
        return await self._post.find(letter, since)

    async def answer(self, handle: str, answer: Answer) -> None:
        await self._replies.give(origin.origin(handle), answer)

    def roster(self, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
        return self._people.roster(place.id)

    async def person(self, person: Person) -> Actor | None:
        return await self._people.person(person.id)

    async def check(self, places: tuple[Place, ...]) -> tuple[Finding, ...]:
        return await look.check(self._api, places)

    async def missing(self, home: Place) -> tuple[Text, ...]:
        return await look.missing(self._api, home)

    async def _connect(self, hear: Hear) -> None:
        client = self._client(self._bot_token)
        self._api = Api(client, self._session, self._lost)
        told = await self._api.call("auth.test")
        self._me = Me(Space(self.name, told["team_id"]), told["user_id"], told.get("bot_id", ""))
        self._people = People(self._api, self._me.space, monotonic)
        self._post = Post(self._api, self._people, self._me)
        self._replies = Replies(self._api, self._post, self._people, self._clock)
        self._ears = Ears(hear, self._me, self._api, self._people, self._replies, self._clock)
        # Its own client has no token: authorising by ours spares Bolt a call, and us a secret.
        app = bolt(self._client(None), self._me, self._ears.take, self._signing_secret)
        if self._app_token:
            handle = Socket(app).handle
            self._board = Switchboard(self._app_token, client, self._session, handle, self._lost)
            await self._dial(self._board)
        else:
            self._door.app = app

    async def _dial(self, board: Switchboard) -> None:
        try:
            await board.start()
        except SlackApiError as error:
            raise Disconnected(str(error.response.get("error"))) from error

    def _client(self, token: str | None) -> AsyncWebClient:
        """Never with a retry handler: whether to send again is decided where it can be known."""
        return AsyncWebClient(
            token=token,
            base_url=self._address,
            session=self._session,
            retry_handlers=[],
            logger=quiet(),
        )

    def _lost(self, code: str) -> None:
        """Our token is worth nothing any more: stop listening at once."""
        LOG.error("slack has ended our connection: %s", code)
        self._door.app = None
        self._api.gone = self._api.gone or code
        if self._board is not None and self._ending is None:
            self._ending = asyncio.create_task(self._board.stop())
