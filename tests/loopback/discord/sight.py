"""What one person sees on their screen, as text and controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.loopback.discord import components, model, permissions
from tests.loopback.discord.model import Json, Message, User
from tests.loopback.discord.world import World

_ESCAPED = re.compile(r"\\([\\*_~`|>#\-\[\]()<@.:])")
_TIME = re.compile(r"<t:(-?\d+)(?::\w)?>")
_MENTION = re.compile(r"(?<!\\)<(@!?|@&|#)(\d+)>")


@dataclass(frozen=True)
class Seen:
    """One message as a person meets it."""

    place: str
    author: str
    text: str
    buttons: tuple[str, ...]
    selects: tuple[str, ...]
    message: Message
    private: bool

    def __str__(self) -> str:
        controls = [*(f"[{one}]" for one in self.buttons), *(f"{{{one}}}" for one in self.selects)]
        return "\n".join(filter(None, [self.text, " ".join(controls)]))

    def __contains__(self, words: str) -> bool:
        return words in str(self)


def visible(world: World, user: User) -> list[Message]:
    """The messages a person can open, oldest first."""
    return world.all_messages(lambda message: _reaches(world, user, message))


def _reaches(world: World, user: User, message: Message) -> bool:
    if message.only_for is not None and message.only_for != user.id:
        return False
    channel = world.channels[message.channel_id]
    if message.only_for == user.id:
        return world.sees(user, channel)
    wanted = permissions.VIEW_CHANNEL | permissions.READ_MESSAGE_HISTORY
    return world.permissions(user, channel) & wanted == wanted


def seen(world: World, user: User, message: Message) -> Seen:
    """One message through the eyes of one person."""
    channel = world.channels[message.channel_id]
    name = "private" if channel.type == model.DM else f"#{channel.name}"
    controls = list(components.every(message.components))
    buttons = [components.label_of(one) for one in controls if one["type"] == components.BUTTON]
    selects = [components.label_of(one) for one in controls if one["type"] in components.SELECTS]
    author = message.author.global_name or message.author.name
    private = channel.type == model.DM or message.only_for is not None
    text = rendered(world, words(message))
    return Seen(name, author, text, tuple(buttons), tuple(selects), message, private)


def words(message: Message) -> str:
    """Everything written in a message: content, embeds, components, file names."""
    if message.flags & model.LOADING:
        return "is thinking..."
    parts = [message.content, *(_embed(one) for one in message.embeds)]
    parts += list(_component_words(message.components))
    parts += [
        f"[file {one['filename']}: {one.get('description', '')}]" for one in message.attachments
    ]
    return "\n".join(filter(None, parts))


def _component_words(parts: list[Json]) -> Iterator[str]:
    for part in components.every(parts):
        if part["type"] == components.TEXT:
            yield str(part["content"])
        elif part["type"] == components.GALLERY:
            yield from (str(item.get("description") or "") for item in part["items"])
        elif part["type"] == components.THUMBNAIL:
            yield str(part.get("description") or "")


def _embed(embed: Json) -> str:
    fields = [f"{one['name']}: {one['value']}" for one in embed.get("fields") or []]
    footer = (embed.get("footer") or {}).get("text")
    return "\n".join(filter(None, [embed.get("title"), embed.get("description"), *fields, footer]))


def rendered(world: World, text: str) -> str:
    """Markup as the client draws it: names for ids, times in UTC, escapes gone."""
    text = _MENTION.sub(lambda match: _named(world, match[1], match[2]), text)
    text = _TIME.sub(lambda match: _time(int(match[1])), text)
    return _ESCAPED.sub(r"\1", text)


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _named(world: World, kind: str, snowflake: str) -> str:
    if kind == "#":
        channel = world.channels.get(snowflake)
        return f"#{channel.name}" if channel else "#unknown"
    if kind == "@&":
        roles = [one.roles[snowflake] for one in world.guilds.values() if snowflake in one.roles]
        return f"@{roles[0].name}" if roles else "@unknown-role"
    user = world.users.get(snowflake)
    return f"@{user.global_name or user.name}" if user else f"<@{snowflake}>"
