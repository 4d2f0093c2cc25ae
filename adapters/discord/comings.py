"""Who came into the guild and who left it, and what was deleted there, as events."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from adapters.discord.inbound import actor, snowflake
from bot.events import Deleted, Joined, Left, Place, Space, itself

Json = dict[str, Any]


def joined(raw: Json, space: Space, at: datetime) -> Joined | None:
    """Somebody is in the guild and has passed its screening; None for bots."""
    who = actor(space, raw["user"], raw, frozenset())
    if who.is_bot:
        return None
    return Joined(id=f"joined.{who.person.id}.{raw.get('joined_at')}", at=at, actor=who)


def left(raw: Json, space: Space, at: datetime, seen: str) -> Left | None:
    """Somebody is no longer in the guild; `seen` is where in the gateway's session it stood."""
    who = actor(space, raw["user"], None, frozenset())
    return None if who.is_bot else Left(id=f"left.{seen}", at=at, actor=who)


def deleted(raw: Json, space: Space, at: datetime) -> Deleted:
    """A message, or up to a hundred at once: their ids are all that Discord tells."""
    messages = tuple(snowflake(one) for one in raw.get("ids") or (raw["id"],))
    told = sha256("\n".join(messages).encode()).hexdigest()[:32]
    place = Place(space, snowflake(raw["channel_id"]))
    return Deleted(id=f"deleted.{told}", at=at, actor=itself(space), place=place, messages=messages)


def thread_deleted(raw: Json, space: Space, at: datetime) -> Deleted:
    """A thread with all that was said in it."""
    id_ = snowflake(raw["id"])
    place = Place(space, snowflake(raw["parent_id"]), thread=id_)
    return Deleted(id=f"deleted.{id_}", at=at, actor=itself(space), place=place)
