"""Payload → Event (pure): what Slack tells us, or that we deliberately take no notice of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.slack import presses
from adapters.slack.words import parts
from bot.events import (
    Actor,
    Changed,
    Door,
    Event,
    Joined,
    Left,
    Opened,
    Person,
    Place,
    PlaceLost,
    Power,
    Removed,
    Space,
    Typed,
    itself,
)

Json = Mapping[str, Any]
SPOKEN = {
    None,
    "file_share",
    "me_message",
    "thread_broadcast",
}  # subtypes that are somebody's words
LOST = {
    "channel_archive": "archived",
    "group_archive": "archived",
    "channel_deleted": "deleted",
    "group_deleted": "deleted",
    "channel_left": "removed",
    "group_left": "removed",
    "channel_id_changed": "id_changed",
}
SLACKBOT = "USLACKBOT"  # is_bot is false for it


@dataclass(frozen=True, slots=True)
class Me:
    """Who we are in this workspace: the bot's user, and the bot itself."""

    space: Space
    user: str
    bot: str = ""
    url: str = ""  # where people open the workspace


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a payload is about: somebody, or (empty) nobody but ourselves."""

    user: str = ""


def subject(body: Json, me: Me) -> Subject | None:
    """None for what is not ours to hear: other workspaces, bots, edits, ordinary words."""
    if not is_ours(body, me):
        return None
    if body.get("type") == "event_callback":
        known = WHOSE.get(body["event"]["type"])
        return known(body["event"], me) if known else None
    user = presses.whose(body)
    return Subject(user) if user else None


def read(body: Json, me: Me, actor: Actor, now: datetime) -> Event | None:
    """The event of a payload that has a subject, `actor` being what is known of that person."""
    if body.get("type") != "event_callback":
        return presses.read(body, actor, now, me.user)
    event = body["event"]
    what = READ.get(event["type"], _lost)
    about: dict[str, Any] = {
        "id": body.get("event_id") or digest(event["type"], *map(str, event.values())),
        "at": _when(body, now),
        "actor": actor,
        "handle": presses.origin(body, now).handle(),
    }
    return what(event, me, about)


def actor(user: Json, space: Space) -> Actor:
    """What `users.info` and its relatives say of somebody."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name")
    teams = {user.get("team_id") or space.id, *(user.get("enterprise_user") or {}).get("teams", ())}
    manages = any(user.get(power) for power in ("is_admin", "is_owner", "is_primary_owner"))
    return Actor(
        Person(space, user["id"]),
        name or user.get("name") or user["id"],
        locale=user.get("locale") or None,
        zone=user.get("tz") or None,
        powers=frozenset({Power.MANAGE} if manages else ()),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_guest=bool(
            user.get("is_restricted")
            or user.get("is_ultra_restricted")
            or user.get("is_stranger")
            or space.id not in teams
        ),
    )


def digest(*told: str) -> str:
    """An id that stays the same over redelivery and tells nothing."""
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def loses_token(body: Json, me: Me) -> bool:
    """Whether this payload says that our token is worth nothing any more."""
    match body.get("event"):
        case {"type": "app_uninstalled"}:
            return is_ours(body, me)
        case {"type": "tokens_revoked", "tokens": {"bot": [*revoked]}}:
            return is_ours(body, me) and me.user in revoked
    return False


def is_ours(body: Json, me: Me) -> bool:
    """One workspace per token; in a shared channel only its own people speak to us."""
    teams = {body.get("team_id"), (body.get("team") or {}).get("id")}
    teams |= (
        {(body.get("user") or {}).get("team_id")} if isinstance(body.get("user"), dict) else set()
    )
    teams |= {one.get("team_id") for one in body.get("authorizations") or ()}
    return me.space.id in teams


def _speaker(event: Json, me: Me) -> Subject | None:
    user = event.get("user")
    silent = event.get("bot_id") or event.get("edited") or event.get("subtype") not in SPOKEN
    return Subject(user) if user and user != me.user and not silent else None


def _direct_speaker(event: Json, me: Me) -> Subject | None:
    """In channels a mention comes as app_mention too; other words there are not for us."""
    direct = event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")
    return _speaker(event, me) if direct else None


def _comer(event: Json, me: Me) -> Subject | None:
    return Subject(event["user"]) if event["user"] != me.user else None


def _leaver(event: Json, me: Me) -> Subject:
    return Subject(event["user"] if event["user"] != me.user else "")


def _whole(event: Json, me: Me) -> Subject:
    return Subject(event["user"]["id"])


def _visitor(event: Json, me: Me) -> Subject | None:
    return Subject(event["user"]) if event.get("tab", "home") == "home" else None


def _nobody(event: Json, me: Me) -> Subject:
    return Subject()


WHOSE: dict[str, Callable[[Json, Me], Subject | None]] = {
    "app_mention": _speaker,
    "message": _direct_speaker,  # what people write in channels: overhearing.py
    "member_joined_channel": _comer,
    "member_left_channel": _leaver,
    "team_join": _whole,
    "user_change": _whole,
    "app_home_opened": _visitor,
    "app_uninstalled": _nobody,
    **dict.fromkeys(LOST, _nobody),
}


def _when(body: Json, now: datetime) -> datetime:
    said = body["event"].get("event_ts") or body.get("event_time")
    return datetime.fromtimestamp(float(said), UTC) if said else now


def _mention(event: Json, me: Me, about: dict[str, Any]) -> Event:
    place = Place(me.space, event["channel"], event.get("thread_ts") or "")
    said = parts(event.get("text") or "", me.space, without=me.user)
    return Typed(**about, parts=said, door=Door.MENTION, place=place)


def _direct(event: Json, me: Me, about: dict[str, Any]) -> Event:
    said = parts(event.get("text") or "", me.space, without=me.user)
    return Typed(**about, parts=said, door=Door.DIRECT)


def _joined(event: Json, me: Me, about: dict[str, Any]) -> Event:
    return Joined(**about, place=Place(me.space, event["channel"]))


def _left(event: Json, me: Me, about: dict[str, Any]) -> Event:
    if event["user"] == me.user:
        return _lost(event, me, about)
    return Left(**about, place=Place(me.space, event["channel"]))


def _arrived(event: Json, me: Me, about: dict[str, Any]) -> Event:
    return Joined(**about)


def _changed(event: Json, me: Me, about: dict[str, Any]) -> Event:
    return Left(**about) if event["user"].get("deleted") else Changed(**about)


def _opened(event: Json, me: Me, about: dict[str, Any]) -> Event:
    return Opened(**about)


def _removed(event: Json, me: Me, about: dict[str, Any]) -> Event:
    return Removed(**{**about, "actor": itself(me.space)})


def _lost(event: Json, me: Me, about: dict[str, Any]) -> Event:
    channel = event["old_channel_id" if "old_channel_id" in event else "channel"]
    why = LOST.get(event["type"], "removed")
    return PlaceLost(
        **{**about, "actor": itself(me.space)}, place=Place(me.space, channel), why=why
    )


READ: dict[str, Callable[[Json, Me, dict[str, Any]], Event]] = {
    "app_mention": _mention,
    "message": _direct,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "team_join": _arrived,
    "user_change": _changed,
    "app_home_opened": _opened,
    "app_uninstalled": _removed,
}
