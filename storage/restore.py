"""Bringing a backup back: nothing old is said again, and who was forgotten stays forgotten.

All of it is one transaction: a restore that fails, or is ended, leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    MetaData,
    String,
    Table,
    and_,
    delete,
    insert,
    inspect,
    select,
    true,
    update,
)

import migrations
from bot.errors import HearthError, Misconfigured
from bot.events import Person, Space
from storage import backup, forgotten, keys
from storage.codec import Vault
from storage.database import Tx
from storage.ledger import instances
from storage.ledger.traces import forgotten_digest
from storage.tables import computations, facts, outbox, spaces, timers
from storage.tables import forgotten as forgotten_rows

REASON = "restored from a backup"
OPEN = ("todo", "held", "sending")
# What these remove is wanted gone, however late; every other timer may have done its work already.
REMOVING = frozenset({"erase", "forget"})
NOBODY = frozenset({"community", "space", "digest", "token"})  # columns that name no person

Erase = Callable[[Tx, str, Person], object]


@dataclass(slots=True)
class Restored:
    """What a restore did."""

    made: datetime
    at: datetime
    rows: int = 0
    forgotten: int = 0
    parked: dict[str, int] = field(default_factory=dict)  # by community
    dropped: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Restoring:
    """How to restore: `erase` removes a person from a community; `settle` has the last word.

    `listed` are the digests of the list beside the database; `real` is the time in epoch seconds.
    """

    ring: tuple[bytes, ...]
    at: datetime
    real: float
    erase: Erase
    settle: Callable[[Tx, Restored], object]
    listed: forgotten.Digests = field(default_factory=dict[str, datetime])
    replace: bool = False


def restore(url: str, lines: Iterator[str], how: Restoring) -> Restored:
    """Bring a backup into the database at `url`. Raises HearthError and changes nothing."""
    first = next(lines, "")
    header = backup.header(first)
    with migrations.alone(url) as run:
        tx = Tx(run, Vault(how.ring))
        _may_begin(tx, how)
        remembered = forgotten.merged(how.listed, _remembered(tx))
        _clear(run)
        migrations.bring(run, header.schema or "head")
        done = Restored(header.at, how.at, backup.load(run, first, lines))
        migrations.bring(run, "head")
        _prove(tx)
        done.forgotten = _forget(tx, how, header.at, remembered)
        _park(tx, done)
        _drop(tx, done)
        how.settle(tx, done)
    return done


def _may_begin(tx: Tx, how: Restoring) -> None:
    if not inspect(tx.run).has_table(facts.name):
        return
    if instances.alive(tx, how.real):
        raise HearthError("Hearth is running on this database. Stop it, then restore.")
    full = [
        table.name
        for table in backup.tables(tx.run)
        if table.name != facts.name and tx.run.execute(select(true()).select_from(table)).first()
    ]
    if full and not how.replace:
        raise HearthError(
            "This database is not empty. With --replace the backup takes its place, "
            "and what it holds now is lost."
        )


def _remembered(tx: Tx) -> dict[str, datetime]:
    known = inspect(tx.run).has_table(forgotten_rows.name)
    return forgotten.known(tx) if known else {}


def _clear(run: Connection) -> None:
    there = MetaData()
    there.reflect(run)
    there.drop_all(run)


def _prove(tx: Tx) -> None:
    """The key must open what was brought back; from now on it is the key in hand that seals."""
    probe = keys.sealed(tx)
    if probe is not None and not keys.opens(tx, probe):
        raise Misconfigured(
            "HEARTH_KEY",
            "the environment, or hearth.key",
            "is not the key this backup was made under; put that one there (or both, the new one "
            "first, with a comma between them), and restore again",
        )
    keys.seal(tx)


def _forget(tx: Tx, how: Restoring, made: datetime, remembered: forgotten.Digests) -> int:
    """Erase everybody who was forgotten after the backup was made; whoever came back is new."""
    since = {digest for digest, at in remembered.items() if at > made}
    vaults, erased = [Vault((key,)) for key in how.ring], 0
    for community, person in sorted(_everybody(tx.run)) if since else ():
        if since.intersection(forgotten_digest(one, community, person) for one in vaults):
            how.erase(tx, community, person)
            erased += 1
    now_known = forgotten.known(tx)
    for digest, at in remembered.items():
        if digest not in now_known:
            tx.run.execute(insert(forgotten_rows).values(digest=digest, at=at))
        elif now_known[digest] < at:
            mine = forgotten_rows.c.digest == digest
            tx.run.execute(update(forgotten_rows).where(mine).values(at=at))
    return erased


def _everybody(run: Connection) -> set[tuple[str, Person]]:
    """Every value that may be a person's id, with each community of its space."""
    there = MetaData()
    there.reflect(run)
    home: dict[str, str] = {}
    if "communities" in there.tables:
        c = there.tables["communities"].c
        home = {row.id: row.space for row in run.execute(select(c.id, c.space))}
    inside: dict[str, list[str]] = {}
    for community, space in home.items():
        inside.setdefault(space, []).append(community)
    return {
        (community, Person(Space(*space.split(":", 1)), id_))
        for table in there.sorted_tables
        for space, id_ in _named(run, table, home)
        for community in inside.get(space, ())
    }


def _named(run: Connection, table: Table, home: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Values of a table's columns that hold ids, each with the space its row belongs to."""
    if "space" not in table.c and "community" not in table.c:
        return
    where = table.c["space"] if "space" in table.c else table.c["community"]
    for column in table.columns:
        if column.name in NOBODY or not isinstance(column.type, String):
            continue
        for place, value in run.execute(select(where, column).distinct()):
            for id_ in (value or "").split(","):
                yield (place if "space" in table.c else home.get(place, "")), id_


def _park(tx: Tx, done: Restored) -> None:
    """What was not out then may be out since: a coordinator decides about each."""
    waits = outbox.c.state.in_(OPEN)
    for row in tx.run.execute(select(outbox.c.community).where(waits)):
        done.parked[row.community] = done.parked.get(row.community, 0) + 1
    parked = {"state": "parked", "reason": REASON, "lease": None, "first_byte": None}
    tx.run.execute(update(outbox).where(waits).values(parked))
    tx.run.execute(delete(computations))


def _drop(tx: Tx, done: Restored) -> None:
    """A timer that fell due meanwhile may have done its work: it does not do it again."""
    ahead = {row.space: row.offset_s for row in tx.run.execute(select(spaces))}
    for row in tx.run.execute(select(timers)).all():
        now = done.at + timedelta(seconds=ahead.get(row.space, 0.0))
        if row.due > now or row.name.rpartition(".")[2] in REMOVING:
            continue
        mine = {"community": row.community, "name": row.name, "subject": row.subject}
        this = and_(*(timers.c[column] == value for column, value in mine.items()))
        tx.run.execute(delete(timers).where(this))
        done.dropped[row.community] = done.dropped.get(row.community, 0) + 1
