"""chat.*: posting, changing, deleting, and links to messages."""

from __future__ import annotations

from typing import Any

from tests.loopback.slack import posting, shapes
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused, invalid_arguments
from tests.loopback.slack.world import Channel, Message

Json = dict[str, Any]


def post_message(at: Installation, body: Json) -> Json:
    channel = destination(at, body.get("channel"))
    writable(at, channel)
    threaded(at, channel, body.get("thread_ts"))
    metadata = posting.metadata(body.get("metadata"))
    thread = body.get("thread_ts")
    message = posting.by_app(at, channel, body, thread_ts=thread, metadata=metadata)
    posting.stand(at, message)
    shape = shapes.message(at.world, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def post_ephemeral(at: Installation, body: Json) -> Json:
    channel = destination(at, body.get("channel"))
    writable(at, channel)
    reader = at.world.users.get(str(body.get("user")))
    if reader is None or reader.id not in channel.members:
        raise Refused("user_not_in_channel")
    thread = body.get("thread_ts")
    message = posting.by_app(at, channel, body, seen_by=reader.id, thread_ts=thread)
    return {"message_ts": posting.stand(at, message).ts}


def update(at: Installation, body: Json) -> Json:
    channel = destination(at, body.get("channel"))
    message = at.world.message(channel, str(body.get("ts")))
    if message.user != at.world.bot.id:
        raise Refused("cant_update_message")
    writable(at, channel)
    posting.change(at, message, body)
    shape = shapes.message(at.world, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


def delete(at: Installation, body: Json) -> Json:
    channel = destination(at, body.get("channel"))
    message = at.world.message(channel, str(body.get("ts")))
    if message.user != at.world.bot.id:
        raise Refused("cant_delete_message")
    posting.remove(at, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(at: Installation, body: Json) -> Json:
    channel = at.world.channels.get(str(body.get("channel")))
    if channel is None:
        raise Refused("channel_not_found")
    message = at.world.message(channel, str(body.get("message_ts")))
    link = f"https://{shapes.DOMAIN}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def add_reaction(at: Installation, body: Json) -> Json:
    at.world.message(destination(at, body.get("channel")), str(body.get("timestamp")))
    if not body.get("name"):
        raise Refused("invalid_name")
    return {}


def destination(at: Installation, named: object) -> Channel:
    """A conversation the app can see; a person's id stands for the conversation with them."""
    if not isinstance(named, str) or not named:
        raise invalid_arguments("missing required field: channel")
    if named in at.world.users:
        return at.world.direct([named])[0]
    channel = at.world.channels.get(named)
    if channel is None or not visible(at, channel):
        raise Refused("channel_not_found")
    return channel


def visible(at: Installation, channel: Channel) -> bool:
    return channel.kind == "channel" or at.world.bot.id in channel.members


def writable(at: Installation, channel: Channel) -> None:
    if channel.is_archived:
        raise Refused("is_archived")
    outside = at.world.bot.id not in channel.members
    if outside and "chat:write.public" not in at.manifest.scopes:
        raise Refused("not_in_channel")
    if channel.kind == "im" and not at.manifest.messages_tab:
        raise Refused("messages_tab_disabled")
    others = [at.world.users[member] for member in channel.members if member != at.world.bot.id]
    if channel.is_direct and all(other.deleted for other in others):
        # Slack names no code for a conversation whose people are all gone.
        raise Refused("channel_not_found")


def threaded(at: Installation, channel: Channel, thread: object) -> Message | None:
    if thread is None:
        return None
    try:
        parent = at.world.message(channel, str(thread))
    except Refused as unknown:
        raise Refused("cannot_reply_to_message") from unknown
    if parent.thread_ts not in {None, parent.ts}:
        raise Refused("cannot_reply_to_message")
    return parent
