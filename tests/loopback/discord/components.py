"""Walking, numbering, judging and reading a message's components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.loopback.discord.model import Json
from tests.loopback.discord.refusals import malformed, too_long

ROW, BUTTON, STRING_SELECT, INPUT = 1, 2, 3, 4
SELECTS = {3, 5, 6, 7, 8}
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 17, 18, 19, 21, 22, 23
LINK = 5
_INSIDE = ("components", "accessory", "component")


def every(parts: Any) -> Iterator[Json]:
    """Every component in the order a person meets them."""
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict):
            yield part
            for key in _INSIDE:
                if part.get(key):
                    yield from every(part[key])


def numbered(parts: list[Json]) -> list[Json]:
    """A copy in which every component has its integer id: the sender's own where it gave one."""
    taken = {part["id"] for part in every(parts) if part.get("id")}
    fresh = (number for number in range(1, 10_000) if number not in taken)
    return [_numbered(part, fresh) for part in parts]


def _numbered(part: Json, fresh: Iterator[int]) -> Json:
    # Parents are numbered before their children, as in the recorded frames.
    copy = {**part, "id": part.get("id") or next(fresh)}
    if copy["type"] in SELECTS | {BUTTON}:
        copy.setdefault("disabled", False)
    for key in _INSIDE:
        if isinstance(part.get(key), list):
            copy[key] = [_numbered(child, fresh) for child in part[key]]
        elif isinstance(part.get(key), dict):
            copy[key] = _numbered(part[key], fresh)
    return copy


def judged(parts: list[Json], *, second_version: bool) -> None:
    """Refuses what the published limits forbid, schemas or no schemas."""
    found = list(every(parts))
    if second_version and len(found) > 40:
        raise malformed("components", "Must be 40 or fewer in length.", "BASE_TYPE_BAD_LENGTH")
    if not second_version:
        _judge_rows(parts)
    _unique([part["custom_id"] for part in found if part.get("custom_id")], "custom_id")
    _unique([part["id"] for part in found if part.get("id")], "id")
    for part in found:
        _judge_one(part)
    if sum(len(part.get("content", "")) for part in found if part["type"] == TEXT) > 4000:
        raise too_long("components", 4000)


def _judge_rows(parts: list[Json]) -> None:
    if len(parts) > 5:
        raise malformed("components", "Must be between 1 and 5 in length.", "BASE_TYPE_BAD_LENGTH")
    if any(part.get("type") != ROW for part in parts):
        raise malformed("components.0.type", 'Value of field "type" must be one of (1,).')


def _unique(values: list[Any], name: str) -> None:
    if len(values) != len(set(values)):
        raise malformed(
            "components", f"Component {name} cannot be duplicated", "COMPONENT_CUSTOM_ID_DUPLICATED"
        )


def _judge_one(part: Json) -> None:
    kind = part.get("type")
    if len(part.get("custom_id") or "") > 100:
        raise too_long("components.custom_id", 100)
    if kind == ROW:
        _judge_row(part.get("components") or [])
    elif kind == BUTTON:
        _judge_button(part)
    elif kind == STRING_SELECT and not 1 <= len(part.get("options") or []) <= 25:
        raise malformed("components.options", "Must be between 1 and 25 in length.")
    elif kind == TEXT and not part.get("content"):
        raise malformed("components.content", "This field is required", "BASE_TYPE_REQUIRED")


def _judge_row(inside: list[Json]) -> None:
    selects = sum(part["type"] in SELECTS for part in inside)
    if not 1 <= len(inside) <= 5 or selects > 1 or (selects and len(inside) > 1):
        raise malformed(
            "components.components",
            "The specified component exceeds the maximum width",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        )


def _judge_button(part: Json) -> None:
    if len(part.get("label") or "") > 80:
        raise too_long("components.label", 80)
    wanted = "url" if part.get("style") == LINK else "custom_id"
    if not part.get(wanted) and part.get("style") != 6:
        raise malformed(
            f"components.{wanted}", f"A {wanted} is required", "BUTTON_COMPONENT_FIELD_REQUIRED"
        )
    if not part.get("label") and not part.get("emoji"):
        raise malformed("components.label", "A label or emoji is required")


def text(parts: list[Json]) -> str:
    """The words standing in components, without those on buttons."""
    return "\n".join(part["content"] for part in every(parts) if part["type"] == TEXT)


def label_of(part: Json) -> str:
    """What a person would call a control."""
    emoji = (part.get("emoji") or {}).get("name") or ""
    return str(part.get("label") or part.get("placeholder") or emoji)


def control(parts: list[Json], name: str, kinds: set[int]) -> Json | None:
    """The control of given kinds with this custom_id, label or placeholder."""
    for part in every(parts):
        if part["type"] in kinds and name in {part.get("custom_id"), label_of(part)}:
            return part
    return None
