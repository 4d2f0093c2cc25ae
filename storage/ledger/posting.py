"""Promises of one community as handlers make, change and take them back."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select, update

from bot.events import Begin, Community, Person
from bot.ui import Beside, Message, Recipient
from bot.work import Promise
from storage.codec import decode, encode
from storage.database import Tx
from storage.ledger.marks import landed_of
from storage.ledger.timers import arm
from storage.tables import approved, outbox

OPEN = ("todo", "held", "parked")


class Posting:
    """The part of `bot.work.Ledger` that is about messages."""

    def __init__(self, tx: Tx, community: Community, now: datetime) -> None:
        """Bind to a community; every statement carries its id. `now` is the space's."""
        self._tx, self._community, self._now = tx, community, now
        self._id, self._space = community.id, community.space.key

    def post(self, promises: Iterable[Promise]) -> None:
        """Write promises; a known key becomes an edit of what stands there."""
        fresh: dict[str, Promise] = {}
        for promise in promises:
            if promise.key in fresh or not self._rewritten(promise):
                fresh[promise.key] = promise
        if fresh:
            placed = time.time_ns()
            rows = [self._row(p, placed + i) for i, p in enumerate(fresh.values())]
            self._tx.run.execute(insert(outbox), rows)

    def _row(self, promise: Promise, placed: int) -> dict[str, object]:
        return {
            "community": self._id,
            "key": promise.key,
            "space": self._space,
            **self._said(promise.key, promise.to, promise.message),
            "kind": promise.message.kind,
            "weight": promise.message.weight.value,
            "state": self._first_state(promise.message),
            "due": promise.due,
            "expires": promise.expires,
            "placed": placed,
            "version": 1,
            "tried": 0,
            "attempt": 0,
            "reason": "",
        }

    def _said(self, key: str, to: Recipient, message: Message) -> dict[str, object]:
        sealed = self._tx.vault.seal(encode((to, message)), "outbox", "letter", self._id, key)
        return {
            "person": to.id if isinstance(to, Person) else None,
            "beside": to.key if isinstance(to, Beside) else None,
            "letter": sealed,
        }

    def _rewritten(self, promise: Promise) -> bool:
        """Change the row of a known key: an edit disturbs nobody, so it goes at once."""
        row = self._tx.run.execute(select(outbox).where(self._at(promise.key))).first()
        if row is None:
            return False
        change = self._said(promise.key, promise.to, promise.message)
        change["version"] = row.version + 1
        again = {"attempt": 0, "lease": None, "first_byte": None, "reason": ""}
        if row.landed is not None:
            # Its weight stays what it was when it reached somebody: that is what limits count.
            if row.state != "sending":
                change |= {"state": "todo", "due": promise.due, "expires": None, **again}
        elif row.state == "sending":
            change |= {"expires": promise.expires}
        elif row.state == "sent":  # a person saw it, where we cannot find it: no second one
            return True
        else:
            kind, weight = promise.message.kind, promise.message.weight.value
            change |= {"kind": kind, "weight": weight}
            if row.state != "parked":  # a person decides about that one
                said_yes = row.state == "todo" and row.kind == kind
                state = "todo" if said_yes else self._first_state(promise.message)
                dates = {"due": promise.due, "expires": promise.expires}
                change |= {"state": state, **dates, **again}
        self._tx.run.execute(update(outbox).where(self._at(promise.key)).values(change))
        return True

    def awaits_yes(self, message: Message) -> bool:
        """Whether a message of this kind would wait for a coordinator's yes."""
        return self._first_state(message) == "held"

    def _first_state(self, message: Message) -> str:
        if message.weight.is_free or self._community.begin is not Begin.EACH:
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
        if row.landed is None and row.state != "sending":
            self.withdraw(key)
            return
        to = self._reader(row)
        if to is not None:
            # While it is under way it may yet come back: then it is too late for it.
            self.post((Promise(key, to, message, self._now, self._past),))

    def _reader(self, row: Row[Any]) -> Recipient | None:
        """To whom it went; the words are dropped after a week, but where it stands is known."""
        if row.letter is not None:
            return self._opened(row.key, row.letter)[0]
        if row.person:
            return Person(self._community.space, row.person)
        landed = landed_of(self._tx, row)
        return landed.place if landed else None

    def withdraw(self, key: str) -> None:
        """Take back a promise that has not gone out; one under way goes no second time."""
        never = and_(self._at(key), outbox.c.landed.is_(None))
        self._tx.run.execute(
            update(outbox)
            .where(never, outbox.c.state.in_(OPEN))
            .values(state="dropped", reason="taken back")
        )
        self._tx.run.execute(
            update(outbox).where(never, outbox.c.state == "sending").values(expires=self._past)
        )

    @property
    def _past(self) -> datetime:
        return self._now - timedelta(seconds=1)

    def release(self, key: str, at: datetime) -> None:
        """Let a held or parked promise go out; what a person sends again is never too late."""
        again = {"state": "todo", "due": at, "attempt": 0, "first_byte": None, "reason": ""}
        mine = update(outbox).where(self._at(key))
        self._tx.run.execute(mine.where(outbox.c.state == "parked").values(expires=None, **again))
        self._tx.run.execute(mine.where(outbox.c.state == "held").values(again))

    def drop(self, key: str) -> None:
        """Let a promise that has not gone out never go out."""
        never = and_(self._at(key), outbox.c.state.in_(OPEN), outbox.c.landed.is_(None))
        self._ends(key, never, state="dropped", reason="a coordinator dropped it")

    def arrived(self, key: str) -> None:
        """A parked promise stands there after all; where exactly, we never learn."""
        doubted = and_(self._at(key), outbox.c.state == "parked", outbox.c.landed.is_(None))
        self._ends(key, doubted, state="sent", reason="", sent_at=self._now)

    def _ends(self, key: str, which: ColumnElement[bool], **values: object) -> None:
        if self._tx.run.execute(update(outbox).where(which).values(values)).rowcount:
            about = {"community": self._id, "name": "@settled", "subject": key}
            arm(self._tx, about, self._space, self._now)

    def _at(self, key: str) -> ColumnElement[bool]:
        return and_(outbox.c.community == self._id, outbox.c.key == key)

    def _opened(self, key: str, letter: bytes) -> tuple[Recipient, Message]:
        opened: tuple[Recipient, Message] = decode(
            self._tx.vault.open(letter, "outbox", "letter", self._id, key)
        )
        return opened
