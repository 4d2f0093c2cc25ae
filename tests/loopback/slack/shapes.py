"""How people, channels, messages and views look in Slack's answers and events."""

from __future__ import annotations

from typing import Any

from tests.loopback.slack.world import APP, TEAM, Channel, Message, User, View, World

DOMAIN = "loopback"
PICTURES = (24, 32, 48, 72, 192, 512)


def user(one: User, *, locale: bool = False) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": one.id,
        "team_id": one.team,
        "name": one.name,
        "deleted": one.deleted,
        "color": "9f69e7",
        "real_name": one.real_name,
        "tz": one.tz,
        "tz_label": one.tz,
        "tz_offset": one.tz_offset,
        "profile": _profile(one),
        "is_admin": one.is_admin,
        "is_owner": one.is_owner,
        "is_primary_owner": False,
        "is_restricted": one.is_restricted,
        "is_ultra_restricted": one.is_ultra_restricted,
        "is_bot": one.is_bot,
        "is_app_user": False,
        "updated": 1767225600,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if one.is_stranger:
        shape["is_stranger"] = True
    if locale:
        shape["locale"] = one.locale
    return _without_standing(shape) if one.deleted else shape


def _without_standing(shape: dict[str, Any]) -> dict[str, Any]:
    """A deactivated account is told without zone and powers."""
    gone = {"tz", "tz_label", "tz_offset", "is_admin", "is_owner", "is_primary_owner", "locale"}
    return {key: value for key, value in shape.items() if key not in gone}


def _profile(one: User) -> dict[str, Any]:
    first, _, last = one.real_name.partition(" ")
    pictures = {f"image_{size}": f"https://a.test/{size}.png" for size in PICTURES}
    empty = dict.fromkeys(("title", "phone", "skype", "status_text_canonical"), "")
    return empty | {
        "first_name": first,
        "last_name": last,
        "fields": {},
        "status_emoji_display_info": [],
        "status_expiration": 0,
        **pictures,
        "real_name": one.real_name,
        "display_name": one.name,
        "real_name_normalized": one.real_name,
        "display_name_normalized": one.name,
        "avatar_hash": "g0",
        "status_text": "",
        "status_emoji": "",
        "team": one.team,
    }


def channel(world: World, one: Channel) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": one.id,
        "created": one.created,
        "is_archived": one.is_archived,
        "is_im": one.kind == "im",
        "is_org_shared": False,
        "context_team_id": TEAM,
        "updated": one.created * 1000,
    }
    if one.kind == "im":
        other = next((member for member in one.members if member != world.bot.id), world.bot.id)
        return shape | {"user": other, "is_user_deleted": world.users[other].deleted}
    return shape | {
        "name": one.name,
        "name_normalized": one.name,
        "is_channel": one.kind == "channel",
        "is_group": one.kind == "group",
        "is_mpim": one.kind == "mpim",
        "is_private": one.kind != "channel",
        "is_general": one.is_general,
        "is_member": world.bot.id in one.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "creator": one.members[0] if one.members else world.bot.id,
        "unlinked": 0,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        "num_members": len(one.members),
    }


def message(world: World, one: Message, *, metadata: bool = False) -> dict[str, Any]:
    shape: dict[str, Any] = {"user": one.user, "type": "message", "ts": one.ts}
    if one.bot_id is not None:
        shape |= {"bot_id": one.bot_id, "app_id": APP}
    shape |= {"text": one.text, "team": TEAM}
    if one.subtype is not None:
        shape["subtype"] = one.subtype
    if one.thread_ts is not None:
        shape |= _threaded(world, one)
    if one.blocks:
        shape["blocks"] = one.blocks
    if one.files:
        shape["files"] = one.files
    if one.edited:
        shape["edited"] = {"user": one.user, "ts": one.edited[-1]}
    if metadata and one.metadata is not None:
        shape["metadata"] = one.metadata
    return shape


def _threaded(world: World, one: Message) -> dict[str, Any]:
    parent = next((each for each in one.channel.messages if each.ts == one.thread_ts), None)
    if parent is None:
        return {"thread_ts": one.thread_ts}
    if parent is not one:
        return {"thread_ts": one.thread_ts, "parent_user_id": parent.user}
    replies = world.replies(one)
    return {
        "thread_ts": one.ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.user for reply in replies}),
        "reply_users_count": len({reply.user for reply in replies}),
        "latest_reply": replies[-1].ts if replies else one.ts,
        "is_locked": False,
        "subscribed": False,
    }


def view(world: World, one: View) -> dict[str, Any]:
    given = one.given
    return {
        "id": one.id,
        "team_id": TEAM,
        "type": given["type"],
        "blocks": one.blocks,
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "state": {"values": one.state},
        "hash": one.hash,
        "title": given.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": one.previous,
        "root_view_id": one.root,
        "app_id": APP,
        "external_id": given.get("external_id", ""),
        "app_installed_team_id": TEAM,
        "bot_id": world.bot_id,
    }


def kind_of(one: Channel) -> str:
    """A message event's `channel_type`."""
    return one.kind


def name_of(one: Channel) -> str:
    """A channel's name in commands and interactions."""
    return {"im": "directmessage", "group": "privategroup"}.get(one.kind, one.name)
