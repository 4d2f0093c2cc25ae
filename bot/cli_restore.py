"""`hearth restore`: a backup comes back; nothing is said again, the forgotten stay forgotten."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot import calendar
from bot import settings as configuration
from bot.cli_run import writable
from bot.clock import Clock, wall
from bot.errors import HearthError
from bot.events import Community, Person, Space
from bot.handlers import Kind
from bot.text import Moment, Text, t, tn
from bot.work import Entry

if TYPE_CHECKING:
    from storage.database import Tx
    from storage.restore import Restored


def declare(parser: argparse.ArgumentParser) -> None:
    """The file, and what may be lost for it."""
    parser.add_argument("file", help="what `hearth backup` wrote; - for standard input")
    parser.add_argument(
        "--replace", action="store_true", help="lose what the database holds now, for the backup"
    )
    parser.add_argument(
        "--forgotten",
        type=Path,
        help="the list of the forgotten, where it is not in the data folder",
    )
    parser.set_defaults(run=_restore)


def _restore(given: argparse.Namespace) -> None:
    from bot.compose import REMEMBERED
    from storage import forgotten
    from storage.restore import Restoring, restore

    settings = configuration.read()
    writable(settings)
    ring, file = settings.keys(), settings.data / REMEMBERED
    listed = forgotten.merged(forgotten.listed(file), _named(given.forgotten))
    how = Restoring(ring, wall(), Clock().real(), _erase, _settle, listed, given.replace)
    with _opened(given.file) as opened:
        done = restore(settings.database_url, opened, how)
    for line in _told(done):
        print(line)


def _named(file: Path | None) -> dict[str, datetime]:
    from storage import forgotten

    if file is not None and not file.is_file():
        raise HearthError(f"There is no list of the forgotten in {file}.")
    return forgotten.listed(file) if file else {}


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8") as opened:
            yield opened
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise HearthError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise HearthError("This file is no backup of Hearth.") from error


def _erase(tx: Tx, community: str, person: Person) -> None:
    """Every room forgets them, as when they asked."""
    from bot.compose import FITTINGS
    from storage.communities import CommunityBook
    from storage.premises import SqlRoom

    here = CommunityBook(tx, person.space).by_id(community)
    if here is None:
        return
    for room in SqlRoom(FITTINGS, tx, "", person.space, wall(), here).rooms:
        room.erase(person)


def _settle(tx: Tx, done: Restored) -> None:
    """Count the day's beats as heard, and write into each log what was done."""
    from storage.ledger.book import Book

    for community in _communities(tx):
        _heard(tx, community, done)
        said = _log(done, community.id)
        Book(tx, community, done.at).log(Entry(done.at, None, said))


def _communities(tx: Tx) -> tuple[Community, ...]:
    from sqlalchemy import select

    from storage.communities import CommunityBook
    from storage.communities.tables import communities

    keys = tx.run.execute(select(communities.c.space).distinct()).scalars().all()
    return tuple(
        community
        for key in keys
        for community in CommunityBook(tx, Space(*key.split(":", 1))).in_space()
    )


def _heard(tx: Tx, community: Community, done: Restored) -> None:
    from sqlalchemy import delete, insert, select

    from bot.compose import TABLE
    from storage.tables import occurrences, planned

    daily = [line for line in TABLE if line.kind is Kind.DAILY and line.at]
    for line in daily:
        for day, _, _ in calendar.due(done.at, line.at, community.zone) if line.at else ():
            mine = {"community": community.id, "name": line.name, "day": day}
            known = [occurrences.c[column] == value for column, value in mine.items()]
            if not tx.run.execute(select(occurrences.c.day).where(*known)).first():
                tx.run.execute(insert(occurrences).values(**mine, at=done.at, missed=True))
    come = (planned.c.community == community.id, planned.c.at <= done.at)
    for row in tx.run.execute(select(planned).where(*come)).all():
        mine = {"community": community.id, "name": row.name, "day": row.day}
        tx.run.execute(insert(occurrences).values(**mine, at=done.at, missed=True))
    tx.run.execute(delete(planned).where(*come))


def _log(done: Restored, community: str) -> Text:
    parked = tn(
        "{n} message that was waiting is parked",
        "{n} messages that were waiting are parked",
        done.parked.get(community, 0),
    )
    return t(
        "Restored from a backup of {made}. Nothing old goes out again: {parked}, "
        "and what fell due since then was not done a second time.",
        made=Moment(done.made),
        parked=parked,
    )


def _told(done: Restored) -> Iterator[str]:
    parked, dropped = sum(done.parked.values()), sum(done.dropped.values())
    yield f"Restored {done.rows} rows, as they were at {done.made:%Y-%m-%d %H:%M} UTC."
    yield f"  {parked} messages were waiting then; they are parked, so that nothing comes twice."
    yield f"  {dropped} timers have fallen due since; they do not fire a second time."
    yield f"  {done.forgotten} memberships of people forgotten since then were erased again."
    if parked:
        yield "Coordinators decide about what is parked: /hearth desk held"
