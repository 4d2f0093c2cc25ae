"""The Bolt app: what Slack delivers, over a socket or over signed HTTP, brought to our ears."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound import Me
from adapters.slack.signature import Replays, refused
from bot.errors import Away, DeliveryError

Json = dict[str, Any]
Take = Callable[[Json], Awaitable[Json | None]]
LOG = logging.getLogger(__name__)
LIBRARY = logging.getLogger("adapters.slack.library")
ANY = re.compile(".*")
UNAUTHORISED, UNAVAILABLE, UNSUPPORTED, BAD = 401, 503, 415, 400


def quiet() -> logging.Logger:
    """The libraries' logger: at DEBUG they write down what people say, so never below INFO."""
    LIBRARY.setLevel(max(LIBRARY.level, logging.INFO))
    return LIBRARY


def bolt(client: AsyncWebClient, me: Me, take: Take, signing_secret: str) -> AsyncApp:
    """Everything goes to `take`, and is acknowledged only when that returns."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=me.space.id, bot_user_id=me.user, bot_id=me.bot
        )

    async def heard(body: Json, ack: AsyncAck) -> None:
        said = await take(body)
        await (ack(said) if said else ack())

    async def failed(error: Exception) -> BoltResponse:
        if isinstance(error, Away | DeliveryError):
            LOG.warning("not acknowledged, so that it comes again: %s", type(error).__name__)
        else:
            LOG.error("not acknowledged", exc_info=error)
        return BoltResponse(status=UNAVAILABLE, body="")

    app = AsyncApp(
        name="hearth",
        logger=quiet(),
        client=client,
        signing_secret=signing_secret,
        authorize=authorize,
        process_before_response=True,
        # What we post ourselves begins threads too; whatever else we do is left by our own ears.
        ignoring_self_events_enabled=False,
    )
    for listen in (app.event, app.command, app.action, app.view_submission, app.shortcut):
        listen(ANY)(heard)
    app.view_closed(ANY)(heard)
    app.error(failed)
    return app


class Socket:
    """Envelopes of Socket Mode; what is not answered with 200 is not acknowledged."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

    async def handle(self, line: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        response = await run_async_bolt_app(self._app, request)
        await send_async_response(line, request, response, started)


class Door:
    """Signed HTTP: form, signature and age are looked at before the library sees a request."""

    def __init__(self, signing_secret: str, app: Callable[[], AsyncApp | None]) -> None:
        """`app` is asked at each request: it is None while we are not connected."""
        self._secret = signing_secret
        self._app = app
        self._replays = Replays()

    async def knock(self, request: web.Request) -> web.Response:
        """One request of Slack; anything else is turned away with one line in the log."""
        if request.headers.get("Content-Encoding"):
            return web.Response(status=UNSUPPORTED)
        app = self._app()
        if app is None:
            return web.Response(status=UNAVAILABLE)
        body = await request.read()
        now = time.time()
        why = refused(self._secret, request.headers, body, now, self._replays)
        if why:
            LOG.warning("a request was turned away: %s", why)
            return web.Response(status=UNAUTHORISED)
        signature = request.headers["X-Slack-Signature"]
        self._replays.remember(signature, now)
        response = await self._answered(app, request, body)
        if response.status != 200:  # noqa: PLR2004 - taken; anything else may come again
            self._replays.forget(signature)
        return response

    async def _answered(self, app: AsyncApp, request: web.Request, body: bytes) -> web.Response:
        try:
            asked = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers=dict(request.headers)
            )
        except ValueError:
            return web.Response(status=BAD)
        return await to_aiohttp_response(await app.async_dispatch(asked))
