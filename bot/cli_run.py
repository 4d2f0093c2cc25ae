"""`hearth run`: what must be right before anything starts, and then the house itself."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from bot import settings as configuration
from bot.cli_key import MADE, first_key
from bot.errors import Misconfigured
from bot.settings import Settings


def declare(parser: argparse.ArgumentParser) -> None:
    """Where to listen may be said here too."""
    parser.add_argument("--port", type=int, help="the web server's port, instead of HEARTH_PORT")
    parser.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> None:
    settings = configuration.read()
    if given.port is not None:
        settings = settings.model_copy(update={"port": given.port})
    writable(settings)
    made = first_key(settings)
    if made and settings.has_chat:
        print(MADE.format(file=made))
    for name in configuration.unknown():
        print(f"{name} is no setting of Hearth, and does nothing. A slip?", file=sys.stderr)
    from bot.serving import serve

    asyncio.run(serve(settings))


def writable(settings: Settings) -> None:
    """Make the data folder if it is not there. Raises Misconfigured when nothing can be kept."""
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        remedy = f"cannot be made ({error.strerror}); name a folder this user may write"
        raise Misconfigured("data", f"{configuration.where('data')}: {folder}", remedy) from error
    probe = folder / f".writable-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        remedy = f"cannot be written ({error.strerror}); let this user write there"
        raise Misconfigured("data", f"{configuration.where('data')}: {folder}", remedy) from error
