"""Who is in a place: the members of a guild page by page, those of a role or of a channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from adapters.discord import permissions
from adapters.discord.api import Api
from adapters.discord.people import People
from bot.errors import CannotLook, Undeliverable
from bot.events import Actor, Place

Json = dict[str, Any]

CHUNK = 500


async def roster(api: Api, people: People, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
    """In chunks of at most 500. `place` may bear the id of a guild, of a role, or of a channel."""
    guild = await people.guild(place.space.id)
    channel = await _channel(api, guild, place)
    after = "0"
    while True:
        page = await _page(api, place.space.id, after)
        here = [one for one in page if _is_here(one, guild, channel, place.id)]
        if here:
            yield tuple([await people.actor_of(place.space, one) for one in here])
        if len(page) < CHUNK:
            return
        after = str(max(int(one["user"]["id"]) for one in page))


async def _channel(api: Api, guild: Json, place: Place) -> Json | None:
    """The channel whose readers are meant; None for a guild's or a role's members."""
    known = {str(guild["id"]), *(str(role["id"]) for role in guild["roles"])}
    if place.id in known:
        return None
    found: Json = await api.read(f"/channels/{place.id}")
    return found


async def _page(api: Api, guild: str, after: str) -> list[Json]:
    try:
        found: list[Json] = await api.read(
            f"/guilds/{guild}/members", {"limit": str(CHUNK), "after": after}
        )
    except Undeliverable as refused:
        if refused.reason == "no_access":
            raise CannotLook("members_intent_missing") from refused
        raise
    return found


def _is_here(member: Json, guild: Json, channel: Json | None, wanted: str) -> bool:
    if member.get("pending"):
        return False
    roles = [str(role) for role in member.get("roles") or ()]
    if channel is None:
        return wanted == str(guild["id"]) or wanted in roles
    user = str(member["user"]["id"])
    held = permissions.in_channel(guild, channel, roles, user)
    return bool(held & permissions.VIEW_CHANNEL)
