"""The promises of one community inside one transaction: what a handler writes and reads."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select

from bot.errors import HearthError
from bot.events import Person, Space
from bot.exchanges import Exchange
from bot.ui import Weight
from bot.work import Entry, Planned, Waiting
from storage.codec import decode, encode
from storage.database import Scope, Tx
from storage.ledger import agenda
from storage.ledger.exchanges import ActBook, ExchangeLog
from storage.ledger.posting import Posting
from storage.ledger.timers import arm
from storage.tables import approved, beside_index, computations, holds, log, outbox

COMING = ("todo", "held", "sending")  # promised, and not yet there


class Book(Posting):
    """Implements `bot.work.Ledger`."""

    def wake(self, name: str, subject: str, at: datetime) -> None:
        """Arm a timer; the same name and subject again moves it."""
        about = {"community": self._id, "name": name, "subject": subject}
        arm(self._tx, about, self._space, at)

    def plan(self, name: str, occurrences: Iterable[tuple[date, datetime]]) -> None:
        """Replace what has not happened yet of a beat."""
        agenda.plan(self._tx, (self._space, self._id, name), self._now, occurrences)

    def planned(self, since: datetime, until: datetime) -> tuple[Planned, ...]:
        """What is to come from `since` until before `until`, in order."""
        return agenda.coming(self._tx, self._id, since, until)

    def happened(self, name: str) -> date | None:
        """The local date of a beat's latest occurrence; missed ones do not count."""
        return agenda.happened(self._tx, self._id, name)

    def compute(self, name: str, subject: str, handle: str) -> None:
        """Ask for a registered computation; asking twice before it ran is asking once."""
        mine = and_(
            computations.c.community == self._id,
            computations.c.name == name,
            computations.c.subject == subject,
        )
        self._tx.run.execute(delete(computations).where(mine))
        sealed = self._tx.vault.seal(handle, "computations", "handle", self._id, name, subject)
        version = int.from_bytes(os.urandom(4), "big") >> 1  # tells this asking from any other
        self._tx.run.execute(
            insert(computations).values(
                community=self._id,
                name=name,
                subject=subject,
                space=self._space,
                handle=sealed,
                asked_at=self._now,
                state="todo",
                version=version,
                attempt=0,
            )
        )

    def roster(self) -> None:
        """Ask who belongs to the home place."""
        self.compute("@roster", self._id, "")

    def listen(self) -> None:
        """Have the platform told anew where to listen."""
        self.compute("@listen", self._id, "")

    def log(self, entry: Entry) -> None:
        """Write one line of the log."""
        by = entry.by.id if entry.by else None
        said = self._tx.vault.seal(encode(entry.said), *line(self._id, entry.at, by))
        self._tx.run.execute(insert(log).values(community=self._id, at=entry.at, by=by, said=said))

    def entries(self, limit: int) -> tuple[Entry, ...]:
        """The newest lines of the log."""
        rows = self._tx.run.execute(
            select(log).where(log.c.community == self._id).order_by(log.c.id.desc()).limit(limit)
        )
        return tuple(
            Entry(
                row.at,
                self._person(row.by),
                decode(self._tx.vault.open(row.said, *line(row.community, row.at, row.by))),
            )
            for row in rows
        )

    def waiting(self, *states: str) -> tuple[Waiting, ...]:
        """Promises in those states, the oldest first."""
        rows = self._tx.run.execute(
            select(outbox)
            .where(*self._mine, outbox.c.state.in_(states))
            .order_by(outbox.c.due, outbox.c.key)
        )
        return tuple(w for row in rows if (w := self._waiting(row)))

    def sent(self, person: Person, since: datetime) -> tuple[Waiting, ...]:
        """What reached somebody privately since then, newest first."""
        rows = self._tx.run.execute(
            select(outbox)
            .where(*self._mine, outbox.c.person == person.id, outbox.c.sent_at >= since)
            .order_by(outbox.c.sent_at.desc(), outbox.c.key)
        )
        return tuple(w for row in rows if (w := self._waiting(row)))

    @property
    def _mine(self) -> tuple[Any, ...]:
        """Of this community. Its space is said, too: the indexes begin with it."""
        return outbox.c.community == self._id, outbox.c.space == self._space

    def _waiting(self, row: Row[Any]) -> Waiting | None:
        if row.letter is None:
            return None
        try:
            to, message = self._opened(row.key, row.letter)
        except HearthError:
            return None  # parked as unreadable: nothing of it can be shown
        return Waiting(row.key, to, message, row.state, row.due, row.reason)

    def hold(self, at: datetime, *, held: bool) -> None:
        """Stop, or release, everything unasked-for that this community would send."""
        self._tx.run.execute(delete(holds).where(holds.c.community == self._id))
        if held:
            self._tx.run.execute(insert(holds).values(community=self._id, since=at))

    def is_held(self) -> bool:
        """Whether everything is held just now."""
        query = select(holds.c.since).where(holds.c.community == self._id)
        return self._tx.run.execute(query).first() is not None

    def let_go(self, kind: str) -> None:
        """From now on messages of this kind need no coordinator's yes."""
        mine = and_(approved.c.community == self._id, approved.c.kind == kind)
        self._tx.run.execute(delete(approved).where(mine))
        self._tx.run.execute(insert(approved).values(community=self._id, kind=kind))

    def exchange(self, exchange: Exchange) -> None:
        """Note a completed act of peer learning; told twice, it is one."""
        self.exchanges.note(exchange)

    @property
    def exchanges(self) -> ExchangeLog:
        """The completed acts."""
        return ExchangeLog(self._tx, self._scope)

    @property
    def acts(self) -> ActBook:
        """Who did anything with Hearth lately."""
        return ActBook(self._tx, self._scope)

    @property
    def _scope(self) -> Scope:
        return Scope(self._community.space, self._id)

    def _person(self, id_: str | None) -> Person | None:
        return Person(self._community.space, id_) if id_ else None


def line(community: str, at: datetime, by: str | None) -> tuple[str, ...]:
    """Where a line of the log stands: its number is not known before it is written."""
    return ("log", "said", community, at.astimezone(UTC).isoformat(), by or "")


class Asks:
    """How many asks reached people, or are on their way, over all communities of a space.

    Counted for everybody at once on the first question, for as long as the transaction lasts.
    """

    def __init__(self, tx: Tx, space: Space) -> None:
        """Count nothing yet."""
        self._tx, self._space = tx, space
        self._counted: dict[datetime, Counter[str]] = {}

    def since(self, person: Person, since: datetime) -> int:
        """How many asks reached somebody since then or are on their way."""
        if since not in self._counted:
            on_its_way = outbox.c.sent_at.is_(None), outbox.c.state.in_(COMING)
            # Two questions: asked for both at once, SQLite goes through every ask there ever was.
            self._counted[since] = self._count(outbox.c.sent_at > since) + self._count(*on_its_way)
        return self._counted[since][person.id]

    def _count(self, *which: ColumnElement[bool]) -> Counter[str]:
        who = beside_index(outbox.c.person)
        asks = outbox.c.space == self._space.key, outbox.c.weight == Weight.ASK.value
        rows = self._tx.run.execute(select(who, func.count()).where(*asks, *which).group_by(who))
        return Counter({row[0]: row[1] for row in rows})
