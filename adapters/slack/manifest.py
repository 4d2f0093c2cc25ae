"""The app as Slack is to know it, made from what Hearth answers to; a reason for each scope."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from bot.handlers import Declaration, Kind, Target
from bot.text import PLAIN, Envelope, draw

Json = dict[str, Any]
NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="
ROOT = "/hearth"
EVENTS_PATH = "/slack/events"
MAX_SHORTCUT, MAX_SHORTCUTS = 24, 10

# One reason each, for the note to the workspace's administrator.
SCOPES: dict[str, str] = {
    "app_mentions:read": "to be asked things by name in a channel",
    "channels:read": "to know who is in the community's public channel, and when it is archived",
    "chat:write": "to answer, and to post where it was invited",
    "commands": "to offer /hearth and the entries in the message menu",
    "files:write": "to hand over what somebody asks to download, as a file",
    "groups:read": "the same for a private channel it was invited to",
    "im:history": "to read what people write to it in private, and nothing else",
    "im:write": "to write to somebody in private",
    "mpim:write": "to bring people together in one conversation",
    "users:read": "to know names, time zones and languages, and who is a guest or an administrator",
}
# May be declined when the app is installed: everything but listening works without them. The
# words come with them; they are dropped on arrival (overhearing.py).
OPTIONAL: dict[str, str] = {
    "channels:history": "to note who writes when, and never what, in public channels where a "
    "coordinator switched that on and it was announced",
    "groups:history": "the same for a private channel it was invited to",
}
LISTENS = ("message.channels", "message.groups")
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
)


def manifest(declarations: Iterable[Declaration], public_url: str = "") -> Json:
    """The whole app. Without a public address it listens over Socket Mode and needs none."""
    url = public_url.rstrip("/") + EVENTS_PATH if public_url else ""
    at_url = {"request_url": url} if url else {}
    return {
        "display_information": {
            "name": "Hearth",
            "description": "Introduces newcomers to people who like to help",
            "background_color": "#7a3b12",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Hearth", "always_online": True},
            "shortcuts": _shortcuts(declarations),
            "slash_commands": [_command(url)],
        },
        "oauth_config": {
            "scopes": {"bot": sorted(SCOPES | OPTIONAL), "bot_optional": sorted(OPTIONAL)}
        },
        "settings": {
            "event_subscriptions": {**at_url, "bot_events": sorted(EVENTS + LISTENS)},
            "interactivity": {"is_enabled": True, **at_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def link(declarations: Iterable[Declaration], public_url: str = "") -> str:
    """Opens Slack's page for a new app with everything filled in."""
    return NEW_APP + quote(json.dumps(manifest(declarations, public_url), separators=(",", ":")))


def _command(url: str) -> Json:
    command: Json = {
        "command": ROOT,
        "description": "Introductions, questions, and your part in them",
        "usage_hint": "help",
        "should_escape": True,  # so that people arrive as people
    }
    return {**command, "url": url} if url else command


def _shortcuts(declarations: Iterable[Declaration]) -> list[Json]:
    """On Slack a person is pointed at through what they wrote."""
    return [_shortcut(d) for d in declarations if d.kind is Kind.SHORTCUT][:MAX_SHORTCUTS]


def _shortcut(declared: Declaration) -> Json:
    label = draw(declared.label, Envelope(), PLAIN) if declared.label else declared.name
    return {
        "name": label[:MAX_SHORTCUT],
        "type": "global" if declared.target is Target.NOTHING else "message",
        "callback_id": declared.name,
        "description": label,
    }
