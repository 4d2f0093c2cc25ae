"""Permissions computed as the platform publishes it: roles, then overwrites, then threads."""

from __future__ import annotations

from tests.loopback.discord.model import PRIVATE_THREAD, Channel, Guild, Member

CREATE_INVITE, KICK, BAN, ADMINISTRATOR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MANAGE_CHANNELS, MANAGE_GUILD, ADD_REACTIONS = 1 << 4, 1 << 5, 1 << 6
VIEW_CHANNEL, SEND_MESSAGES, MANAGE_MESSAGES = 1 << 10, 1 << 11, 1 << 13
EMBED_LINKS, ATTACH_FILES, READ_MESSAGE_HISTORY = 1 << 14, 1 << 15, 1 << 16
MENTION_EVERYONE, CHANGE_NICKNAME = 1 << 17, 1 << 26
MANAGE_ROLES, USE_APPLICATION_COMMANDS, MANAGE_THREADS = 1 << 28, 1 << 31, 1 << 34
CREATE_PUBLIC_THREADS, CREATE_PRIVATE_THREADS = 1 << 35, 1 << 36
SEND_MESSAGES_IN_THREADS, PIN_MESSAGES = 1 << 38, 1 << 51
EVERYTHING = (1 << 53) - 1

MEMBER_DEFAULT = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)
BOT_DEFAULT = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | MANAGE_ROLES
    | MANAGE_THREADS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | SEND_MESSAGES_IN_THREADS
)

_NEEDS_SENDING = MENTION_EVERYONE | ATTACH_FILES | EMBED_LINKS


def in_guild(guild: Guild, member: Member) -> int:
    """What a member may do before any channel has its say."""
    if member.user.id == guild.owner_id:
        return EVERYTHING
    held = guild.roles[guild.id].permissions
    for role_id in member.roles:
        if role_id in guild.roles:
            held |= guild.roles[role_id].permissions
    return EVERYTHING if held & ADMINISTRATOR else held


def in_channel(guild: Guild, member: Member, channel: Channel) -> int:
    """What a member may do in a channel; a thread asks its parent, a private one its list."""
    if channel.thread is not None:
        return _in_thread(guild, member, channel)
    held = in_guild(guild, member)
    if held == EVERYTHING:
        return held
    return _without_the_impossible(_overwritten(held, guild, member, channel))


def top_role(guild: Guild, member: Member) -> int:
    """The position of the member's highest role."""
    if member.user.id == guild.owner_id:
        return len(guild.roles) + 1
    return max((guild.roles[r].position for r in member.roles if r in guild.roles), default=0)


def _in_thread(guild: Guild, member: Member, channel: Channel) -> int:
    assert channel.thread is not None
    assert channel.parent_id is not None
    parent = guild.channels.get(channel.parent_id)
    if parent is None:
        return 0
    held = in_channel(guild, member, parent)
    if channel.type == PRIVATE_THREAD:
        invited = member.user.id in channel.thread.members
        if not invited and not held & MANAGE_THREADS:
            return 0
    # Inside a thread the right to speak is its own permission.
    if held & SEND_MESSAGES_IN_THREADS:
        return held | SEND_MESSAGES
    return held & ~SEND_MESSAGES


def _overwritten(held: int, guild: Guild, member: Member, channel: Channel) -> int:
    written = {overwrite.id: overwrite for overwrite in channel.overwrites}
    if everyone := written.get(guild.id):
        held = (held & ~everyone.deny) | everyone.allow
    roles = [written[role] for role in member.roles if role in written]
    for overwrite in roles:
        held &= ~overwrite.deny
    for overwrite in roles:
        held |= overwrite.allow
    if own := written.get(member.user.id):
        held = (held & ~own.deny) | own.allow
    return held


def _without_the_impossible(held: int) -> int:
    if not held & VIEW_CHANNEL:
        return 0
    if not held & SEND_MESSAGES:
        held &= ~_NEEDS_SENDING
    return held
