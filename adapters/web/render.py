"""Message, Home and Fill → what the templates draw: text as safe HTML, everything else as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.web.charts import draw_chart
from adapters.web.pens import ADDRESS, HtmlPen, Names, PlainPen, clean
from bot.events import Part, Person, Place, Value
from bot.text import Envelope, Pen, Text, draw
from bot.ui import (
    Block,
    Bullets,
    Button,
    Choice,
    Divider,
    Facts,
    Field,
    Fill,
    Heading,
    Home,
    Line,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    People,
    PeopleMenu,
    Quote,
    Row,
    Where,
)

Drawn = dict[str, Any]


class Brush:
    """Both pens and whose eyes it is for: one for each value drawn."""

    def __init__(self, names: Names, envelope: Envelope) -> None:
        self.envelope = envelope
        self.names = names
        self._html: Pen = HtmlPen(names)
        self._plain: Pen = PlainPen(names)

    def html(self, text: Text) -> str:
        return draw(text, self.envelope, self._html)

    def plain(self, text: Text | None) -> str:
        return draw(text, self.envelope, self._plain) if text else ""

    def travels(self, name: str, subject: str) -> str:
        """What a press carries: routing, never a right."""
        return f"{name}|{self.envelope.community}|{subject}"

    def button(self, button: Button) -> Drawn:
        return {
            "label": self.plain(button.label),
            "name": button.name,
            "travels": self.travels(button.name, button.subject),
            "style": button.style.value,
            "confirm": self.plain(button.confirm),
        }

    def option(self, option: Option) -> Drawn:
        return {
            "value": option.value,
            "label": self.plain(option.label),
            "hint": self.plain(option.hint),
        }

    def block(self, block: Block) -> Drawn:
        match block:
            case Heading(text) | Paragraph(text) | Note(text):
                return {"is": type(block).__name__.lower(), "html": self.html(text)}
            case Quote(text, by):
                who = self.names.person(by) if by else ""
                return {"is": "quote", "html": self.html(text), "by": clean(who)}
            case Bullets(items):
                return {"is": "bullets", "items": [self.html(item) for item in items]}
            case Facts(pairs):
                return {"is": "facts", "pairs": [[self.html(a), self.html(b)] for a, b in pairs]}
            case Divider():
                return {"is": "divider"}
            case Row(buttons):
                return {"is": "row", "buttons": [self.button(each) for each in buttons]}
            case Menu():
                return {
                    "is": "menu",
                    "label": self.plain(block.label),
                    "name": block.name,
                    "travels": self.travels(block.name, block.subject),
                    "options": [self.option(each) for each in block.options],
                    "many": block.many,
                }
            case PeopleMenu():
                return {
                    "is": "people",
                    "label": self.plain(block.label),
                    "name": block.name,
                    "travels": self.travels(block.name, block.subject),
                }

    def plain_block(self, block: Block) -> str:
        """A block for a screen reader's and a notification's text; controls are not words."""
        match block:
            case Quote(text, by):
                signed = f"\n— {clean(self.names.person(by))}" if by else ""
                return self.plain(text) + signed
            case Heading(text) | Paragraph(text) | Note(text):
                return self.plain(text)
            case Bullets(items):
                return "\n".join(f"• {self.plain(item)}" for item in items)
            case Facts(pairs):
                return "\n".join(f"{self.plain(a)}: {self.plain(b)}" for a, b in pairs)
            case _:
                return ""


def draw_message(message: Message, envelope: Envelope, names: Names) -> Drawn:
    """A message as it is kept: blocks, files by number, and its plain text."""
    brush = Brush(names, envelope)
    drawn = _blocks(message.blocks, brush)
    shown = (brush.plain(each.alt) for each in message.charts)
    return {
        **drawn,
        "plain": "\n".join(line for line in (drawn["plain"], *shown) if line),
        "kind": message.kind,
        "pings": [person.id for person in message.pings],
        "charts": [draw_chart(each, brush) for each in message.charts],
        "files": [
            {"name": clean(file.name), "alt": brush.plain(file.alt), "hex": file.content.hex()}
            for file in message.files
        ],
    }


def draw_home(home: Home, envelope: Envelope, names: Names) -> Drawn:
    """A home page as it is kept."""
    return _blocks(home.blocks, Brush(names, envelope))


def _blocks(blocks: tuple[Block, ...], brush: Brush) -> Drawn:
    plain = (brush.plain_block(block) for block in blocks)
    return {
        "blocks": [brush.block(block) for block in blocks],
        "plain": "\n".join(line for line in plain if line),
        "language": brush.envelope.locale,
        "pings": [],
        "files": [],
    }


def draw_options(options: tuple[Option, ...], envelope: Envelope, names: Names) -> list[Drawn]:
    """Suggestions for what is being typed."""
    brush = Brush(names, envelope)
    return [brush.option(each) for each in options]


def draw_words(parts: tuple[Part, ...], names: Names) -> Drawn:
    """What a person wrote: never markup; addresses become links, people become mentions."""
    pen, plain = HtmlPen(names), PlainPen(names)
    html, text, pings = "", "", []
    for part in parts:
        match part:
            case Person():
                html, text = html + pen.person(part), text + plain.person(part)
                pings.append(part.id)
            case Place():
                html, text = html + pen.place(part), text + plain.place(part)
            case str():
                html, text = html + _linked(part, pen), text + clean(part)
    paragraph = {"is": "paragraph", "html": html}
    return {"blocks": [paragraph], "plain": text, "pings": pings, "files": [], "kind": "words"}


def _linked(said: str, pen: HtmlPen) -> str:
    drawn, end = "", 0
    for found in ADDRESS.finditer(said):
        drawn += pen.escape(said[end : found.start()])
        drawn += pen.link(found[0], pen.escape(found[0]))
        end = found.end()
    return drawn + pen.escape(said[end:])


def draw_fill(fill: Fill, envelope: Envelope, names: Names) -> Drawn:
    """One step of a form as it is kept open: filled in, with what needs another look."""
    return draw_step(fill, Brush(names, envelope))


def draw_step(fill: Fill, brush: Brush) -> Drawn:
    """The same, with a brush of one's own."""
    form = fill.form
    step = form.steps[fill.step]
    return {
        "id": fill.id,
        "title": brush.plain(form.title),
        "step": fill.step + 1,
        "steps": len(form.steps),
        "intro": brush.html(step.intro) if step.intro else "",
        "submit": brush.plain(form.submit),
        "fields": [_field(each, fill, brush) for each in step.fields],
        "language": brush.envelope.locale,
    }


def _field(field: Field, fill: Fill, brush: Brush) -> Drawn:
    drawn: Drawn = {
        "is": type(field).__name__.lower(),
        "name": field.name,
        "label": brush.plain(field.label),
        "hint": brush.plain(field.hint),
        "required": field.required,
        "error": brush.plain(fill.errors.get(field.name)),
        "chosen": _chosen(field, fill.values),
    }
    match field:
        case Line():
            return {**drawn, "limit": field.limit, "long": field.long, "known": field.known}
        case Choice():
            options = [brush.option(each) for each in field.options]
            return {**drawn, "options": options, "many": field.many}
        case People():
            return {**drawn, "most": field.most}
        case Where():
            return drawn


def _chosen(field: Field, values: Mapping[str, Value]) -> list[str]:
    """What stands in a field already: what was written in it before, else what it came with."""
    default: Value = field.value if isinstance(field, Line) else field.chosen
    match values.get(field.name, default):
        case None | "":
            return []
        case str(word):
            return [word]
        case Person(id=name) | Place(id=name):
            return [name]
        case several:
            return [each if isinstance(each, str) else each.id for each in several]
