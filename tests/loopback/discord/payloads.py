"""INTERACTION_CREATE as the recorded frames have it."""

from __future__ import annotations

from tests.loopback.discord import message_shapes, permissions, shapes
from tests.loopback.discord.interactions import Interaction
from tests.loopback.discord.model import Json
from tests.loopback.discord.world import World

_MANY = 10 * 1024 * 1024


def interaction(world: World, one: Interaction) -> Json:
    """The whole frame; in a guild it has a member, in private a user."""
    told: Json = {
        "id": one.id,
        "application_id": world.application.id,
        "type": one.type,
        "token": one.token,
        "version": 1,
        "data": one.data,
        "locale": one.user.locale,
        "channel_id": one.channel.id,
        "channel": shapes.interaction_channel(world, one.channel, one.user),
        "app_permissions": str(world.permissions(world.bot, one.channel)),
        "attachment_size_limit": _MANY,
        "entitlements": [],
        "entitlement_sku_ids": [],
    }
    if one.message is not None:
        told["message"] = message_shapes.message(world, one.message, nonce=False)
    return {**told, **(_in_guild(world, one) if one.channel.guild_id else _in_private(one))}


def _in_guild(world: World, one: Interaction) -> Json:
    guild = world.guilds[one.channel.guild_id or ""]
    who = guild.members[one.user.id]
    return {
        "guild_id": guild.id,
        "guild_locale": guild.locale,
        "guild": {"id": guild.id, "locale": guild.locale, "features": guild.features},
        "member": shapes.interaction_member(world, who, one.channel),
        "context": 0,
        "authorizing_integration_owners": {"0": guild.id},
    }


def _in_private(one: Interaction) -> Json:
    return {
        "user": shapes.user(one.user),
        "context": 1,
        "authorizing_integration_owners": {"0": "0"},
        "app_permissions": str(permissions.MEMBER_DEFAULT),
    }
