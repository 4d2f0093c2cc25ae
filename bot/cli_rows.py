"""What the database says to `hearth doctor`: itself, who runs, what failed, what is parked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.errors import Away
from bot.events import Community, Place, Role, Space
from bot.platform import Finding
from bot.settings import Settings

if TYPE_CHECKING:
    from storage.database import Database, Tx
    from storage.ledger.checkup import Failed

KEY = "Key"
MOST = 5  # failed events that are named
UP = "Start Hearth: it brings the database up to this release by itself."


@dataclass(frozen=True, slots=True)
class Where:
    """Where Hearth is at work, to be looked at next: communities, listened channels, forums."""

    communities: tuple[Community, ...] = ()
    listened: tuple[Place, ...] = ()
    forums: tuple[Place, ...] = ()


async def look(settings: Settings) -> tuple[list[Finding], Where]:
    """Everything there is to say, and where the platforms are to look next."""
    from storage.codec import Vault
    from storage.database import Database

    database = Database(settings.database_url, Vault(settings.keys()))
    try:
        return await _look(database, settings)
    except Away as away:
        remedy = "Start the database, or correct HEARTH_DATABASE."
        return [
            Finding("Database", ok=False, said=f"cannot be reached ({away})", remedy=remedy)
        ], Where()
    finally:
        await database.close()


async def _look(database: Database, settings: Settings) -> tuple[list[Finding], Where]:
    import migrations

    stands = await database.read(lambda tx: migrations.standing(tx.run))
    known = await asyncio.to_thread(migrations.history)
    schema = _schema(stands, known)
    if not schema.ok:
        return [schema], Where()
    rows = await database.read(lambda tx: list(_rows(tx, settings)))
    if any(row.about == KEY and not row.ok for row in rows):
        return [schema, *rows], Where()  # what is sealed stays shut
    return [schema, *rows], await _where(database)


async def _where(database: Database) -> Where:
    from storage.listening import SqlEars
    from storage.questions import SqlForums

    def places(found: Mapping[str, frozenset[str]]) -> tuple[Place, ...]:
        each = ((key, id_) for key, ids in sorted(found.items()) for id_ in sorted(ids))
        return tuple(Place(Space(*key.split(":", 1)), id_) for key, id_ in each)

    return Where(
        await database.read(communities),
        places(await SqlEars(database).channels()),
        places(await SqlForums(database).channels()),
    )


def _schema(stands: str, known: tuple[str, ...]) -> Finding:
    if stands == known[0]:
        return Finding("Database", ok=True, said="reachable, and of this release")
    if stands and stands not in known:
        remedy = "Install that release again, or restore a backup that is older."
        return Finding("Database", ok=False, said="was made by a newer release", remedy=remedy)
    return Finding("Database", ok=False, said="stands at an older release", remedy=UP)


def _rows(tx: Tx, settings: Settings) -> Iterator[Finding]:
    from storage import keys
    from storage.ledger import checkup

    probe = keys.sealed(tx)
    if probe is not None and not keys.opens(tx, probe):
        yield Finding(KEY, ok=False, said=keys.WRONG)
        return
    yield Finding(KEY, ok=True, said="opens what was sealed")
    yield from _running(tx, settings)
    yield _failed(checkup.failures(tx))
    waiting = checkup.parked(tx)
    if waiting:
        said = "; ".join(f"{count}: {reason}" for reason, count in waiting.items())
        remedy = "A coordinator decides about each: /hearth desk held"
        yield Finding("Parked messages", ok=False, said=said, remedy=remedy)
    else:
        yield Finding("Parked messages", ok=True, said="none")
    for community in communities(tx):
        yield _carried(tx, community)


def _running(tx: Tx, settings: Settings) -> Iterator[Finding]:
    from storage.ledger import instances

    alive = instances.alive(tx, Clock().real())
    if not alive:
        yield Finding("Process", ok=True, said="Hearth is not running on this database just now")
        return
    for token, count in Counter(one.token for one in alive).items():
        if count > 1:
            beats = ", ".join(f"{one.ago:.0f} s ago" for one in alive if one.token == token)
            remedy = "Stop all but one. If one was killed just now, look again in a minute."
            said = f"{count} processes serve the same token (last heard {beats})"
            yield Finding("Second process", ok=False, said=said, remedy=remedy)
            return
    wanted = {instances.token_digest(tx, token) for token in settings.tokens()}
    if wanted - {one.token for one in alive}:
        remedy = "Restart it, so that it takes the tokens that are set now."
        said = "Hearth runs, but not with every token that is set"
        yield Finding("Process", ok=False, said=said, remedy=remedy)
        return
    yield Finding("Process", ok=True, said=f"running, last heard {alive[0].ago:.0f} s ago")


def _failed(failed: tuple[Failed, ...]) -> Finding:
    if not failed:
        return Finding("Failed events", ok=True, said="none")
    named = [f"{one.id} ({one.error}, {one.at:%d %B %H:%M} UTC)" for one in failed[:MOST]]
    more = f", and {len(failed) - MOST} more" if len(failed) > MOST else ""
    remedy = f"After an upgrade, try again: hearth doctor --replay {failed[0].id}"
    said = ", ".join(named) + more
    return Finding("Failed events", ok=False, said=said, remedy=remedy)


def _carried(tx: Tx, community: Community) -> Finding:
    from storage.communities import CommunityBook

    about = f"Community {community.name}"
    book = CommunityBook(tx, community.space)
    count = len(book.with_role(community.id, Role.COORDINATOR))
    if count:
        return Finding(about, ok=True, said=f"coordinators: {count}")
    remedy = f"Name one: hearth owner @name --community {community.id}"
    return Finding(about, ok=False, said="has no coordinator", remedy=remedy)


def communities(tx: Tx) -> tuple[Community, ...]:
    """All that are not gone, in every space."""
    from sqlalchemy import select

    from storage.communities import CommunityBook
    from storage.communities.tables import communities as rows

    keys = tx.run.execute(select(rows.c.space).distinct().order_by(rows.c.space)).scalars().all()
    spaces = [Space(*key.split(":", 1)) for key in keys]
    return tuple(one for space in spaces for one in CommunityBook(tx, space).in_space())
