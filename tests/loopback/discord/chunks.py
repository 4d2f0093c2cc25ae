"""Request Guild Members: who is in a guild, in chunks, a whole guild once in thirty seconds."""

from __future__ import annotations

import time

from tests.loopback.discord import intents, shapes
from tests.loopback.discord.model import Guild, Json, Member
from tests.loopback.discord.sessions import REQUEST_MEMBERS, Session
from tests.loopback.discord.world import World

EVERY = 30.0
CHUNK = 1000


def asked(world: World, session: Session, data: Json) -> None:
    """A search or named people as often as one likes; everybody needs the intent and patience."""
    guild = world.guilds.get(str(data.get("guild_id")))
    if guild is None or world.bot.id not in guild.members:
        return
    whole = data.get("query") == "" and not data.get("limit")
    if whole and not session.intents & intents.MEMBERS:
        if session.line is not None:
            session.line.close(4014)
        return
    waited = time.monotonic() - session.members_asked.get(guild.id, -EVERY)
    if whole and waited < EVERY:
        meta = {"guild_id": guild.id, "nonce": data.get("nonce")}
        told = {"opcode": REQUEST_MEMBERS, "retry_after": EVERY - waited, "meta": meta}
        session.dispatch("RATE_LIMITED", told)
        return
    if whole:
        session.members_asked[guild.id] = time.monotonic()
    _send(session, guild, data)


def _send(session: Session, guild: Guild, data: Json) -> None:
    found, missing = _found(guild, data)
    shown = [shapes.member(one) for one in found]
    pages = [shown[at : at + CHUNK] for at in range(0, len(shown), CHUNK)] or [[]]
    for index, page in enumerate(pages):
        told: Json = {
            "guild_id": guild.id,
            "members": page,
            "chunk_index": index,
            "chunk_count": len(pages),
        }
        if data.get("nonce"):
            told["nonce"] = data["nonce"]
        if missing:
            told["not_found"] = missing
        session.dispatch("GUILD_MEMBERS_CHUNK", told)


def _found(guild: Guild, data: Json) -> tuple[list[Member], list[str]]:
    wanted = data.get("user_ids")
    if wanted is None:
        start, limit = str(data.get("query") or "").lower(), int(data.get("limit") or 0)
        names = ((one.nick or one.user.name).lower() for one in guild.members.values())
        everybody = zip(guild.members.values(), names, strict=True)
        found = [one for one, name in everybody if name.startswith(start)]
        return found[: limit or None], []
    ids = [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
    inside = [guild.members[one] for one in ids if one in guild.members]
    return inside, [one for one in ids if one not in guild.members]
