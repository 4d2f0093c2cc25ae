"""A message as JSON, for REST, the gateway and interactions."""

from __future__ import annotations

from tests.loopback.discord import model, shapes
from tests.loopback.discord.model import Channel, Json, Message
from tests.loopback.discord.world import World


def message(world: World, one: Message, *, nonce: bool = True) -> Json:
    """As REST answers it; the nonce only where the sender is told about its own sending."""
    shown: Json = {
        "id": one.id,
        "channel_id": one.channel_id,
        "type": one.type,
        "author": shapes.user(one.author),
        "content": one.content,
        "components": one.components,
        "embeds": one.embeds,
        "attachments": one.attachments,
        "flags": one.flags,
        "mentions": [shapes.user(world.users[i]) for i in _pinged(one, "<@")],
        "mention_roles": _pinged(one, "<@&"),
        "mention_everyone": "@everyone" in one.pings or "@here" in one.pings,
        "pinned": one.pinned,
        "tts": False,
        "timestamp": one.sent_at,
        "edited_timestamp": one.edited_at,
    }
    return {**shown, **_extras(world, one, nonce=nonce)}


def _extras(world: World, one: Message, *, nonce: bool) -> Json:
    extras: Json = {}
    if nonce and one.nonce is not None:
        extras["nonce"] = one.nonce
    if one.reference:
        extras["message_reference"] = one.reference
        extras["referenced_message"] = _referenced(world, one.reference)
    if one.metadata:
        extras["interaction_metadata"] = one.metadata
    if one.webhook_id:
        extras |= {"webhook_id": one.webhook_id, "application_id": one.webhook_id}
    if one.thread_id and one.thread_id in world.channels:
        extras["thread"] = shapes.channel(world.channels[one.thread_id])
    if one.reactions:
        extras["reactions"] = [_reaction(world, emoji, who) for emoji, who in one.reactions.items()]
    return extras


def _referenced(world: World, reference: Json) -> Json | None:
    channel = world.channels.get(str(reference.get("channel_id")))
    found = channel.messages.get(str(reference["message_id"])) if channel else None
    if found is None or found.deleted:
        return None
    return {**message(world, found), "referenced_message": None}


def _reaction(world: World, emoji: str, who: set[str]) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me": world.bot.id in who,
        "me_burst": False,
    }


def _pinged(one: Message, opening: str) -> list[str]:
    rest = [ping[len(opening) : -1] for ping in one.pings if ping.startswith(opening)]
    return [snowflake for snowflake in rest if snowflake.isdigit()]


def gateway_message(world: World, one: Message, channel: Channel) -> Json:
    """As the gateway brings it: with the place it is in and the member who wrote it."""
    told = {**message(world, one), "channel_type": channel.type}
    if channel.guild_id is None:
        return told
    told["guild_id"] = channel.guild_id
    guild = world.guilds[channel.guild_id]
    if one.author.id in guild.members:
        told["member"] = shapes.member_alone(guild.members[one.author.id])
    told["mentions"] = [
        {**user, "member": shapes.member_alone(guild.members[user["id"]])}
        if user["id"] in guild.members
        else user
        for user in told["mentions"]
    ]
    if channel.thread is not None:
        told["position"] = max(0, channel.sent - 1)
    return told


def without_content(told: Json) -> Json:
    """What a session without the message-content intent receives instead."""
    return {**told, "content": "", "embeds": [], "components": [], "attachments": []}


def is_for(world: World, told: Json) -> bool:
    """Whether content reaches the bot without the intent: private, its own, or a mention of it."""
    mentioned = any(user["id"] == world.bot.id for user in told.get("mentions", []))
    own = (told.get("author") or {}).get("id") == world.bot.id
    return "guild_id" not in told or own or mentioned


def loading(one: Message) -> bool:
    return bool(one.flags & model.LOADING)
