"""Who wrote in a listened channel (pure): what they wrote is looked at once, and handed to nobody.

Slack sends the words with the news; nothing below this file sees them. They are looked at only to
tell ordinary words from words to us (a mention comes to us by itself, and is no conversation), and
whether what begins a thread looks like a question: of that, yes or no is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.slack.inbound import SPOKEN, Me, digest, is_ours
from bot.events import Actor, Deleted, Person, Place, Wrote, itself
from bot.spotting import OFFER, seems

Json = Mapping[str, Any]
PRIVATE = {"im", "mpim"}  # kinds of conversations that are never listened to


def is_ordinary(body: Json) -> bool:
    """Whether these are words in a channel, to whomever; words in private come to us otherwise."""
    event = body.get("event") or {}
    spoken = body.get("type") == "event_callback" and event.get("type") == "message"
    return spoken and not is_direct(event)


def is_direct(event: Json) -> bool:
    """Whether it stands in somebody's private conversation with us."""
    return event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")


def overheard(body: Json, me: Me, listened: frozenset[str]) -> Wrote | None:
    """Who wrote, where and when; None where nobody listens, and for what is not somebody's words.

    Nothing is asked of Slack about whoever wrote: no more is told than that they did.
    """
    event = body["event"]
    if event["channel"] not in listened or event.get("channel_type") in PRIVATE:
        return None
    if not is_ours(body, me) or not _is_spoken(event, me):
        return None
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = str(event.get("thread_ts") or ts)
    mine = event.get("user") == me.user
    who = Person(me.space, str(event["user"]))
    return Wrote(
        id=digest("wrote", channel, ts),
        at=datetime.fromtimestamp(float(ts), UTC),
        actor=itself(me.space) if mine else Actor(who, who.id),
        place=Place(me.space, channel, thread),
        begins=thread == ts,
        seeks=thread == ts and not mine and seems(str(event.get("text") or "")) >= OFFER,
    )


def deleted(body: Json, me: Me) -> Deleted | None:
    """A message is no more; one with answers under it leaves a tombstone. What it said is not told.

    A message has its time as its name, and a thread that of its first message.
    """
    event = body["event"]
    gone = event.get("deleted_ts") if event.get("subtype") == "message_deleted" else None
    changed = event.get("message") or {}
    if event.get("subtype") == "message_changed" and changed.get("subtype") == "tombstone":
        gone = changed.get("ts")
    if not gone or not is_ours(body, me):
        return None
    channel = str(event["channel"])
    return Deleted(
        id=digest("deleted", channel, str(gone)),
        at=datetime.fromtimestamp(float(event.get("event_ts") or gone), UTC),
        actor=itself(me.space),
        place=Place(me.space, channel),
        messages=(str(gone),),
    )


def _is_spoken(event: Json, me: Me) -> bool:
    """People's own words to each other, and what we post: not bots, edits, joins or strangers."""
    user = event.get("user")
    if not user or event.get("edited") or event.get("subtype") not in SPOKEN:
        return False
    if user == me.user:
        return True
    stranger = event.get("user_team") or event.get("team") or me.space.id
    to_us = f"<@{me.user}>" in str(event.get("text") or "")
    return not event.get("bot_id") and stranger == me.space.id and not to_us
