"""The nouns of the platform's world: users, guilds, channels, messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEXT, DM, CATEGORY, NEWS, FORUM = 0, 1, 4, 5, 15
NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS = {NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD}

SUPPRESS_EMBEDS, EPHEMERAL, LOADING = 1 << 2, 1 << 6, 1 << 7
SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 12, 1 << 15
HAS_THREAD = 1 << 5

DEFAULT_REPLY, COMMAND_REPLY, CONTEXT_REPLY = 0, 20, 23


@dataclass
class User:
    """Somebody with an account."""

    id: str
    name: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    refuses_dms: bool = False


@dataclass
class Role:
    """A named bundle of permissions; the one with the guild's id is everyone's."""

    id: str
    name: str
    permissions: int
    position: int
    managed: bool = False
    mentionable: bool = False


@dataclass
class Member:
    """A user inside one guild."""

    user: User
    joined_at: str
    roles: list[str] = field(default_factory=list)
    nick: str | None = None
    pending: bool = False


@dataclass
class Overwrite:
    """What one channel adds to or takes from a role (0) or a member (1)."""

    id: str
    type: int
    allow: int = 0
    deny: int = 0


@dataclass
class Thread:
    """What a channel has besides when it is a thread."""

    owner_id: str
    created_at: str
    members: dict[str, str]
    auto_archive_duration: int = 1440
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    archived_at: str = ""
    active_at: float = 0.0
    applied_tags: list[str] = field(default_factory=list)


@dataclass
class Channel:
    """A place for messages."""

    id: str
    type: int
    name: str | None
    guild_id: str | None = None
    parent_id: str | None = None
    position: int = 0
    topic: str | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    tags: list[Json] = field(default_factory=list)  # of a forum: those its posts may carry
    recipients: list[User] = field(default_factory=list)
    thread: Thread | None = None
    last_message_id: str | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    sent: int = 0


@dataclass
class Message:
    """One message as it stands now; `pings` is who its sending really notified."""

    id: str
    channel_id: str
    author: User
    content: str = ""
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    type: int = DEFAULT_REPLY
    nonce: str | None = None
    allowed_mentions: Json | None = None
    pings: list[str] = field(default_factory=list)
    sent_at: str = ""
    edited_at: str | None = None
    edits: int = 0
    pinned: bool = False
    only_for: str | None = None
    deleted: bool = False
    reference: Json | None = None
    thread_id: str | None = None
    metadata: Json | None = None
    webhook_id: str | None = None
    reactions: dict[str, set[str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        """Sent with the flag that rings nobody's phone."""
        return bool(self.flags & SUPPRESS_NOTIFICATIONS)


@dataclass
class Guild:
    """A server and everything in it."""

    id: str
    name: str
    owner_id: str
    locale: str = "en-US"
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    available: bool = True
    features: list[str] = field(default_factory=list)


@dataclass
class Application:
    """The bot's registration: who it is, what it may ask the gateway for."""

    id: str
    name: str
    token: str
    bot: User
    owner: User
    privileged: set[str] = field(default_factory=lambda: {"members"})
    token_works: bool = True
