"""Messages as their readers have them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.text import PLAIN, Envelope, Text, draw
from bot.ui import Block, Bullets, Button, Message, Note, Paragraph, Quote, Reply, Row, Say, Update


def buttons(message: Message) -> list[Button]:
    return [b for block in message.blocks if isinstance(block, Row) for b in block.buttons]


def read(value: Message | Reply | None) -> str:
    """A message as its reader has it, buttons left out."""
    if isinstance(value, Say | Update):
        value = value.message
    assert isinstance(value, Message), value
    return "\n".join(line for block in value.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text) | Note(text) | Quote(text):
            yield written(text)
        case Bullets(items):
            yield from map(written, items)


def written(text: Text) -> str:
    return draw(text, Envelope("en", "UTC", "c1"), PLAIN)


def labels(value: Message | Reply | None) -> list[str]:
    if isinstance(value, Say | Update):
        value = value.message
    assert isinstance(value, Message), value
    return [written(b.label) for b in buttons(value)]
