"""What the app's manifest allows: scopes, events, commands, shortcuts, tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.loopback.slack.refusals import Refused

KINDS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
ANY_KIND = ("channels", "groups", "im", "mpim")
NEEDED = {
    "chat.postMessage": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "conversations.join": ("channels:join",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "bots.info": ("users:read",),
    "team.info": ("team:read",),
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "reactions.add": ("reactions:write",),
}
# Any one of these opens the method; which one a conversation needs is asked once it is known.
NEEDED_BY_KIND = {
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.list": "read",
    "users.conversations": "read",
    "conversations.history": "history",
    "conversations.replies": "history",
}
EVENT_SCOPES = {
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "channel_archive": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_left": {"channels:read"},
    "channel_id_changed": {"channels:read", "groups:read"},
    "group_archive": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "tokens_revoked": set(),
}


class Manifest:
    """Slack's own reading of an app manifest; one it would refuse cannot be made."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        settings = given.get("settings", {})
        features = given.get("features", {})
        home = features.get("app_home", {})
        scopes = given["oauth_config"]["scopes"]
        self.scopes: tuple[str, ...] = tuple(scopes["bot"])
        self.optional = frozenset(scopes.get("bot_optional", ()))
        self.events = frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))
        self.interactive = bool(settings.get("interactivity", {}).get("is_enabled"))
        self.socket_mode = bool(settings.get("socket_mode_enabled"))
        self.home_tab = bool(home.get("home_tab_enabled"))
        self.messages_tab = bool(home.get("messages_tab_enabled"))
        self.messages_read_only = bool(home.get("messages_tab_read_only_enabled", True))
        self.commands: dict[str, dict[str, Any]] = {
            each["command"]: each for each in features.get("slash_commands", ())
        }
        self.shortcuts: dict[str, dict[str, Any]] = {
            each["callback_id"]: each for each in features.get("shortcuts", ())
        }
        self.bot_name = str(features.get("bot_user", {}).get("display_name", "hearth"))
        self._checked()

    def _checked(self) -> None:
        wrong = [f"event {name}" for name in self.events if not self._may_hear(name)]
        if (self.commands or self.shortcuts) and "commands" not in self.scopes:
            wrong.append("commands or shortcuts without the scope commands")
        wrong += [f"optional {name}" for name in self.optional - set(self.scopes)]
        wrong += [f"command {name}" for name in self.commands if not name.startswith("/")]
        if len(self.shortcuts) > 10:
            wrong.append("more than ten shortcuts")
        wrong += [
            f"shortcut name {each['name']!r} above 24"
            for each in self.shortcuts.values()
            if len(each["name"]) > 24
        ]
        if wrong:
            raise ValueError(f"Slack would refuse this manifest: {', '.join(wrong)}")

    def declines(self, *scopes: str) -> None:
        """Whoever installs the app leaves these out, as only optional ones can be."""
        if set(scopes) - self.optional:
            raise ValueError(f"not optional: {', '.join(sorted(set(scopes) - self.optional))}")
        self.scopes = tuple(scope for scope in self.scopes if scope not in scopes)
        self.events = frozenset(name for name in self.events if self._may_hear(name))

    def _may_hear(self, event: str) -> bool:
        if event not in EVENT_SCOPES:
            return False
        scopes = EVENT_SCOPES[event]
        return not scopes or bool(scopes & set(self.scopes))

    def check(self, method: str) -> None:
        """Refuses a method none of whose scopes was granted."""
        for scope in NEEDED.get(method, ()):
            self.needs(scope)
        action = NEEDED_BY_KIND.get(method)
        if action is not None:
            wanted = [f"{kind}:{action}" for kind in ANY_KIND]
            if not set(wanted) & set(self.scopes):
                raise self._missing(",".join(wanted))

    def check_kind(self, method: str, kind: str) -> None:
        """Refuses a method on a conversation of a kind whose scope was not granted."""
        self.needs(f"{KINDS[kind]}:{NEEDED_BY_KIND[method]}")

    def needs(self, scope: str) -> None:
        if scope not in self.scopes:
            raise self._missing(scope)

    def _missing(self, scope: str) -> Refused:
        return Refused("missing_scope", needed=scope, provided=",".join(self.scopes))
