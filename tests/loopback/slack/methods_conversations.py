"""conversations.*: opening, listing, members and history."""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from typing import Any

from tests.loopback.slack import shapes
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.methods_chat import visible
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.world import Channel, Message, User

Json = dict[str, Any]
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
MOST_PEOPLE = 8


def page(items: Sequence[Any], body: Json, most: int, default: int = 100) -> tuple[list[Any], Json]:
    """One page and the answer's metadata; the cursor says where the next begins."""
    limit = min(int(body.get("limit") or default), most)
    start = _read_cursor(str(body.get("cursor") or ""))
    end = start + max(limit, 1)
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": following}


def _read_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, place = base64.b64decode(cursor).decode().split(":")
        return int(place) if word == "next" else _bad_cursor()
    except ValueError:
        return _bad_cursor()


def _bad_cursor() -> int:
    raise Refused("invalid_cursor")


def open_(at: Installation, body: Json) -> Json:
    if body.get("channel"):
        return {"channel": shapes.channel(at.world, _found(at, body))}
    named = [name for name in str(body.get("users") or "").split(",") if name]
    people = list(dict.fromkeys(name for name in named if name != at.world.bot.id))
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > MOST_PEOPLE:
        raise Refused("too_many_users")
    at.manifest.needs("mpim:write" if len(people) > 1 else "im:write")
    for name in people:
        _openable(at, name, len(people))
    channel, stood = at.world.direct(people)
    shape = shapes.channel(at.world, channel) if body.get("return_im") else {"id": channel.id}
    return {"channel": shape} | ({"no_op": True, "already_open": True} if stood else {})


def _openable(at: Installation, name: str, people: int) -> User:
    user = at.world.users.get(name)
    if user is None:
        raise Refused("user_not_found")
    if user.deleted:
        raise Refused("user_disabled")
    if user.is_bot and people == 1:
        raise Refused("cannot_dm_bot")
    return user


def info(at: Installation, body: Json) -> Json:
    channel = _found(at, body)
    at.manifest.check_kind("conversations.info", channel.kind)
    return {"channel": shapes.channel(at.world, channel)}


def members(at: Installation, body: Json) -> Json:
    channel = _found(at, body)
    at.manifest.check_kind("conversations.members", channel.kind)
    present = [name for name in channel.members if not at.world.users[name].deleted]
    found, metadata = page(present, body, 1000)
    return {"members": found, "response_metadata": metadata}


def list_(at: Installation, body: Json) -> Json:
    return _listed(at, body, lambda channel: visible(at, channel))


def of_user(at: Installation, body: Json) -> Json:
    who = str(body.get("user") or at.world.bot.id)
    return _listed(at, body, lambda channel: visible(at, channel) and who in channel.members)


def _listed(at: Installation, body: Json, wanted: Any) -> Json:
    names = str(body.get("types") or "public_channel").split(",")
    kinds = [TYPES[name.strip()] for name in names if name.strip() in TYPES]
    if len(kinds) != len(names):
        raise Refused("invalid_types")
    for kind in kinds:
        at.manifest.check_kind("conversations.list", kind)
    hidden = bool(body.get("exclude_archived"))
    channels = [
        shapes.channel(at.world, channel)
        for channel in at.world.channels.values()
        if channel.kind in kinds and wanted(channel) and not (hidden and channel.is_archived)
    ]
    found, metadata = page(channels, body, 1000)
    return {"channels": found, "response_metadata": metadata}


def join(at: Installation, body: Json) -> Json:
    channel = _found(at, body)
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    already = at.world.bot.id in channel.members
    if not already:
        channel.members.append(at.world.bot.id)
    answer: Json = {"channel": shapes.channel(at.world, channel)}
    return answer | ({"warning": "already_in_channel"} if already else {})


def history(at: Installation, body: Json) -> Json:
    channel = _readable(at, body, "conversations.history")
    standing = [
        message
        for message in reversed(_standing(at, channel))
        if message.thread_ts in {None, message.ts} and _between(message, body)
    ]
    return _read(at, standing, body)


def replies(at: Installation, body: Json) -> Json:
    channel = _readable(at, body, "conversations.replies")
    ts = str(body.get("ts"))
    standing = _standing(at, channel)
    asked = next((message for message in standing if message.ts == ts), None)
    if asked is None:
        raise Refused("thread_not_found")
    root = asked.thread_ts or asked.ts
    thread = [message for message in standing if root in {message.ts, message.thread_ts}]
    return _read(at, [each for each in thread if each.ts == root or _between(each, body)], body)


def _read(at: Installation, messages: list[Message], body: Json) -> Json:
    found, metadata = page(messages, body, 999)
    wanted = bool(body.get("include_all_metadata"))
    shown = [shapes.message(at.world, message, metadata=wanted) for message in found]
    answer: Json = {"messages": shown, "has_more": bool(metadata["next_cursor"]), "pin_count": 0}
    return answer | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


def _standing(at: Installation, channel: Channel) -> list[Message]:
    """What history tells: not the ephemeral, not the deleted, not the too recent."""
    until = time.monotonic() - at.lag
    return [
        message
        for message in channel.messages
        if not message.deleted and not message.is_ephemeral and message.posted <= until
    ]


def _between(message: Message, body: Json) -> bool:
    oldest, latest = _moment(body, "oldest") or 0.0, _moment(body, "latest")
    ts = float(message.ts)
    if body.get("inclusive"):
        return oldest <= ts and (latest is None or ts <= latest)
    return oldest < ts and (latest is None or ts < latest)


def _moment(body: Json, name: str) -> float | None:
    try:
        return float(body[name]) if body.get(name) else None
    except ValueError as unreadable:
        raise Refused(f"invalid_ts_{name}") from unreadable


def _readable(at: Installation, body: Json, method: str) -> Channel:
    channel = _found(at, body)
    at.manifest.check_kind(method, channel.kind)
    if at.world.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _found(at: Installation, body: Json) -> Channel:
    channel = at.world.channels.get(str(body.get("channel")))
    if channel is None or not visible(at, channel):
        raise Refused("channel_not_found")
    return channel
