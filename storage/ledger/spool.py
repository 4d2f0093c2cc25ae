"""The outbox's rows as the outbox works through them, over all communities of a space."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, or_, select, update

from bot.budget import Reading, when
from bot.events import Community, Person, Place, Space
from bot.outbox import LEASE, Claimed
from bot.platform import Landed, Letter
from bot.text import Envelope
from bot.ui import Beside, Weight
from storage.codec import decode, encode
from storage.database import Database, Tx
from storage.ledger.book import FREE
from storage.ledger.timers import arm
from storage.tables import holds, outbox

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
WAIT, WAITS = timedelta(hours=1), "waits for another"


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
    """Implements `bot.outbox.Spool`."""

    def __init__(self, database: Database, reader: Reader) -> None:
        """Keep where rows are and how readers are known."""
        self._database, self._reader = database, reader

    async def claim(self, space: Space, now: datetime, real: float, most: int) -> list[Claimed]:
        """Take what may go now; what may not yet is given its later hour, or dropped."""
        idle = await self._database.read(lambda tx: not self._ready(tx, space, now, real, 1))
        if idle:
            return []
        return await self._database.write(
            lambda tx: self._claim(tx, space, now, real, most), lane=space.key
        )

    def _ready(self, tx: Tx, space: Space, now: datetime, real: float, most: int) -> list[Row[Any]]:
        held = select(holds.c.community)
        free = outbox.c.weight.in_([w.value for w in FREE])
        fresh = and_(outbox.c.state == "todo", outbox.c.due <= now)
        stuck = and_(outbox.c.state == "sending", outbox.c.lease < real)
        query = (
            select(outbox)
            .where(
                outbox.c.space == space.key,
                or_(and_(fresh, or_(free, outbox.c.community.not_in(held))), stuck),
            )
            .order_by(outbox.c.due, outbox.c.key)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return list(tx.run.execute(query))

    def _claim(self, tx: Tx, space: Space, now: datetime, real: float, most: int) -> list[Claimed]:
        taken: list[Claimed] = []
        # Rows put off here are not ready any more; go on until something can be taken.
        while not taken and (rows := self._ready(tx, space, now, real, most)):
            for row in rows:
                claimed = self._one(tx, space, row, now, real)
                if claimed:
                    taken.append(claimed)
        return taken

    def _one(
        self, tx: Tx, space: Space, row: Row[Any], now: datetime, real: float
    ) -> Claimed | None:
        community = self._reader.community(tx, space, row.community)
        if community is None or row.letter is None:
            self._set(tx, row, state="dropped", reason="community gone")
            return None
        again = row.state == "sending"
        if not again and not self._may_go(tx, row, community, now):
            return None
        to, message = decode(tx.vault.open(row.letter, "outbox", "letter", row.community, row.key))
        landed = self._landed(tx, row)
        if isinstance(to, Beside):
            beside = self._beside(tx, row, to, now)
            if beside is None:
                return None
            to = beside
        since = row.first_byte if again else None
        self._set(
            tx,
            row,
            state="sending",
            lease=real + LEASE,
            first_byte=row.first_byte or real,
            attempt=row.attempt + 1,
        )
        person = to if isinstance(to, Person) else None
        envelope = self._reader.envelope(tx, community, person)
        key = f"{row.community}/{row.key}"
        letter = Letter(key, to, message, envelope, community.home, landed)
        return Claimed(space, row.community, row.key, row.version, row.attempt + 1, letter, since)

    def _may_go(self, tx: Tx, row: Row[Any], community: Community, now: datetime) -> bool:
        """Hours and limits; an edit of what stands there, and a channel, have none."""
        if row.landed is not None or row.person is None:
            return self._fresh(tx, row, now)
        person = Person(community.space, row.person)
        reading = self._counted(tx, community, person, now)
        verdict = when(Weight(row.weight), now, reading)
        if verdict.at is None or (row.expires and verdict.at > row.expires):
            self._settle(tx, row, now, state="dropped", reason=verdict.why or "too late")
            return False
        if verdict.at > now:
            self._set(tx, row, due=verdict.at, reason=verdict.why)
            return False
        return self._fresh(tx, row, now)

    def _fresh(self, tx: Tx, row: Row[Any], now: datetime) -> bool:
        if row.expires is None or now <= row.expires:
            return True
        self._settle(tx, row, now, state="dropped", reason="too late")
        return False

    def _counted(self, tx: Tx, community: Community, person: Person, now: datetime) -> Reading:
        """The reader's reading, with what reached them lately over all communities."""
        rows = tx.run.execute(
            select(outbox.c.weight, outbox.c.sent_at).where(
                outbox.c.space == community.space.key,
                outbox.c.person == person.id,
                outbox.c.sent_at > now - MONTH,
            )
        ).all()
        reading = self._reader.reading(tx, community, person, now)
        lately = [r for r in rows if r.sent_at > now - WEEK]
        return Reading(
            reading.hours,
            reading.allowance,
            tuple(r.sent_at for r in lately if r.weight == Weight.NUDGE.value),
            tuple(r.sent_at for r in lately if r.weight == Weight.ASK.value),
            tuple(r.sent_at for r in rows if r.weight == Weight.SURVEY.value),
            reading.paused_until,
        )

    def _beside(self, tx: Tx, row: Row[Any], to: Beside, now: datetime) -> Place | None:
        """Where the other message stands; until it does, this one waits for it."""
        query = select(outbox).where(outbox.c.community == row.community, outbox.c.key == to.key)
        found = tx.run.execute(query).first()
        landed = self._landed(tx, found) if found else None
        if landed is None:
            if found is None or found.state in {"parked", "dropped"}:
                self._settle(tx, row, now, state="parked", reason="what it answers never arrived")
            else:
                self._set(tx, row, due=now + WAIT, reason=WAITS)
            return None
        place = landed.place
        # Beside a channel's post means in the thread under it; a conversation is its own place.
        if place.thread or (found and found.weight != Weight.POST.value):
            return place
        return Place(place.space, place.id, landed.message)

    def _landed(self, tx: Tx, row: Row[Any]) -> Landed | None:
        return landed_of(tx, row)

    async def sent(self, claimed: Claimed, landed: Landed, now: datetime) -> None:
        """It stands there; a newer version of it goes next."""
        await self._database.write(lambda tx: self._sent(tx, claimed, landed, now))

    def _sent(self, tx: Tx, claimed: Claimed, landed: Landed, now: datetime) -> None:
        row = self._row(tx, claimed)
        if row is None:
            return
        first = row.landed is None
        newer = row.version > claimed.version
        if first:
            waiting = and_(outbox.c.community == row.community, outbox.c.reason == WAITS)
            tx.run.execute(update(outbox).where(waiting).values(due=now, reason=""))
        self._settle(
            tx,
            row,
            now,
            tell=first,
            state="todo" if newer else "sent",
            landed=seal_landed(tx, row.community, row.key, landed),
            landed_version=claimed.version,
            sent_at=row.sent_at or now,
            due=now,
            lease=None,
            first_byte=None,
            attempt=0,
            reason="",
        )

    async def later(self, claimed: Claimed, at: datetime, reason: str) -> None:
        """Nothing was sent; try again then."""
        await self._change(
            claimed, state="todo", due=at, lease=None, first_byte=None, reason=reason
        )

    async def unsure(self, claimed: Claimed, look_at: float) -> None:
        """It may have arrived; look from `look_at` on."""
        await self._change(claimed, lease=look_at, reason="looking whether it arrived")

    async def _change(self, claimed: Claimed, **values: object) -> None:
        def change(tx: Tx) -> None:
            row = self._row(tx, claimed)
            if row is not None:
                self._set(tx, row, **values)

        await self._database.write(change)

    async def park(self, claimed: Claimed, reason: str, now: datetime) -> None:
        """A person must decide."""

        def park(tx: Tx) -> None:
            row = self._row(tx, claimed)
            if row is not None:
                self._settle(tx, row, now, state="parked", lease=None, reason=reason)

        await self._database.write(park)

    def _row(self, tx: Tx, claimed: Claimed) -> Row[Any] | None:
        """The row, unless it was erased or taken by another meanwhile."""
        query = select(outbox).where(
            outbox.c.community == claimed.community,
            outbox.c.key == claimed.key,
            outbox.c.state == "sending",
        )
        return tx.run.execute(query).first()

    def _set(self, tx: Tx, row: Row[Any], **values: object) -> None:
        mine = and_(outbox.c.community == row.community, outbox.c.key == row.key)
        tx.run.execute(update(outbox).where(mine).values(values))

    def _settle(
        self, tx: Tx, row: Row[Any], now: datetime, *, tell: bool = True, **values: object
    ) -> None:
        """End a promise, and wake the room that asked to know."""
        self._set(tx, row, **values)
        if not tell:
            return
        about = {"community": row.community, "name": "@settled", "subject": row.key}
        arm(tx, about, row.space, now)


def landed_of(tx: Tx, row: Row[Any]) -> Landed | None:
    """Where a row's message stands."""
    if row.landed is None:
        return None
    opened = tx.vault.open(row.landed, "outbox", "landed", row.community, row.key)
    place, message, extra = decode(opened)
    return Landed(place, message, extra)


def seal_landed(tx: Tx, community: str, key: str, landed: Landed) -> bytes:
    """Keep where a message stands."""
    value = encode((landed.place, landed.message, landed.extra))
    return tx.vault.seal(value, "outbox", "landed", community, key)
