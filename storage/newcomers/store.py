"""Newcomers and raids, read and written."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, and_, delete, insert, or_, select, update

from bot.events import Person
from bot.newcomers.model import Newcomer, Raid
from bot.text import Text
from bot.work import Chore, Kept
from storage.newcomers import keeping
from storage.newcomers.tables import newcomers, raids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.database import Scope, Tx

PLAIN = tuple(f.name for f in fields(Newcomer) if f.name not in {"person", "hello"})


class NewcomersStore:
    """One community's newcomers, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def newcomer(self, person: Person) -> Newcomer | None:
        """What is known of somebody; None when they were never seen."""
        asked = select(newcomers).where(self._here(), newcomers.c.person == person.id)
        row = self.tx.run.execute(asked).one_or_none()
        return self._read(row) if row else None

    def save(self, newcomer: Newcomer) -> None:
        """Write it."""
        id_ = newcomer.person.id
        values: dict[str, Any] = {name: getattr(newcomer, name) for name in PLAIN}
        values["hello"] = self._seal(id_, newcomer.hello) if newcomer.hello else None
        mine = self._here(), newcomers.c.person == id_
        done = self.tx.run.execute(update(newcomers).where(*mine).values(**values))
        if not done.rowcount:
            row = {"community": self.scope.community, "person": id_, **values}
            self.tx.run.execute(insert(newcomers).values(**row))

    def present(self, people: Iterable[Person], at: datetime) -> None:
        """Note who was here at adoption, so that they are never greeted; known people stay."""
        asked = select(newcomers.c.person).where(self._here())
        known = {row.person for row in self.tx.run.execute(asked)}
        fresh = dict.fromkeys(p.id for p in people if p.id not in known)
        rows = [{"community": self.scope.community, "person": id_, "came_at": at} for id_ in fresh]
        if rows:
            self.tx.run.execute(insert(newcomers), rows)

    def waiting(self, since: datetime, *, held: bool) -> tuple[Newcomer, ...]:
        """Who joined since then, is here, and was not greeted; oldest first."""
        c = newcomers.c
        asked = select(newcomers).where(
            self._here(),
            c.joined_at >= since,
            c.greeted_at.is_(None),
            c.held.is_(held),
            or_(c.left_at.is_(None), c.left_at < c.came_at),
        )
        rows = self.tx.run.execute(asked.order_by(c.joined_at, c.person))
        return tuple(self._read(row) for row in rows)

    def unanswered(self) -> tuple[Newcomer, ...]:
        """Whose line of hello stands there without anybody's hi."""
        c = newcomers.c
        asked = select(newcomers).where(self._here(), c.hello_at.is_not(None), c.hi_at.is_(None))
        rows = self.tx.run.execute(asked.order_by(c.hello_at, c.person))
        return tuple(self._read(row) for row in rows)

    def joined_since(self, since: datetime) -> tuple[datetime, ...]:
        """The moments of all first arrivals after `since`."""
        asked = select(newcomers.c.joined_at).where(self._here(), newcomers.c.joined_at > since)
        return tuple(row.joined_at for row in self.tx.run.execute(asked))

    def hold(self, since: datetime) -> None:
        """Mark everybody who joined since then and was not greeted as held."""
        c = newcomers.c
        mine = self._here(), c.joined_at >= since, c.greeted_at.is_(None)
        self.tx.run.execute(update(newcomers).where(*mine).values(held=True))

    def greeted_last(self) -> datetime | None:
        """When somebody was last greeted."""
        c = newcomers.c
        asked = select(c.greeted_at).where(self._here(), c.greeted_at.is_not(None))
        row = self.tx.run.execute(asked.order_by(c.greeted_at.desc()).limit(1)).first()
        return row.greeted_at if row else None

    def raid(self) -> Raid | None:
        """The newest raid."""
        asked = select(raids).where(raids.c.community == self.scope.community)
        row = self.tx.run.execute(asked).one_or_none()
        return Raid(row.since, row.last, row.decided) if row else None

    def save_raid(self, raid: Raid) -> None:
        """Write it over the one before."""
        values = {"since": raid.since, "last": raid.last, "decided": raid.decided}
        mine = raids.c.community == self.scope.community
        if not self.tx.run.execute(update(raids).where(mine).values(**values)).rowcount:
            row = {"community": self.scope.community, **values}
            self.tx.run.execute(insert(raids).values(**row))

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """Newcomers nobody has said hello to, and a raid that waits for a word."""
        c = newcomers.c
        asked = select(newcomers).where(
            self._here(),
            c.joined_at > now - keeping.LONGEST,
            c.joined_at <= now - keeping.SOONEST,
            c.hi_at.is_(None),
            c.held.is_(False),
            and_(c.looking_at.is_(None), c.introduced_at.is_(None)),
            or_(c.left_at.is_(None), c.left_at < c.came_at),
        )
        rows = self.tx.run.execute(asked.order_by(c.joined_at, c.person).limit(keeping.MOST))
        found = [keeping.chore(self._read(row), now) for row in rows]
        raid = self.raid()
        if raid and raid.goes_on(now) and not raid.decided:
            found.append(keeping.raid_chore(len(self.waiting(raid.since, held=True))))
        return tuple(found)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why a newcomer hears from us, and that nobody else does."""
        one = self.newcomer(person)
        return keeping.reasons(one, now) if one else ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """The moments of the first weeks, and the line of hello."""
        one = self.newcomer(person)
        return keeping.kept(one) if one else ()

    def erase(self, person: Person) -> None:
        """Remove somebody's row; others' rows hold nothing about them."""
        mine = self._here(), newcomers.c.person == person.id
        self.tx.run.execute(delete(newcomers).where(*mine))

    def _here(self) -> Any:
        return newcomers.c.community == self.scope.community

    def _place(self, id_: str) -> tuple[str, ...]:
        return "newcomers", "hello", self.scope.community, id_

    def _seal(self, id_: str, hello: str) -> bytes:
        return self.tx.vault.seal(hello, *self._place(id_))

    def _read(self, row: Row[Any]) -> Newcomer:
        hello = self.tx.vault.open(row.hello, *self._place(row.person)) if row.hello else ""
        moments = {name: getattr(row, name) for name in PLAIN}
        return Newcomer(Person(self.scope.space, row.person), hello=hello, **moments)
