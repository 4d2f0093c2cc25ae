"""Introductions and searches, read and written."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, Table, delete, insert, or_, select, update

from bot.directory import Directory
from bot.events import Person
from bot.exchanges import Talk
from bot.introductions.model import (
    AT_A_TIME,
    AT_MOST,
    OPEN,
    Introduction,
    Looking,
    Outcome,
    Peer,
    Pool,
    Reason,
    Said,
    Search,
    Side,
    State,
    Stops,
    Why,
    asked_since,
    came,
)
from bot.text import Text
from bot.work import Chore, Kept
from storage.introductions import keeping
from storage.introductions.tables import introductions, searches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.database import Scope, Tx

MONTH = timedelta(days=28)


class IntroductionsStore:
    """One community's introductions, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def search(self, person: Person) -> Search | None:
        """The newest search for somebody."""
        asked = select(searches).where(
            searches.c.community == self.scope.community, searches.c.person == person.id
        )
        row = self.tx.run.execute(asked).one_or_none()
        return self._search(row) if row else None

    def looking(self) -> tuple[Search, ...]:
        """All searches that go on, oldest first."""
        asked = select(searches).where(
            searches.c.community == self.scope.community,
            searches.c.state == Looking.LOOKING.value,
        )
        rows = self.tx.run.execute(asked.order_by(searches.c.since, searches.c.person))
        return tuple(self._search(row) for row in rows)

    def save_search(self, search: Search) -> None:
        """Write a search over the one before."""
        values = {
            "since": search.since,
            "promised": search.promised,
            "seed": search.seed,
            "state": search.state.value,
            "name_first": search.name_first,
            "hosts_only": search.hosts_only,
            "round": search.round,
            "coordinator": search.coordinator.id if search.coordinator else None,
            "told": search.told,
        }
        self._write(searches, {"person": search.person.id}, values)

    def introduction(self, id_: str) -> Introduction | None:
        """One introduction; None for an unknown id or another community's."""
        row = self.tx.run.execute(self._all().where(introductions.c.id == id_)).one_or_none()
        return self._introduction(row) if row else None

    def save(self, introduction: Introduction) -> None:
        """Write an introduction."""
        one = introduction
        values = {
            "a": one.a.person.id,
            "b": one.b.person.id,
            "by": one.by.id if one.by else None,
            "state": one.state.value,
            "reason": self._seal(one.id, one.reason),
            "a_said": one.a.said.value,
            "b_said": one.b.said.value,
            "a_outcome": one.a.outcome.value,
            "b_outcome": one.b.outcome.value,
            "name_first": one.name_first,
            "search": one.search,
            "round": one.round,
            "late": one.late,
            "at": one.at,
            "offered_at": one.offered_at,
            "together_at": one.together_at,
        }
        self._write(introductions, {"id": one.id}, values)

    def of(self, person: Person) -> tuple[Introduction, ...]:
        """All introductions with this person in them, oldest first."""
        c = introductions.c
        asked = self._all().where(or_(c.a == person.id, c.b == person.id))
        rows = self.tx.run.execute(asked.order_by(c.at, c.id))
        return tuple(self._introduction(row) for row in rows)

    def talks(self, since: datetime, until: datetime) -> tuple[Talk, ...]:
        """What came of the conversations that were opened from then to then."""
        c = introductions.c
        asked = self._all().where(c.together_at >= since, c.together_at < until)
        rows = self.tx.run.execute(asked.order_by(c.together_at, c.id))
        found = (self._introduction(row) for row in rows)
        return tuple(
            Talk(tuple(side.person for side in one.sides), came(one, until)) for one in found
        )

    def hosting(self) -> Mapping[Person, int]:
        """How many newcomers everybody is being asked about or talking to now."""
        c = introductions.c
        asked = select(c.b).where(
            c.community == self.scope.community,
            c.state.in_([s.value for s in OPEN]),
            c.search.is_(True),
        )
        return Counter(self._person(row.b) for row in self.tx.run.execute(asked))

    def stops(self, search: Search, directory: Directory) -> Stops:
        """What forbids, for this newcomer, now."""
        asked = [i for i in self.of(search.person) if i.search and i.a.person == search.person]
        return Stops(
            apart=directory.apart(search.person),
            already=frozenset(i.b.person for i in asked),
            hosting=self.hosting(),
            hosts_only=search.hosts_only,
        )

    def pool(self, subject: str, now: datetime, directory: Directory) -> Pool | None:
        """The input of the choice for the newcomer whose id is `subject`."""
        newcomer = self._person(subject)
        search, card = self.search(newcomer), directory.card(newcomer)
        if search is None or card is None:
            return None
        theirs = self.of(newcomer)
        stops = self.stops(search, directory)
        allowed = [c for c in directory.askable(now) if stops.allow(newcomer, c)]
        lately = self._lately(now)
        peers = tuple(
            Peer(
                other,
                asked=directory.asked_lately(other.person, now),
                met_lately=lately[other.person.id],
                contact=_days_ago(theirs, other.person, now),
            )
            for other in allowed
        )
        places = min(AT_A_TIME, AT_MOST - asked_since(theirs, search))
        return Pool(card, peers, now, search.seed, search.round, places)

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """Newcomers nobody was found for, and asks nobody answered."""
        found = (keeping.chore(s, self.of(s.person)) for s in self.looking())
        return tuple(chore for chore in found if chore)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """What goes on: a search, open questions, conversations of the last month."""
        search = self.search(person)
        looking = keeping.why_searching(search) if search else None
        told = (keeping.why_introduced(one, person, now) for one in self.of(person))
        return tuple(said for said in (looking, *told) if said)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """Searches and introductions, with their reasons."""
        return keeping.kept(self.search(person), self.of(person), person)

    def erase(self, person: Person) -> None:
        """Remove somebody; what is open keeps an empty side, so that the other can be told."""
        run, here, c = self.tx.run, self.scope.community, introductions.c
        run.execute(
            delete(searches).where(searches.c.community == here, searches.c.person == person.id)
        )
        of_search = searches.c.community == here, searches.c.coordinator == person.id
        run.execute(update(searches).where(*of_search).values(coordinator=None))
        for one in self.of(person):
            if one.state in OPEN and one.other(person).here:
                self.save(keeping.without(one, person))
            else:
                run.execute(delete(introductions).where(c.community == here, c.id == one.id))
        rows = run.execute(self._all().where(c.by == person.id)).all()
        for one in (self._introduction(row) for row in rows):
            self.save(keeping.without_author(one))

    def _lately(self, now: datetime) -> Counter[str]:
        c = introductions.c
        asked = select(c.b).where(c.community == self.scope.community, c.at > now - MONTH)
        return Counter(row.b for row in self.tx.run.execute(asked))

    def _all(self) -> Select[Any]:
        return select(introductions).where(introductions.c.community == self.scope.community)

    def _write(self, table: Table, key: Mapping[str, str], values: Mapping[str, Any]) -> None:
        whose = {"community": self.scope.community, **key}
        matches = [table.c[name] == value for name, value in whose.items()]
        done = self.tx.run.execute(update(table).where(*matches).values(**values))
        if not done.rowcount:
            self.tx.run.execute(insert(table).values(**whose, **values))

    def _person(self, id_: str) -> Person:
        return Person(self.scope.space, id_)

    def _seal(self, id_: str, reason: Reason) -> bytes:
        plain = json.dumps([reason.why.value, reason.wants, reason.can, reason.words])
        return self.tx.vault.seal(plain, "introductions", "reason", self.scope.community, id_)

    def _introduction(self, row: Row[Any]) -> Introduction:
        place = ("introductions", "reason", self.scope.community, row.id)
        why, wants, can, words = json.loads(self.tx.vault.open(row.reason, *place))
        return Introduction(
            id=row.id,
            a=Side(self._person(row.a), Said(row.a_said), Outcome(row.a_outcome)),
            b=Side(self._person(row.b), Said(row.b_said), Outcome(row.b_outcome)),
            reason=Reason(Why(why), wants, can, words),
            state=State(row.state),
            at=row.at,
            by=self._person(row.by) if row.by else None,
            name_first=row.name_first,
            search=row.search,
            round=row.round,
            late=row.late,
            offered_at=row.offered_at,
            together_at=row.together_at,
        )

    def _search(self, row: Row[Any]) -> Search:
        return Search(
            person=self._person(row.person),
            since=row.since,
            promised=row.promised,
            seed=row.seed,
            state=Looking(row.state),
            name_first=row.name_first,
            hosts_only=row.hosts_only,
            round=row.round,
            coordinator=self._person(row.coordinator) if row.coordinator else None,
            told=row.told,
        )


def _days_ago(theirs: tuple[Introduction, ...], other: Person, now: datetime) -> int | None:
    when = [i.together_at for i in theirs if i.together_at and other in i.people]
    return (now - max(when)).days if when else None
