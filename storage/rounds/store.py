"""Rounds, groups and parts, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from bot.directory import Directory
from bot.events import Person
from bot.rounds.model import (
    OPEN,
    SENT,
    Counts,
    Lens,
    Often,
    Part,
    Pool,
    Reason,
    Result,
    Round,
    Seat,
    Settings,
    State,
    counted,
)
from bot.text import Text
from bot.work import Chore, Kept
from storage.rounds import keeping
from storage.rounds.grouping import Grouping
from storage.rounds.pool import Reading
from storage.rounds.tables import absences, learned, parts, rounds, seats, settings


class RoundsStore(Grouping):
    """One community's rounds, in one transaction."""

    def settings(self) -> Settings:
        """How this community's rounds work."""
        row = self._one(select(settings).where(settings.c.community == self.scope.community))
        return Settings(row.size, Lens(row.lens), row.look) if row else Settings()

    def set_up(self, new: Settings, at: datetime) -> None:
        """A coordinator changed it; the newest wins."""
        old = self._one(select(settings).where(settings.c.community == self.scope.community))
        if old is None or old.changed_at <= at:
            values = {"size": new.size, "lens": new.lens.value}
            self.rows.write(settings, {}, {**values, "look": new.look, "changed_at": at})

    def part(self, person: Person) -> Part:
        """How somebody takes part; the usual way for whoever never said."""
        row = self._one(select(parts).where(self._mine(parts), parts.c.person == person.id))
        return self.rows.part(row) if row else Part(person)

    def parts(self) -> dict[Person, Part]:
        """Everybody who ever said, or was drawn."""
        found = self.tx.run.execute(select(parts).where(self._mine(parts)))
        return {part.person: part for part in map(self.rows.part, found)}

    def parts_of(self, people: Iterable[Person]) -> dict[Person, Part]:
        """The same, of some hundred people."""
        ids = [person.id for person in people]
        asked = select(parts).where(self._mine(parts), parts.c.person.in_(ids))
        found = self.tx.run.execute(asked)
        return {part.person: part for part in map(self.rows.part, found)}

    def set_often(self, person: Person, often: Often, at: datetime) -> None:
        """How often somebody wants to be drawn; the newest wins."""
        self._set(person, "often_at", at, often=often.value)

    def set_skips(self, person: Person, at: datetime, *, skips: bool) -> None:
        """Somebody skips the next round, or does not any more; the newest wins."""
        self._set(person, "skips_at", at, skips=skips, once=not skips)

    def _set(self, person: Person, moment: str, at: datetime, **values: object) -> None:
        mine = and_(self._mine(parts), parts.c.person == person.id)
        older = or_(parts.c[moment].is_(None), parts.c[moment] <= at)
        newest = update(parts).where(mine, older).values({moment: at, **values})
        if self.tx.run.execute(newest).rowcount or self._one(select(parts.c.person).where(mine)):
            return
        self.rows.write(parts, {"person": person.id}, {moment: at, **values})

    def save_part(self, part: Part) -> None:
        """Write what came of somebody's rounds; never what they set, but that a skip is used up."""
        values = {
            "skips": part.skips,
            "once": part.once,
            "drawn_on": part.drawn_on,
            "missed_on": part.missed_on,
            "hosted_on": part.hosted_on,
            "silent": part.silent,
            "out": part.out,
            "worth": part.worth,
            "rounds": part.rounds,
        }
        self.rows.write(parts, {"person": part.person.id}, values)

    def round(self, id_: str) -> Round | None:
        """One round."""
        return self._round(rounds.c.id == id_)

    def newest(self) -> Round | None:
        """The newest round that was not dropped."""
        return self._round(rounds.c.state != State.DROPPED.value)

    def running(self) -> Round | None:
        """The round whose conversations go on."""
        return self._round(rounds.c.state == State.RUNNING.value)

    def draft(self) -> Round | None:
        """The round that is being drawn, looked at, or on its way."""
        return self._round(rounds.c.state.in_([s.value for s in OPEN]))

    def last_sent(self, before: Round | None = None) -> Round | None:
        """The newest round that went out, besides this one."""
        sent = rounds.c.state.in_([s.value for s in SENT])
        return self._round(sent, rounds.c.id != (before.id if before else ""))

    def last_day(self) -> date | None:
        """The day of the newest round that went out."""
        found = self.last_sent()
        return found.day if found else None

    def _round(self, *which: ColumnElement[bool]) -> Round | None:
        asked = select(rounds).where(self._mine(rounds), *which)
        row = self._one(asked.order_by(rounds.c.day.desc(), rounds.c.at.desc()).limit(1))
        return self.rows.round(row) if row else None

    def save(self, round_: Round) -> None:
        """Write a round."""
        one = round_
        values = {
            "day": one.day,
            "state": one.state.value,
            "size": one.size,
            "lens": one.lens.value,
            "seed": one.seed,
            "at": one.at,
            "attempt": one.attempt,
            "groups": one.groups,
            "goes_at": one.goes_at,
            "sent_at": one.sent_at,
            "ends": one.ends,
            "closes": one.closes,
            "seen_at": one.seen_at,
        }
        self.rows.write(rounds, {"id": one.id}, values)

    def keep_result(self, round_: Round, result: Result | None) -> None:
        """Keep what a draw came to until it has been taken in."""
        sealed = self.tx.vault.seal(json.dumps(result), *self._drawn(round_)) if result else None
        mine = and_(self._mine(rounds), rounds.c.id == round_.id)
        self.tx.run.execute(update(rounds).where(mine).values(drawn=sealed))

    def result(self, round_: Round) -> Result | None:
        """What was kept."""
        mine = and_(self._mine(rounds), rounds.c.id == round_.id)
        row = self._one(select(rounds.c.drawn).where(mine))
        if row is None or row.drawn is None:
            return None
        result: Result = json.loads(self.tx.vault.open(row.drawn, *self._drawn(round_)))
        return result

    def _drawn(self, round_: Round) -> tuple[str, ...]:
        return "rounds", "drawn", self.scope.community, round_.id

    def learns(self, person: Person, task: str, at: datetime) -> None:
        """A conversation brought somebody what they wanted to learn."""
        key = {"person": person.id, "task": self.rows.task(task)}
        self.rows.write(learned, key, {"at": at})

    def counts(self, round_: Round) -> Counts:
        """What came of a round."""
        return counted(self.seated(round_))

    def by_lens(self) -> tuple[tuple[Lens, Counts], ...]:
        """What came of all rounds that are over, by what they went by."""
        over = and_(self._mine(rounds), rounds.c.state == State.CLOSED.value)
        found: dict[Lens, list[tuple[Seat, ...]]] = {}
        for row in self.tx.run.execute(select(rounds).where(over).order_by(rounds.c.day)).all():
            one = self.rows.round(row)
            found.setdefault(one.lens, []).extend(self.seated(one))
        return tuple((lens, counted(theirs)) for lens, theirs in found.items())

    def pool(self, subject: str, now: datetime, directory: Directory) -> Pool | None:
        """The input of the draw of the round whose id is `subject`."""
        round_ = self.round(subject)
        if round_ is None or round_.state is not State.DRAWING:
            return None
        reading = Reading(self.rows, round_, now)
        before = self.last_sent(round_)
        return reading.pool(directory, self.parts(), before, self.locked(round_))

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """A draft that waits for a look, and results nobody has looked at."""
        newest = self.newest()
        if newest is None:
            return ()
        counts = self.counts(newest) if newest.state is State.CLOSED else Counts()
        chore = keeping.chore(newest, counts, now)
        return (chore,) if chore else ()

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why somebody is in their group, or in none."""
        newest = self.running() or self.newest()
        if newest is None:
            return ()
        found = keeping.why(
            newest, self.group_of(newest, person), self.absence(newest, person), person, now
        )
        return (found,) if found else ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """How they take part, and who they sat with."""
        row = self._one(select(parts).where(self._mine(parts), parts.c.person == person.id))
        mine = and_(self._mine(seats), seats.c.person == person.id)
        ids = [r.group for r in self.tx.run.execute(select(seats.c.group).where(mine))]
        found = [group for id_ in ids if (group := self.group(id_))]
        days = {r.id: r.day for r in self.tx.run.execute(select(rounds).where(self._mine(rounds)))}
        return keeping.kept(self.rows.part(row) if row else None, found, days, person)

    def erase(self, person: Person) -> None:
        """Remove somebody; who sat with them keeps a group with an empty seat."""
        run = self.tx.run
        mine = and_(self._mine(seats), seats.c.person == person.id)
        for row in run.execute(select(seats.c.group).where(mine)).all():
            group = self.group(row.group)
            if group:
                bare = Reason(group.reason.why)
                self.save_group(replace(group, reason=bare))
        run.execute(
            update(seats)
            .where(mine)
            .values(person="", host=False, told="", told_at=None, helpful="", left=True)
        )
        for table in (parts, learned, absences):
            run.execute(delete(table).where(self._mine(table), table.c.person == person.id))
        kept = and_(self._mine(rounds), rounds.c.drawn.is_not(None))
        for row in run.execute(select(rounds).where(kept)).all():
            self._strike(self.rows.round(row), person)

    def _strike(self, round_: Round, person: Person) -> None:
        """Whoever is erased while a draw is being taken in is in none of its groups."""
        result = self.result(round_)
        if result is None:
            return
        for plan in result["groups"]:
            if person.id in plan["people"]:
                plan["people"] = [id_ for id_ in plan["people"] if id_ != person.id]
                plan["reason"] = [plan["reason"][0], "", "", "", ""]
        result["alone"] = [id_ for id_ in result["alone"] if id_ != person.id]
        result["absent"] = [one for one in result["absent"] if one[0] != person.id]
        self.keep_result(round_, result)
