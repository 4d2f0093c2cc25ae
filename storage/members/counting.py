"""Who takes part, and what nobody here can teach: counted without opening what people wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.directory import Level, Stay, Wanted
from bot.events import Person
from bot.members.model import Belonging, Member, folded, is_established
from storage.members.rows import MemberRows
from storage.members.tables import belonging, claims, members

TEACHES = frozenset({Level.DO.value, Level.EXPLAIN.value})


class MemberCounts(MemberRows):
    """One community's members as a count needs them."""

    def stays(self, now: datetime, hosts: frozenset[Person]) -> tuple[Stay, ...]:
        """Everybody who pressed Join, or Yes, and has not left."""
        roster = self._roster()
        found = []
        for row in self._joined():
            person, stay = self.person(row.person), roster.get(row.person)
            since = stay.since if stay and stay.here else row.joined_at
            known = is_established(stay, row.joined_at, now, host=person in hosts)
            found.append(Stay(person, since, known, row.paused_until))
        return tuple(found)

    def _joined(self) -> list[Any]:
        c = members.c
        asked = select(c.person, c.joined_at, c.left_at, c.paused_until).where(
            c.community == self.scope.community
        )
        rows = self.tx.run.execute(asked.order_by(c.person))
        return [row for row in rows if self._is_here(row)]

    def _is_here(self, row: Any) -> bool:
        person = self.person(row.person)
        return Member(person, joined_at=row.joined_at, left_at=row.left_at).here

    def _roster(self) -> dict[str, Belonging]:
        mine = belonging.c.community == self.scope.community
        rows = self.tx.run.execute(select(belonging).where(mine))
        return {row.person: self.read_belonging(row) for row in rows}

    def wanted(self) -> tuple[Wanted, ...]:
        """What somebody wants to learn and nobody does or explains; spellings merged."""
        c = claims.c
        asked = select(c.person, c.task, c.level).where(c.community == self.scope.community)
        here = {row.person for row in self._joined()}
        rows = [row for row in self.tx.run.execute(asked.order_by(c.person)) if row.person in here]
        tasks = self.tasks_of({row.task for row in rows})
        taught = {tasks[row.task].key for row in rows if row.level in TEACHES}
        learners: dict[str, dict[str, None]] = {}
        words: dict[str, str] = {}
        for row in rows:
            task = tasks[row.task]
            if row.level == Level.LEARN.value and task.key not in taught:
                learners.setdefault(task.key, {})[row.person] = None
                words[task.key] = task.words
        found = [
            Wanted(key, words[key], tuple(map(self.person, who))) for key, who in learners.items()
        ]
        return tuple(sorted(found, key=lambda one: (-len(one.learners), folded(one.task))))
