"""`hearth key`: makes a key, and finds it a place where nothing was configured."""

from __future__ import annotations

import argparse
import base64
import os
from pathlib import Path

from bot.errors import Misconfigured
from bot.settings import KEY_BYTES, Settings

MADE = "A key was made in {file}. Keep a copy of it where the backups are not."


def declare(parser: argparse.ArgumentParser) -> None:
    """No arguments."""
    parser.set_defaults(run=_key)


def _key(_given: argparse.Namespace) -> None:
    print(new_key())


def new_key() -> str:
    """A new key, as it is written in HEARTH_KEY."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def first_key(settings: Settings) -> Path | None:
    """Make a key beside the data folder where there is none and nothing was sealed yet.

    Returns its file, or None when there was a key. Raises Misconfigured where a key must have been,
    or must come from whoever runs the container.
    """
    file = settings.data.resolve().parent / "hearth.key"
    if settings.key or settings.key_file or file.exists():
        return None
    if settings.container:
        remedy = "is not set, and a container makes none; `hearth key` prints one"
        raise Misconfigured("HEARTH_KEY", "the environment, or a mounted secret", remedy)
    database = settings.data / "hearth.db"
    if not settings.database and database.exists():
        remedy = (
            f"is gone, and {database} was sealed with it; put it back from where you keep its copy"
        )
        raise Misconfigured("HEARTH_KEY", f"the environment, or {file}", remedy)
    if settings.database:
        remedy = "is not set; `hearth key` prints one; keep a copy where the backups are not"
        raise Misconfigured("HEARTH_KEY", f"the environment, or {file}", remedy)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(new_key() + "\n")
    return file
