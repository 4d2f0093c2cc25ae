"""A gateway session: what was sent, so that it can be sent again, and what it wants to hear."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loopback.discord import intents, message_shapes
from tests.loopback.discord.model import Channel, Json
from tests.loopback.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME = 0, 1, 2, 3, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 7, 8, 9, 10, 11
SENDS, SENDS_WINDOW, PAYLOAD = 120, 60.0, 4096
BUFFER = 5000

CLOSE = {
    4000: "Unknown error",
    4001: "Unknown opcode.",
    4002: "Error while decoding payload.",
    4003: "Not authenticated.",
    4004: "Authentication failed.",
    4005: "Already authenticated.",
    4007: "Invalid seq.",
    4008: "Rate limited.",
    4009: "Session timed out.",
    4010: "Invalid shard.",
    4011: "Sharding required.",
    4012: "Invalid API version.",
    4013: "Invalid intent(s).",
    4014: "Disallowed intent(s).",
}


@dataclass(eq=False)
class Line:
    """One open socket: frames leave in order, through one writer."""

    socket: web.WebSocketResponse
    lag: float = 0.0
    transport: asyncio.Transport | None = None
    session: Session | None = None
    sends: deque[float] = field(default_factory=deque)
    queue: asyncio.Queue[Json | int] = field(default_factory=asyncio.Queue)
    beat_at: float = field(default_factory=time.monotonic)

    def send(self, op: int, data: Any, seq: int | None = None, name: str | None = None) -> None:
        self.queue.put_nowait({"op": op, "d": data, "s": seq, "t": name})

    def close(self, code: int) -> None:
        """Closes once everything queued before has left."""
        self.queue.put_nowait(code)

    async def write(self) -> None:
        """The writer: until a close code comes or the socket is gone."""
        while not self.socket.closed:
            frame = await self.queue.get()
            if isinstance(frame, int):
                await self.socket.close(code=frame, message=CLOSE.get(frame, "").encode())
                return
            if self.lag:
                await asyncio.sleep(self.lag)
            await self.socket.send_str(json.dumps(frame))

    def crowded(self, frame: str) -> int | None:
        """The close code for a client that says too much, or too often."""
        now = time.monotonic()
        self.sends.append(now)
        while self.sends and now - self.sends[0] > SENDS_WINDOW:
            self.sends.popleft()
        if len(frame.encode()) > PAYLOAD:
            return 4002
        return 4008 if len(self.sends) > SENDS else None


@dataclass
class Session:
    """One identify's worth of events."""

    id: str
    intents: int
    line: Line | None = None
    seq: int = 0
    sent: deque[tuple[int, str, Json]] = field(default_factory=lambda: deque(maxlen=BUFFER))
    left_at: float = 0.0
    members_asked: dict[str, float] = field(default_factory=dict)

    def wants(self, world: World, intent: int, channel: Channel | None) -> bool:
        """By intent, and by what the bot can see."""
        if intent and not self.intents & intent:
            return False
        return channel is None or world.sees(world.bot, channel)

    def dispatch(self, name: str, data: Json) -> None:
        """Numbers an event, keeps it for a resume, and sends it if somebody listens."""
        self.seq += 1
        self.sent.append((self.seq, name, data))
        if self.line is not None:
            self.line.send(DISPATCH, data, self.seq, name)

    def replay(self, after: int) -> None:
        """Everything missed, in order, then RESUMED."""
        assert self.line is not None
        for seq, name, data in self.sent:
            if seq > after:
                self.line.send(DISPATCH, data, seq, name)
        self.dispatch("RESUMED", {})

    def redacted(self, world: World, name: str, data: Json) -> Json:
        """Message events lose their content where the intent is missing."""
        if not name.startswith("MESSAGE_") or "author" not in data:
            return data
        if self.intents & intents.MESSAGE_CONTENT or message_shapes.is_for(world, data):
            return data
        return message_shapes.without_content(data)
