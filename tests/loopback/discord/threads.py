"""Threads: opening them, who is in them, and what being archived forbids."""

from __future__ import annotations

from tests.loopback.discord import intents, messages, model, permissions, shapes
from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.model import Channel, Json, Message, Thread, User
from tests.loopback.discord.refusals import Refused, malformed
from tests.loopback.discord.world import World

PARTICIPANTS = 1000
MOST_TAGS = 5
_DURATIONS = {60, 1440, 4320, 10080}


def open_thread(world: World, parent: Channel, body: Json) -> Channel:
    """A thread of its own, as POST /channels/{id}/threads makes it."""
    if parent.type not in {model.TEXT, model.NEWS}:
        raise Refused(50024)
    kind = int(body.get("type", model.PRIVATE_THREAD))
    if kind not in model.THREADS or (kind == model.PRIVATE_THREAD and parent.type != model.TEXT):
        raise Refused(50024)
    private = kind == model.PRIVATE_THREAD
    wanted = permissions.CREATE_PRIVATE_THREADS if private else permissions.CREATE_PUBLIC_THREADS
    world.need(parent, wanted)
    return _opened(world, parent, kind, body)


def open_from_message(world: World, parent: Channel, message: Message, body: Json) -> Channel:
    """The one thread a message may carry; it has the message's id."""
    if parent.type not in {model.TEXT, model.NEWS}:
        raise Refused(50024)
    world.need(parent, permissions.CREATE_PUBLIC_THREADS)
    if message.thread_id is not None:
        raise Refused(160004)
    thread = _opened(world, parent, model.PUBLIC_THREAD, body, snowflake=message.id)
    message.thread_id, message.flags = thread.id, message.flags | model.HAS_THREAD
    return thread


def open_post(world: World, forum: Channel, body: Json, draft: Draft) -> tuple[Channel, Message]:
    """A forum post of the bot: a thread and its first message in one."""
    world.need(forum, permissions.SEND_MESSAGES)
    return begin_post(world, forum, world.bot, body, draft)


def begin_post(
    world: World, forum: Channel, author: User, body: Json, draft: Draft
) -> tuple[Channel, Message]:
    """Anybody's; the caller has looked whether they may."""
    _known(forum, body.get("applied_tags") or [])
    thread = _opened(world, forum, model.PUBLIC_THREAD, body, owner=author)
    return thread, messages.post(world, thread, author, draft, messages.Circumstances(id=thread.id))


def _opened(
    world: World,
    parent: Channel,
    kind: int,
    body: Json,
    snowflake: str | None = None,
    owner: User | None = None,
) -> Channel:
    name, duration = body.get("name") or "", int(body.get("auto_archive_duration") or 1440)
    if not 1 <= len(name) <= 100:
        raise malformed("name", "Must be between 1 and 100 in length.", "BASE_TYPE_BAD_LENGTH")
    if duration not in _DURATIONS:
        raise malformed("auto_archive_duration", "Value must be one of (60, 1440, 4320, 10080).")
    guild = world.guilds[parent.guild_id or ""]
    if sum(1 for _ in world.threads(guild)) >= world.active_threads_cap:
        raise Refused(160006)
    now = world.clock.stamp()
    thread = Channel(snowflake or world.mint.new(), kind, name, guild.id, parent.id)
    invitable = bool(body.get("invitable", True))
    who = (owner or world.bot).id
    thread.thread = Thread(who, now, {who: now}, duration, invitable=invitable)
    thread.thread.applied_tags = [str(tag) for tag in body.get("applied_tags") or []]
    thread.thread.active_at = world.clock.now()
    world.channels[thread.id] = guild.channels[thread.id] = thread
    world.emit("THREAD_CREATE", _created(world, thread), intents.GUILDS, thread)
    return thread


def _created(world: World, thread: Channel) -> Json:
    told = {**shapes.thread(thread), "newly_created": True}
    if thread.thread and world.bot.id in thread.thread.members:
        told["member"] = shapes.thread_member(thread, world.bot.id)
    return told


def invite(world: World, channel: Channel, user: User) -> None:
    """Adds somebody who can see the parent channel."""
    thread = _thread(channel)
    if thread.archived:
        raise Refused(50083)
    world.need(channel, permissions.SEND_MESSAGES)
    parent = world.channels[channel.parent_id or ""]
    if not world.sees(user, parent):
        raise Refused(50001)
    if user.id in thread.members:
        return
    if len(thread.members) >= PARTICIPANTS:
        raise Refused(30033)
    thread.members[user.id] = world.clock.stamp()
    _members_changed(world, channel, added=[user.id])


def remove(world: World, channel: Channel, user: User) -> None:
    """Takes somebody out; of others only a moderator or a private thread's owner may."""
    thread = _thread(channel)
    own = channel.type == model.PRIVATE_THREAD and thread.owner_id == world.bot.id
    if user.id != world.bot.id and not own:
        world.need(channel, permissions.MANAGE_THREADS)
    if thread.archived:
        raise Refused(50083)
    if user.id not in thread.members:
        raise Refused(10007)
    left(world, channel, user.id)


def left(world: World, channel: Channel, user_id: str) -> None:
    """Somebody is no longer in the thread, whyever."""
    _thread(channel).members.pop(user_id, None)
    _members_changed(world, channel, removed=[user_id])


def _members_changed(
    world: World,
    channel: Channel,
    added: list[str] | None = None,
    removed: list[str] | None = None,
) -> None:
    told: Json = {
        "id": channel.id,
        "guild_id": channel.guild_id,
        "member_count": min(50, len(_thread(channel).members)),
    }
    if added:
        told["added_members"] = [shapes.thread_member(channel, one) for one in added]
    if removed:
        told["removed_member_ids"] = removed
    world.emit("THREAD_MEMBERS_UPDATE", told, intents.MEMBERS, channel)


def change(world: World, channel: Channel, body: Json) -> None:
    """PATCH of a thread: unarchive first or together; the owner or a moderator does the rest."""
    thread = _thread(channel)
    if thread.archived and body.get("archived") is not False:
        raise Refused(50083)
    only_reopening = set(body) <= {"archived"} and body.get("archived") is False
    owner = thread.owner_id == world.bot.id and not ("locked" in body or thread.locked)
    if not owner and not (only_reopening and not thread.locked):
        world.need(channel, permissions.MANAGE_THREADS)
    if "name" in body:
        channel.name = str(body["name"])
    if "applied_tags" in body:
        _known_tags(world, channel, body["applied_tags"])
    for key in ("locked", "invitable", "auto_archive_duration", "applied_tags"):
        if key in body:
            setattr(thread, key, body[key])
    if body.get("archived") is not None:
        _reopen_or_archive(world, channel, thread, archived=bool(body["archived"]))
    world.emit("THREAD_UPDATE", shapes.thread(channel), intents.GUILDS, channel)


def _known_tags(world: World, channel: Channel, tags: list[str]) -> None:
    parent = world.channels[channel.parent_id or ""]
    if parent.type != model.FORUM:
        raise malformed("applied_tags", "Not a post of a forum", "THREAD_ONLY_CHANNEL")
    _known(parent, tags)


def _known(forum: Channel, tags: list[str]) -> None:
    """At most five of the forum's own."""
    own = {str(tag["id"]) for tag in forum.tags}
    if len(tags) > MOST_TAGS or not own.issuperset(map(str, tags)):
        raise malformed("applied_tags", "Unknown tags", "BASE_TYPE_CHOICES")


def _reopen_or_archive(world: World, channel: Channel, thread: Thread, *, archived: bool) -> None:
    guild = world.guilds[channel.guild_id or ""]
    full = sum(1 for _ in world.threads(guild)) >= world.active_threads_cap
    if thread.archived and not archived and full:
        raise Refused(160006)
    thread.archived, thread.archived_at = archived, world.clock.stamp()
    thread.active_at = world.clock.now()


def archive_the_quiet(world: World) -> None:
    """What the platform does by itself: threads nobody wrote in for long enough are archived."""
    now = world.clock.now()
    for channel in world.channels.values():
        thread = channel.thread
        if thread is None or thread.archived:
            continue
        if now - thread.active_at >= thread.auto_archive_duration * 60:
            thread.archived, thread.archived_at = True, world.clock.stamp()
            world.emit("THREAD_UPDATE", shapes.thread(channel), intents.GUILDS, channel)


def _thread(channel: Channel) -> Thread:
    if channel.thread is None:
        raise Refused(50024)
    return channel.thread
