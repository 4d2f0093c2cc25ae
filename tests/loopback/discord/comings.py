"""Joining, leaving, renaming, and a guild that goes away, as acts in one guild."""

from __future__ import annotations

from typing import Any

from tests.loopback.discord import members, model, options
from tests.loopback.discord.model import Channel, Guild, Member, User
from tests.loopback.discord.refusals import NotPossible
from tests.loopback.discord.world import World

Who = str | User
Where = str | Channel | None


class Comings:
    """Who is in the home guild, and where its channels are."""

    world: World
    home: Guild

    async def joins(self, user: Who, *, pending: bool = False, **facts: Any) -> User:
        """Enters the guild; a name nobody has yet becomes an account first."""
        known = user in self.world.users or self.named(user)
        who = self.world.user(user) if known else self.world.add_user(str(user), **facts)
        members.join(self.world, self.home, who, pending=pending)
        return who

    async def passes_screening(self, user: Who) -> None:
        member = self.member(user)
        member.pending = False
        members.update(self.world, self.home, member)

    async def leaves(self, user: Who) -> None:
        members.leave(self.world, self.home, self.world.user(user))

    async def renames(self, user: Who, nick: str | None) -> None:
        member = self.member(user)
        member.nick = nick
        members.update(self.world, self.home, member)

    async def gains(self, user: Who, role: str, *, held: bool = True) -> None:
        """A moderator gives a role, or takes it with `held=False`."""
        role_id = options.Resolver(self.world, next(iter(self.home.channels.values()))).role(role)
        members.set_role(self.world, self.home, self.member(user), role_id, held=held)

    async def deletes_channel(self, channel: Where) -> None:
        members.delete_channel(self.world, self.channel(channel))

    async def guild_unavailable(self) -> None:
        members.unavailable(self.world, self.home)

    async def guild_available(self) -> None:
        members.available(self.world, self.home)

    async def bot_removed(self) -> None:
        members.remove_bot(self.world, self.home)

    async def bot_added(self) -> None:
        members.add_bot(self.world, self.home)

    def named(self, user: Who) -> bool:
        return isinstance(user, User) or user in self.world.names

    def member(self, user: Who) -> Member:
        return self.home.members[self.world.user(user).id]

    def channel(self, which: Where) -> Channel:
        """By itself, id or name; without any, the guild's first."""
        if isinstance(which, Channel):
            return which
        for channel in self.world.channels.values():
            if which is None and channel.guild_id == self.home.id and channel.type == model.TEXT:
                return channel
            if which in {channel.id, channel.name}:
                return channel
        raise NotPossible(f"there is no channel {which!r}")
