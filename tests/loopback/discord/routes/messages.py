"""Messages and reactions in a channel."""

from __future__ import annotations

from urllib.parse import unquote

from tests.loopback.discord import intents, message_shapes, messages, permissions, shapes
from tests.loopback.discord.calls import NOTHING, Answer, Call, route
from tests.loopback.discord.model import Channel, Json, Message
from tests.loopback.discord.routes.channels import channel_of


def _there(call: Call) -> tuple[Channel, Message]:
    channel = channel_of(call)
    return channel, call.world.message(channel, call.params["message_id"])


@route("GET /channels/{channel_id}/messages")
def history(call: Call) -> Answer:
    """Without the right to read history the platform gives an empty page."""
    channel, world = channel_of(call), call.world
    if not world.permissions(world.bot, channel) & permissions.READ_MESSAGE_HISTORY:
        return Answer([])
    page = messages.page(channel, call.query)
    return Answer([_shown(call, one, channel) for one in page])


@route("POST /channels/{channel_id}/messages")
def post(call: Call) -> Answer:
    channel, world = channel_of(call), call.world
    messages.may_send(world, channel, call.body, files=bool(call.draft.files))
    made = messages.post(world, channel, world.bot, call.draft)
    return Answer(message_shapes.message(world, made))


@route("GET /channels/{channel_id}/messages/{message_id}")
def look(call: Call) -> Answer:
    channel, message = _there(call)
    call.world.need(channel, permissions.READ_MESSAGE_HISTORY)
    return Answer(_shown(call, message, channel))


def _shown(call: Call, message: Message, channel: Channel) -> Json:
    """History obeys the content intent as the gateway does."""
    told = message_shapes.message(call.world, message, nonce=False)
    if "message_content" in call.world.application.privileged:
        return told
    placed = {**told, "guild_id": channel.guild_id} if channel.guild_id else told
    return (
        told if message_shapes.is_for(call.world, placed) else message_shapes.without_content(told)
    )


@route("PATCH /channels/{channel_id}/messages/{message_id}")
def edit(call: Call) -> Answer:
    channel, message = _there(call)
    messages.may_edit(call.world, channel, message)
    messages.edit(call.world, channel, message, call.draft)
    return Answer(message_shapes.message(call.world, message, nonce=False))


@route("DELETE /channels/{channel_id}/messages/{message_id}")
def delete(call: Call) -> Answer:
    """Its own always; somebody else's with the right to manage messages."""
    channel, message = _there(call)
    if message.author.id != call.world.bot.id:
        call.world.need(channel, permissions.MANAGE_MESSAGES)
    messages.delete(call.world, channel, message)
    return NOTHING


@route("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me")
def react(call: Call) -> Answer:
    channel, message = _there(call)
    call.world.need(channel, permissions.READ_MESSAGE_HISTORY | permissions.ADD_REACTIONS)
    emoji = unquote(call.params["emoji"])
    message.reactions.setdefault(emoji, set()).add(call.world.bot.id)
    _tell(call, "MESSAGE_REACTION_ADD", channel, message, emoji)
    return NOTHING


@route("DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me")
def take_back(call: Call) -> Answer:
    channel, message = _there(call)
    emoji = unquote(call.params["emoji"])
    message.reactions.get(emoji, set()).discard(call.world.bot.id)
    _tell(call, "MESSAGE_REACTION_REMOVE", channel, message, emoji)
    return NOTHING


def _tell(call: Call, event: str, channel: Channel, message: Message, emoji: str) -> None:
    told: Json = {
        "user_id": call.world.bot.id,
        "channel_id": channel.id,
        "message_id": message.id,
        "emoji": {"id": None, "name": emoji},
        "burst": False,
        "type": 0,
    }
    if channel.guild_id:
        told["guild_id"] = channel.guild_id
        guild = call.world.guilds[channel.guild_id]
        if event.endswith("ADD"):
            told["member"] = shapes.member(guild.members[call.world.bot.id])
    call.world.emit(event, told, intents.reactions(channel.guild_id), channel)
