"""Reads Slack's written form of words: people and places as values, everything else as said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.events import Part, Person, Place, Space

ANGLED = re.compile(r"<([^<>]*)>")


def parts(written: str, space: Space, without: str = "") -> tuple[Part, ...]:
    """What was typed; `without` is our own user id, whose mentions are left out."""
    return tuple(_trimmed(_joined(_read(written, space, without))))


def said(written: str) -> str:
    """Words as people see them, for quoting: mentions by label where Slack gives one."""
    return unescaped(ANGLED.sub(lambda found: _label(found[1]), written))


def unescaped(written: str) -> str:
    return written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read(written: str, space: Space, without: str) -> Iterator[Part]:
    at = 0
    for found in ANGLED.finditer(written):
        yield unescaped(written[at : found.start()])
        at = found.end()
        sign, rest = found[1][:1], found[1][1:]
        name = rest.split("|", 1)[0]
        if sign == "@" and name:
            yield "" if name == without else Person(space, name)
        elif sign == "#" and name:
            yield Place(space, name)
        else:
            yield unescaped(_label(found[1]))
    yield unescaped(written[at:])


def _label(inside: str) -> str:
    """`https://a|b` → b (https://a); `!here` → @here; `!subteam^S1|@team` → @team; `@U1` → @U1."""
    address, _, label = inside.partition("|")
    if inside.startswith("!"):
        return label or "@" + address[1:].split("^")[0]
    if inside.startswith(("@", "#")):
        return inside[:1] + (label or address[1:]).removeprefix(inside[:1])
    if label and address.startswith(("mailto:", "tel:")):
        return label
    return f"{label} ({address})" if label and label not in address else address


def _joined(read: Iterator[Part]) -> Iterator[Part]:
    words: list[str] = []
    for part in read:
        if isinstance(part, str):
            words.append(part)
            continue
        yield "".join(words)
        words.clear()
        yield part
    yield "".join(words)


def _trimmed(joined: Iterator[Part]) -> Iterator[Part]:
    for part in joined:
        if not isinstance(part, str):
            yield part
        elif tidy := part.strip():
            yield tidy
