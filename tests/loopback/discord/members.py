"""Joining, passing the rules, roles, leaving; and a guild that goes away."""

from __future__ import annotations

from tests.loopback.discord import intents, permissions, shapes, threads
from tests.loopback.discord.model import Channel, Guild, Json, Member, User
from tests.loopback.discord.refusals import Refused
from tests.loopback.discord.world import World


def join(world: World, guild: Guild, user: User, *, pending: bool = False) -> Member:
    member = world.add_member(guild, user)
    member.pending = pending
    _tell(world, "GUILD_MEMBER_ADD", guild, shapes.member(member))
    return member


def update(world: World, guild: Guild, member: Member) -> None:
    """Tells that roles, nick or screening changed; of itself a bot always hears."""
    intent = intents.ALWAYS if member.user.id == world.bot.id else intents.MEMBERS
    told = {**shapes.member(member), "guild_id": guild.id}
    if _heard(world, guild):
        world.emit("GUILD_MEMBER_UPDATE", told, intent)


def leave(world: World, guild: Guild, user: User) -> None:
    """Gone, and out of every thread."""
    guild.members.pop(user.id, None)
    for channel in guild.channels.values():
        if channel.thread and user.id in channel.thread.members:
            threads.left(world, channel, user.id)
    _tell(world, "GUILD_MEMBER_REMOVE", guild, {"user": shapes.user(user)})


def _tell(world: World, event: str, guild: Guild, told: Json) -> None:
    if _heard(world, guild):
        world.emit(event, {**told, "guild_id": guild.id}, intents.MEMBERS)


def _heard(world: World, guild: Guild) -> bool:
    return guild.available and world.bot.id in guild.members


def give_role(world: World, guild: Guild, user_id: str, role_id: str, *, held: bool) -> None:
    """PUT or DELETE of a member's role, by a bot that must stand above it."""
    member = world.member(guild, user_id)
    role = guild.roles.get(role_id)
    if role is None:
        raise Refused(10011)
    own = guild.members[world.bot.id]
    if not permissions.in_guild(guild, own) & permissions.MANAGE_ROLES:
        raise Refused(50013)
    if role.managed or role.id == guild.id:
        raise Refused(50028)
    if permissions.top_role(guild, own) <= role.position:
        raise Refused(50013)
    set_role(world, guild, member, role_id, held=held)


def set_role(world: World, guild: Guild, member: Member, role_id: str, *, held: bool) -> None:
    """The role is there or not, and it is told only when that changed."""
    before = list(member.roles)
    member.roles = [role for role in member.roles if role != role_id]
    if held:
        member.roles.append(role_id)
    if member.roles != before:
        update(world, guild, member)


def page(guild: Guild, limit: int, after: int) -> list[Json]:
    """Members by id, after one of them."""
    ordered = sorted(guild.members.values(), key=lambda member: int(member.user.id))
    later = [member for member in ordered if int(member.user.id) > after]
    return [shapes.member(member) for member in later[:limit]]


def delete_channel(world: World, channel: Channel) -> None:
    """A channel with its threads, or one thread."""
    guild = world.guilds[channel.guild_id or ""]
    for child in [one for one in guild.channels.values() if one.parent_id == channel.id]:
        if child.thread is not None:
            _forget(world, guild, child)
    # Told while it still exists: afterwards nobody could say who saw it.
    if channel.thread is not None:
        told = {key: getattr(channel, key) for key in ("id", "guild_id", "parent_id", "type")}
        world.emit("THREAD_DELETE", told, intents.GUILDS, channel)
    else:
        world.emit("CHANNEL_DELETE", shapes.channel(channel), intents.GUILDS, channel)
    _forget(world, guild, channel)


def _forget(world: World, guild: Guild, channel: Channel) -> None:
    guild.channels.pop(channel.id, None)
    world.channels.pop(channel.id, None)


def unavailable(world: World, guild: Guild) -> None:
    """An outage: the guild is still the bot's."""
    guild.available = False
    world.emit("GUILD_DELETE", {"id": guild.id, "unavailable": True}, intents.GUILDS)


def available(world: World, guild: Guild) -> None:
    guild.available = True
    world.emit("GUILD_CREATE", shapes.guild_create(world, guild), intents.GUILDS)


def remove_bot(world: World, guild: Guild) -> None:
    """The bot was kicked: no `unavailable`, and the guild no longer exists for it."""
    guild.members.pop(world.bot.id, None)
    world.emit("GUILD_DELETE", {"id": guild.id}, intents.GUILDS)


def add_bot(world: World, guild: Guild, permitted: int = permissions.BOT_DEFAULT) -> Member:
    """The bot with the managed role its invitation brings."""
    member = world.add_member(guild, world.bot)
    name = world.bot.name
    role = next((one for one in guild.roles.values() if one.managed and one.name == name), None)
    role = role or world.add_role(guild, name, permitted, managed=True)
    role.permissions = permitted
    member.roles = [role.id]
    available(world, guild)
    return member


def raise_bot(guild: Guild, bot: User) -> None:
    """Puts the bot's role on top, as an administrator who reads the instructions does."""
    own = guild.members[bot.id]
    top = max(role.position for role in guild.roles.values())
    for role_id in own.roles:
        guild.roles[role_id].position = top + 1
