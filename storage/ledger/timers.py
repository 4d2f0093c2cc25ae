"""Timers and computations as rows: armed by transactions, claimed with leases."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, insert, or_, select, update

from bot.errands import LEASE, LONG, Asked, Due
from bot.events import Community, Place, Space
from storage.codec import decode
from storage.database import Database, Tx
from storage.ledger.agenda import SqlAgenda
from storage.tables import computations, outbox, timers

TRIES = 2  # of a computation, before a person must look

# Asked with every tick, so composed once.
DUE = (
    select(timers)
    .where(
        timers.c.space == bindparam("space"),
        timers.c.due <= bindparam("now"),
        or_(timers.c.lease.is_(None), timers.c.lease < bindparam("real")),
    )
    .order_by(timers.c.due, timers.c.name, timers.c.subject)
    .limit(100)
)
WANTED = (
    select(computations)
    .where(
        computations.c.space == bindparam("space"),
        computations.c.state == "todo",
        or_(computations.c.lease.is_(None), computations.c.lease < bindparam("real")),
    )
    .order_by(computations.c.asked_at)
    .limit(10)
)


def arm(tx: Tx, about: dict[str, str], space: str, due: datetime) -> None:
    """Arm a timer, or move it. A new version tells this firing from any other of that name."""
    version = int.from_bytes(os.urandom(4), "big") >> 1
    mine = and_(*(timers.c[name] == value for name, value in about.items()))
    values = {"due": due, "lease": None, "version": version}
    if not tx.run.execute(update(timers).where(mine).values(values)).rowcount:
        tx.run.execute(insert(timers).values(**about, space=space, **values))


class SqlDiary(SqlAgenda):
    """Implements `bot.errands.Diary`."""

    def __init__(
        self,
        database: Database,
        communities: Callable[[Tx, Space], tuple[Community, ...]],
        given: Callable[[Tx, Asked, Space, datetime], Any],
    ) -> None:
        """`communities` lists a space's; `given` reads a computation's input."""
        super().__init__(database, communities)
        self._given = given

    async def timers(self, space: Space, now: datetime, real: float) -> list[Due]:
        """Claim timers that are due, the oldest first."""
        asked = {"space": space.key, "now": now, "real": real}

        def claim(tx: Tx) -> list[Due]:
            found = [
                Due(row.community, row.name, row.subject, row.version)
                for row in tx.run.execute(DUE.with_for_update(skip_locked=True), asked)
            ]
            for due in found:
                leased = update(timers).where(_armed(due)).values(lease=real + LEASE)
                tx.run.execute(leased)
            return found

        if not await self._database.read(lambda tx: tx.run.execute(DUE, asked).first()):
            return []
        return await self._database.write(claim)

    async def timer_done(self, due: Due) -> None:
        """Forget a timer, unless it was armed anew."""
        await self._database.write(lambda tx: tx.run.execute(delete(timers).where(_armed(due))))

    async def landed(self, community: str, key: str) -> tuple[Place | None, str]:
        """Where a settled promise stands, or why it does not."""

        def look(tx: Tx) -> tuple[Place | None, str]:
            mine = and_(outbox.c.community == community, outbox.c.key == key)
            row = tx.run.execute(select(outbox).where(mine)).first()
            if row is None:
                return None, "gone"
            if row.landed is None:
                return None, "" if row.state == "sent" else row.reason or row.state
            opened = tx.vault.open(row.landed, "outbox", "landed", community, key)
            place: Place = decode(opened)[0]
            return place, ""

        return await self._database.read(look)

    async def computations(self, space: Space, real: float) -> list[Asked]:
        """Claim computations that were asked for."""
        wanted = {"space": space.key, "real": real}

        def claim(tx: Tx) -> list[Asked]:
            found = []
            for row in tx.run.execute(WANTED.with_for_update(skip_locked=True), wanted).all():
                asked = _in_hand(tx, row)
                if row.attempt >= TRIES:  # it ended our process each time
                    tx.run.execute(update(computations).where(_asked(asked)).values(state="parked"))
                    continue
                leased = {"lease": real + LONG, "attempt": asked.attempt}
                tx.run.execute(update(computations).where(_asked(asked)).values(leased))
                found.append(asked)
            return found

        if not await self._database.read(lambda tx: tx.run.execute(WANTED, wanted).first()):
            return []
        return await self._database.write(claim)

    async def computed(self, asked: Asked, *, failed: bool = False) -> None:
        """Done; or failed: tried once more, then parked."""
        mine = _asked(asked)
        state = "parked" if asked.attempt >= TRIES else "todo"
        again = update(computations).where(mine).values(state=state, lease=None)
        done = delete(computations).where(mine)
        await self._database.write(lambda tx: tx.run.execute(again if failed else done))

    async def postponed(self, asked: Asked, until: float) -> None:
        """Nothing ran; not before `until`, and this try does not count."""
        values = {"lease": until, "attempt": asked.attempt - 1}
        change = update(computations).where(_asked(asked)).values(values)
        await self._database.write(lambda tx: tx.run.execute(change))

    async def given(self, asked: Asked, space: Space, now: datetime) -> Any:
        """Read a computation's input, just before it runs."""
        return await self._database.read(lambda tx: self._given(tx, asked, space, now))


def _armed(due: Due) -> Any:
    return and_(
        timers.c.community == due.community,
        timers.c.name == due.name,
        timers.c.subject == due.subject,
        timers.c.version == due.version,
    )


def _asked(asked: Asked) -> Any:
    return and_(
        computations.c.community == asked.community,
        computations.c.name == asked.name,
        computations.c.subject == asked.subject,
        computations.c.version == asked.version,
    )


def _in_hand(tx: Tx, row: Row[Any]) -> Asked:
    where = ("computations", "handle", row.community, row.name, row.subject)
    handle = tx.vault.open(row.handle, *where) if row.handle else ""
    about = (row.community, row.name, row.subject, row.asked_at)
    return Asked(*about, row.version, row.attempt + 1, handle)
