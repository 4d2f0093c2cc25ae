"""Posting, editing and deleting messages, by the bot or by people."""

from __future__ import annotations

from dataclasses import dataclass

from tests.loopback.discord import bodies, components, intents, mentions, model, permissions, shapes
from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.clock import minted_at
from tests.loopback.discord.message_shapes import gateway_message
from tests.loopback.discord.model import Channel, Json, Message, User
from tests.loopback.discord.refusals import Refused, malformed
from tests.loopback.discord.world import World


@dataclass(frozen=True)
class Circumstances:
    """What a message is besides what was written: whose answer, for whose eyes."""

    default_mentions: Json | None = None
    only_for: str | None = None
    type: int = model.DEFAULT_REPLY
    metadata: Json | None = None
    webhook_id: str | None = None
    flags: int = 0
    id: str = ""  # the first message of a forum's post has the id of its thread


ORDINARY = Circumstances()


def may_send(world: World, channel: Channel, body: Json, *, files: bool = False) -> None:
    """The checks an ordinary message of the bot meets before it is read."""
    if channel.type in {model.FORUM, model.CATEGORY}:
        raise Refused(50008)
    if channel.type == model.DM:
        _may_write_privately(world, channel.recipients[0])
        return
    wanted = permissions.SEND_MESSAGES
    wanted |= permissions.EMBED_LINKS if body.get("embeds") else 0
    wanted |= permissions.ATTACH_FILES if files else 0
    world.need(channel, wanted)
    if channel.thread is not None and channel.thread.locked:
        held = world.permissions(world.bot, channel)
        if not held & permissions.MANAGE_THREADS:
            raise Refused(160005)


def _may_write_privately(world: World, user: User) -> None:
    if user.bot:
        raise Refused(50007)
    if not world.shares_a_guild(user):
        raise Refused(50278)
    if user.refuses_dms:
        raise Refused(50007)


def post(
    world: World, channel: Channel, author: User, draft: Draft, around: Circumstances = ORDINARY
) -> Message:
    """A new message, or the first one where its nonce says that it is the same."""
    bodies.judged(draft)
    if same := _same_nonce(world, author, draft.body):
        return same
    message = _written(world, channel, author, draft, around)
    if bodies.empty(message) and not message.flags & model.LOADING:
        raise Refused(50006)
    ping(world, channel, message, around.default_mentions or mentions.EVERYTHING)
    _stand(world, channel, message)
    return message


def _same_nonce(world: World, author: User, body: Json) -> Message | None:
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    at, message = world.nonces.get((author.id, str(nonce)), (0.0, None))
    fresh = world.clock.now() - at < world.nonce_window
    return message if fresh and message is not None and not message.deleted else None


def _written(
    world: World, channel: Channel, author: User, draft: Draft, around: Circumstances
) -> Message:
    body = draft.body
    message = Message(
        around.id or world.mint.new(), channel.id, author, str(body.get("content") or "")
    )
    message.components = components.numbered(body.get("components") or [])
    message.embeds = [{"type": "rich", **embed} for embed in body.get("embeds") or []]
    message.flags = draft.flags | around.flags
    message.nonce = None if body.get("nonce") is None else str(body["nonce"])
    message.allowed_mentions = body.get("allowed_mentions")
    message.type, message.metadata = around.type, around.metadata
    message.webhook_id, message.only_for = around.webhook_id, around.only_for
    message.sent_at = world.clock.stamp()
    _refer(world, channel, message, body.get("message_reference"))
    _attach(world, message, draft)
    return message


def _refer(world: World, channel: Channel, message: Message, reference: Json | None) -> None:
    if not reference:
        return
    if not world.permissions(message.author, channel) & permissions.READ_MESSAGE_HISTORY:
        raise Refused(160002)
    target = str(reference["message_id"])
    found = channel.messages.get(target)
    if (found is None or found.deleted) and reference.get("fail_if_not_exists", True):
        raise malformed("message_reference", "Unknown message", "REPLIES_UNKNOWN_MESSAGE")
    message.type = 19
    message.reference = {"type": 0, "channel_id": channel.id, "message_id": target}
    if channel.guild_id:
        message.reference["guild_id"] = channel.guild_id


def _attach(world: World, message: Message, draft: Draft) -> None:
    new_ids = [world.mint.new() for _ in draft.files]
    base = f"{world.files_at}/{message.channel_id}"
    message.attachments, fresh = bodies.attached(draft, message.attachments, new_ids, base)
    message.files |= fresh


def ping(world: World, channel: Channel, message: Message, default: Json) -> None:
    """Works out whom these words notify, and draws them into a thread."""
    allowed = default if message.allowed_mentions is None else message.allowed_mentions
    replied = None
    if message.reference and (found := channel.messages.get(message.reference["message_id"])):
        replied = found.author
    words = f"{message.content}\n{components.text(message.components)}"
    pings = mentions.found(world, message.author, channel, words, allowed, replied)
    message.pings = pings.written()
    if channel.thread is not None:
        for user in pings.users:
            _drawn_into(world, channel, user)


def _drawn_into(world: World, channel: Channel, user: User) -> None:
    """A mention adds its target to a thread, where the parent is visible to them."""
    assert channel.thread is not None
    assert channel.parent_id is not None
    parent = world.channels[channel.parent_id]
    if world.sees(user, parent):
        channel.thread.members.setdefault(user.id, world.clock.stamp())


def _stand(world: World, channel: Channel, message: Message) -> None:
    channel.messages[message.id] = message
    if message.nonce is not None:
        world.nonces[message.author.id, message.nonce] = (world.clock.now(), message)
    if message.only_for is not None:
        return
    channel.last_message_id = message.id
    channel.sent += 1
    _wake(world, channel)
    event = gateway_message(world, message, channel)
    world.emit("MESSAGE_CREATE", event, intents.messages(channel.guild_id), channel)


def _wake(world: World, channel: Channel) -> None:
    """Writing in an archived thread opens it again."""
    if channel.thread is None:
        return
    channel.thread.active_at = world.clock.now()
    if channel.thread.archived:
        channel.thread.archived = False
        channel.thread.archived_at = world.clock.stamp()
        world.emit("THREAD_UPDATE", shapes.thread(channel), intents.GUILDS, channel)


def may_edit(world: World, channel: Channel, message: Message) -> None:
    """The bot edits its own messages, and none in an archived thread."""
    if channel.thread is not None and channel.thread.archived:
        raise Refused(50083)
    if message.author.id != world.bot.id:
        raise Refused(50005)


def edit(world: World, channel: Channel, message: Message, draft: Draft) -> Message:
    """Changes what the body names and leaves the rest; an edit pings nobody."""
    bodies.judged(draft, already=message.flags)
    body = draft.body
    before = (message.content, message.embeds, message.components, message.flags)
    if "content" in body:
        message.content = str(body["content"] or "")
    if "embeds" in body:
        message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or []]
    if "components" in body:
        message.components = components.numbered(body["components"] or [])
    message.flags = (message.flags | draft.flags) & ~model.LOADING
    _attach(world, message, draft)
    second = bool(message.flags & model.COMPONENTS_V2)
    if bodies.empty(message) or (second and (message.content or message.embeds)):
        wrong = Refused(50006) if bodies.empty(message) else bodies.legacy_in_second_version()
        message.content, message.embeds, message.components, message.flags = before
        raise wrong
    message.edited_at = world.clock.stamp()
    message.edits += 1
    if message.only_for is None:
        event = gateway_message(world, message, channel)
        world.emit("MESSAGE_UPDATE", event, intents.messages(channel.guild_id), channel)
    return message


def delete(world: World, channel: Channel, message: Message) -> None:
    """Takes a message away; the world remembers that it stood."""
    message.deleted = True
    gone: Json = {"id": message.id, "channel_id": channel.id}
    if channel.guild_id is not None:
        gone["guild_id"] = channel.guild_id
    if message.only_for is None:
        world.emit("MESSAGE_DELETE", gone, intents.messages(channel.guild_id), channel)


def page(channel: Channel, query: Json) -> list[Message]:
    """One page of a channel's history, newest first."""
    limit = int(query.get("limit") or 50)
    if not 1 <= limit <= 100:
        raise malformed("limit", "int value should be between 1 and 100.", "NUMBER_TYPE_RANGE")
    standing = [
        one for one in channel.messages.values() if not one.deleted and one.only_for is None
    ]
    newest = sorted(standing, key=lambda one: int(one.id), reverse=True)
    if "before" in query:
        return [one for one in newest if int(one.id) < int(query["before"])][:limit]
    if "after" in query:
        return [one for one in newest if int(one.id) > int(query["after"])][-limit:]
    if "around" in query:
        nearest = sorted(newest, key=lambda one: abs(int(one.id) - int(query["around"])))[:limit]
        return sorted(nearest, key=lambda one: int(one.id), reverse=True)
    return newest[:limit]


def age(world: World, message: Message) -> float:
    """Seconds since it was written."""
    return world.clock.now() - minted_at(message.id)
