"""Socket Mode: single-use addresses, at most ten connections, envelopes to be acknowledged."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.slack.deliveries import Kind, Outcome, Retry
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.world import APP

Json = dict[str, Any]
MOST = 10
# An acknowledgement may still come over the connection that replaced the closed one.
GRACE = 0.5


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    draining: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Envelope:
    """`connection` is the one it was written to."""

    id: str
    kind: Kind
    payload: Json
    connection: Connection
    answer: asyncio.Future[Json]


class Sockets:
    """`unread` counts: an envelope written to a connection and never acknowledged stands there."""

    def __init__(self, at: Installation) -> None:
        self.at = at
        self.connections: list[Connection] = []
        self.opened = 0
        self.sent = 0
        self.unread: list[Envelope] = []
        self.undeliverable: list[Json] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, Envelope] = {}
        self._dice = random.Random(0)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/link/", self.link)]

    def connect(self, at: Installation, body: Json) -> Json:
        """apps.connections.open: an address good for one connection."""
        if not at.manifest.socket_mode:
            raise Refused("not_allowed_token_type")
        ticket = secrets.token_hex(12)
        self._tickets.add(ticket)
        host = at.origin.removeprefix("http://")
        return {"url": f"ws://{host}/link/?ticket={ticket}&app_id={APP}"}

    async def link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        connection = Connection(web.WebSocketResponse())
        await connection.socket.prepare(request)
        if len(self.connections) >= MOST:
            await self._disconnect(connection, "too_many_websockets")
            return connection.socket
        self.connections.append(connection)
        try:
            await self._talk(connection)
        finally:
            self.connections.remove(connection)
            connection.gone.set()
            await self.at.wake()
        return connection.socket

    async def _talk(self, connection: Connection) -> None:
        await connection.socket.send_json(self._hello())
        self.opened += 1
        await self.at.wake()
        async for frame in connection.socket:
            if frame.type == WSMsgType.TEXT:
                self._acknowledged(json.loads(frame.data))

    def _hello(self) -> Json:
        debug = {
            "host": "applink-loopback",
            "build_number": 1,
            "approximate_connection_time": 18060,
        }
        info = {"app_id": APP}
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": debug,
            "connection_info": info,
        }

    def _acknowledged(self, frame: Json) -> None:
        envelope = self._waiting.get(str(frame.get("envelope_id")))
        if envelope is not None and not envelope.answer.done():
            envelope.answer.set_result(frame)

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Outcome:
        live = [each for each in self.connections if not each.draining and not each.socket.closed]
        if not live:
            self.undeliverable.append(payload)
            return Outcome(acked=False, reason="connection_failed")
        envelope = self._envelope(kind, payload, self._dice.choice(live))
        self._waiting[envelope.id] = envelope
        self.sent += 1
        try:
            await envelope.connection.socket.send_json(_frame(envelope, retry))
        except (ConnectionError, RuntimeError):
            # The peer is gone; the envelope counts as unread like any other nobody answers.
            envelope.connection.gone.set()
        return await self._answered(envelope)

    def _envelope(self, kind: Kind, payload: Json, connection: Connection) -> Envelope:
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        return Envelope(str(uuid.uuid4()), kind, payload, connection, answer)

    async def _answered(self, envelope: Envelope) -> Outcome:
        gone = asyncio.ensure_future(envelope.connection.gone.wait())
        try:
            waiting: set[asyncio.Future[Any]] = {envelope.answer, gone}
            await asyncio.wait(waiting, timeout=self.at.timings.ack, return_when="FIRST_COMPLETED")
            if gone.done() and not envelope.answer.done():
                await asyncio.wait({envelope.answer}, timeout=min(GRACE, self.at.timings.ack))
        finally:
            gone.cancel()
            del self._waiting[envelope.id]
        if not envelope.answer.done():
            self.unread.append(envelope)
            return Outcome(acked=False, reason="timeout")
        return Outcome(acked=True, payload=envelope.answer.result().get("payload"))

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """As Slack does every few hours: a warning, seconds to overlap, then the end of one."""
        connection = self._dice.choice(self.connections)
        if reason == "refresh_requested":
            await self._tell(connection, "warning")
            await asyncio.sleep(self.at.timings.warning)
        await self._disconnect(connection, reason)

    async def drop(self) -> None:
        """Every connection is cut without a word."""
        for connection in tuple(self.connections):
            await connection.socket.close(code=1011)

    async def _disconnect(self, connection: Connection, reason: str) -> None:
        connection.draining = True
        await self._tell(connection, reason)
        await connection.socket.close()

    async def _tell(self, connection: Connection, reason: str) -> None:
        told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-loopback"}}
        # The app may have left on the warning already.
        with contextlib.suppress(ConnectionError):
            await connection.socket.send_json(told)

    async def close(self) -> None:
        for connection in tuple(self.connections):
            await connection.socket.close()


def _frame(envelope: Envelope, retry: Retry | None) -> Json:
    frame: Json = {
        "envelope_id": envelope.id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        frame["retry_attempt"] = retry.number if retry else 0
        frame["retry_reason"] = retry.reason if retry else ""
    return frame
