"""Slack's markup: what is typed becomes entities and tokens, and these become what is read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from tests.loopback.slack.world import World

Json = dict[str, Any]
TYPED = re.compile(r"<([@#])([UWCGD][A-Z0-9]+)(?:\|[^>]*)?>")
TOKEN = re.compile(r"<([^<>]+)>")
LOUD = re.compile(r"<(@[UW][A-Z0-9]+|![a-z]+(?:\^[^|>]*)?)(?:\|[^>]*)?>")
LITERALLY_LOUD = re.compile(r"@(here|channel|everyone)\b")
HARMLESS = ("!date",)


def escaped(text: str) -> str:
    """The three characters Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """What was typed between people and channels, and those: (sign, id, text)."""
    end = 0
    for match in TYPED.finditer(text):
        yield "", "", text[end : match.start()]
        yield match[1], match[2], match[0]
        end = match.end()
    yield "", "", text[end:]


def sent(text: str) -> str:
    """A message as events carry it."""
    return "".join(
        f"<{sign}{name}>" if sign else escaped(said) for sign, name, said in _parts(text)
    )


def command(world: World, text: str, *, should_escape: bool) -> str:
    """A command's text: with ids and names where the manifest says so, else as on the screen."""
    made = []
    for sign, name, said in _parts(text):
        if not sign:
            made.append(escaped(said) if should_escape else said)
        else:
            known = _known(world, sign, name)
            made.append(f"<{sign}{name}|{known}>" if should_escape else f"{sign}{known}")
    return "".join(made)


def _known(world: World, sign: str, name: str) -> str:
    return world.user(name).name if sign == "@" else world.channel(name).name


def rich(text: str) -> list[Json]:
    """The rich_text block Slack makes of a typed message."""
    inside: list[Json] = []
    for sign, name, said in _parts(text):
        if sign == "@":
            inside.append({"type": "user", "user_id": name})
        elif sign == "#":
            inside.append({"type": "channel", "channel_id": name})
        elif said:
            inside.append({"type": "text", "text": said})
    section = {"type": "rich_text_section", "elements": inside}
    return [{"type": "rich_text", "block_id": "rich1", "elements": [section]}]


def read(world: World, text: str) -> str:
    """Markup as a person reads it: names for ids, labels for links, signs for entities."""
    return html.unescape(TOKEN.sub(lambda token: _shown(world, token[1]), text))


def _shown(world: World, token: str) -> str:
    name, _, label = token.partition("|")
    if name.startswith("@"):
        user = world.users.get(name[1:])
        return f"@{user.real_name}" if user else f"@{label or name[1:]}"
    if name.startswith("#"):
        channel = world.channels.get(name[1:])
        return f"#{channel.name}" if channel else f"#{label or name[1:]}"
    if name.startswith("!"):
        return label or f"@{name[1:].split('^')[0]}"
    return label or name


def loud(text: str, *, parse_full: bool = False) -> set[str]:
    """Who would be notified by this text: ids of people, and !here and its kind."""
    found = {name for name in LOUD.findall(text) if not name.startswith(HARMLESS)}
    if parse_full:
        found |= {f"!{name}" for name in LITERALLY_LOUD.findall(text)}
    return {name.removeprefix("@") for name in found}
