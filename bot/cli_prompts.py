"""`hearth prompts`: a community's prompts as a plain file, taken out or brought back whole."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot import settings as configuration
from bot.cli_backup import there
from bot.cli_owner import which
from bot.cli_rows import communities
from bot.clock import wall
from bot.errors import HearthError, Refusal
from bot.prompts import content, filing
from bot.prompts.model import Prompts
from bot.settings import Settings
from bot.text import PLAIN, Envelope, draw

if TYPE_CHECKING:
    from storage.database import Tx

LARGEST = 1_000_000  # bytes


def declare(parser: argparse.ArgumentParser) -> None:
    """Which way, which file, and where, if there are several communities."""
    way = parser.add_subparsers(title="ways", metavar="", required=True)
    out = way.add_parser("export", help="write all that may still be asked to a file")
    back = way.add_parser("import", help="bring entries back: known names change, new ones come")
    for one in (out, back):
        one.add_argument("file", help="a file, or - for what is piped")
        one.add_argument("--community", metavar="ID", help="which, where there are several")
    back.add_argument("--only", action="store_true", help="put away what is not in the file")
    out.set_defaults(run=_export)
    back.set_defaults(run=_import)


def _export(given: argparse.Namespace) -> None:
    written = asyncio.run(_within(given, lambda tx: _written(tx, given.community)))
    if given.file == "-":
        sys.stdout.write(written)
        return
    Path(given.file).write_text(written, encoding="utf-8")
    print(f"Written to {given.file}, without anybody's name.")


def _import(given: argparse.Namespace) -> None:
    said = _read(given.file)
    try:
        print(asyncio.run(_within(given, lambda tx: _brought(tx, said, given))))
    except Refusal as no:
        raise HearthError(draw(no.message, Envelope(), PLAIN)) from None


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read(LARGEST) if file == "-" else Path(file).read_bytes()
        return raw[:LARGEST].decode()
    except (OSError, UnicodeDecodeError) as error:
        raise HearthError(f"I cannot read {file}: {error}") from None


async def _within(given: argparse.Namespace, work: Callable[[Tx], str]) -> str:
    from storage.codec import Vault
    from storage.database import Database
    from storage.ledger.upkeep import SqlUpkeep

    settings: Settings = configuration.read()
    there(settings)
    database = Database(settings.database_url, Vault(settings.keys()))
    try:
        await SqlUpkeep(database).open()
        return await database.write(work)
    finally:
        await database.close()


def _store(tx: Tx, wanted: str | None) -> Prompts:
    from storage.database import Scope
    from storage.prompts import PromptsStore

    community = which(communities(tx), wanted)
    return PromptsStore(tx, Scope(community.space, community.id))


def _written(tx: Tx, wanted: str | None) -> str:
    return filing.written_out(_store(tx, wanted), wall())


def _brought(tx: Tx, said: str, given: argparse.Namespace) -> str:
    store, prompts = _store(tx, given.community), content.read(said)
    new, changed = filing.taken(store, prompts, wall())
    if given.only:
        filing.put_away(store, {prompt.id for prompt in prompts})
    return f"{new} new, {changed} changed."
