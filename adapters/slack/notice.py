"""What of a message is read aloud or notified, and whose names it takes to say it (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from adapters.slack.pen import Eyes
from bot.events import Person
from bot.text import Link, Text, t
from bot.ui import (
    Block,
    Bullets,
    Facts,
    Heading,
    Menu,
    Note,
    Paragraph,
    PeopleMenu,
    Quote,
    Row,
)

MAX_NOTICE = 3_900  # `text` is best below 4,000
HALF = re.compile(r"(<[^>]*|&[a-z]*)$")  # a mention or an entity that a cut went through


def notice(shown: Iterable[Block], eyes: Eyes) -> str:
    """Everything that is said, in order, and the labels of what can be pressed."""
    lines = [line for block in shown for line in _lines(block, eyes.notice) if line.strip()]
    said = "\n".join(lines)
    if len(said) > MAX_NOTICE:
        said = HALF.sub("", said[: MAX_NOTICE - 1]) + "…"
    return said or "…"


def _lines(block: Block, draw: Callable[[Text], str]) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text) | Note(text) | Quote(text, None):
            yield draw(text)
        case Quote(text, Person() as by):
            yield f"{draw(text)} {draw(t('— {person}', person=by))}"
        case Bullets(items):
            yield from (f"• {draw(item)}" for item in items)
        case Facts(pairs):
            yield from (f"{draw(name)}: {draw(value)}" for name, value in pairs)
        case Row(buttons):
            yield " ".join(f"[{draw(button.label)}]" for button in buttons)
        case Menu(label=label) | PeopleMenu(label=label):
            yield draw(label)


def people(shown: Iterable[Block], eyes: Eyes) -> set[str]:
    """Whose names are needed to draw this: everybody a mention will not do for."""
    return {
        person.id
        for block in shown
        for text, bare in _texts(block)
        for person in named(text)
        if bare or not eyes.mentions(person)
    }


def _texts(block: Block) -> Iterator[tuple[Text, bool]]:
    """Every text of a block, and whether it is drawn as words alone."""
    match block:
        case Heading(text):
            yield text, True
        case Paragraph(text) | Note(text):
            yield text, False
        case Quote(text, by):
            yield text, False
            if by:
                yield t("— {person}", person=by), False
        case Bullets(items):
            yield from ((item, False) for item in items)
        case Facts(pairs):
            yield from ((name, True) for name, _ in pairs)
            yield from ((value, False) for _, value in pairs)
        case Row(buttons):
            yield from ((b.label, True) for b in buttons)
            yield from ((b.confirm, True) for b in buttons if b.confirm)
        case Menu(label, _, options):
            yield label, True
            yield from ((one.label, True) for one in options)
            yield from ((one.hint, True) for one in options if one.hint)
        case PeopleMenu(label):
            yield label, True


def named(text: object) -> Iterator[Person]:
    """Everybody a text speaks of."""
    match text:
        case Person():
            yield text
        case Text(holes=holes):
            for _, hole in holes:
                yield from named(hole)
        case Link(label=label):
            yield from named(label)
        case tuple():
            for item in text:
                yield from named(item)
