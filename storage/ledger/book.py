"""The promises of one community inside one transaction: what a handler writes and reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, or_, select, update

from bot.events import Begin, Community, Person
from bot.ui import Message, Recipient, Weight
from bot.work import Entry, Promise, Waiting
from storage.codec import decode, encode
from storage.database import Tx
from storage.ledger.timers import arm
from storage.tables import approved, computations, holds, log, outbox

FREE = frozenset({Weight.ANSWER, Weight.DUTY})  # never held back, never in need of a yes
OUT = ("sent", "sending")


class Book:
    """Implements `bot.work.Ledger`."""

    def __init__(self, tx: Tx, community: Community, now: datetime) -> None:
        """Bind to a community; every statement carries its id. `now` is the space's."""
        self._tx, self._community, self._now = tx, community, now
        self._id, self._space = community.id, community.space.key

    def post(self, promises: Iterable[Promise]) -> None:
        """Write promises; a known key becomes an edit of what stands there."""
        fresh = [p for p in promises if not self._rewritten(p)]
        if fresh:
            self._tx.run.execute(insert(outbox), [self._row(p) for p in fresh])

    def _row(self, promise: Promise) -> dict[str, object]:
        return {
            "community": self._id,
            "key": promise.key,
            "space": self._space,
            "person": promise.to.id if isinstance(promise.to, Person) else None,
            "kind": promise.message.kind,
            "weight": promise.message.weight.value,
            "letter": self._sealed(promise.key, promise.to, promise.message),
            "state": self._first_state(promise.message),
            "due": promise.due,
            "expires": promise.expires,
            "version": 1,
            "attempt": 0,
            "landed_version": 0,
            "reason": "",
        }

    def _rewritten(self, promise: Promise) -> bool:
        """Change the row of a known key: an edit disturbs nobody, so it goes at once."""
        row = self._tx.run.execute(
            select(outbox.c.state, outbox.c.landed, outbox.c.version).where(self._at(promise.key))
        ).first()
        if row is None:
            return False
        change: dict[str, object] = {
            "letter": self._sealed(promise.key, promise.to, promise.message),
            "version": row.version + 1,
            "kind": promise.message.kind,
            "weight": promise.message.weight.value,
        }
        if row.state == "sent" or (row.state in {"parked", "dropped"} and row.landed):
            change |= {"state": "todo", "due": promise.due, "expires": None, "attempt": 0}
        elif row.state == "dropped":
            state = self._first_state(promise.message)
            change |= {"state": state, "due": promise.due, "expires": promise.expires}
        self._tx.run.execute(update(outbox).where(self._at(promise.key)).values(change))
        return True

    def _first_state(self, message: Message) -> str:
        if message.weight in FREE or self._community.begin is not Begin.EACH:
            return "todo"
        let_go = self._tx.run.execute(
            select(approved.c.kind).where(
                approved.c.community == self._id, approved.c.kind == message.kind
            )
        ).first()
        return "todo" if let_go else "held"

    def edit(self, key: str, message: Message) -> None:
        """Change what stands there; if it never went out, it never will."""
        row = self._tx.run.execute(select(outbox).where(self._at(key))).first()
        if row is None:
            return
        if row.landed is None and row.state not in OUT:
            self.withdraw(key)
            return
        if row.letter is not None:
            to, _ = self._opened(key, row.letter)
            self.post((Promise(key, to, message, row.due),))

    def withdraw(self, key: str) -> None:
        """Take back a promise that has not gone out."""
        self._tx.run.execute(
            update(outbox)
            .where(self._at(key), outbox.c.state.in_(("todo", "held")), outbox.c.landed.is_(None))
            .values(state="dropped", reason="taken back")
        )

    def wake(self, name: str, subject: str, at: datetime) -> None:
        """Arm a timer; the same name and subject again moves it."""
        about = {"community": self._id, "name": name, "subject": subject}
        arm(self._tx, about, self._space, at)

    def compute(self, name: str, subject: str, handle: str) -> None:
        """Ask for a registered computation; asking twice before it ran is asking once."""
        mine = and_(
            computations.c.community == self._id,
            computations.c.name == name,
            computations.c.subject == subject,
        )
        self._tx.run.execute(delete(computations).where(mine))
        sealed = self._tx.vault.seal(handle, "computations", "handle", self._id, name, subject)
        self._tx.run.execute(
            insert(computations).values(
                community=self._id,
                name=name,
                subject=subject,
                space=self._space,
                handle=sealed,
                asked_at=self._now,
                state="todo",
                attempt=0,
            )
        )

    def roster(self) -> None:
        """Ask who belongs to the home place."""
        self.compute("@roster", self._id, "")

    def log(self, entry: Entry) -> None:
        """Write one line of the log."""
        by = entry.by.id if entry.by else None
        said = self._tx.vault.seal(encode(entry.said), "log", "said", self._id)
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
                decode(self._tx.vault.open(row.said, "log", "said", self._id)),
            )
            for row in rows
        )

    def waiting(self, *states: str) -> tuple[Waiting, ...]:
        """Promises in those states, the oldest first."""
        rows = self._tx.run.execute(
            select(outbox)
            .where(outbox.c.community == self._id, outbox.c.state.in_(states))
            .order_by(outbox.c.due, outbox.c.key)
        )
        return tuple(w for row in rows if (w := self._waiting(row)))

    def sent(self, person: Person, since: datetime) -> tuple[Waiting, ...]:
        """What reached somebody privately since then, newest first."""
        rows = self._tx.run.execute(
            select(outbox)
            .where(
                outbox.c.community == self._id,
                outbox.c.person == person.id,
                outbox.c.sent_at >= since,
            )
            .order_by(outbox.c.sent_at.desc(), outbox.c.key)
        )
        return tuple(w for row in rows if (w := self._waiting(row)))

    def _waiting(self, row: Row[Any]) -> Waiting | None:
        if row.letter is None:
            return None
        to, message = self._opened(row.key, row.letter)
        return Waiting(row.key, to, message, row.state, row.due, row.reason)

    def release(self, key: str, at: datetime) -> None:
        """Let a held or parked promise go out."""
        self._tx.run.execute(
            update(outbox)
            .where(self._at(key), outbox.c.state.in_(("held", "parked")))
            .values(state="todo", due=at, attempt=0, first_byte=None, reason="")
        )

    def drop(self, key: str) -> None:
        """Let a held or parked promise never go out."""
        self._tx.run.execute(
            update(outbox)
            .where(self._at(key), outbox.c.state.in_(("held", "parked", "todo")))
            .values(state="dropped", reason="a coordinator dropped it")
        )
        self.wake("@settled", key, self._now)

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

    def _at(self, key: str) -> ColumnElement[bool]:
        return and_(outbox.c.community == self._id, outbox.c.key == key)

    def _person(self, id_: str | None) -> Person | None:
        return Person(self._community.space, id_) if id_ else None

    def _sealed(self, key: str, to: Recipient, message: Message) -> bytes:
        return self._tx.vault.seal(encode((to, message)), "outbox", "letter", self._id, key)

    def _opened(self, key: str, letter: bytes) -> tuple[Recipient, Message]:
        opened: tuple[Recipient, Message] = decode(
            self._tx.vault.open(letter, "outbox", "letter", self._id, key)
        )
        return opened


def asks_since(tx: Tx, person: Person, since: datetime) -> int:
    """How many asks reached somebody since then or are on their way, over all communities."""
    reached = or_(outbox.c.sent_at > since, outbox.c.state.in_(("todo", "held", "sending")))
    query = select(func.count()).where(
        outbox.c.space == person.space.key,
        outbox.c.person == person.id,
        outbox.c.weight == Weight.ASK.value,
        reached,
    )
    return int(tx.run.execute(query).scalar_one())
