"""A form on a person's screen: what it may be, and what comes back when they fill it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.loopback.discord import components
from tests.loopback.discord.model import Json
from tests.loopback.discord.refusals import NotPossible, malformed, too_long

# Turns what a test wrote for a person, role or channel into an id, and notes it as resolved.
Resolve = Callable[[int, Any], str]
_FIELDS = components.SELECTS | {
    components.INPUT,
    components.UPLOAD,
    components.RADIO,
    components.CHECKBOXES,
    components.CHECKBOX,
}


def judged(body: Json) -> None:
    """Refuses a form the client could not open."""
    parts = body.get("components") or []
    if not 1 <= len(body.get("title") or "") <= 45:
        raise malformed("data.title", "Must be between 1 and 45 in length.", "BASE_TYPE_BAD_LENGTH")
    if not 1 <= len(body.get("custom_id") or "") <= 100:
        raise malformed(
            "data.custom_id", "Must be between 1 and 100 in length.", "BASE_TYPE_BAD_LENGTH"
        )
    if not 1 <= len(parts) <= 5:
        raise malformed(
            "data.components", "Must be between 1 and 5 in length.", "BASE_TYPE_BAD_LENGTH"
        )
    for part in parts:
        _judge_part(part)
    names = [one["custom_id"] for one, _ in fields(body)]
    if len(names) != len(set(names)):
        raise malformed(
            "data.components",
            "Component custom id cannot be duplicated",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        )


def _judge_part(part: Json) -> None:
    if part.get("type") not in {components.LABEL, components.ROW, components.TEXT}:
        raise malformed("data.components.type", "Value must be one of (1, 10, 18).")
    if part["type"] == components.LABEL:
        if not 1 <= len(part.get("label") or "") <= 45:
            raise malformed("data.components.label", "Must be between 1 and 45 in length.")
        if len(part.get("description") or "") > 100:
            raise too_long("data.components.description", 100)
    for one in components.every(part):
        if one["type"] in components.SELECTS and len(one.get("options") or []) > 25:
            raise malformed("data.components.options", "Must be between 1 and 25 in length.")
        if one["type"] == components.INPUT and len(one.get("value") or "") > one.get(
            "max_length", 4000
        ):
            raise too_long("data.components.value", one.get("max_length", 4000))


def fields(modal: Json) -> Iterator[tuple[Json, str]]:
    """Each field with the label a person reads above it."""
    for part in modal["components"]:
        inside = [one for one in components.every(part) if one["type"] in _FIELDS]
        for one in inside:
            yield one, str(part.get("label") or one.get("label") or "")


def filled(modal: Json, values: dict[str, Any], resolve: Resolve) -> list[Json]:
    """The submission's components, or NotPossible where the client would not let it go."""
    known = {name for field, label in fields(modal) for name in (field["custom_id"], label)}
    if unknown := set(values) - known:
        raise NotPossible(
            f"the form {modal['title']!r} has no {sorted(unknown)}; it has {sorted(known)}"
        )
    return [_filled_part(part, values, resolve) for part in modal["components"]]


def _filled_part(part: Json, values: dict[str, Any], resolve: Resolve) -> Json:
    if part["type"] == components.LABEL:
        inside = _filled_field(part["component"], str(part["label"]), values, resolve)
        return {"type": components.LABEL, "id": part["id"], "component": inside}
    if part["type"] == components.ROW:
        rows = [
            _filled_field(one, str(one.get("label")), values, resolve) for one in part["components"]
        ]
        return {"type": components.ROW, "id": part["id"], "components": rows}
    return {"type": part["type"], "id": part["id"]}


def _filled_field(field: Json, label: str, values: dict[str, Any], resolve: Resolve) -> Json:
    kind = field["type"]
    told: Json = {"type": kind, "id": field["id"], "custom_id": field["custom_id"]}
    given = values.get(field["custom_id"], values.get(label))
    if kind == components.INPUT:
        return {**told, "value": _typed(field, label, given)}
    if kind == components.CHECKBOX:
        return {**told, "value": bool(field.get("default") if given is None else given)}
    chosen = _chosen(field, given, resolve)
    _judge_count(field, label, len(chosen))
    if kind == components.RADIO:
        return {**told, "value": chosen[0] if chosen else None}
    return {**told, "values": chosen}


def _typed(field: Json, label: str, given: Any) -> str:
    text = str(field.get("value") or "") if given is None else str(given)
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if not text and field.get("required", True):
        raise NotPossible(f"{label!r} must be filled in")
    if text and not least <= len(text) <= most:
        raise NotPossible(f"{label!r} takes {least} to {most} characters, not {len(text)}")
    return text


def _chosen(field: Json, given: Any, resolve: Resolve) -> list[str]:
    if given is None:
        by_default = [one["value"] for one in field.get("options") or [] if one.get("default")]
        return by_default + [str(one["id"]) for one in field.get("default_values") or []]
    wanted = given if isinstance(given, list | tuple | set) else [given]
    if "options" in field:
        return [option_value(field, str(one)) for one in wanted]
    return [resolve(int(field["type"]), one) for one in wanted]


def option_value(field: Json, wanted: str) -> str:
    """The value behind an option's label, or the value itself."""
    for option in field["options"]:
        if wanted in {option["label"], option["value"]}:
            return str(option["value"])
    raise NotPossible(
        f"no option {wanted!r}; there are {[one['label'] for one in field['options']]}"
    )


def _judge_count(field: Json, label: str, chosen: int) -> None:
    required = field.get("required", True)
    least = max(field.get("min_values", 1), 1) if required else field.get("min_values") or 0
    if not required and chosen == 0:
        return
    everything = len(field.get("options") or []) or 25
    most = {components.RADIO: 1, components.CHECKBOXES: everything}.get(field["type"], 1)
    most = field.get("max_values") or most
    if not least <= chosen <= most:
        raise NotPossible(f"{label!r} takes {least} to {most} choices, not {chosen}")
