"""The payloads of commands, presses, forms and shortcuts, in the shape of recorded ones."""

from __future__ import annotations

from typing import Any

from tests.loopback.slack import shapes
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.world import APP, TEAM, Channel, Message, User, View

Json = dict[str, Any]


def command(at: Installation, user: User, channel: Channel, name: str, text: str) -> Json:
    """Every value is a string: in HTTP mode this is a form."""
    return {
        "token": at.verification_token,
        "team_id": TEAM,
        "team_domain": shapes.DOMAIN,
        "channel_id": channel.id,
        "channel_name": shapes.name_of(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
    }


def pressed(at: Installation, user: User, place: Message | View) -> Json:
    return {
        "type": "block_actions",
        **_from(at, user),
        **(_in_message(at, place) if isinstance(place, Message) else _in_view(at, place)),
    }


def _from(at: Installation, user: User) -> Json:
    return {
        "user": _user(user),
        "api_app_id": APP,
        "token": at.verification_token,
        "team": {"id": TEAM, "domain": shapes.DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _user(user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}


def _in_message(at: Installation, message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts is not None and message.thread_ts != message.ts:
        container["thread_ts"] = message.thread_ts
    # Slack does not send the words of an ephemeral message back.
    shape = {} if message.is_ephemeral else {"message": shapes.message(at.world, message)}
    return {
        "container": container,
        "channel": _channel(message.channel),
        **shape,
        "state": {"values": message.state},
    }


def _in_view(at: Installation, view: View) -> Json:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": shapes.view(at.world, view),
    }


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": shapes.name_of(channel)}


def submitted(at: Installation, user: User, view: View) -> Json:
    return {
        "type": "view_submission",
        **_from(at, user),
        "view": shapes.view(at.world, view),
        "response_urls": [],
    }


def closed(at: Installation, user: User, view: View, *, everything: bool) -> Json:
    return {
        "type": "view_closed",
        **_from(at, user),
        "view": shapes.view(at.world, view),
        "is_cleared": everything,
    }


def shortcut(at: Installation, user: User, callback: str) -> Json:
    payload = {"type": "shortcut", **_from(at, user), "callback_id": callback}
    del payload["api_app_id"]
    return payload | {"action_ts": at.world.ts()}


def message_shortcut(at: Installation, user: User, callback: str, message: Message) -> Json:
    payload = {"type": "message_action", **_from(at, user), "callback_id": callback}
    del payload["api_app_id"]
    return payload | {
        "action_ts": at.world.ts(),
        "channel": _channel(message.channel),
        "message_ts": message.ts,
        "message": shapes.message(at.world, message),
    }
