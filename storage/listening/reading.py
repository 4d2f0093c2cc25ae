"""What other rooms may read of what was heard: implements `bot.activity.Activity`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from bot.activity import Spoken, Thread, Utterance
from bot.events import Person, Place
from storage.ledger.marks import landed_of
from storage.listening.tables import heard, listening
from storage.tables import beside_index, outbox

if TYPE_CHECKING:
    from storage.database import Scope, Tx


class Reading:
    """What was heard in one community, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def measured(self, place: Place) -> bool:
        """On, and heard to work: where no message ever arrives, silence proves nothing."""
        on = and_(
            listening.c.community == self.scope.community,
            listening.c.place == place.id,
            listening.c.since.is_not(None),
        )
        sounded = select(heard.c.at).where(self._heard(), heard.c.place == place.id).exists()
        return self.tx.run.execute(select(listening.c.place).where(on, sounded)).first() is not None

    def listened(self) -> tuple[Place, ...]:
        """The channels in which listening is on."""
        on = and_(listening.c.community == self.scope.community, listening.c.since.is_not(None))
        rows = self.tx.run.execute(select(listening.c.place).where(on).order_by(listening.c.since))
        return tuple(Place(self.scope.space, id_) for id_ in rows.scalars())

    def answers(self, key: str, since: datetime) -> tuple[Spoken, ...]:
        """Who wrote in the thread under the promise of that key since then."""
        mine = and_(outbox.c.community == self.scope.community, outbox.c.key == key)
        row = self.tx.run.execute(select(outbox).where(mine)).one_or_none()
        landed = landed_of(self.tx, row) if row else None
        if landed is None:
            return ()
        thread = self._thread(landed.place.id, landed.place.thread or landed.message)
        rows = self.tx.run.execute(
            select(heard.c.person, heard.c.at)
            .where(self._heard(), heard.c.thread == thread, heard.c.at >= since)
            .order_by(heard.c.at, heard.c.person)
        )
        return tuple(Spoken(self._person(r.person), r.at) for r in rows if r.person)

    def threads(self, since: datetime, until: datetime) -> tuple[Thread, ...]:
        """What was begun in listened channels from then to then."""
        begun = and_(self._heard(), heard.c.begins, heard.c.at >= since, heard.c.at < until)
        rows = self.tx.run.execute(
            select(heard.c.thread, heard.c.person, heard.c.at)
            .where(begun)
            .order_by(heard.c.at, heard.c.thread)
        ).all()
        spoken = self._spoken_under(begun)
        first = {row.thread: row for row in reversed(rows)}
        return tuple(
            self._told(row, spoken.get(row.thread, {})) for row in rows if first[row.thread] is row
        )

    def spoke(self, since: datetime, until: datetime) -> frozenset[Person]:
        """Everybody who wrote anything from then to then."""
        then = and_(self._heard(), heard.c.at >= since, heard.c.at < until)
        rows = self.tx.run.execute(select(beside_index(heard.c.person)).where(then).distinct())
        return frozenset(self._person(id_) for id_ in rows.scalars() if id_)

    def spoke_aloud(self, place: Place, since: datetime, until: datetime) -> frozenset[Person]:
        """Everybody who wrote in that channel itself, under nothing, after then and before then."""
        then = and_(self._heard(), heard.c.at > since, heard.c.at < until)
        there = and_(then, heard.c.place == place.id, heard.c.begins)
        rows = self.tx.run.execute(select(heard.c.person).where(there).distinct())
        return frozenset(self._person(id_) for id_ in rows.scalars() if id_)

    def utterances(
        self,
        since: datetime,
        *,
        of: Collection[Person] | None = None,
        most: int | None = None,
    ) -> tuple[Utterance, ...]:
        """What people wrote since then, oldest first; of these only, or the last so many only."""
        c = heard.c
        query = select(c.person, c.at, c.thread, c.begins).where(self._heard(), c.at >= since)
        if of is not None:
            query = query.where(c.person.in_([one.id for one in of]))
        if most is not None:
            newest = c.at if of is None else beside_index(c.at)
            query = query.order_by(newest.desc()).limit(most)
        rows = sorted(map(tuple, self.tx.run.execute(query).all()), key=itemgetter(1, 2, 0))
        people = {id_: self._person(id_) for id_ in {row[0] for row in rows} if id_}
        return tuple(
            Utterance(people[person], at, thread, begins)
            for person, at, thread, begins in rows
            if person
        )

    def beside(self, person: Person, since: datetime) -> tuple[Spoken, ...]:
        """When others wrote since then in threads in which somebody wrote, too; oldest first."""
        c = heard.c
        theirs = select(c.thread).where(self._heard(), c.person == person.id, c.at >= since)
        threads = set(self.tx.run.execute(theirs).scalars())
        # Asked for by their moments, too, SQLite would go through all that was heard since.
        rows = self.tx.run.execute(
            select(c.at, c.person).where(self._heard(), c.thread.in_(threads))
        ).all()
        others = (row for row in map(tuple, rows) if row[0] >= since and row[1] != person.id)
        return tuple(Spoken(self._person(who), at) for at, who in sorted(others) if who)

    def last_spoke(self, person: Person) -> datetime | None:
        """When somebody wrote last."""
        query = (
            select(heard.c.at)
            .where(self._heard(), heard.c.person == person.id)
            .order_by(heard.c.at.desc())
            .limit(1)
        )
        last: datetime | None = self.tx.run.execute(query).scalar()
        return last

    def _spoken_under(self, begun: Any) -> dict[str, dict[str, datetime]]:
        """By thread: when each person first wrote under its beginning."""
        under = and_(
            self._heard(),
            heard.c.thread.in_(select(heard.c.thread).where(begun).correlate(None)),
            heard.c.begins.is_(False),
            heard.c.person != "",
        )
        rows = self.tx.run.execute(
            select(heard.c.thread, heard.c.person, func.min(heard.c.at).label("first"))
            .where(under)
            .group_by(heard.c.thread, heard.c.person)
        )
        found: dict[str, dict[str, datetime]] = {}
        for row in rows:
            found.setdefault(row.thread, {})[row.person] = row.first
        return found

    def _told(self, row: Any, spoken: dict[str, datetime]) -> Thread:
        others = {id_: at for id_, at in spoken.items() if id_ != row.person}
        return Thread(
            self._person(row.person) if row.person else None,
            row.at,
            frozenset(self._person(id_) for id_ in others),
            min(others.values(), default=None),
        )

    def _heard(self) -> Any:
        return heard.c.community == self.scope.community

    def _thread(self, place: str, thread: str) -> str:
        """Whether two wrote in the same thread can be seen; in which, not."""
        return self.tx.vault.digest("thread", self.scope.community, place, thread)

    def _person(self, id_: str) -> Person:
        return Person(self.scope.space, id_)
