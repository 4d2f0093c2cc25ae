"""Fill → a modal view, and a modal's state → values (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from adapters.slack.notice import named
from adapters.slack.pen import Eyes, short
from adapters.slack.render import Json, option, plain, rich, section
from bot.events import Person, Place, Space, Value
from bot.text import Text, t
from bot.ui import Choice, Field, Fill, Line, People, Where

CALLBACK = "form"  # the view's meaning lies with the core, under the fill's id
ELEMENT = "value"
MAX_TITLE, MAX_LABEL, MAX_HINT, MAX_INPUT, MAX_ERROR = 24, 2000, 2000, 3000, 2000
MAX_TICKS = 10  # options of radio buttons and checkboxes


def view(fill: Fill, eyes: Eyes) -> Json:
    """The step as a modal; nothing but the fill's id travels with it."""
    step = fill.form.steps[fill.step]
    blocks = [*_intro(step.intro, eyes), *(_input(f, fill, eyes) for f in step.fields)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": fill.id,
        "title": plain(eyes.plain(fill.form.title, MAX_TITLE)),
        "submit": plain(eyes.plain(_submit(fill), MAX_TITLE)),
        "close": plain(eyes.plain(t("Cancel"), MAX_TITLE)),
        "blocks": blocks,
    }


def answer(fill: Fill, eyes: Eyes, shown: Iterable[str]) -> Json:
    """How to answer a submission: errors in place where the fields stand, else the step anew.

    `shown` are the block ids of the view that was sent.
    """
    errors = {name: short(eyes.plain(s) or "…", MAX_ERROR) for name, s in fill.errors.items()}
    if errors and set(errors) <= set(shown):
        return {"response_action": "errors", "errors": errors}
    again = view(fill, eyes)
    if errors:
        again["blocks"] = [*_complaints(fill, eyes), *again["blocks"]]
    return {"response_action": "update", "view": again}


def waiting(eyes: Eyes, said: Text) -> Json:
    """A view that only says something, for answers that take longer than Slack waits."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain("Hearth"),
        "close": plain(eyes.plain(t("Close"), MAX_TITLE)),
        "blocks": [rich(section(eyes.runs(said)))],
    }


def values(state: Mapping[str, Mapping[str, Json]], space: Space) -> dict[str, Value]:
    """What was filled in, by field name: an empty field is an empty value of its kind."""
    return {
        block: _value(element, space)
        for block, elements in state.items()
        for element in elements.values()
    }


def first_block(body: Mapping[str, Any]) -> str:
    """A block of the submitted view at which an error can be shown; empty when there is none."""
    return next(iter(body["view"].get("state", {}).get("values", {})), "")


def people(fill: Fill) -> set[str]:
    """Whose names are needed: labels, hints and errors are words alone."""
    fields = fill.form.steps[fill.step].fields
    texts = [fill.form.title, *fill.errors.values()]
    texts += [text for field in fields for text in (field.label, field.hint) if text]
    texts += [one.label for field in fields if isinstance(field, Choice) for one in field.options]
    return {person.id for text in texts for person in named(text)}


def _submit(fill: Fill) -> Text:
    if fill.step + 1 < len(fill.form.steps):
        return t("Next")
    return fill.form.submit or t("Send")


def _intro(intro: Text | None, eyes: Eyes) -> Iterator[Json]:
    runs = eyes.runs(intro) if intro else []
    if runs:
        yield rich(section(runs))


def _complaints(fill: Fill, eyes: Eyes) -> Iterator[Json]:
    for said in fill.errors.values():
        if runs := eyes.runs(said):
            yield rich(section(runs))


def _input(field: Field, fill: Fill, eyes: Eyes) -> Json:
    given = fill.values.get(field.name, _default(field))
    drawn: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(eyes.plain(field.label, MAX_LABEL) or "…"),
        "element": {**_element(field, given, eyes), "action_id": ELEMENT},
        "optional": not field.required,
    }
    if field.hint:
        drawn["hint"] = plain(eyes.plain(field.hint, MAX_HINT))
    return drawn


def _default(field: Field) -> Value:
    return field.value if isinstance(field, Line) else field.chosen


def _element(field: Field, given: Value, eyes: Eyes) -> Json:
    match field:
        case Line():
            return _line(field, given)
        case Choice():
            return _choice(field, given, eyes)
        case People():
            return _people(field, given)
        case Where():
            chosen = {"initial_channel": given.id} if isinstance(given, Place) else {}
            return {"type": "channels_select", **chosen}


def _line(field: Line, given: Value) -> Json:
    limit = min(field.limit, MAX_INPUT)
    drawn: Json = {"type": "plain_text_input", "multiline": field.long, "max_length": limit}
    if isinstance(given, str) and given:
        drawn["initial_value"] = given[:limit]
    return drawn


def _choice(field: Choice, given: Value, eyes: Eyes) -> Json:
    """Ticks where all fit on the screen; a lone radio button cannot be taken back, a menu can."""
    options = [option(one, eyes) for one in field.options]
    few = len(options) <= MAX_TICKS
    wanted = {given} if isinstance(given, str) else set(given) if isinstance(given, tuple) else ()
    chosen = [one for one in options if one["value"] in wanted]
    if field.many:
        kind = "checkboxes" if few else "multi_static_select"
        return {"type": kind, "options": options, **({"initial_options": chosen} if chosen else {})}
    kind = "radio_buttons" if few and field.required else "static_select"
    return {"type": kind, "options": options, **({"initial_option": chosen[0]} if chosen else {})}


def _people(field: People, given: Value) -> Json:
    people = given if isinstance(given, tuple) else (given,)
    ids = [person.id for person in people if isinstance(person, Person)][: field.most]
    if field.most == 1:
        return {"type": "users_select", **({"initial_user": ids[0]} if ids else {})}
    drawn: Json = {"type": "multi_users_select", "max_selected_items": field.most}
    return {**drawn, **({"initial_users": ids} if ids else {})}


def _value(element: Json, space: Space) -> Value:
    match element["type"]:
        case "radio_buttons" | "static_select":
            return (element.get("selected_option") or {}).get("value")
        case "checkboxes" | "multi_static_select":
            return tuple(one["value"] for one in element.get("selected_options") or ())
        case "users_select":
            user = element.get("selected_user")
            return Person(space, user) if user else None
        case "multi_users_select":
            return tuple(Person(space, user) for user in element.get("selected_users") or ())
        case "channels_select" | "conversations_select":
            key = "selected_channel" if "selected_channel" in element else "selected_conversation"
            return Place(space, element[key]) if element.get(key) else None
        case _:
            said = element.get("value")
            return said if isinstance(said, str) else ""
