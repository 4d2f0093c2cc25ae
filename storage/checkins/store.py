"""Check-ins of one community in one transaction; answers as counts, never as somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update

from bot.checkins.model import (
    COUNTED,
    QUIET,
    Barrier,
    CheckIn,
    counts,
    gets_in_the_way,
    told,
)
from bot.events import Person
from bot.text import Moment, Text, t
from bot.ui import Button
from bot.work import Chore, Kept
from storage.checkins.tables import barriers, checkins
from storage.database import Scope, Tx

LOOK = 12  # how urgent: after everything that waits for somebody


class CheckInsStore:
    """Implements `bot.checkins.model.CheckIns`."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def asked(self) -> Mapping[Person, CheckIn]:
        """Everybody who was ever asked."""
        rows = self.tx.run.execute(select(checkins).where(self._here()))
        return {found.person: found for found in map(self._read, rows)}

    def check_in(self, person: Person) -> CheckIn | None:
        """Somebody's; None when they were not asked."""
        row = self.tx.run.execute(select(checkins).where(self._theirs(person))).one_or_none()
        return self._read(row) if row else None

    def ask(self, people: Iterable[Person], at: datetime) -> None:
        """They are asked now; whatever stood there before is over."""
        ids = [person.id for person in people]
        old = and_(self._here(), checkins.c.person.in_(ids))
        self.tx.run.execute(delete(checkins).where(old))
        whose = {"community": self.scope.community, "asked_at": at}
        self.tx.run.execute(insert(checkins), [{**whose, "person": id_} for id_ in ids])

    def save(self, check_in: CheckIn) -> None:
        """Write what became of it."""
        values = {"answered_at": check_in.answered_at, "ended_at": check_in.ended_at}
        mine = self._theirs(check_in.person)
        self.tx.run.execute(update(checkins).where(mine).values(values))

    def forget(self, person: Person) -> None:
        """They were not asked after all."""
        self.tx.run.execute(delete(checkins).where(self._theirs(person)))

    def count(self, answer: Barrier, at: datetime) -> None:
        """One more of that answer; whose it was is not written down."""
        month = at.date().replace(day=1)
        mine = and_(
            barriers.c.community == self.scope.community,
            barriers.c.month == month,
            barriers.c.answer == answer.value,
        )
        more = update(barriers).where(mine).values(n=barriers.c.n + 1)
        if not self.tx.run.execute(more).rowcount:
            row = {"community": self.scope.community, "month": month, "answer": answer.value}
            self.tx.run.execute(insert(barriers).values(**row, n=1))

    def counted(self, since: datetime) -> Mapping[Barrier, int]:
        """How many of which answer since that month; nothing below five in all."""
        first: date = since.date().replace(day=1)
        mine = barriers.c.community == self.scope.community, barriers.c.month >= first
        asked = select(barriers.c.answer, func.sum(barriers.c.n)).where(*mine)
        rows = self.tx.run.execute(asked.group_by(barriers.c.answer))
        return told({Barrier(answer): int(n) for answer, n in rows})

    def report(self, _since: datetime, until: datetime) -> tuple[Text, ...]:
        """The answers of the last three months, for the coordinators' report."""
        counted = self.counted(until - COUNTED)
        return (counts(counted),) if counted else ()

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """Where most of the quiet could be helped, once a week."""
        counted = self.counted(now - COUNTED)
        n, of = counted.get(Barrier.SOMETHING, 0), sum(counted.values())
        if not n or n * 2 < of:
            return ()
        look = Button(t("Look"), "reports.show")
        return (Chore(LOOK, gets_in_the_way(n, of), (look,), weekly=True),)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why somebody was asked lately."""
        one = self.check_in(person)
        if one is None or now - one.asked_at > QUIET:
            return ()
        day = Moment(one.asked_at, "day")
        return (t("On {day} I asked how it is for you, after a quiet month.", day=day),)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """That they were asked, and that they answered; not what."""
        one = self.check_in(person)
        if one is None:
            return ()
        item = {"asked": f"{one.asked_at:%Y-%m-%d}", "answered": "yes" if one.answered_at else "no"}
        what, why = t("That I asked how it is for you"), t("not to ask twice")
        until = t("until you leave, or erase it; what you answered is only counted")
        return (Kept(what, why, until, (item,)),)

    def erase(self, person: Person) -> None:
        """Remove somebody's row; the counts never knew whose they were."""
        self.forget(person)

    def _read(self, row: Row[Any]) -> CheckIn:
        person = Person(self.scope.space, row.person)
        return CheckIn(person, row.asked_at, row.answered_at, row.ended_at)

    def _here(self) -> ColumnElement[bool]:
        return checkins.c.community == self.scope.community

    def _theirs(self, person: Person) -> ColumnElement[bool]:
        return and_(self._here(), checkins.c.person == person.id)
