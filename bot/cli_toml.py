"""Writing hearth.toml: what stands there stays, and nobody else can read it."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.errors import HearthError
from bot.settings import FILE


def write(values: Mapping[str, str | None]) -> Path:
    """Set these names, take out those that are None, and leave every other line as it is."""
    file = Path(FILE)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    after = changed(before, values)
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(after)
        fresh.replace(file)
    except OSError as error:
        raise HearthError(f"{file.resolve()} cannot be written: {error.strerror}.") from error
    return file.resolve()


def changed(before: str, values: Mapping[str, str | None]) -> str:
    """The text with these settings in it. Raises HearthError for a file that is no TOML."""
    wanted = _read(before) | dict(values)
    left, lines = dict(values), []
    for line in before.splitlines():
        named = re.match(r"\s*([A-Za-z0-9_]+)\s*=", line)
        ours = named is not None and named[1] in values
        said = _line(named[1], left.pop(named[1], None)) if named and ours else line
        lines += [] if said is None else [said]
    lines += [said for name, value in left.items() if (said := _line(name, value)) is not None]
    after = "".join(f"{line}\n" for line in lines)
    if _read(after) != {name: value for name, value in wanted.items() if value is not None}:
        raise HearthError(f"{FILE} is written in a way I cannot change safely; do it by hand.")
    return after


def _line(name: str, value: str | None) -> str | None:
    # JSON's way to write plain words is also TOML's.
    return None if value is None else f"{name} = {json.dumps(value)}"


def _read(written: str) -> dict[str, object]:
    try:
        return dict(tomllib.loads(written))
    except tomllib.TOMLDecodeError as error:
        raise HearthError(f"{FILE} cannot be read: {error}. Correct that line first.") from error
