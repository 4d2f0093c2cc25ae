"""Who came into the guild and who left it, as events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from adapters.discord.inbound import actor
from bot.events import Joined, Left, Space

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
