"""What is wrong with a body sent to Slack: by its types, its arguments and the SDK's lengths."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

UNMODELLED = {"data_table", "data_visualization", "card", "carousel", "alert", "container"}
REPLY_KEYS = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "mrkdwn",
    "unfurl_links",
    "unfurl_media",
    "metadata",
    "parse",
    "link_names",
}
VIEW_METHODS = {"views.open", "views.push", "views.update", "views.publish"}
RESPONSE_ACTIONS = {"errors", "update", "push", "clear"}


def reasons(folder: Path, method: str, body: Mapping[str, Any]) -> list[str]:
    """Every reason the body would be wrong; empty when it is good."""
    if method in {"response_url", "ack"}:
        return _reply(folder, body)
    if method == "ack.view_submission":
        return _answered_view(folder, body)
    if method == "ack.options":
        return (
            []
            if isinstance(body.get("options", body.get("option_groups")), list)
            else ["no options in the answer"]
        )
    return _request(folder, method, body)


def heard(folder: Path, name: str, payload: Mapping[str, Any]) -> list[str]:
    """What is wrong with a payload of Slack's own: `ev_message`, `in_block_actions` and others."""
    return _by_schema(folder, name, payload)


def _request(folder: Path, method: str, body: Mapping[str, Any]) -> list[str]:
    found = _arguments(folder, method, body)
    found += _by_schema(folder, "req_" + method.replace(".", "_"), body, optional=True)
    if body.get("blocks"):
        found += _blocks(folder, body["blocks"])
    if method in VIEW_METHODS and isinstance(body.get("view"), Mapping):
        found += _view(folder, body["view"])
    return found


def _reply(folder: Path, body: Mapping[str, Any]) -> list[str]:
    found = [f"unknown key {key}" for key in body if key not in REPLY_KEYS]
    if body.get("response_type", "ephemeral") not in {"ephemeral", "in_channel"}:
        found.append(f"response_type {body['response_type']}")
    return found + (_blocks(folder, body["blocks"]) if body.get("blocks") else [])


def _answered_view(folder: Path, body: Mapping[str, Any]) -> list[str]:
    action = body.get("response_action")
    if action not in RESPONSE_ACTIONS:
        return [f"response_action {action}"]
    if action == "errors" and not _worded(body.get("errors")):
        return ["response_action errors needs a text for each block"]
    return _view(folder, body["view"]) if action in {"update", "push"} else []


def _worded(errors: object) -> bool:
    return (
        isinstance(errors, Mapping)
        and bool(errors)
        and all(isinstance(said, str) and said for said in errors.values())
    )


def _blocks(folder: Path, blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    found = _by_schema(folder, "blocks", blocks)
    if len(blocks) > 50:
        found.append(f"{len(blocks)} blocks in a message")
    return found + _lengths(blocks) + _repeated(blocks)


def _view(folder: Path, view: Mapping[str, Any]) -> list[str]:
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        return [f"view type {kind}"]
    found = (
        _by_schema(folder, f"{kind}_view", view)
        + _lengths(view.get("blocks", []))
        + _repeated(view.get("blocks", []))
    )
    try:
        View(**view).to_dict()
    except (SlackObjectFormationError, TypeError) as why:
        found.append(str(why))
    if (
        any(block.get("type") == "input" for block in view.get("blocks", []))
        and kind == "modal"
        and not view.get("submit")
    ):
        found.append("a modal with an input and no submit")
    return found


def _lengths(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """The SDK validates on `to_dict`; `validate_json` alone would skip the elements."""
    found = []
    for block in blocks:
        if block.get("type") in UNMODELLED:
            continue
        try:
            parsed = Block.parse(dict(block))
            found += [f"unknown block {block.get('type')}"] if parsed is None else []
            _ = parsed.to_dict() if parsed is not None else None
        except (SlackObjectFormationError, TypeError, AttributeError) as why:
            found.append(f"{block.get('type')}: {why}")
        found += _unworded(block)
    return found


def _unworded(block: Mapping[str, Any]) -> Iterable[str]:
    """What both the types and the SDK let pass and Slack does not."""
    if block.get("type") == "section" and not block.get("text") and not block.get("fields"):
        yield "a section without text or fields"
    for option in _options(block):
        if len(option.get("text", {}).get("text", "")) > 75:
            yield "an option's text above 75"
    for text in _texts(block):
        if text.get("text") == "":
            yield "an empty text object"


def _options(node: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield from (option for option in node.get("options", []) if isinstance(option, Mapping))
        for value in node.values():
            yield from _options(value)
    elif isinstance(node, list):
        for value in node:
            yield from _options(value)


def _texts(node: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if node.get("type") in {"plain_text", "mrkdwn"}:
            yield node
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def _repeated(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    named = [block["block_id"] for block in blocks if block.get("block_id")]
    found = [f"block_id {name} twice" for name in set(named) if named.count(name) > 1]
    for block in blocks:
        actions = [
            element.get("action_id")
            for element in block.get("elements", [])
            if isinstance(element, Mapping)
        ]
        found += [
            f"action_id {name} twice in a block"
            for name in set(actions) - {None}
            if actions.count(name) > 1
        ]
    return found


def _arguments(folder: Path, method: str, body: Mapping[str, Any]) -> list[str]:
    known = _reference(folder, method)
    if known is None:
        return []
    found = [
        f"unknown argument {key}"
        for key in body
        if key not in known and key not in {"token", "team_id"}
    ]
    return found + [
        f"missing argument {key}"
        for key, needed in known.items()
        if needed and body.get(key) is None
    ]


@cache
def _reference(folder: Path, method: str) -> dict[str, bool] | None:
    file = folder / "method-ref" / f"{method}.json"
    if not file.is_file():
        return None
    arguments = json.loads(file.read_text(encoding="utf-8"))["args"]
    return {name: bool(argument.get("required")) for name, argument in arguments.items()}


def _by_schema(folder: Path, name: str, value: object, *, optional: bool = False) -> list[str]:
    """The published types keep the value under `v`."""
    validator = _validator(folder, name)
    if validator is None:
        return [] if optional else [f"no schema {name}"]
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:300]}"
        for error in validator.iter_errors({"v": value})
    ]


@cache
def _validator(folder: Path, name: str) -> Draft7Validator | None:
    file = folder / "jsonschema" / f"{name}.json"
    return Draft7Validator(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None
