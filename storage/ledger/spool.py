"""The outbox's rows as the outbox works through them, over all communities of a space."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.budget import Reading
from bot.errors import Away
from bot.events import Community, Person, Space
from bot.outbox import Claimed
from bot.platform import Landed
from bot.text import Envelope
from bot.ui import Together, Weight
from storage.database import Database, Tx
from storage.ledger.claiming import WAITS, Claiming
from storage.ledger.marks import mark, seal_landed, settle
from storage.ledger.ready import MESSAGES
from storage.tables import outbox


class Reader:
    """What the spool must know of a reader; compose fits it to the members' and people's stores."""

    def __init__(
        self,
        community: Callable[[Tx, Space, str], Community | None],
        envelope: Callable[[Tx, Community, Person | None], Envelope],
        reading: Callable[[Tx, Community, Person, datetime], Reading],
    ) -> None:
        """`reading` gives hours, allowance and pause; the spool adds what was sent."""
        self.community, self.envelope, self.reading = community, envelope, reading


class SqlSpool:
    """Implements `bot.outbox.Spool`.

    Everything that writes runs in the space's lane, as handlers do: otherwise a promise rewritten
    while it is marked as sent would lose its newer words.
    """

    def __init__(self, database: Database, reader: Reader) -> None:
        """Keep where rows are and how readers are known."""
        self._database, self._reader = database, reader

    async def claim(self, space: Space, now: datetime, real: float, most: int) -> list[Claimed]:
        """Take what may go now; what may not yet is given its later hour, or dropped."""
        asked = {"space": space.key, "now": now, "real": real, "most": most}
        if not await self._database.read(
            lambda tx: any(tx.run.execute(q, {**asked, "most": 1}).first() for q in MESSAGES)
        ):
            return []

        def claim(tx: Tx) -> tuple[list[Claimed], int]:
            queries = (q.with_for_update(skip_locked=True) for q in MESSAGES)
            found = [row for query in queries for row in tx.run.execute(query, asked)]
            rows = sorted(found, key=lambda row: (row.due, row.placed))[:most]
            claiming = Claiming(tx, self._reader, space, now, real)
            return [one for row in rows if (one := _taken(tx, claiming, row, now))], len(rows)

        while True:
            taken, seen = await self._database.write(claim, lane=space.key)
            # Rows put off are not ready any more; go on until something can be taken.
            if taken or not seen:
                return taken

    async def sent(self, claimed: Claimed, landed: Landed, now: datetime) -> None:
        """It stands there; a newer version of it, and what waits beside it, goes next."""

        def sent(tx: Tx) -> None:
            row = self._row(tx, claimed)
            if row is None:
                return
            newer = row.version > claimed.version
            settle(
                tx,
                row,
                now,
                state="todo" if newer else "sent",
                landed=seal_landed(tx, row.community, row.key, landed),
                sent_at=row.sent_at or now,
                due=now,
                expires=None,
                lease=None,
                first_byte=None,
                attempt=0,
                reason="",
            )
            if row.landed is None:
                _call_up(tx, row, now)

        await self._database.write(sent, lane=claimed.space.key)

    async def later(self, claimed: Claimed, at: datetime, reason: str) -> None:
        """Nothing was sent; try again then."""
        # After a look that found nothing, tries go on counting; otherwise we start afresh.
        attempt = 0 if claimed.since is None else claimed.attempt
        back: dict[str, Any] = {"state": "todo", "due": at, "lease": None, "first_byte": None}
        await self._change(claimed, **back, attempt=attempt, reason=reason)

    async def rest(self, claimed: Claimed, at: datetime) -> None:
        """What else waits to go in that way goes then, not before; what stands may be edited."""
        to = claimed.letter.to
        if isinstance(to, Together):
            alike = and_(
                outbox.c.person.is_(None),
                outbox.c.beside.is_(None),
                outbox.c.weight != Weight.POST.value,
            )
        elif isinstance(to, Person):
            alike = outbox.c.person.is_not(None)
        else:
            return
        waiting = and_(
            outbox.c.space == claimed.space.key,
            outbox.c.state == "todo",
            outbox.c.landed.is_(None),
            outbox.c.due < at,
        )
        postponed = update(outbox).where(waiting, alike).values(due=at, reason="waits its turn")
        await self._database.write(lambda tx: tx.run.execute(postponed), lane=claimed.space.key)

    async def unsure(self, claimed: Claimed, look_at: float) -> None:
        """It may have arrived; look from `look_at` on."""
        await self._change(claimed, lease=look_at, reason="looking whether it arrived")

    async def _change(self, claimed: Claimed, **values: object) -> None:
        def change(tx: Tx) -> None:
            row = self._row(tx, claimed, ours=True)
            if row is not None:
                mark(tx, row, **values)

        await self._database.write(change, lane=claimed.space.key)

    async def park(self, claimed: Claimed, reason: str, now: datetime) -> None:
        """A person must decide; but what stands there already just keeps its older words."""

        def park(tx: Tx) -> None:
            row = self._row(tx, claimed, ours=True)
            if row is not None:
                state = "parked" if row.landed is None else "sent"
                settle(tx, row, now, state=state, lease=None, reason=reason)

        await self._database.write(park, lane=claimed.space.key)

    def _row(self, tx: Tx, claimed: Claimed, *, ours: bool = False) -> Row[Any] | None:
        """The row, unless it was erased or ended; `ours`: nor taken up by another since."""
        mine = and_(outbox.c.community == claimed.community, outbox.c.key == claimed.key)
        query = select(outbox).where(mine, outbox.c.state == "sending")
        if ours:
            query = query.where(outbox.c.lease == claimed.until)
        return tx.run.execute(query).first()


def _taken(tx: Tx, claiming: Claiming, row: Row[Any], now: datetime) -> Claimed | None:
    """One row that cannot be read (another key, an unknown zone) must not stop all others."""
    try:
        with tx.run.begin_nested():
            return claiming.one(row)
    except (Away, SQLAlchemyError):
        raise
    except Exception as error:  # noqa: BLE001 - a person looks at what it is
        reason = f"cannot be read ({type(error).__name__})"
        settle(tx, row, now, state="parked", lease=None, reason=reason)
        return None


def _call_up(tx: Tx, row: Row[Any], now: datetime) -> None:
    """Let what waited for this message go."""
    waiting = and_(
        outbox.c.community == row.community,
        outbox.c.beside == row.key,
        outbox.c.state == "todo",
        outbox.c.reason == WAITS,
    )
    tx.run.execute(update(outbox).where(waiting).values(due=now, reason=""))
