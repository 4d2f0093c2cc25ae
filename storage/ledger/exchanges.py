"""The log of exchanges and the day of everybody's last act, as rows of one community."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy import Select, and_, delete, insert, select, update

from bot.events import Person
from bot.exchanges import Exchange
from bot.text import t
from bot.work import Kept
from storage.database import Scope, Tx
from storage.tables import acts, beside_index, exchanges


class ExchangeLog:
    """Implements `bot.exchanges.Exchanges`: a row for each person of each exchange."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Bind to one community."""
        self._tx, self._scope = tx, scope
        self._mine = exchanges.c.community == scope.community

    def note(self, exchange: Exchange) -> None:
        """Write it down; the same matter of the same people told twice is one exchange."""
        id_ = self._id(exchange)
        known = select(exchanges.c.id).where(self._mine, exchanges.c.id == id_)
        if not exchange.people or self._tx.run.execute(known).first():
            return
        rows = [self._row(id_, exchange, person) for person in dict.fromkeys(exchange.people)]
        self._tx.run.execute(insert(exchanges), rows)

    def _id(self, exchange: Exchange) -> str:
        matter = exchange.about or exchange.at.isoformat()
        who = sorted({person.id for person in exchange.people})
        what = ("exchange", self._scope.community, exchange.kind, matter, *who)
        return self._tx.vault.digest(*what)

    def _row(self, id_: str, exchange: Exchange, person: Person) -> dict[str, object]:
        return {
            "community": self._scope.community,
            "id": id_,
            "person": person.id,
            "kind": exchange.kind,
            "mode": exchange.mode,
            "about": exchange.about,
            "size": len(set(exchange.people)),
            "at": exchange.at,
        }

    def since(self, at: datetime) -> tuple[Exchange, ...]:
        """All since then, the oldest first."""
        return self._read(select(exchanges).where(self._mine, exchanges.c.at >= at))

    def of(self, person: Person) -> tuple[Exchange, ...]:
        """All of somebody's."""
        theirs = select(exchanges.c.id).where(self._mine, exchanges.c.person == person.id)
        return self._read(select(exchanges).where(self._mine, exchanges.c.id.in_(theirs)))

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[Exchange, ...]:
        order = (beside_index(exchanges.c.at), exchanges.c.id, exchanges.c.person)
        rows = self._tx.run.execute(query.order_by(*order)).all()
        found = []
        for _, group in groupby(rows, key=lambda row: row.id):
            each = tuple(group)
            people = tuple(Person(self._scope.space, row.person) for row in each)
            one = each[0]
            found.append(Exchange(one.kind, people, one.mode, one.about, one.at, one.size))
        return tuple(found)

    def kept(self, person: Person) -> Iterable[Kept]:
        """Somebody's own, for *me*; with whom, they know themselves."""
        items = tuple(
            {"what": one.kind, "for": one.mode, "on": f"{one.at:%Y-%m-%d}"}
            for one in self.of(person)
        )
        if items:
            what = t("Conversations that took place")
            why = t("to count, without names, what came of them")
            yield Kept(what, why, t("400 days, or until you erase it"), items)

    def erase(self, person: Person) -> None:
        """Take somebody out; that the others did something stays theirs."""
        mine = and_(self._mine, exchanges.c.person == person.id)
        self._tx.run.execute(delete(exchanges).where(mine))
        named = and_(self._mine, exchanges.c.about.contains(person.id, autoescape=True))
        self._tx.run.execute(update(exchanges).where(named).values(about=""))


class ActBook:
    """Implements `bot.exchanges.Acts`."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Bind to one community."""
        self._tx, self._scope = tx, scope
        self._mine = acts.c.community == scope.community

    def note(self, person: Person, now: datetime) -> None:
        """Somebody did something today."""
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        theirs = and_(self._mine, acts.c.person == person.id)
        known = self._tx.run.execute(select(acts.c.day).where(theirs)).scalar()
        if known is None:
            row = {"community": self._scope.community, "person": person.id, "day": day}
            self._tx.run.execute(insert(acts).values(row))
        elif known < day:
            self._tx.run.execute(update(acts).where(theirs).values(day=day))

    def since(self, at: datetime) -> frozenset[Person]:
        """Who did anything on that day or later."""
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        rows = self._tx.run.execute(select(acts.c.person).where(self._mine, acts.c.day >= day))
        return frozenset(Person(self._scope.space, row.person) for row in rows)

    def kept(self, person: Person) -> Iterable[Kept]:
        """The day, for *me*."""
        theirs = select(acts.c.day).where(self._mine, acts.c.person == person.id)
        day = self._tx.run.execute(theirs).scalar()
        if day:
            what, why = t("The day you last used me"), t("to ask, once, how it goes after a month")
            yield Kept(what, why, t("until you leave, or erase it"), ({"day": f"{day:%Y-%m-%d}"},))

    def erase(self, person: Person) -> None:
        """Forget it."""
        self._tx.run.execute(delete(acts).where(self._mine, acts.c.person == person.id))
