"""Channels: looking at one, changing it, deleting it, typing in it, its pins."""

from __future__ import annotations

from tests.loopback.discord import (
    intents,
    members,
    message_shapes,
    model,
    permissions,
    shapes,
    threads,
)
from tests.loopback.discord.calls import NOTHING, Answer, Call, route
from tests.loopback.discord.model import Channel, Json
from tests.loopback.discord.refusals import Refused


def channel_of(call: Call) -> Channel:
    return call.world.visible_channel(call.params["channel_id"])


@route("GET /channels/{channel_id}")
def look(call: Call) -> Answer:
    return Answer(shapes.channel(channel_of(call)))


@route("PATCH /channels/{channel_id}")
def change(call: Call) -> Answer:
    channel, world = channel_of(call), call.world
    if channel.thread is not None:
        threads.change(world, channel, call.body)
        return Answer(shapes.channel(channel))
    if channel.type == model.DM:
        raise Refused(50003)
    world.need(channel, permissions.MANAGE_CHANNELS)
    channel.name = str(call.body.get("name") or channel.name)
    channel.topic = call.body.get("topic", channel.topic)
    world.emit("CHANNEL_UPDATE", shapes.channel(channel), intents.GUILDS, channel)
    return Answer(shapes.channel(channel))


@route("DELETE /channels/{channel_id}")
def delete(call: Call) -> Answer:
    """A DM is only closed; everything else is gone."""
    channel, world = channel_of(call), call.world
    if channel.type == model.DM:
        return Answer(shapes.channel(channel))
    thread = channel.thread is not None
    world.need(channel, permissions.MANAGE_THREADS if thread else permissions.MANAGE_CHANNELS)
    shown = shapes.channel(channel)
    members.delete_channel(world, channel)
    return Answer(shown)


@route("POST /channels/{channel_id}/typing")
def typing(call: Call) -> Answer:
    channel = channel_of(call)
    call.world.need(channel, permissions.SEND_MESSAGES)
    return NOTHING


@route("GET /channels/{channel_id}/messages/pins")
def pins(call: Call) -> Answer:
    items = [{"pinned_at": one["timestamp"], "message": one} for one in _pinned(call)]
    return Answer({"items": items, "has_more": False})


@route("GET /channels/{channel_id}/pins")
def pins_of_old(call: Call) -> Answer:
    return Answer(_pinned(call))


def _pinned(call: Call) -> list[Json]:
    channel, world = channel_of(call), call.world
    world.need(channel, permissions.READ_MESSAGE_HISTORY)
    standing = [one for one in channel.messages.values() if one.pinned and not one.deleted]
    return [message_shapes.message(world, one) for one in reversed(standing)]


@route("PUT /channels/{channel_id}/messages/pins/{message_id}")
@route("PUT /channels/{channel_id}/pins/{message_id}")
def pin(call: Call) -> Answer:
    return _set_pin(call, pinned=True)


@route("DELETE /channels/{channel_id}/messages/pins/{message_id}")
@route("DELETE /channels/{channel_id}/pins/{message_id}")
def unpin(call: Call) -> Answer:
    return _set_pin(call, pinned=False)


def _set_pin(call: Call, *, pinned: bool) -> Answer:
    channel, world = channel_of(call), call.world
    if channel.type != model.DM:
        world.need(channel, permissions.PIN_MESSAGES)
    world.message(channel, call.params["message_id"]).pinned = pinned
    told = {"channel_id": channel.id, "last_pin_timestamp": world.clock.stamp()}
    guild = {"guild_id": channel.guild_id} if channel.guild_id else {}
    world.emit("CHANNEL_PINS_UPDATE", {**told, **guild}, intents.GUILDS, channel)
    return NOTHING
