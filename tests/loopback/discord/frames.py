"""Judges gateway frames by the published schema, where that lies beside the repository."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from jsonschema_rs import Draft7Validator

from tests.loopback.discord.model import Json
from tests.loopback.judge import folder


@cache
def _definitions() -> Json | None:
    protocol = folder()
    if protocol is None:
        return None
    file = protocol / "discord" / "jsonschema" / "discord_gateway.schema.json"
    definitions: Json = json.loads(file.read_text(encoding="utf-8"))["definitions"]
    # Flags are relaxed to integers in that file; this one, having a single name, was missed.
    definitions["RoleFlags"] = {"type": "integer"}
    return definitions


@cache
def _validator(name: str) -> Any:
    """By event name, `MESSAGE_CREATE`; None for an event the schema does not describe."""
    definitions = _definitions() or {}
    definition = f"Gateway{name.title().replace('_', '')}DispatchData"
    if definition not in definitions:
        return None
    schema = {"$ref": f"#/definitions/{definition}", "definitions": definitions}
    return Draft7Validator(schema)


def wrong(frames: Iterable[tuple[str, Json]]) -> list[str]:
    """What the schema says against these events, by name and data."""
    found: list[str] = []
    for name, data in frames:
        validator = _validator(name)
        if validator is not None:
            found += [
                f"{name} {'/'.join(map(str, error.instance_path))}: {error.message[:300]}"
                for error in validator.iter_errors(data)
            ]
    return found


def judged(frames: Iterable[tuple[str, Json]]) -> int:
    """How many of them the schema knows at all."""
    return sum(_validator(name) is not None for name, _ in frames)
