"""The input of a draw: who takes part, who met whom when, who must not meet, who is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from sqlalchemy import select

from bot.directory import Card, Directory, Level
from bot.events import Person, Role
from bot.rounds.model import (
    NEWCOMER_FOR,
    REMEMBERED,
    SENT,
    Drawable,
    Group,
    Out,
    Part,
    Pool,
    Round,
)
from storage.rounds.rows import RoundRows
from storage.rounds.tables import learned, rounds, seats

CAN = (Level.DO, Level.EXPLAIN)


class Reading:
    """Reads everything one draw depends on, once."""

    def __init__(self, rows: RoundRows, round_: Round, now: datetime) -> None:
        """Of this community and this round."""
        self.rows, self.round, self.now = rows, round_, now
        self.tx, self.community = rows.tx, rows.scope.community

    def pool(
        self,
        directory: Directory,
        parts: dict[Person, Part],
        before: Round | None,
        locked: tuple[Group, ...],
    ) -> Pool:
        """All that the draw depends on."""
        taught, people, absent = self._taught(), [], []
        for card in sorted(directory.in_rounds(), key=lambda one: one.person.id):
            part = parts.get(card.person, Part(card.person))
            out = self.out(card, part, before)
            if out:
                absent.append((card.person.id, out.value))
            else:
                missed = before is not None and part.missed_on == before.day
                people.append(self._drawable(card, part, taught, missed=missed))
        here = {one.id for one in people}
        return Pool(
            attempt=self.round.attempt,
            seed=self.round.seed,
            size=self.round.size,
            lens=self.round.lens,
            now=self.now,
            people=tuple(people),
            met=tuple(self._met(here)),
            apart=tuple(sorted((a.id, b.id) for a, b in directory.all_apart())),
            locked=tuple(
                ids for group in locked if here.issuperset(ids := tuple(p.id for p in group.people))
            ),
            absent=tuple(absent),
        )

    def out(self, card: Card, part: Part, before: Round | None) -> Out | None:
        """Why somebody who wants to be drawn is not, this time."""
        if card.paused_until and card.paused_until > self.now:
            return Out.PAUSED
        if part.skips:
            return Out.SKIPPED
        if part.out:
            return Out.SILENT
        if not part.is_due(self.round.day, before.day if before else None):
            return Out.NOT_EACH
        return None

    def _drawable(
        self, card: Card, part: Part, taught: dict[str, set[str]], *, missed: bool
    ) -> Drawable:
        done = taught.get(card.person.id, set())
        wants = (task for task in card.wants if not done or self.rows.task(task) not in done)
        return Drawable(
            id=card.person.id,
            can=tuple(sorted(task for task, level in card.claims.items() if level in CAN)),
            wants=tuple(sorted(wants)),
            hardest=card.hardest,
            role=card.role,
            organisation=card.organisation,
            zone=card.hours.zone,
            start=card.hours.start,
            end=card.hours.end,
            new=not card.established and self.now - card.since < NEWCOMER_FOR,
            regular=card.established or Role.HOST in card.roles,
            worth=part.worth / part.rounds if part.rounds else None,
            missed=missed,
        )

    def _taught(self) -> dict[str, set[str]]:
        """The tasks a round has brought each of them, as digests."""
        asked = select(learned).where(learned.c.community == self.community)
        found: dict[str, set[str]] = {}
        for row in self.tx.run.execute(asked):
            found.setdefault(row.person, set()).add(row.task)
        return found

    def _met(self, here: set[str]) -> Iterator[tuple[str, str, int]]:
        """Every two who sat together, and how many rounds ago it was the last time."""
        sent = rounds.c.state.in_([s.value for s in SENT])
        asked = select(rounds.c.id).where(rounds.c.community == self.community, sent)
        newest = asked.order_by(rounds.c.day.desc(), rounds.c.at.desc()).limit(REMEMBERED)
        last: dict[tuple[str, str], int] = {}
        for ago, row in enumerate(self.tx.run.execute(newest).all(), 1):
            for people in self._seated(row.id):
                for pair in combinations(sorted(here.intersection(people)), 2):
                    last.setdefault((pair[0], pair[1]), ago)
        yield from ((one, other, ago) for (one, other), ago in sorted(last.items()))

    def _seated(self, round_: str) -> Iterator[set[str]]:
        mine = seats.c.community == self.community
        asked = select(seats.c.group, seats.c.person).where(mine, seats.c.round == round_)
        sat: dict[str, set[str]] = {}
        for row in self.tx.run.execute(asked):
            sat.setdefault(row.group, set()).add(row.person)
        yield from sat.values()
