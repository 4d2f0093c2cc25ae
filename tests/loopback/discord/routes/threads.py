"""Threads: opening, listing, and who is in them."""

from __future__ import annotations

from tests.loopback.discord import message_shapes, model, permissions, shapes, threads
from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.calls import NOTHING, Answer, Call, route
from tests.loopback.discord.model import Channel, Json
from tests.loopback.discord.refusals import Refused, malformed
from tests.loopback.discord.routes.channels import channel_of
from tests.loopback.discord.world import World


@route("POST /channels/{channel_id}/threads")
def open_thread(call: Call) -> Answer:
    parent, world = channel_of(call), call.world
    if parent.type != model.FORUM:
        thread = threads.open_thread(world, parent, call.body)
        return Answer(_with_own_member(world, thread), 201)
    if "message" not in call.body:
        raise malformed("message", "This field is required", "BASE_TYPE_REQUIRED")
    first = Draft(call.body["message"], call.draft.files)
    thread, message = threads.open_post(world, parent, call.body, first)
    shown = {**shapes.channel(thread), "message": message_shapes.message(world, message)}
    return Answer(shown, 201)


@route("POST /channels/{channel_id}/messages/{message_id}/threads")
def open_from_message(call: Call) -> Answer:
    parent, world = channel_of(call), call.world
    message = world.message(parent, call.params["message_id"])
    thread = threads.open_from_message(world, parent, message, call.body)
    return Answer(_with_own_member(world, thread), 201)


def _with_own_member(world: World, thread: Channel) -> Json:
    return {**shapes.channel(thread), "member": shapes.thread_member(thread, world.bot.id)}


def _thread_of(call: Call) -> Channel:
    channel = channel_of(call)
    if channel.thread is None:
        raise Refused(50024)
    return channel


@route("GET /channels/{channel_id}/thread-members")
def members(call: Call) -> Answer:
    channel = _thread_of(call)
    assert channel.thread is not None
    return Answer([shapes.thread_member(channel, one) for one in channel.thread.members])


@route("GET /channels/{channel_id}/thread-members/{user_id}")
def member(call: Call) -> Answer:
    channel = _thread_of(call)
    assert channel.thread is not None
    if call.params["user_id"] not in channel.thread.members:
        raise Refused(10007)
    return Answer(shapes.thread_member(channel, call.params["user_id"]))


@route("PUT /channels/{channel_id}/thread-members/{user_id}")
def invite(call: Call) -> Answer:
    channel, world = _thread_of(call), call.world
    guild = world.guild(channel.guild_id or "")
    threads.invite(world, channel, world.member(guild, call.params["user_id"]).user)
    return NOTHING


@route("DELETE /channels/{channel_id}/thread-members/{user_id}")
def remove(call: Call) -> Answer:
    channel, world = _thread_of(call), call.world
    threads.remove(world, channel, world.user(call.params["user_id"]))
    return NOTHING


@route("PUT /channels/{channel_id}/thread-members/@me")
def enter(call: Call) -> Answer:
    threads.invite(call.world, _thread_of(call), call.world.bot)
    return NOTHING


@route("DELETE /channels/{channel_id}/thread-members/@me")
def walk_out(call: Call) -> Answer:
    threads.remove(call.world, _thread_of(call), call.world.bot)
    return NOTHING


@route("GET /guilds/{guild_id}/threads/active")
def active(call: Call) -> Answer:
    world = call.world
    guild = world.guild(call.params["guild_id"])
    open_ones = [one for one in world.threads(guild) if world.sees(world.bot, one)]
    return Answer(_listed(world, open_ones))


@route("GET /channels/{channel_id}/threads/archived/public")
def archived_public(call: Call) -> Answer:
    return _archived(call, {model.PUBLIC_THREAD, model.NEWS_THREAD})


@route("GET /channels/{channel_id}/threads/archived/private")
def archived_private(call: Call) -> Answer:
    call.world.need(channel_of(call), permissions.MANAGE_THREADS)
    return _archived(call, {model.PRIVATE_THREAD})


@route("GET /channels/{channel_id}/users/@me/threads/archived/private")
def archived_and_joined(call: Call) -> Answer:
    return _archived(call, {model.PRIVATE_THREAD})


def _archived(call: Call, kinds: set[int]) -> Answer:
    parent, world = channel_of(call), call.world
    guild = world.guild(parent.guild_id or "")
    own = [one for one in world.threads(guild, archived=True) if one.parent_id == parent.id]
    seen = [one for one in own if one.type in kinds and world.sees(world.bot, one)]
    limit = int(call.query.get("limit") or 50)
    return Answer({**_listed(world, seen[:limit]), "has_more": len(seen) > limit})


def _listed(world: World, found: list[Channel]) -> Json:
    inside = [one for one in found if one.thread and world.bot.id in one.thread.members]
    return {
        "threads": [shapes.channel(one) for one in found],
        "members": [shapes.thread_member(one, world.bot.id) for one in inside],
    }
