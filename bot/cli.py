"""The `hearth` command: run, setup, doctor, owner, backup, restore, key."""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import sys
from collections.abc import Sequence

from bot import settings as configuration
from bot.errors import HearthError, Misconfigured


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 2 when a setting is wrong, 1 for the rest."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given) or 0)
    except Misconfigured as error:
        print(f"{error.setting} is not right.", file=sys.stderr)
        print(f"  where   {error.where}", file=sys.stderr)
        print(f"  remedy  {error.remedy}", file=sys.stderr)
        return 2
    except HearthError as error:
        print(str(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hearth", description="Keeps a community of practice talking between its meetings."
    )
    parser.set_defaults(run=_run)
    verbs = parser.add_subparsers(title="commands", metavar="")
    verbs.add_parser("run", help="start, and stay until stopped").set_defaults(run=_run)
    verbs.add_parser("key", help="print a new key for HEARTH_KEY").set_defaults(run=_key)
    return parser


def _run(_given: argparse.Namespace) -> None:
    from bot.serving import serve

    read = configuration.read()
    _first_key(read)
    asyncio.run(serve(configuration.read()))


def _first_key(read: configuration.Settings) -> None:
    """With nothing configured, make a key beside the data folder, readable by its owner only."""
    file = read.data.resolve().parent / "hearth.key"
    if read.key or read.key_file or file.exists() or read.database or read.has_chat:
        return
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(new_key() + "\n")


def new_key() -> str:
    """A new key, as it is written in HEARTH_KEY."""
    return base64.b64encode(os.urandom(configuration.KEY_BYTES)).decode()


def _key(_given: argparse.Namespace) -> None:
    print(new_key())
