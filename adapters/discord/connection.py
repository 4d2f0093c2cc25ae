"""Keeps one gateway connection alive, and knows when it must not."""

from __future__ import annotations

import asyncio

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.gate import Gate, TooOften
from adapters.discord.gateway import Gateway, OnFrame, intents
from bot.errors import Disconnected

log = structlog.get_logger()

LONGEST_PAUSE = 60.0
REFUSED = 4004  # the token is not valid
FATAL = frozenset({REFUSED, 4010, 4011, 4012, 4013})  # coming back would not help


class Connection:
    """One connection at a time. `content`, then `members`, turn False where not granted."""

    def __init__(
        self, token: str, roots: tuple[str, str | None], gate: Gate, on_frame: OnFrame, *,
        members: bool, content: bool = False,
    ) -> None:  # fmt: skip
        """`roots`: of REST, and of the gateway where it is not Discord's own."""
        self._token = token
        self._roots = roots
        self._gate = gate
        self._on_frame = on_frame
        self._task: asyncio.Task[None] | None = None
        self._flows = asyncio.Event()
        self.members, self.content = members, content
        self.client: Gateway | None = None
        self.dead = ""

    def flows(self) -> None:
        """Events arrive."""
        self._flows.set()

    async def start(self) -> None:
        """Connect; returns once events flow. Raises Disconnected when they never will."""
        self._task = asyncio.create_task(self._run())
        flowing = asyncio.create_task(self._flows.wait())
        await asyncio.wait({self._task, flowing}, return_when=asyncio.FIRST_COMPLETED)
        flowing.cancel()
        if self._task.done():
            raise Disconnected(self.dead or "stopped")

    async def stop(self) -> None:
        """Leave; nothing more arrives."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        await self._leave()

    async def die(self, reason: str) -> None:
        """The token is of no use any more: stop at once and stay stopped."""
        self.dead = self.dead or reason
        await self._leave()

    async def _leave(self) -> None:
        client, self.client = self.client, None
        if client is not None and not client.is_closed():
            await client.close()

    async def _run(self) -> None:
        pause = 1.0
        while not self.dead:
            self._flows.clear()
            wait = await self._once(pause)
            pause = 1.0 if self._flows.is_set() else min(LONGEST_PAUSE, pause * 2)
            await self._leave()
            if wait and not self.dead:
                await asyncio.sleep(wait)
        log.error("discord.disconnected", why=self.dead)

    async def _once(self, pause: float) -> float:
        """One connection until it ends; how long to wait before the next."""
        try:
            await self._connected()
        except TooOften as often:
            log.warning("discord.too_many_connections", said=str(often))
            return often.after
        except discord.PrivilegedIntentsRequired:
            if self.content:
                log.warning("discord.without_content_intent")
                self.content = False
            else:
                log.warning("discord.without_members_intent")
                self.members = False
            return 0.0
        except discord.LoginFailure:
            self.dead = "token_revoked"
            return 0.0
        except discord.ConnectionClosed as closed:
            if closed.code in FATAL:
                self.dead = "token_revoked" if closed.code == REFUSED else f"gateway_{closed.code}"
            log.warning("discord.connection_closed", code=closed.code)
        except Exception:
            # Whatever else ends a connection, the next one is tried: people are waiting.
            log.exception("discord.connection_failed")
        return pause

    async def _connected(self) -> None:
        rest, gateway = self._roots
        Route.BASE = rest
        if gateway is not None:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        wanted = intents(members=self.members, content=self.content)
        self.client = Gateway(self._gate, self._on_frame, wanted)
        await self.client.login(self._token)
        await self.client.connect()
