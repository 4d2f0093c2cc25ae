"""The Web API: every call once, every failure one of the family of DeliveryError."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.codes import delivery_error
from bot.errors import Busy, DeliveryError, Disconnected, Undeliverable, Unsure

Json = dict[str, Any]
# Slack takes JSON where something is changed; what only reads wants its arguments in the query.
READS = {
    *("conversations.history", "conversations.info", "conversations.members"),
    *("conversations.replies", "files.getUploadURLExternal", "users.info", "users.list"),
}
UNREACHABLE = 5.0  # seconds until a server we could not connect to is asked again
TOO_MANY = 429
OPENING = "conversations.open"  # its limit is the workspace's; a post's may be one channel's


class Api:
    """One token's calls over one session; silent for ever once the token is worth nothing."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, lost: Callable[[str], None]
    ) -> None:
        """`lost` is told the code that ended it."""
        self._client = client
        self._session = session
        self._lost = lost
        self.gone = ""
        self.scopes: frozenset[str] = frozenset()

    async def call(self, method: str, **arguments: Any) -> Json:
        """Slack's answer. Raises Busy, Unsure, Undeliverable or Disconnected."""
        if self.gone:
            raise Disconnected(self.gone)
        self._still_open()
        try:
            return await self._call(method, arguments)
        except SlackApiError as error:
            raise self._meant(error.response, method) from error
        except aiohttp.ClientConnectorError as error:
            raise Busy("unreachable", UNREACHABLE) from error
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise Unsure(type(error).__name__) from error

    async def refuses(self, app_token: str) -> str:
        """Why no socket can be had with an app token; empty when one can. None is opened."""
        self._still_open()
        try:
            await self._client.apps_connections_open(app_token=app_token)
        except SlackApiError as error:
            return str(error.response.get("error"))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return type(error).__name__
        return ""

    def lose(self, code: str) -> None:
        """From now on nothing is asked of Slack any more."""
        if not self.gone:
            self.gone = code
            self._lost(code)

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Post to a response_url, which needs no token."""
        async with self._requested(url, json=body) as reply:
            if reply.status == TOO_MANY:
                raise Busy("ratelimited", float(reply.headers.get("Retry-After", 1)))
            if reply.status >= 500:  # noqa: PLR2004 - the server's fault
                raise Unsure(f"status_{reply.status}")
            if reply.status != 200:  # noqa: PLR2004 - taken
                raise Undeliverable("response_url_spent")

    async def upload(self, url: str, content: bytes) -> None:
        """Put a file's bytes where Slack has made room for them; nothing is shown yet."""
        async with self._requested(url, data=content) as reply:
            if reply.status != 200:  # noqa: PLR2004 - taken
                raise Busy(f"upload_status_{reply.status}", UNREACHABLE)

    async def _call(self, method: str, arguments: Json) -> Json:
        if method in READS:
            reply = await self._client.api_call(method, http_verb="GET", params=_query(arguments))
        else:
            reply = await self._client.api_call(method, json=arguments)
        scopes = _header(reply.headers, "x-oauth-scopes")
        if scopes:
            self.scopes = frozenset(scope.strip() for scope in scopes.split(","))
        if not isinstance(reply.data, dict):
            raise Unsure("no_json")
        return reply.data

    def _meant(self, reply: Any, method: str) -> DeliveryError:
        """The error in an answer; one without a code says nothing about what happened."""
        data = getattr(reply, "data", None)
        status = getattr(reply, "status_code", None) or getattr(reply, "status", 0)
        code = data.get("error") if isinstance(data, dict) else None
        if status == TOO_MANY:
            after = float(_header(reply.headers, "Retry-After") or 1)
            return Busy("ratelimited", after, others=method == OPENING)
        if not isinstance(code, str):
            return Unsure(f"status_{status}")
        error = delivery_error(code)
        if isinstance(error, Disconnected):
            self.lose(code)
        return error

    def _still_open(self) -> None:
        """After the session is closed the SDK would quietly open another for each call."""
        if self._session.closed:
            raise Busy("stopping", UNREACHABLE)

    def _requested(self, url: str, **what: Any) -> _Requested:
        self._still_open()
        return _Requested(self._session.post(url, **what))


class _Requested:
    """A request whose failures speak our family's language."""

    def __init__(self, request: Any) -> None:
        self._request = request

    async def __aenter__(self) -> aiohttp.ClientResponse:
        try:
            reply: aiohttp.ClientResponse = await self._request.__aenter__()
        except aiohttp.ClientConnectorError as error:
            raise Busy("unreachable", UNREACHABLE) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unsure(type(error).__name__) from error
        return reply

    async def __aexit__(self, *raised: object) -> None:
        await self._request.__aexit__(*raised)


def _query(arguments: Json) -> dict[str, Any]:
    spelled = {True: "true", False: "false"}
    return {
        name: spelled[value] if isinstance(value, bool) else value
        for name, value in arguments.items()
    }


def _header(headers: Mapping[str, Any], name: str) -> str:
    """Slack's SDK hands headers over as they came, whose case is not promised."""
    for key, value in headers.items():
        if key.lower() == name.lower():
            return str(value[0] if isinstance(value, list) else value)
    return ""
