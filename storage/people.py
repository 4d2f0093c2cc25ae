"""The space's directory: what platforms tell of people, refreshed by what they do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, insert, select, update

from bot.events import Actor, Community, Person, Power, Space
from bot.text import Envelope, t
from bot.work import Chore, Kept
from storage.database import Tx
from storage.tables import people

FEW = 500  # people of one statement; after so many single look-ups everybody is read at once

# Asked for every reader of every message, so composed once.
EVERYBODY = select(people).where(people.c.space == bindparam("space"))
ONE = EVERYBODY.where(people.c.person == bindparam("person"))


class People:
    """Who is known in a space, inside one transaction; implements `bot.work.Names`."""

    def __init__(self, tx: Tx, space: Space, community: Community | None = None) -> None:
        """`community` lends its language and zone where a person's are not known."""
        self._tx, self._space, self._community = tx, space, community
        self._met: dict[str, Actor | None] = {}
        self._everybody = False

    def refresh(self, actor: Actor, now: datetime) -> None:
        """Keep what the event tells of somebody; what it does not tell stays known."""
        before = self.actor(actor.person)
        known = {
            "name": actor.name or (before.name if before else ""),
            "locale": actor.locale or (before.locale if before else None),
            "zone": actor.zone or (before.zone if before else None),
        }
        values = {
            "known": self._seal(actor.person, known),
            "powers": ",".join(sorted(actor.powers)),
            "is_bot": actor.is_bot,
            "is_guest": actor.is_guest,
            "at": now,
        }
        mine = self._mine(actor.person)
        self._met.pop(actor.person.id, None)
        if not self._tx.run.execute(update(people).where(mine).values(values)).rowcount:
            row = {"space": self._space.key, "person": actor.person.id}
            self._tx.run.execute(insert(people).values(**row, **values))

    def actor(self, person: Person) -> Actor | None:
        """What is known of somebody; after a FEW it is cheaper to read everybody at once."""
        if person.id not in self._met and not self._everybody:
            self._everybody = len(self._met) >= FEW
            found = self._rows() if self._everybody else self._rows(person)
            self._met.setdefault(person.id, None)
            self._met |= {row.person: self._read(row) for row in found}
        return self._met.get(person.id)

    def meet(self, people_: Sequence[Person]) -> None:
        """Read what is known of these, some hundred or all, in a handful of statements."""
        unmet = [person.id for person in people_ if person.id not in self._met]
        if self._everybody or not unmet:
            return
        self._everybody = len(unmet) > FEW
        some = EVERYBODY.where(people.c.person.in_(unmet)), {"space": self._space.key}
        found = self._rows() if self._everybody else self._tx.run.execute(*some).all()
        self._met |= dict.fromkeys(unmet)
        self._met |= {row.person: self._read(row) for row in found}

    def everybody(self) -> tuple[Actor, ...]:
        """All who are known here."""
        return tuple(self._read(row) for row in self._rows())

    def _rows(self, one: Person | None = None) -> Sequence[Row[Any]]:
        here = {"space": self._space.key}
        if one is None:
            return self._tx.run.execute(EVERYBODY, here).all()
        return self._tx.run.execute(ONE, {**here, "person": one.id}).all()

    def _read(self, row: Row[Any]) -> Actor:
        where = ("people", "known", self._space.key, row.person)
        known = json.loads(self._tx.vault.open(row.known, *where))
        return Actor(
            Person(self._space, row.person),
            known["name"],
            known["locale"],
            known["zone"],
            frozenset(Power(p) for p in row.powers.split(",") if p),
            row.is_bot,
            row.is_guest,
        )

    def envelope(self, person: Person) -> Envelope:
        """Whose eyes: their locale and zone, else the community's."""
        return self.envelope_of(self.actor(person))

    def envelope_of(self, actor: Actor | None) -> Envelope:
        """The same for an actor as an event brought them."""
        community = self._community
        locale, zone, id_ = ("en", "UTC", "")
        if community:
            locale, zone, id_ = community.language, community.zone, community.id
        return Envelope(
            (actor.locale if actor else None) or locale,
            (actor.zone if actor else None) or zone,
            id_,
        )

    def name(self, person: Person) -> str:
        """How the platform calls somebody."""
        actor = self.actor(person)
        return actor.name if actor else ""

    def chores(self, _now: datetime) -> tuple[Chore, ...]:
        """None."""
        return ()

    def reasons(self, _person: Person, _now: datetime) -> tuple[()]:
        """None."""
        return ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """What the platform told of somebody."""
        actor = self.actor(person)
        if actor is None:
            return ()
        item = {"name": actor.name, "locale": actor.locale or "", "zone": actor.zone or ""}
        return (
            Kept(
                t("Your name, language and time zone, as the platform tells them"),
                t("to address you, in your language, in your waking hours"),
                t("until you leave, or erase it"),
                (item,),
            ),
        )

    def erase(self, person: Person) -> None:
        """Forget what the platform told."""
        self._met[person.id] = None
        self._tx.run.execute(delete(people).where(self._mine(person)))

    def _seal(self, person: Person, known: dict[str, str | None]) -> bytes:
        where = ("people", "known", self._space.key, person.id)
        return self._tx.vault.seal(json.dumps(known), *where)

    def _mine(self, person: Person) -> ColumnElement[bool]:
        return and_(people.c.space == self._space.key, people.c.person == person.id)
