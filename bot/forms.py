"""Forms in steps: opened under an opaque id, checked step by step, nothing written is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from bot import unkept
from bot.events import Person, Place, Value
from bot.premises import Draft
from bot.text import Text, own, t
from bot.ui import (
    Button,
    Choice,
    Field,
    Fill,
    Form,
    Line,
    Message,
    Paragraph,
    People,
    Quote,
    Row,
    Say,
    Style,
    Weight,
)

AGAIN = "form.again"
DOOR = "form.door"  # the kind of message that only opens a form


def identity(random: Random) -> str:
    """An opaque id for what waits on our side: a form, a question, an answer."""
    return f"{random.getrandbits(80):020x}"


def opened(fill: Fill, person: Person, community: str | None, random: Random) -> Draft:
    """The draft behind a form that is about to open."""
    id_ = identity(random) if fill.form.kept else unkept.identity(random)
    return Draft(id_, person, community, fill.form, fill.step, dict(fill.values))


def shown(draft: Draft, errors: Mapping[str, Text] | None = None) -> Fill:
    """The form of a draft, at its step, filled in as far as it was."""
    return Fill(draft.form, draft.step, draft.values, errors or {}, draft.id)


def is_stale(draft: Draft, values: Mapping[str, Value]) -> bool:
    """Whether this is another step than the open one: a button pressed twice sends it twice."""
    here = {field.name for field in draft.form.steps[draft.step].fields}
    form = {field.name for step in draft.form.steps for field in step.fields}
    return bool(values.keys() & form) and not values.keys() & here


def taken(draft: Draft, values: Mapping[str, Value]) -> Draft:
    """The draft with what this step brought; names the step does not have are left out."""
    names = {field.name for field in draft.form.steps[draft.step].fields}
    brought = {k: v for k, v in values.items() if k in names}
    return replace(draft, values={**draft.values, **brought})


def mistakes(draft: Draft) -> dict[str, Text]:
    """What is wrong with the step as filled in, by field name."""
    return {
        field.name: wrong
        for field in draft.form.steps[draft.step].fields
        if (wrong := _wrong(field, draft.values.get(field.name)))
    }


def _wrong(field: Field, value: Value) -> Text | None:
    if value is None or value in ("", ()):
        return t("Please fill this in.") if field.required else None
    match field:
        case Line():
            return _line(field, value)
        case Choice():
            offered = {option.value for option in field.options}
            chosen = (value,) if isinstance(value, str) else value
            few = field.many or (isinstance(chosen, tuple) and len(chosen) == 1)
            fits = few and isinstance(chosen, tuple) and all(each in offered for each in chosen)
            return None if fits else t("Please choose one of the options shown.")
        case People():
            people = (value,) if isinstance(value, Person) else value
            if not isinstance(people, tuple) or not all(isinstance(p, Person) for p in people):
                return t("Please choose people from this place.")
            many = len(people) > field.most
            return t("Please choose at most {most}.", most=field.most) if many else None
        case _:
            return None if isinstance(value, Place) else t("Please choose a channel.")


def _line(field: Line, value: Value) -> Text | None:
    if not isinstance(value, str):
        return t("Please write words here.")
    if field.required and not value.strip():
        return t("Please fill this in.")
    over = len(value) - field.limit
    return t("This is {n} characters too long.", n=over) if over > 0 else None


def step_with(form: Form, names: set[str]) -> int:
    """The first step that holds one of these fields."""
    for number, step in enumerate(form.steps):
        if names & {field.name for field in step.fields}:
            return number
    return len(form.steps) - 1


def door(fill: Fill) -> Say:
    """A form where nothing can open by itself: a line and the button that opens it."""
    button = Button(t("Open the form"), AGAIN, fill.id, Style.MAIN)
    blocks = (Paragraph(t("There is a short form for that.")), Row((button,)))
    return Say(Message(DOOR, Weight.ANSWER, blocks))


def expired(values: Mapping[str, Value]) -> Say:
    """The form is older than an hour: say so, and give back what was written."""
    words = [v for v in values.values() if isinstance(v, str) and v.strip()]
    told = t("This form is no longer open, so nothing was changed. Please open it again.")
    if not words:
        return Say(Message("form.expired", Weight.ANSWER, (Paragraph(told),)))
    back = Paragraph(t("Here is what you wrote, so that it is not lost:"))
    quotes = tuple(Quote(own(said)) for said in words[:10])
    return Say(Message("form.expired", Weight.ANSWER, (Paragraph(told), back, *quotes)))
