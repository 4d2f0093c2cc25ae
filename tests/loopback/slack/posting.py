"""Messages coming to stand in a channel, changing and going, and the events that tell of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tests.loopback.slack import blocks as judged
from tests.loopback.slack import forms, shapes
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.world import Channel, Message

CUT = 40_000
SUBSCRIPTIONS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def content(at: Installation, body: Mapping[str, Any], *, cuts: bool = True) -> dict[str, Any]:
    """The text and blocks of a call as they will be shown; raises what Slack answers if bad."""
    text = str(body.get("text") or "")
    blocks = body.get("blocks") or []
    if body.get("markdown_text"):
        if text or blocks:
            raise Refused("markdown_text_conflict")
        if len(body["markdown_text"]) > 12_000:
            raise Refused("msg_too_long")
        blocks = [{"type": "markdown", "text": body["markdown_text"]}]
    if not text and not blocks and not body.get("attachments"):
        raise Refused("no_text")
    judged.check_message(blocks)
    if len(text) > CUT and not cuts:
        raise Refused("msg_too_long")
    return {
        "text": text[:CUT],
        "blocks": judged.completed(blocks, at.count),
        "parse_full": body.get("parse") == "full" or bool(body.get("link_names")),
    }


def metadata(given: object) -> dict[str, Any] | None:
    if given is None:
        return None
    shaped = isinstance(given, dict) and isinstance(given.get("event_payload"), dict)
    if not isinstance(given, dict) or not shaped or not isinstance(given.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    return given


def stand(at: Installation, message: Message) -> Message:
    """Puts a message where it belongs; the ephemeral ones tell no event."""
    message.posted = time.monotonic()
    message.state = forms.initial(message.blocks)
    message.channel.messages.append(message)
    parent = _parent(message)
    if parent is not None and parent.thread_ts is None:
        parent.thread_ts = parent.ts
    if not message.is_ephemeral and message.bot_id is not None:
        at.spawn(tell(at, message.channel, shapes.message(at.world, message)))
    return message


def _parent(message: Message) -> Message | None:
    if message.thread_ts is None:
        return None
    ts = message.thread_ts
    return next((each for each in message.channel.messages if each.ts == ts), None)


def by_app(at: Installation, channel: Channel, body: Mapping[str, Any], **more: Any) -> Message:
    """A message of the app's, from the body of a call."""
    made = content(at, body)
    bot = at.world.bot.id
    return Message(at.world.ts(), channel, bot, bot_id=at.world.bot_id, **made, **more)


def change(at: Installation, message: Message, body: Mapping[str, Any]) -> None:
    before = shapes.message(at.world, message)
    changed = content(at, _kept(message, body), cuts=False)
    message.text, message.blocks = changed["text"], changed["blocks"]
    message.parse_full = changed["parse_full"]
    message.state = forms.kept(message.blocks, message.state)
    message.edited.append(at.world.ts())
    if body.get("metadata") is not None:
        message.metadata = metadata(body["metadata"])
    if message.is_ephemeral:
        return
    event = {
        "subtype": "message_changed",
        "hidden": True,
        "message": shapes.message(at.world, message),
        "previous_message": before,
        "ts": message.edited[-1],
    }
    at.spawn(tell(at, message.channel, event))


def _kept(message: Message, body: Mapping[str, Any]) -> dict[str, Any]:
    """Text alone replaces the blocks; blocks alone keep the text."""
    named = "text" in body or "blocks" in body or "markdown_text" in body
    return dict(body) if named else {"text": message.text, "blocks": message.blocks}


def remove(at: Installation, message: Message) -> None:
    message.deleted = True
    if message.is_ephemeral:
        return
    event = {
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": shapes.message(at.world, message),
        "ts": at.world.ts(),
    }
    at.spawn(tell(at, message.channel, event))


async def tell(at: Installation, channel: Channel, event: Mapping[str, Any]) -> None:
    """The message event of a channel the app is in."""
    if at.world.bot.id not in channel.members:
        return
    told = {"type": "message", **event, "channel": channel.id, "channel_type": channel.kind}
    told["event_ts"] = event["ts"]
    await at.announce(f"message.{SUBSCRIPTIONS[channel.kind]}", told)
