"""Users, members, guilds and channels as JSON, keyed as the recorded frames are."""

from __future__ import annotations

from tests.loopback.discord import model, permissions
from tests.loopback.discord.model import Channel, Guild, Json, Member, Overwrite, Role, User
from tests.loopback.discord.world import World


def user(one: User) -> Json:
    shown: Json = {
        "id": one.id,
        "username": one.name,
        "global_name": one.global_name,
        "discriminator": "6184" if one.bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "clan": None,
        "collectibles": None,
        "display_name_styles": None,
        "primary_guild": None,
        "public_flags": 524288 if one.bot else 0,
    }
    return {**shown, "bot": True} if one.bot else shown


def me(one: User) -> Json:
    """A bot's own user has what others do not see."""
    return {**user(one), "verified": True, "mfa_enabled": False, "email": None, "flags": 0}


def member_alone(one: Member) -> Json:
    """A member without its user, as it stands beside an author."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "deaf": False,
        "flags": 0,
        "joined_at": one.joined_at,
        "mute": False,
        "nick": one.nick,
        "pending": one.pending,
        "premium_since": None,
        "roles": list(one.roles),
    }


def member(one: Member) -> Json:
    return {**member_alone(one), "user": user(one.user)}


def role(one: Role) -> Json:
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    return {
        "id": one.id,
        "name": one.name,
        "permissions": str(one.permissions),
        "position": one.position,
        "color": 0,
        "colors": colors,
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "managed": one.managed,
        "mentionable": one.mentionable,
        "flags": 0,
    }


def overwrite(one: Overwrite) -> Json:
    return {"id": one.id, "type": one.type, "allow": str(one.allow), "deny": str(one.deny)}


def channel(one: Channel) -> Json:
    if one.thread is not None:
        return thread(one)
    if one.type == model.DM:
        return {
            "id": one.id,
            "type": model.DM,
            "flags": 0,
            "last_message_id": one.last_message_id,
            "recipients": [user(person) for person in one.recipients],
        }
    forum = {**_FORUM, "available_tags": one.tags} if one.type == model.FORUM else {}
    return {**_guild_channel(one), **forum}


_FORUM: Json = {
    "available_tags": [],
    "default_reaction_emoji": None,
    "default_sort_order": None,
    "default_forum_layout": 0,
}


def _guild_channel(one: Channel) -> Json:
    return {
        "id": one.id,
        "type": one.type,
        "guild_id": one.guild_id,
        "name": one.name,
        "topic": one.topic,
        "position": one.position,
        "parent_id": one.parent_id,
        "permission_overwrites": [overwrite(written) for written in one.overwrites],
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": one.last_message_id,
        "flags": 0,
    }


def thread(one: Channel) -> Json:
    assert one.thread is not None
    told: Json = {
        "archived": one.thread.archived,
        "archive_timestamp": one.thread.archived_at or one.thread.created_at,
        "auto_archive_duration": one.thread.auto_archive_duration,
        "create_timestamp": one.thread.created_at,
        "locked": one.thread.locked,
    }
    if one.type == model.PRIVATE_THREAD:
        told["invitable"] = one.thread.invitable
    return {
        "id": one.id,
        "type": one.type,
        "guild_id": one.guild_id,
        "parent_id": one.parent_id,
        "owner_id": one.thread.owner_id,
        "name": one.name,
        "last_message_id": one.last_message_id,
        "message_count": len(one.messages),
        "total_message_sent": one.sent,
        "member_count": min(50, len(one.thread.members)),
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": told,
        **({"applied_tags": one.thread.applied_tags} if one.thread.applied_tags else {}),
    }


def thread_member(one: Channel, user_id: str) -> Json:
    assert one.thread is not None
    joined = one.thread.members[user_id]
    return {"id": one.id, "user_id": user_id, "join_timestamp": joined, "flags": 0}


def guild(one: Guild) -> Json:
    """A guild as REST gives it."""
    return {
        **_FIRST_DAY,
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner_id,
        "preferred_locale": one.locale,
        "features": one.features,
        "roles": [role(held) for held in one.roles.values()],
    }


_FIRST_DAY: Json = {
    "icon": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "description": None,
    "afk_channel_id": None,
    "afk_timeout": 300,
    "application_id": None,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "rules_channel_id": None,
    "public_updates_channel_id": None,
    "safety_alerts_channel_id": None,
    "vanity_url_code": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "nsfw_level": 0,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "premium_progress_bar_enabled": False,
    "hub_type": None,
    "incidents_data": None,
    "emojis": [],
    "stickers": [],
}


def guild_create(world: World, one: Guild) -> Json:
    """A guild as the gateway brings it: without presences only the bot itself among its members."""
    own = one.members[world.bot.id]
    seen = [place for place in one.channels.values() if world.sees(world.bot, place)]
    return {
        **guild(one),
        "joined_at": own.joined_at,
        "large": len(one.members) > 250,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [member(own)],
        "channels": [channel(place) for place in seen if not place.thread],
        "threads": [_gateway_thread(world, place) for place in seen if _open(place)],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _open(place: Channel) -> bool:
    return place.thread is not None and not place.thread.archived


def _gateway_thread(world: World, place: Channel) -> Json:
    assert place.thread is not None
    told = thread(place)
    if world.bot.id in place.thread.members:
        told["member"] = thread_member(place, world.bot.id)
    return told


def interaction_channel(world: World, one: Channel, user_: User) -> Json:
    """The channel inside an interaction, with what its user may do there."""
    return {**channel(one), "permissions": str(world.permissions(user_, one))}


def interaction_member(world: World, one: Member, place: Channel) -> Json:
    return {**member(one), "permissions": str(world.permissions(one.user, place))}


def guild_permissions(one: Guild, who: Member) -> str:
    return str(permissions.in_guild(one, who))
