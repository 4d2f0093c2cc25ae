"""Timers and computations as rows: armed by transactions, claimed with leases."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, insert, select, update

from bot.errands import LEASE, LONG, Asked, Due, Waiting
from bot.events import Community, Place, Space
from storage.codec import decode
from storage.database import Database, Tx
from storage.ledger.agenda import SqlAgenda
from storage.ledger.ready import ANYTHING, COMPUTATIONS, TIMERS
from storage.tables import computations, outbox, timers

TRIES = 2  # of a computation, before a person must look

# With every promise and most that is handled, so composed once.
MOVED = (
    update(timers)
    .where(
        timers.c.community == bindparam("its_community"),
        timers.c.name == bindparam("its_name"),
        timers.c.subject == bindparam("its_subject"),
    )
    .values(due=bindparam("until"), lease=None, version=bindparam("newest"))
)
ARMED = insert(timers)


def arm(tx: Tx, about: dict[str, str], space: str, due: datetime) -> None:
    """Arm a timer, or move it. A new version tells this firing from any other of that name."""
    version = int.from_bytes(os.urandom(4), "big") >> 1
    mine = {f"its_{name}": value for name, value in about.items()}
    if not tx.run.execute(MOVED, {**mine, "until": due, "newest": version}).rowcount:
        row = {**about, "space": space, "due": due, "version": version}
        tx.run.execute(ARMED, row)


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

    async def waiting(self, space: Space, now: datetime, real: float) -> Waiting:
        """Look what could be claimed, and claim nothing."""
        asked = {"space": space.key, "now": now, "real": real}
        row = await self._database.read(lambda tx: tx.run.execute(ANYTHING, asked).one())
        return Waiting(bool(row.timers), bool(row.messages), bool(row.computations))

    async def timers(self, space: Space, now: datetime, real: float) -> list[Due]:
        """Claim timers that are due, the oldest first."""
        asked = {"space": space.key, "now": now, "real": real}

        def claim(tx: Tx) -> list[Due]:
            found = [
                Due(row.community, row.name, row.subject, row.version)
                for row in tx.run.execute(TIMERS.with_for_update(skip_locked=True), asked)
            ]
            for due in found:
                leased = update(timers).where(_armed(due)).values(lease=real + LEASE)
                tx.run.execute(leased)
            return found

        if not await self._database.read(lambda tx: tx.run.execute(TIMERS, asked).first()):
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
            for row in tx.run.execute(COMPUTATIONS.with_for_update(skip_locked=True), wanted).all():
                asked = _in_hand(tx, row)
                if row.attempt >= TRIES:  # it ended our process each time
                    tx.run.execute(update(computations).where(_asked(asked)).values(state="parked"))
                    continue
                leased = {"lease": real + LONG, "attempt": asked.attempt}
                tx.run.execute(update(computations).where(_asked(asked)).values(leased))
                found.append(asked)
            return found

        if not await self._database.read(lambda tx: tx.run.execute(COMPUTATIONS, wanted).first()):
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
