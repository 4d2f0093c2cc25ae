"""discord.py's connection, reading what Hearth listens to as it stands on the wire.

discord.py identifies, beats, resumes and reconnects. Its parsers are kept for the guilds and
threads it remembers; what people do is handed over raw, because an exception while parsing one
frame would end its loop, and because nothing here needs its objects.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import discord
import structlog

from adapters.discord.gate import SOON, Gate
from adapters.discord.people import powers_in
from bot.events import Power

log = structlog.get_logger()

Json = dict[str, Any]
OnFrame = Callable[[str, Json, str], None]  # event, data, where in the session it stood

RAW = frozenset({"INTERACTION_CREATE", "MESSAGE_CREATE"})
HEARD = RAW | {
    "READY",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_UPDATE",
    "GUILD_MEMBER_REMOVE",
    "CHANNEL_DELETE",
    "THREAD_CREATE",
    "THREAD_DELETE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
}
# Frames of which discord.py would build objects that nobody here reads.
IGNORED = frozenset({"MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"})


def intents(*, members: bool, content: bool = False) -> discord.Intents:
    """What the gateway is asked for; the content of messages only where a setting says so."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    wanted.members, wanted.message_content = members, content
    return wanted


class Gateway(discord.Client):
    """One connection. `on_frame` is called for every frame in HEARD, in order."""

    def __init__(self, gate: Gate, on_frame: OnFrame, wanted: discord.Intents) -> None:
        super().__init__(
            intents=wanted,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._gate = gate
        self._on_frame = on_frame
        theirs = self._connection.parsers
        names = theirs.keys() | HEARD
        self._connection.parsers = {name: self._reader(name, theirs.get(name)) for name in names}

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Count it first; a short pause is waited here, a long one ends this connection."""
        pause = self._gate.wait()
        if 0 < pause <= SOON:
            log.warning("discord.identify_waits", seconds=round(pause, 1))
            await asyncio.sleep(pause)
        self._gate.enter()

    def parent_of(self, channel: str) -> str | None:
        """The channel a thread stands in; None for what is no thread, or not known."""
        found = self.get_channel(int(channel))
        return str(found.parent_id) if isinstance(found, discord.Thread) else None

    def is_private(self, channel: str) -> bool:
        """Whether that is a private thread."""
        found = self.get_channel(int(channel))
        return isinstance(found, discord.Thread) and found.is_private()

    def powers_of(self, guild: str, roles: Iterable[str], user: str) -> frozenset[Power]:
        """What a guild's member may do, by the roles discord.py keeps current."""
        known = self.get_guild(int(guild))
        if known is None:
            return frozenset()
        told = [{"id": role.id, "permissions": role.permissions.value} for role in known.roles]
        return powers_in({"id": guild, "owner_id": known.owner_id, "roles": told}, roles, user)

    def _reader(self, name: str, theirs: Callable[[Any], None] | None) -> Callable[[Any], None]:
        def read(data: Json) -> None:
            try:
                if theirs is not None and name not in RAW | IGNORED:
                    theirs(data)
                if name in HEARD:
                    self._on_frame(name, data, f"{self.ws.session_id}.{self.ws.sequence}")
            except Exception:
                # One frame we cannot read must not end the connection for all others.
                log.exception("discord.frame_refused", frame=name)

        return read
