"""Slack's own judgement of blocks and views, and what it fills in before it shows them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.loopback.slack.refusals import Refused, invalid_arguments, invalid_blocks

Json = dict[str, Any]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
ALL_TEXT = 13_200
VIEW_BYTES = 250_000
# type -> where the limit applies -> how long it may be
TEXTS = {"section": 3000, "header": 150, "input": 2000}
KNOWN = {
    *("section", "header", "divider", "context", "actions", "input", "image", "rich_text"),
    *("markdown", "table", "video", "file", "context_actions", "alert", "card", "carousel"),
    *("container", "plan", "task_card", "data_table", "data_visualization"),
}
STATEFUL_ENDINGS = ("_select", "_input", "picker", "checkboxes", "radio_buttons")


def completed(blocks: list[Json], fresh: Iterator[int]) -> list[Json]:
    """A copy with the ids Slack makes up where the app gave none."""
    made = copy.deepcopy(blocks)
    for block in made:
        block.setdefault("block_id", f"b{next(fresh)}")
        for element in elements(block):
            element.setdefault("action_id", f"a{next(fresh)}")
    for text in texts(made):
        if text.get("type") == "plain_text":
            text.setdefault("emoji", True)
        elif text.get("type") == "mrkdwn":
            text.setdefault("verbatim", False)
    return made


def elements(block: Mapping[str, Any]) -> list[Json]:
    """What can be pressed, chosen or filled in."""
    kind = block.get("type")
    found = block.get("elements", []) if kind in {"actions", "context_actions"} else []
    one = block.get("element" if kind == "input" else "accessory")
    if kind in {"input", "section"} and isinstance(one, dict):
        found = [one]
    return [element for element in found if element.get("type") != "image"]


def is_stateful(element: Mapping[str, Any]) -> bool:
    return str(element.get("type", "")).endswith(STATEFUL_ENDINGS)


def texts(node: object) -> Iterator[Json]:
    """Every text object, also those of options and confirmations."""
    if isinstance(node, dict):
        if node.get("type") in {"plain_text", "mrkdwn"}:
            yield node
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def check_message(blocks: object) -> None:
    """Raises as chat.postMessage answers."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    reasons = [*_counted(blocks, MESSAGE_BLOCKS), *_wrong(blocks)]
    if reasons:
        raise invalid_blocks(*reasons)
    if sum(len(text.get("text", "")) for text in texts(blocks)) > ALL_TEXT:
        raise Refused("msg_blocks_too_long")


def check_view(view: object, kind: str) -> None:
    """Raises as views.open and its siblings answer."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise invalid_arguments(f"must be a view of type {kind} [json-pointer:/view/type]")
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise Refused("view_too_large")
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        raise invalid_arguments("missing required field: blocks [json-pointer:/view]")
    reasons = [*_counted(blocks, VIEW_BLOCKS), *_wrong(blocks), *_around(view, blocks)]
    if reasons:
        raise invalid_arguments(*reasons)


def _counted(blocks: list[Json], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"


def _around(view: Json, blocks: list[Json]) -> Iterator[str]:
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        yield "private_metadata or callback_id too long"
    if view["type"] == "home":
        return
    for part in ("title", "submit", "close"):
        said = (view.get(part) or {}).get("text", "")
        if len(said) > 24 or (part == "title" and not said):
            yield f"must be 1 to 24 characters [json-pointer:/view/{part}]"
    if any(block.get("type") == "input" for block in blocks) and not view.get("submit"):
        yield "missing required field: submit [json-pointer:/view]"


def _wrong(blocks: list[Json]) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        at = f"[json-pointer:/blocks/{place}]"
        for reason in (*_block(block), *_elements(block)):
            yield f"{reason} {at}"
        if block.get("block_id") in seen:
            yield f"block_id already exists {at}"
        seen |= {block["block_id"]} if block.get("block_id") else set()


def _block(block: Json) -> Iterator[str]:
    kind = block.get("type", "")
    if kind not in KNOWN:
        yield f"unsupported type: {kind}"
    if len(block.get("block_id") or "") > 255:
        yield "block_id above 255 characters"
    said = block.get("label" if kind == "input" else "text")
    if kind in TEXTS and said is not None and not 1 <= len(said.get("text", "")) <= TEXTS[kind]:
        yield f"text must be 1 to {TEXTS[kind]} characters"
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield "missing required field: text or fields"
    if kind in {"header", "input"} and (said or {}).get("type") != "plain_text":
        yield "must be plain_text"
    fields = block.get("fields") or []
    if len(fields) > 10 or any(len(field.get("text", "")) > 2000 for field in fields):
        yield "at most 10 fields of 2000 characters"
    many = {"actions": 25, "context": 10}.get(kind)
    if many and not 1 <= len(block.get("elements") or []) <= many:
        yield f"1 to {many} elements allowed"


def _elements(block: Json) -> Iterator[str]:
    seen: set[str] = set()
    for element in elements(block):
        name = element.get("action_id", "")
        if name in seen or len(name) > 255:
            yield f"action_id {name!r} twice or too long"
        seen |= {name} if name else set()
        said = element.get("text")
        if element.get("type") == "button" and not 1 <= len((said or {}).get("text", "")) <= 75:
            yield "a button's text must be 1 to 75 characters"
        if element.get("type") == "button" and len(element.get("value") or "") > 2000:
            yield "a button's value must be below 2000 characters"
        yield from _options(element)


def _options(element: Json) -> Iterator[str]:
    groups = element.get("option_groups") or []
    lists = [element.get("options"), *(group.get("options") for group in groups)]
    most = 10 if element.get("type") in {"checkboxes", "radio_buttons"} else 100
    for options in lists:
        if options is None:
            continue
        if not 1 <= len(options) <= most:
            yield f"1 to {most} options allowed"
        for option in options:
            long = len(option.get("value", "")) > 150
            if long or not 1 <= len(option.get("text", {}).get("text", "")) <= 75:
                yield "an option's text must be 1 to 75 characters, its value at most 150"
    if len((element.get("placeholder") or {}).get("text", "")) > 150:
        yield "a placeholder must be below 150 characters"
