"""How the rows of rounds are read and sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, Table, insert, select, update

from bot.events import Person
from bot.rounds.model import (
    Group,
    Helpful,
    Lens,
    Life,
    Often,
    Part,
    Reason,
    Round,
    Seat,
    State,
    Told,
    Why,
)
from storage.database import Scope, Tx
from storage.rounds.tables import seats


class RoundRows:
    """Reads one community's rounds; reasons are opened here and sealed here."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def person(self, id_: str) -> Person:
        """Somebody of this space."""
        return Person(self.scope.space, id_)

    def write(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Update the row of that key, or insert it."""
        whose = {"community": self.scope.community, **key}
        matches = [table.c[name] == value for name, value in whose.items()]
        if not self.tx.run.execute(update(table).where(*matches).values(**values)).rowcount:
            self.tx.run.execute(insert(table).values(**whose, **values))

    def round(self, row: Row[Any]) -> Round:
        """A row as a round."""
        return Round(
            id=row.id,
            day=row.day,
            state=State(row.state),
            size=row.size,
            lens=Lens(row.lens),
            seed=row.seed,
            at=row.at,
            attempt=row.attempt,
            groups=row.groups,
            goes_at=row.goes_at,
            sent_at=row.sent_at,
            ends=row.ends,
            closes=row.closes,
            seen_at=row.seen_at,
        )

    def groups(self, rows: Iterable[Row[Any]]) -> tuple[Group, ...]:
        """Rows as groups, each with its seats, in one more statement."""
        found = list(rows)
        taken = self._seats([row.id for row in found])
        return tuple(self._group(row, taken.get(row.id, ())) for row in found)

    def _seats(self, ids: list[str]) -> dict[str, tuple[Seat, ...]]:
        taken: dict[str, list[Seat]] = {}
        for first in range(0, len(ids), 500):
            mine = seats.c.community == self.scope.community
            asked = select(seats).where(mine, seats.c.group.in_(ids[first : first + 500]))
            for row in self.tx.run.execute(asked.order_by(seats.c.group, seats.c.place)):
                taken.setdefault(row.group, []).append(self.seat(row))
        return {group: tuple(all_) for group, all_ in taken.items()}

    def _group(self, row: Row[Any], taken: tuple[Seat, ...]) -> Group:
        return Group(
            id=row.id,
            round=row.round,
            position=row.position,
            reason=self.open_reason(row.id, row.reason),
            seats=taken,
            life=Life(row.life),
            locked=row.locked,
            private=row.private,
            ends=row.ends,
            opened_at=row.opened_at,
            worth=row.worth,
        )

    def seat(self, row: Row[Any]) -> Seat:
        """A row as a seat."""
        return Seat(
            self.person(row.person),
            row.host,
            Told(row.told),
            row.told_at,
            Helpful(row.helpful),
            row.left,
        )

    def part(self, row: Row[Any]) -> Part:
        """A row as somebody's part."""
        return Part(
            person=self.person(row.person),
            often=Often(row.often),
            skips=row.skips,
            once=row.once,
            drawn_on=row.drawn_on,
            missed_on=row.missed_on,
            hosted_on=row.hosted_on,
            silent=row.silent,
            out=row.out,
            worth=row.worth,
            rounds=row.rounds,
        )

    def group_values(self, group: Group) -> dict[str, Any]:
        """A group's columns, without its key."""
        return {
            "round": group.round,
            "position": group.position,
            "life": group.life.value,
            "reason": self.seal_reason(group.id, group.reason),
            "locked": group.locked,
            "private": group.private,
            "worth": group.worth,
            "ends": group.ends,
            "opened_at": group.opened_at,
        }

    def seat_values(self, group: Group) -> list[dict[str, Any]]:
        """The rows of a group's seats."""
        return [
            {
                "community": self.scope.community,
                "group": group.id,
                "place": place,
                "round": group.round,
                "person": seat.person.id,
                "host": seat.host,
                "told": seat.told.value,
                "told_at": seat.told_at,
                "helpful": seat.helpful.value,
                "left": seat.left,
            }
            for place, seat in enumerate(group.seats)
        ]

    def seal_reason(self, id_: str, reason: Reason) -> bytes:
        """A reason as it is kept: it names people and what they wrote."""
        plain = json.dumps([reason.why.value, reason.about, reason.one, reason.other, reason.back])
        return self.tx.vault.seal(plain, "rounds_groups", "reason", self.scope.community, id_)

    def open_reason(self, id_: str, sealed: bytes) -> Reason:
        """What was sealed."""
        where = ("rounds_groups", "reason", self.scope.community, id_)
        why, *words = json.loads(self.tx.vault.open(sealed, *where))
        return Reason(Why(why), *words)

    def task(self, words: str) -> str:
        """A keyed digest under which a task's words are known."""
        return self.tx.vault.digest("rounds.task", self.scope.community, words.casefold().strip())
