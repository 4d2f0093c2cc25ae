"""Readings, wants and circles of one community in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update

from bot.directory import Wanted
from bot.events import Person
from bot.reports.model import Begun, Reading, Want, chore, unmet
from bot.text import Text, t
from bot.work import Chore, Kept
from storage.database import Scope, Tx
from storage.reports.tables import circles, readings, wants


class ReportsStore:
    """Implements `bot.reports.model.Reports`; `wanted` tells what nobody here teaches."""

    def __init__(
        self, tx: Tx, scope: Scope, wanted: Callable[[], tuple[Wanted, ...]] = tuple
    ) -> None:
        """Speak of one community only."""
        self.tx, self.scope, self._wanted = tx, scope, wanted

    def note(self, reading: Reading) -> None:
        """Keep a Monday's reading; the same day again changes nothing."""
        mine = and_(readings.c.community == self.scope.community, readings.c.day == reading.day)
        if self.tx.run.execute(select(readings.c.day).where(mine)).first() is None:
            row = {"community": self.scope.community, "day": reading.day}
            counts = {"contributors": reading.contributors, "eligible": reading.eligible}
            self.tx.run.execute(insert(readings).values(**row, **counts))

    def readings(self, most: int) -> tuple[Reading, ...]:
        """The newest readings, oldest first."""
        mine = readings.c.community == self.scope.community
        asked = select(readings).where(mine).order_by(readings.c.day.desc()).limit(most)
        rows = self.tx.run.execute(asked).all()
        return tuple(Reading(row.day, row.contributors, row.eligible) for row in reversed(rows))

    def want(self, key: str) -> Want | None:
        """What was begun about a task; None when nothing was."""
        row = self.tx.run.execute(select(wants).where(self._about(key))).one_or_none()
        return self._read(row) if row else None

    def save(self, want: Want) -> None:
        """Write it; those who said that they are in stay."""
        values = {
            "words": self.tx.vault.seal(want.task, *self._place(want.key)),
            "begun": want.begun.value,
            "at": want.at,
            "by": want.by.id if want.by else None,
            "gathered_at": want.gathered_at,
        }
        if not self.tx.run.execute(
            update(wants).where(self._about(want.key)).values(values)
        ).rowcount:
            whose = {"community": self.scope.community, "task": want.key}
            self.tx.run.execute(insert(wants).values(**whose, **values))
        if want.gathered_at is None:
            begun_before = and_(self._here(), circles.c.task == want.key, circles.c.at < want.at)
            self.tx.run.execute(delete(circles).where(begun_before))

    def wants(self) -> tuple[Want, ...]:
        """All that was begun."""
        rows = self.tx.run.execute(
            select(wants).where(wants.c.community == self.scope.community).order_by(wants.c.at)
        )
        return tuple(map(self._read, rows))

    def join(self, key: str, person: Person, at: datetime) -> None:
        """Somebody is in; saying so twice is saying it once."""
        theirs = and_(self._here(), circles.c.task == key, circles.c.person == person.id)
        if self.tx.run.execute(select(circles.c.at).where(theirs)).first() is None:
            row = {"community": self.scope.community, "task": key, "person": person.id, "at": at}
            self.tx.run.execute(insert(circles).values(row))

    def circle(self, key: str) -> tuple[Person, ...]:
        """Who is in, in the order they said so."""
        asked = select(circles.c.person).where(self._here(), circles.c.task == key)
        rows = self.tx.run.execute(asked.order_by(circles.c.at, circles.c.person))
        return tuple(Person(self.scope.space, row.person) for row in rows)

    def erase_in(self, person: Person) -> None:
        """Somebody is in nothing any more."""
        self.tx.run.execute(delete(circles).where(self._here(), circles.c.person == person.id))

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """What three or more want and nobody teaches, once a week."""
        return tuple(map(chore, unmet(self._wanted(), self.wants(), now)))

    def reasons(self, person: Person, _now: datetime) -> tuple[Text, ...]:
        """Why somebody hears of a circle."""
        return (t("You said that you are in, to learn together."),) if self._in(person) else ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """The circles somebody is in."""
        items = tuple(
            {"to learn": task, "since": f"{at:%Y-%m-%d}"} for task, at in self._in(person)
        )
        if not items:
            return ()
        what, why = t("What you are in to learn together"), t("to bring you together")
        return (Kept(what, why, t("until you leave, or erase it"), items),)

    def _in(self, person: Person) -> list[tuple[str, datetime]]:
        asked = select(circles.c.task, circles.c.at).where(
            self._here(), circles.c.person == person.id
        )
        words = {want.key: want.task for want in self.wants()}
        rows = self.tx.run.execute(asked.order_by(circles.c.at)).all()
        return [(words.get(row.task, ""), row.at) for row in rows]

    def erase(self, person: Person) -> None:
        """Remove somebody from the circles, and from what they began for others."""
        self.erase_in(person)
        theirs = and_(wants.c.community == self.scope.community, wants.c.by == person.id)
        self.tx.run.execute(update(wants).where(theirs).values(by=None))

    def _read(self, row: Row[Any]) -> Want:
        words = self.tx.vault.open(row.words, *self._place(row.task))
        by = Person(self.scope.space, row.by) if row.by else None
        return Want(row.task, words, Begun(row.begun), row.at, by, row.gathered_at)

    def _about(self, key: str) -> ColumnElement[bool]:
        return and_(wants.c.community == self.scope.community, wants.c.task == key)

    def _here(self) -> ColumnElement[bool]:
        return circles.c.community == self.scope.community

    def _place(self, key: str) -> tuple[str, ...]:
        return "wants", "words", self.scope.community, key
