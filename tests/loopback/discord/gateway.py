"""The gateway: identify, resume, heartbeats, dispatch, and the ways a connection ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.discord import chunks, intents, shapes
from tests.loopback.discord.model import Channel, Json
from tests.loopback.discord.routes import accounts
from tests.loopback.discord.sessions import (
    ACK,
    HEARTBEAT,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    PRESENCE,
    RECONNECT,
    REQUEST_MEMBERS,
    RESUME,
    Line,
    Session,
)
from tests.loopback.discord.world import World

IDENTIFIES_A_DAY = 1000
# Published as a few minutes.
RESUMABLE = 180.0
_KNOWN = {HEARTBEAT, IDENTIFY, PRESENCE, 4, RESUME, REQUEST_MEMBERS}


@dataclass
class Gateway:
    """Every session and every open line; `frames` keeps all that was dispatched."""

    world: World
    url: str = ""
    heartbeat_ms: int = 41_250
    identify_gap: float = 0.0
    lag: float = 0.0
    sessions: dict[str, Session] = field(default_factory=dict)
    lines: set[Line] = field(default_factory=set)
    frames: list[tuple[str, Json]] = field(default_factory=list)
    identifies: list[float] = field(default_factory=list)
    resumes: int = 0
    close_codes: list[int] = field(default_factory=list)
    member_requests: int = 0
    acks: bool = True
    open_for_business: bool = True
    refuse_resumes: bool = False

    def emit(self, name: str, data: Json, intent: int = 0, channel: Channel | None = None) -> None:
        """Hands an event to every session that wants it, connected or not."""
        self.frames.append((name, data))
        self._forget_the_gone()
        for session in self.sessions.values():
            if session.wants(self.world, intent, channel):
                session.dispatch(name, session.redacted(self.world, name, data))

    def _forget_the_gone(self) -> None:
        now = self.world.clock.now()
        for session in list(self.sessions.values()):
            if session.line is None and now - session.left_at > RESUMABLE:
                del self.sessions[session.id]

    @property
    def connected(self) -> int:
        """How many sessions have somebody listening."""
        return sum(session.line is not None for session in self.sessions.values())

    def identifies_left(self) -> int:
        """Of the thousand a day."""
        today = [at for at in self.identifies if time.monotonic() - at < 86_400]
        return max(0, IDENTIFIES_A_DAY - len(today))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its close."""
        if not self.open_for_business:
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=1 << 20, autoclose=False)
        await socket.prepare(request)
        line = Line(socket, self.lag, transport=request.transport)
        writer = asyncio.create_task(line.write())
        self.lines.add(line)
        if request.query.get("v", "10") != "10":
            line.close(4012)
        line.send(HELLO, {"heartbeat_interval": self.heartbeat_ms})
        try:
            await self._listen(line)
        finally:
            self._ended(line)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
        return socket

    async def _listen(self, line: Line) -> None:
        while True:
            message = await line.socket.receive()
            if message.type is WSMsgType.TEXT:
                self._heard(line, str(message.data))
            elif message.type is WSMsgType.CLOSE:
                self._hung_up(line, int(message.data or 1000))
                await line.socket.close()
                return
            elif message.type in {WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}:
                return

    def _hung_up(self, line: Line, code: int) -> None:
        """1000 and 1001 from the client end the session; any other code leaves it resumable."""
        self.close_codes.append(code)
        if line.session is not None and code in {1000, 1001}:
            self.sessions.pop(line.session.id, None)

    def _ended(self, line: Line) -> None:
        self.lines.discard(line)
        if line.session is not None and line.session.line is line:
            line.session.line = None
            line.session.left_at = self.world.clock.now()

    def _heard(self, line: Line, text: str) -> None:
        code = line.crowded(text)
        if code is not None:
            return self._throw_out(line, code)
        try:
            frame = json.loads(text)
            op, data = int(frame["op"]), frame.get("d")
        except (ValueError, KeyError, TypeError):
            return self._throw_out(line, 4002)
        if op not in _KNOWN:
            return self._throw_out(line, 4001)
        if op == HEARTBEAT:
            return self._beat(line)
        if op in {IDENTIFY, RESUME}:
            return self._enter(line, op, data)
        if line.session is None:
            return self._throw_out(line, 4003)
        if op == REQUEST_MEMBERS:
            self.member_requests += 1
            chunks.asked(self.world, line.session, data)
        return None

    def _throw_out(self, line: Line, code: int) -> None:
        if code in {4004, 4007, 4009} and line.session is not None:
            self.sessions.pop(line.session.id, None)
        line.close(code)

    def _beat(self, line: Line) -> None:
        line.beat_at = time.monotonic()
        if self.acks:
            line.send(ACK, None)

    def _enter(self, line: Line, op: int, data: Json) -> None:
        application = self.world.application
        if line.session is not None:
            return self._throw_out(line, 4005)
        given = str(data.get("token", "")).removeprefix("Bot ")
        if not application.token_works or given != application.token:
            return self._throw_out(line, 4004)
        return self._resume(line, data) if op == RESUME else self._identify(line, data)

    def _identify(self, line: Line, data: Json) -> None:
        wanted, now = int(data.get("intents", 0)), time.monotonic()
        if code := self._wrong_intents(wanted) or _wrong_shard(data.get("shard")):
            return self._throw_out(line, code)
        early = bool(self.identifies) and now - self.identifies[-1] < self.identify_gap
        self.identifies.append(now)
        if len(self.identifies) > IDENTIFIES_A_DAY and self.identifies_left() == 0:
            return self._reset_token()
        if early:
            return line.send(INVALID_SESSION, False)
        session = Session(f"session{self.world.mint.new()}", wanted, line)
        line.session = session
        self.sessions[session.id] = session
        return self._welcome(session)

    def _reset_token(self) -> None:
        """What a thousand identifies in a day lead to."""
        self.world.application.token_works = False
        self.close_all(4004)

    def _wrong_intents(self, wanted: int) -> int | None:
        if wanted & ~intents.KNOWN:
            return 4013
        held = self.world.application.privileged
        asked = {name for name, bit in intents.PRIVILEGED.items() if wanted & bit}
        return 4014 if asked - held else None

    def _welcome(self, session: Session) -> None:
        world = self.world
        inside = [one for one in world.guilds.values() if world.bot.id in one.members]
        flags = accounts.flags(world)
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": shapes.me(world.bot),
                "user_settings": {},
                "private_channels": [],
                "guilds": [{"id": one.id, "unavailable": True} for one in inside],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": self.url,
                "application": {
                    "id": world.application.id,
                    "flags": flags,
                    "flags_new": str(flags),
                },
            },
        )
        for guild in inside:
            if guild.available and session.intents & intents.GUILDS:
                session.dispatch("GUILD_CREATE", shapes.guild_create(world, guild))

    def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        if session is None or self.refuse_resumes:
            return line.send(INVALID_SESSION, False)
        after = int(data.get("seq") or 0)
        oldest = session.sent[0][0] if session.sent else 1
        if after > session.seq:
            return self._throw_out(line, 4007)
        if after + 1 < oldest:
            return line.send(INVALID_SESSION, False)
        if session.line is not None:
            session.line.close(4000)
        session.line, line.session = line, session
        self.resumes += 1
        return session.replay(after)

    def close_all(self, code: int) -> None:
        for line in list(self.lines):
            line.close(code)

    def reconnect(self) -> None:
        """Op 7: please come again and resume."""
        for line in list(self.lines):
            line.send(RECONNECT, None)

    def invalidate(self, *, resumable: bool) -> None:
        """Op 9: true lets the client resume, false makes it identify anew."""
        for line in list(self.lines):
            if line.session is not None:
                if not resumable:
                    self.sessions.pop(line.session.id, None)
                line.send(INVALID_SESSION, resumable)

    def drop(self) -> None:
        """Cuts every connection without a close frame, as a dead network does."""
        for line in list(self.lines):
            if line.transport is not None:
                line.transport.abort()


def _wrong_shard(shard: Any) -> int | None:
    if shard is None:
        return None
    valid = len(shard) == 2 and 0 <= int(shard[0]) < int(shard[1])
    return None if valid else 4010
