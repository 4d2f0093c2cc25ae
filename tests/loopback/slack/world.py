"""A workspace: its people, channels, messages and open views."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.slack.refusals import Refused

TEAM = "T0HEARTH"
APP = "A0HEARTH"
STRANGERS_TEAM = "T0ELSEWHERE"


@dataclass
class User:
    id: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    tz_offset: int = 3600
    locale: str = "en-US"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    team: str = TEAM
    views: list[View] = field(default_factory=list)
    home: View | None = None


@dataclass
class Channel:
    """`kind` is channel (public), group (private), im or mpim."""

    id: str
    name: str
    kind: str = "channel"
    members: list[str] = field(default_factory=list)
    created: int = 0
    is_archived: bool = False
    is_general: bool = False
    messages: list[Message] = field(default_factory=list)

    @property
    def is_direct(self) -> bool:
        return self.kind in {"im", "mpim"}


@dataclass
class Message:
    """`seen_by` is set for an ephemeral message; `posted` is the real clock, for history's lag."""

    ts: str
    channel: Channel
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    edited: list[str] = field(default_factory=list)
    bot_id: str | None = None
    seen_by: str | None = None
    deleted: bool = False
    posted: float = 0.0
    files: list[dict[str, Any]] = field(default_factory=list)
    parse_full: bool = False
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        return self.seen_by is not None


@dataclass
class View:
    """A modal in somebody's stack or somebody's App Home, as the app described it."""

    id: str
    user: str
    given: dict[str, Any]
    hash: str
    root: str
    previous: str | None = None
    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_open: bool = True

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.given.get("blocks", [])
        return blocks

    @property
    def title(self) -> str:
        return str(self.given.get("title", {}).get("text", ""))


class World:
    """Ids are readable and never repeat; `ts` is unique and grows, whatever the clock does."""

    def __init__(self, clock: Callable[[], float], bot_name: str) -> None:
        self.clock = clock
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self._count = 0
        self._last_micro = 0
        self.bot = self.add_user(bot_name, is_bot=True)
        self.bot_id = "B0HEARTH"
        # Listed like a person, and no bot by its own account.
        self.users["USLACKBOT"] = User("USLACKBOT", "slackbot", "Slackbot")

    def fresh(self, letter: str, word: str = "") -> str:
        self._count += 1
        plain = "".join(sign for sign in word.upper() if sign.isascii() and sign.isalnum())
        return f"{letter}0{self._count:03d}{plain[:12]}"

    def ts(self) -> str:
        self._last_micro = max(int(self.clock() * 1_000_000), self._last_micro + 100)
        return f"{self._last_micro // 1_000_000}.{self._last_micro % 1_000_000:06d}"

    def add_user(self, name: str, real_name: str = "", **traits: Any) -> User:
        user = User(self.fresh("U", name), name, real_name or name.title(), **traits)
        if user.is_stranger:
            user.team = STRANGERS_TEAM
        self.users[user.id] = user
        return user

    def add_channel(self, name: str, members: Iterable[User | str] = (), **traits: Any) -> Channel:
        letter = {"im": "D"}.get(traits.get("kind", "channel"), "C")
        channel = Channel(self.fresh(letter, name), name, created=int(self.clock()), **traits)
        channel.members = [self.user(member).id for member in members]
        self.channels[channel.id] = channel
        return channel

    def user(self, who: User | str) -> User:
        """By object, id or name."""
        if isinstance(who, User):
            return who
        named = (user for user in self.users.values() if user.name == who)
        found = self.users.get(who) or next(named, None)
        if found is None:
            raise Refused("user_not_found")
        return found

    def channel(self, which: Channel | str) -> Channel:
        """By object, id or name."""
        if isinstance(which, Channel):
            return which
        name = which.removeprefix("#")
        named = (channel for channel in self.channels.values() if channel.name == name)
        found = self.channels.get(which) or next(named, None)
        if found is None:
            raise Refused("channel_not_found")
        return found

    def direct(self, people: Iterable[User | str]) -> tuple[Channel, bool]:
        """The bot's conversation with these people and whether it stood already."""
        members = sorted({self.bot.id, *(self.user(person).id for person in people)})
        kind = "im" if len(members) == 2 else "mpim"
        for channel in self.channels.values():
            if channel.kind == kind and sorted(channel.members) == members:
                return channel, True
        named = "--".join(self.users[member].name for member in members)
        return self.add_channel(
            f"mpdm-{named}-1" if kind == "mpim" else "", members, kind=kind
        ), False

    def message(self, channel: Channel, ts: str) -> Message:
        for message in channel.messages:
            if message.ts == ts and not message.deleted and not message.is_ephemeral:
                return message
        raise Refused("message_not_found")

    def anywhere(self, ts: str) -> Message:
        """A message by its ts alone, which this world never gives twice."""
        every = (message for channel in self.channels.values() for message in channel.messages)
        found = next((message for message in every if message.ts == ts), None)
        if found is None:
            raise Refused("message_not_found")
        return found

    def replies(self, parent: Message) -> list[Message]:
        return [
            message
            for message in parent.channel.messages
            if message.thread_ts == parent.ts
            and message.ts != parent.ts
            and not message.deleted
            and not message.is_ephemeral
        ]
