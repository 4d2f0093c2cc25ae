"""Who wrote in a listened channel: of a message no more is taken than ids, its time and its place.

Without the intent for content Discord sends no words to others at all; `bare` drops them for
whoever granted it, before anything waits, is noted or is told. All it says of them is whether they
look like a question.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from adapters.discord.inbound import (
    ORDINARY,
    PLATFORM,
    REPLY,
    Known,
    instant,
    snowflake,
)
from adapters.discord.people import Bounded
from bot.events import Actor, Person, Place, Space, Wrote, itself
from bot.spotting import OFFER, seems

Json = dict[str, Any]

WROTE = "WROTE"  # our own name for a message whose words are gone
BEGAN_THREAD, PRIVATE_THREAD = 18, 12
TAKEN = ("id", "guild_id", "channel_id", "channel_type", "type", "timestamp", "webhook_id")


def bare(raw: Json) -> Json:
    """What may be known of a message to others: every key is named here, and none is a text."""
    words = str(raw.get("content") or "")
    author, meant = raw.get("author") or {}, raw.get("message_reference") or {}
    told = {key: raw[key] for key in TAKEN if key in raw}
    told["author"] = {key: author[key] for key in ("id", "bot", "system") if key in author}
    told["message_reference"] = {
        key: meant[key] for key in ("message_id", "channel_id") if key in meant
    }
    told["seeks"] = seems(words) >= OFFER
    return told


def overheard(told: Json, me: str, known: Known, beginnings: Bounded) -> Wrote | None:
    """Who wrote, where and when; None for bots, for notices, and for what stands in private."""
    author, kind = told["author"], told["type"]
    mine = str(author["id"]) == me
    if kind not in {ORDINARY, REPLY, BEGAN_THREAD} or told.get("webhook_id"):
        return None
    if not mine and (author.get("bot") or author.get("system")):
        return None
    channel, message = snowflake(told["channel_id"]), snowflake(told["id"])
    if told.get("channel_type") == PRIVATE_THREAD or known.is_private(channel):
        return None
    space = Space(PLATFORM, snowflake(told["guild_id"]))
    who = Person(space, snowflake(author["id"]))
    parent = known.parent_of(channel)
    thread = channel if parent else _thread(told, message, beginnings)
    return Wrote(
        id=f"wrote.{sha256(message.encode()).hexdigest()[:32]}",
        at=instant(told["timestamp"]),
        actor=itself(space) if mine else Actor(who, who.id),
        place=Place(space, parent or channel, thread),
        begins=thread == message or kind == BEGAN_THREAD,
        seeks=thread == message and not mine and told["seeks"],
    )


def _thread(told: Json, message: str, beginnings: Bounded) -> str:
    """In a channel: what it answers began the thread, or else it begins one itself.

    A thread made from a message has that message's id. Chains of answers are followed as far as
    we remember; after a restart an answer to an answer begins nothing and is under that answer.
    """
    meant = told["message_reference"]
    if told["type"] == BEGAN_THREAD:
        return snowflake(meant["channel_id"])
    if told["type"] != REPLY or "message_id" not in meant:
        return message
    answered = snowflake(meant["message_id"])
    thread: str = beginnings.get(answered, answered)
    beginnings.put(message, thread)
    return thread
