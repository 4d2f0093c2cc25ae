"""One connection to a workspace: everything that exists only while we are connected."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.api import Api
from adapters.slack.app import Socket, bolt, quiet
from adapters.slack.codes import delivery_error
from adapters.slack.inbound import Me
from adapters.slack.listening import Ears
from adapters.slack.outbound import Post
from adapters.slack.replies import Replies
from adapters.slack.roster import People
from adapters.slack.socket import Switchboard
from bot.errors import Busy
from bot.events import Space
from bot.platform import Hear

LOG = logging.getLogger(__name__)
PATIENCE = aiohttp.ClientTimeout(total=30, sock_connect=10)
UNREACHABLE = 5.0


class Connection:
    """Made by `open`; ended by `close`, or by Slack when our token is worth nothing."""

    def __init__(self, bot_token: str, address: str) -> None:
        """`address` is the Web API's, with a slash at its end."""
        self._address = address
        self._session = aiohttp.ClientSession(timeout=PATIENCE)
        self._client = self._new_client(bot_token)
        self.api = Api(self._client, self._session, self.lost)
        self.app: AsyncApp | None = None
        self._board: Switchboard | None = None
        self._ears: Ears | None = None
        self._listened: frozenset[str] = frozenset()
        self._ending: asyncio.Task[None] | None = None

    async def introduce(self) -> None:
        """Learn who we are. Raises Disconnected when Slack refuses the token."""
        told = await self.api.call("auth.test")
        space = Space("slack", told["team_id"])
        self.me = Me(space, told["user_id"], told.get("bot_id") or "", told.get("url") or "")
        self.people = People(self.api, space, monotonic)
        self.post = Post(self.api, self.people, self.me)

    def listen(self, hear: Hear, clock: Callable[[], datetime], signing_secret: str) -> None:
        """Be ready for what Slack delivers."""
        self.replies = Replies(self.api, self.post, self.people, clock)
        self._ears = Ears(hear, self.me, self.api, self.people, self.replies, clock)
        self.overhear(self._listened)
        # Its own client has no token: authorising by ours spares Bolt a call, and us a secret.
        self.app = bolt(self._new_client(None), self.me, self._ears.take, signing_secret)

    def overhear(self, channels: frozenset[str]) -> None:
        """Tell who writes in these channels, and in no others."""
        self._listened = channels
        if self._ears is not None:
            self._ears.listened = channels

    async def dial(self, app_token: str) -> None:
        """Open the socket. Raises the family of DeliveryError."""
        if self.app is None:
            return
        handle = Socket(self.app).handle
        board = Switchboard(app_token, self._client, self._session, handle, self.lost)
        try:
            await board.start()
        except SlackApiError as error:
            data = getattr(error.response, "data", None)
            code = data.get("error") if isinstance(data, dict) else None
            raise delivery_error(str(code or "internal_error")) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Busy("unreachable", UNREACHABLE) from error
        self._board = board

    @property
    def up(self) -> bool:
        """Whether events reach us now; over HTTP that is Slack's to know."""
        return not self.api.gone and (self._board is None or self._board.up)

    def lost(self, code: str) -> None:
        """Our token is worth nothing any more: stop listening at once."""
        LOG.error("slack has ended our connection: %s", code)
        self.api.gone = self.api.gone or code
        self.app = None
        if self._board is not None and self._ending is None:
            self._ending = asyncio.create_task(self._board.stop())

    async def close(self) -> None:
        """Take no new events, finish those at hand, disconnect."""
        self.app = None
        if self._ending is not None:
            await self._ending
        elif self._board is not None:
            await self._board.stop()
        if self._ears is not None:
            await self._ears.finish()
        await self._session.close()

    def _new_client(self, token: str | None) -> AsyncWebClient:
        """Never with a retry handler: whether to send again is decided where it can be known."""
        return AsyncWebClient(
            token=token,
            base_url=self._address,
            session=self._session,
            retry_handlers=[],
            logger=quiet(),
        )
