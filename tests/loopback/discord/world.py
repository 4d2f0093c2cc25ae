"""Everything that exists on the platform, and the few questions asked of it everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tests.loopback.discord import model, permissions
from tests.loopback.discord.clock import Clock, Mint, stamp
from tests.loopback.discord.model import (
    Application,
    Channel,
    Guild,
    Json,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from tests.loopback.discord.refusals import Refused


class Emit(Protocol):
    """Tells the gateway that something happened; it decides which sessions hear it."""

    def __call__(
        self, name: str, data: Json, intent: int = 0, channel: Channel | None = None
    ) -> None: ...


def _nobody_listens(name: str, data: Json, intent: int = 0, channel: Channel | None = None) -> None:
    """Before the gateway is open there is nobody to tell."""


@dataclass
class World:
    """One application, and the guilds, people and conversations around it."""

    application: Application
    clock: Clock
    mint: Mint
    users: dict[str, User] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    emit: Emit = _nobody_listens
    active_threads_cap: int = 1000
    dm_opens_per_ten_minutes: int | None = None
    dm_opened_at: list[float] = field(default_factory=list)
    files_at: str = ""
    nonces: dict[tuple[str, str], tuple[float, Message]] = field(default_factory=dict)
    nonce_window: float = 180.0

    @property
    def bot(self) -> User:
        return self.application.bot

    def user(self, who: str | User) -> User:
        """By id, by name or as itself."""
        if isinstance(who, User):
            return who
        found = self.users.get(who) or self.users.get(self.names.get(who, ""))
        if found is None:
            raise Refused(10013)
        return found

    def guild(self, guild_id: str) -> Guild:
        """A guild the bot is in; any other does not exist for it."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise Refused(10004)
        return guild

    def channel(self, channel_id: str) -> Channel:
        channel = self.channels.get(channel_id)
        if channel is None:
            raise Refused(10003)
        return channel

    def visible_channel(self, channel_id: str) -> Channel:
        """A channel the bot can see; 50001 for one it cannot."""
        channel = self.channel(channel_id)
        if not self.sees(self.bot, channel):
            raise Refused(50001)
        return channel

    def member(self, guild: Guild, user_id: str) -> Member:
        if user_id in guild.members:
            return guild.members[user_id]
        raise Refused(10007 if user_id in self.users else 10013)

    def message(self, channel: Channel, message_id: str) -> Message:
        """A message the bot could fetch: an ephemeral one never is."""
        found = channel.messages.get(message_id)
        if found is None or found.deleted or found.only_for is not None:
            raise Refused(10008)
        return found

    def permissions(self, user: User, channel: Channel) -> int:
        """What somebody may do in a channel."""
        if channel.guild_id is None:
            inside = user.id in {person.id for person in channel.recipients} | {self.bot.id}
            return permissions.MEMBER_DEFAULT if inside else 0
        guild = self.guilds.get(channel.guild_id)
        member = guild.members.get(user.id) if guild else None
        if guild is None or member is None:
            return 0
        return permissions.in_channel(guild, member, channel)

    def sees(self, user: User, channel: Channel) -> bool:
        return bool(self.permissions(user, channel) & permissions.VIEW_CHANNEL)

    def need(self, channel: Channel, wanted: int) -> None:
        """Refuses with 50013 unless the bot holds every wanted permission there."""
        if self.permissions(self.bot, channel) & wanted != wanted:
            raise Refused(50013)

    def threads(self, guild: Guild, *, archived: bool | None = False) -> Iterator[Channel]:
        for channel in guild.channels.values():
            if channel.thread and archived in {None, channel.thread.archived}:
                yield channel

    def dm_with(self, user: User) -> Channel:
        """The one conversation between the bot and a user, made when first needed."""
        for channel in self.channels.values():
            if channel.type == model.DM and user in channel.recipients:
                return channel
        channel = Channel(self.mint.new(), model.DM, None, recipients=[user])
        self.channels[channel.id] = channel
        return channel

    def shares_a_guild(self, user: User) -> bool:
        return any(
            user.id in guild.members and self.bot.id in guild.members
            for guild in self.guilds.values()
        )

    def add_user(self, name: str, **facts: object) -> User:
        user = User(self.mint.new(), name)
        for fact, value in facts.items():
            setattr(user, fact, value)
        return self.register(user)

    def register(self, user: User) -> User:
        """An account that can be found by id and by either name."""
        self.users[user.id] = user
        self.names |= {name: user.id for name in (user.global_name, user.name) if name}
        return user

    def add_guild(self, name: str, owner: User) -> Guild:
        """A guild as it is on its first day: everybody's role and its owner."""
        guild = Guild(self.mint.new(), name, owner.id)
        everyone = Role(guild.id, "@everyone", permissions.MEMBER_DEFAULT, 0)
        guild.roles[guild.id] = everyone
        self.guilds[guild.id] = guild
        self.add_member(guild, owner)
        return guild

    def add_role(
        self, guild: Guild, name: str, permitted: int = 0, *, managed: bool = False
    ) -> Role:
        """A role above those made before it."""
        role = Role(self.mint.new(), name, permitted, len(guild.roles), managed=managed)
        guild.roles[role.id] = role
        return role

    def add_member(self, guild: Guild, user: User, *, ago: float = 0.0) -> Member:
        member = Member(user, stamp(self.clock.now() - ago))
        guild.members[user.id] = member
        return member

    def add_channel(
        self,
        guild: Guild,
        name: str,
        kind: int = model.TEXT,
        overwrites: list[Overwrite] | None = None,
    ) -> Channel:
        channel = Channel(self.mint.new(), kind, name, guild.id, position=len(guild.channels))
        channel.overwrites = list(overwrites or [])
        self.channels[channel.id] = guild.channels[channel.id] = channel
        return channel

    def all_messages(self, where: Callable[[Message], bool] | None = None) -> list[Message]:
        """Every message that stands anywhere, oldest first."""
        found = [
            message
            for channel in self.channels.values()
            for message in channel.messages.values()
            if not message.deleted and (where is None or where(message))
        ]
        return sorted(found, key=lambda message: int(message.id))
