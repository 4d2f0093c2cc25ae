"""Forms as modals, one step each, and the note that leads from one step to the next."""

from __future__ import annotations

from typing import Any

from adapters.discord import render
from adapters.discord.markup import Names, shorten
from adapters.discord.render import Drawn, Json
from bot.events import Person, Place, Value
from bot.text import Envelope, Text, own, t
from bot.ui import (
    Bullets,
    Button,
    Choice,
    Field,
    Fill,
    Line,
    Message,
    Paragraph,
    People,
    Row,
    Style,
    Weight,
    Where,
)

INPUT, STRINGS, PEOPLE, CHANNELS, TEXT, LABEL, RADIO, CHECKBOXES = 4, 3, 5, 8, 10, 18, 21, 22
MAX_TITLE, MAX_LABEL, MAX_DESCRIPTION, MAX_PARTS, MAX_INPUT = 45, 45, 100, 5, 4000
MAX_TICKS = 10  # what a group of radio buttons or checkboxes holds
MANY = "|many"  # after the name of a select that takes several: its values do not tell
AGAIN = "form.again"
ORDINARY, FORUM = 0, 15  # kinds of channels


def modal(fill: Fill, envelope: Envelope, names: Names) -> Json:
    """One step of a form, filled in as far as it was, errors beside their fields."""
    drawing = _Drawing(fill, envelope, names)
    step = fill.form.steps[fill.step]
    parts = [drawing.labelled(field) for field in step.fields]
    if step.intro is not None:
        parts = _introduced(parts, drawing.plain(step.intro))
    title = shorten(drawing.plain(fill.form.title), MAX_TITLE)
    return {"custom_id": fill.id, "title": title, "components": parts}


def note(fill: Fill, envelope: Envelope, names: Names, guild: str = "") -> Drawn:
    """Discord opens no form from a form: a private line and a button that does."""
    button = Button(t("Correct") if fill.errors else t("Continue"), AGAIN, fill.id, Style.MAIN)
    steps, title = len(fill.form.steps), fill.form.title
    told = t("{title}: step {step} of {steps}.", title=title, step=fill.step + 1, steps=steps)
    blocks: tuple[Any, ...] = (Paragraph(told),)
    if fill.errors:
        labels = {field.name: field.label for field in fill.form.steps[fill.step].fields}
        wrong = tuple(
            t("{field}: {error}", field=labels.get(name, own(name)), error=error)
            for name, error in fill.errors.items()
        )
        look = t("{title}: one more look, please. Nothing you wrote is lost.", title=title)
        blocks = (Paragraph(look), Bullets(wrong))
    said = Message("form.note", Weight.ANSWER, (*blocks, Row((button,))))
    return render.message(said, envelope, names, guild=guild)


def _introduced(parts: list[Json], intro: str) -> list[Json]:
    """The words above the fields; with five fields there is only room beside the first."""
    if len(parts) < MAX_PARTS:
        return [{"type": TEXT, "content": intro}, *parts]
    first = dict(parts[0])
    beside = " ".join(filter(None, [intro, first.get("description")]))
    first["description"] = shorten(beside, MAX_DESCRIPTION)
    return [first, *parts[1:]]


class _Drawing:
    """One step for one reader."""

    def __init__(self, fill: Fill, envelope: Envelope, names: Names) -> None:
        self._fill = fill
        self._envelope = envelope
        self._names = names

    def plain(self, text: Text) -> str:
        return render.plain(text, self._envelope, self._names)

    def labelled(self, field: Field) -> Json:
        """A field under its label; an error stands where the hint stood."""
        label = self.plain(field.label)
        below = self._fill.errors.get(field.name) or field.hint
        described = self.plain(below) if below is not None else ""
        if len(label) > MAX_LABEL:
            described = " ".join(filter(None, [label, described]))
        drawn = {"type": LABEL, "label": shorten(label, MAX_LABEL), "component": self._field(field)}
        if described:
            drawn["description"] = shorten(described, MAX_DESCRIPTION)
        return drawn

    def _field(self, field: Field) -> Json:
        value = self._fill.values.get(field.name)
        match field:
            case Line():
                return _line(field, value)
            case Choice():
                return self._choice(field, value)
            case People():
                return _people(field, value)
            case Where():
                return _where(field, value)

    def _choice(self, field: Choice, value: Value) -> Json:
        chosen = field.chosen if value is None else _strings(value)
        options = render.options(field.options, chosen, self._envelope, self._names)
        known: Json = {
            "custom_id": field.name,
            "options": options,
            "required": field.required,
        }
        if not field.many:
            fits = 2 <= len(options) <= MAX_TICKS  # noqa: PLR2004 - one radio button is no choice
            return {"type": RADIO, **known} if fits else {"type": STRINGS, **known}
        counted = {"min_values": int(field.required), "max_values": len(options)}
        if len(options) <= MAX_TICKS:
            return {"type": CHECKBOXES, **known, **counted}
        return {"type": STRINGS, **known, **counted, "custom_id": field.name + MANY}


def _line(field: Line, value: Value) -> Json:
    limit = max(1, min(field.limit, MAX_INPUT))
    drawn: Json = {
        "type": INPUT,
        "custom_id": field.name,
        "style": 2 if field.long else 1,
        "required": field.required,
        "max_length": limit,
    }
    written = value if isinstance(value, str) else field.value
    return {**drawn, "value": written[:limit]} if written else drawn


def _people(field: People, value: Value) -> Json:
    chosen = field.chosen if value is None else _persons(value)
    most = max(1, min(field.most, 25))
    ids = [{"id": person.id, "type": "user"} for person in chosen[:most]]
    return {
        "type": PEOPLE,
        "custom_id": field.name + ("" if field.most == 1 else MANY),
        "required": field.required,
        "max_values": most,
        **({"default_values": ids} if ids else {}),
    }


def _where(field: Where, value: Value) -> Json:
    chosen = value if isinstance(value, Place) else field.chosen
    ids = [{"id": chosen.id, "type": "channel"}] if chosen else []
    return {
        "type": CHANNELS,
        "custom_id": field.name,
        "required": field.required,
        "channel_types": [FORUM if field.forum else ORDINARY],
        **({"default_values": ids} if ids else {}),
    }


def _strings(value: Value) -> tuple[str, ...]:
    given = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in given if isinstance(one, str))


def _persons(value: Value) -> tuple[Person, ...]:
    given = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in given if isinstance(one, Person))
