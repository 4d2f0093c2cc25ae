"""Groups, their seats, and who is in none, read and written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select

from bot.events import Person
from bot.exchanges import Talk
from bot.rounds.model import Absence, Group, Life, Out, Round, Seat, came
from storage.database import Scope, Tx
from storage.rounds.rows import RoundRows
from storage.rounds.tables import absences, groups, seats


class Grouping:
    """The part of a community's rounds that is about groups."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope, self.rows = tx, scope, RoundRows(tx, scope)

    def group(self, id_: str) -> Group | None:
        """One group."""
        rows = self.tx.run.execute(select(groups).where(self._mine(groups), groups.c.id == id_))
        return next(iter(self.rows.groups(rows)), None)

    def groups(self, round_: Round, first: int = 0, most: int | None = None) -> tuple[Group, ...]:
        """A round's groups by position, from the `first` on."""
        mine = and_(self._mine(groups), groups.c.round == round_.id, groups.c.position >= first)
        asked = select(groups).where(mine).order_by(groups.c.position, groups.c.id).limit(most)
        return self.rows.groups(self.tx.run.execute(asked))

    def seated(self, round_: Round) -> tuple[tuple[Seat, ...], ...]:
        """The seats of a round's groups, without their reasons: thousands are counted at once."""
        mine = and_(self._mine(seats), seats.c.round == round_.id)
        found: dict[str, list[Seat]] = {}
        for row in self.tx.run.execute(select(seats).where(mine).order_by(seats.c.group)):
            found.setdefault(row.group, []).append(self.rows.seat(row))
        return tuple(tuple(each) for each in found.values())

    def talks(self, since: datetime, until: datetime) -> tuple[Talk, ...]:
        """What came of the conversations that were opened from then to then."""
        c = groups.c
        opened = and_(self._mine(groups), c.opened_at >= since, c.opened_at < until)
        life = {row.id: row.life for row in self.tx.run.execute(select(c.id, c.life).where(opened))}
        asked = select(seats).where(
            self._mine(seats), seats.c.group.in_(select(c.id).where(opened))
        )
        found: dict[str, list[Seat]] = {}
        for row in self.tx.run.execute(asked.order_by(seats.c.group, seats.c.place)):
            found.setdefault(row.group, []).append(self.rows.seat(row))
        return tuple(
            Talk(
                tuple(seat.person for seat in each if seat.here),
                came(frozenset(seat.told for seat in each), over=life[id_] == Life.OVER.value),
            )
            for id_, each in found.items()
        )

    def locked(self, round_: Round) -> tuple[Group, ...]:
        """The groups a coordinator locked."""
        mine = and_(self._mine(groups), groups.c.round == round_.id, groups.c.locked)
        asked = select(groups).where(mine).order_by(groups.c.position, groups.c.id)
        return self.rows.groups(self.tx.run.execute(asked))

    def group_of(self, round_: Round, person: Person) -> Group | None:
        """Somebody's group of that round, unless they left it."""
        found = (self.group(id_) for id_ in self._groups_of(round_, person))
        return next((group for group in found if group and group.seat(person)), None)

    def orphaned(self, round_: Round) -> tuple[Group, ...]:
        """Open groups in which an erased seat leaves somebody alone."""
        empty = select(seats.c.group).where(
            self._mine(seats), seats.c.round == round_.id, seats.c.person == ""
        )
        mine = and_(self._mine(groups), groups.c.life == Life.OPEN.value, groups.c.id.in_(empty))
        found = self.rows.groups(self.tx.run.execute(select(groups).where(mine)))
        return tuple(group for group in found if len(group.sitting) < 2)  # noqa: PLR2004 - alone

    def together_before(self, round_: Round, person: Person) -> frozenset[Person]:
        """Whom somebody sat with in this round, also in groups they left."""
        found = (self.group(id_) for id_ in self._groups_of(round_, person))
        people = {seat.person for group in found if group for seat in group.seats}
        return frozenset(people - {person})

    def _groups_of(self, round_: Round, person: Person) -> list[str]:
        mine = and_(self._mine(seats), seats.c.person == person.id, seats.c.round == round_.id)
        return [row.group for row in self.tx.run.execute(select(seats.c.group).where(mine))]

    def save_group(self, group: Group) -> None:
        """Write a group and its seats."""
        self.rows.write(groups, {"id": group.id}, self.rows.group_values(group))
        mine = and_(self._mine(seats), seats.c.group == group.id)
        self.tx.run.execute(delete(seats).where(mine))
        if group.seats:
            self.tx.run.execute(insert(seats), self.rows.seat_values(group))

    def add_groups(self, new: Iterable[Group]) -> None:
        """Write many new groups."""
        found = list(new)
        if not found:
            return
        here = self.scope.community
        rows = [{"community": here, "id": one.id, **self.rows.group_values(one)} for one in found]
        self.tx.run.execute(insert(groups), rows)
        self.tx.run.execute(
            insert(seats), [row for one in found for row in self.rows.seat_values(one)]
        )

    def drop_groups(self, round_: Round) -> None:
        """Forget a draft's groups and absences."""
        for table in (groups, seats, absences):
            mine = and_(self._mine(table), table.c.round == round_.id)
            self.tx.run.execute(delete(table).where(mine))

    def drop_group(self, group: Group) -> None:
        """Forget one group of a draft."""
        run = self.tx.run
        run.execute(delete(seats).where(self._mine(seats), seats.c.group == group.id))
        run.execute(delete(groups).where(self._mine(groups), groups.c.id == group.id))

    def absences(self, round_: Round) -> tuple[Absence, ...]:
        """Who is not in a round, and why."""
        mine = and_(self._mine(absences), absences.c.round == round_.id)
        rows = self.tx.run.execute(select(absences).where(mine).order_by(absences.c.person))
        return tuple(self._absence(row) for row in rows)

    def absence(self, round_: Round, person: Person) -> Absence | None:
        """Why somebody is not in it."""
        row = self._one(select(absences).where(self._missing(round_, person)))
        return self._absence(row) if row else None

    def _absence(self, row: Any) -> Absence:
        return Absence(self.rows.person(row.person), Out(row.out), row.at)

    def _missing(self, round_: Round, person: Person) -> ColumnElement[bool]:
        whose = and_(absences.c.round == round_.id, absences.c.person == person.id)
        return and_(self._mine(absences), whose)

    def miss(self, round_: Round, person: Person, out: Out | None, at: datetime) -> None:
        """Somebody is not in it, for that reason; None: they are, after all."""
        if out is None:
            self.tx.run.execute(delete(absences).where(self._missing(round_, person)))
            return
        key = {"round": round_.id, "person": person.id}
        self.rows.write(absences, key, {"out": out.value, "at": at})

    def add_absences(self, round_: Round, new: Iterable[Absence]) -> None:
        """Write many new ones."""
        about = {"community": self.scope.community, "round": round_.id}
        rows = [
            {**about, "person": one.person.id, "out": one.out.value, "at": one.at} for one in new
        ]
        if rows:
            self.tx.run.execute(insert(absences), rows)

    def _mine(self, table: Any) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = table.c.community == self.scope.community
        return mine

    def _one(self, asked: Any) -> Any:
        return self.tx.run.execute(asked).first()
