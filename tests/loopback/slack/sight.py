"""What a person sees of the workspace: messages, their words and buttons, forms, the Home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.loopback.slack import wording
from tests.loopback.slack.blocks import elements
from tests.loopback.slack.world import Channel, Message, User, View, World

Json = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """`notice` is what a notification and a screen reader say; `text` what stands on the screen."""

    message: Message
    author: str
    text: str
    notice: str
    buttons: tuple[str, ...]
    private: bool

    @property
    def ts(self) -> str:
        return self.message.ts

    @property
    def channel(self) -> Channel:
        return self.message.channel


def sees(world: World, user: User, most: int = 0) -> list[Seen]:
    """Everything visible to this person, oldest first; or the newest so many."""
    every = (message for channel in world.channels.values() for message in channel.messages)
    visible = [message for message in every if can_see(message, user)]
    ordered = sorted(visible, key=lambda each: float(each.ts))
    return [seen(world, message) for message in ordered[-most:]]


def can_see(message: Message, user: User) -> bool:
    if message.deleted:
        return False
    if message.is_ephemeral:
        return message.seen_by == user.id
    return user.id in message.channel.members


def seen(world: World, message: Message) -> Seen:
    text = shown(world, message.blocks) if message.blocks else wording.read(world, message.text)
    author = world.users[message.user].real_name
    notice = wording.read(world, message.text)
    buttons = buttons_of(message.blocks)
    return Seen(
        message, author, text, notice, buttons, message.channel.is_direct or message.is_ephemeral
    )


def shown(world: World, blocks: Sequence[Json]) -> str:
    """The words of blocks, line by line; what can be pressed is told apart by `buttons_of`."""
    return "\n".join(line for block in blocks for line in _lines(world, block) if line)


def buttons_of(blocks: Sequence[Json]) -> tuple[str, ...]:
    every = (element for block in blocks for element in elements(block))
    return tuple(str(each["text"]["text"]) for each in every if each.get("type") == "button")


def view_text(world: World, view: View) -> str:
    return "\n".join(part for part in (view.title, shown(world, view.blocks)) if part)


def _lines(world: World, block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind == "rich_text":
        yield _rich(world, block)
    elif kind == "markdown":
        yield str(block["text"])
    elif kind == "table":
        yield from (" | ".join(_cell(world, cell) for cell in row) for row in block["rows"])
    else:
        yield from _worded(world, block)


def _worded(world: World, block: Json) -> Iterator[str]:
    for text in (
        block.get("title"),
        block.get("text"),
        block.get("label"),
        *block.get("fields", ()),
    ):
        yield _text(world, text)
    if block.get("type") == "context":
        yield " ".join(
            _text(world, each) or str(each.get("alt_text", "")) for each in block["elements"]
        )
    yield str(block.get("alt_text") or "")
    yield _text(world, block.get("hint"))


def _text(world: World, text: object) -> str:
    if not isinstance(text, dict) or "text" not in text:
        return ""
    said = str(text["text"])
    return wording.read(world, said) if text.get("type") == "mrkdwn" else said


def _cell(world: World, cell: Json) -> str:
    return str(cell["text"]) if cell.get("type") != "rich_text" else _rich(world, cell)


def _rich(world: World, node: Json) -> str:
    kind = node.get("type")
    if kind == "user":
        return wording.read(world, f"<@{node['user_id']}>")
    if kind == "channel":
        return wording.read(world, f"<#{node['channel_id']}>")
    if kind in {"broadcast", "emoji"}:
        return f"@{node['range']}" if kind == "broadcast" else f":{node['name']}:"
    if kind in {"text", "link", "date"}:
        return str(node.get("text") or node.get("url") or node.get("fallback", ""))
    between = "\n" if kind in {"rich_text", "rich_text_list"} else ""
    return between.join(_rich(world, part) for part in node.get("elements", ()))


def pings(message: Message) -> set[str]:
    """Who this message notifies: people's ids and !here, !channel, !everyone, !subteam."""
    found = wording.loud(message.text, parse_full=message.parse_full)
    for text in _loud_texts(message.blocks):
        found |= wording.loud(text)
    return found | set(_loud_elements(message.blocks))


def _loud_texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in {"mrkdwn", "markdown"} and isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _loud_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _loud_texts(value)


def _loud_elements(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "user" and "user_id" in node:
            yield node["user_id"]
        if node.get("type") == "broadcast":
            yield f"!{node['range']}"
        if node.get("type") == "usergroup":
            yield f"!subteam^{node['usergroup_id']}"
        for value in node.values():
            yield from _loud_elements(value)
    elif isinstance(node, list):
        for value in node:
            yield from _loud_elements(value)
