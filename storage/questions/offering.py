"""Whom a question was put to, what they said, and which topics they would rather not hear of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table, delete, func, insert, select, update

from bot.events import Person
from bot.questions.model import Offer, Said
from storage.questions.tables import offers, topics
from storage.tables import beside_index

if TYPE_CHECKING:
    from bot.questions.model import Lent
    from storage.database import Scope, Tx


class Offering:
    """One community's offers and stopped topics, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope, lent: Lent | None = None) -> None:
        """Speak of one community only; what is `lent` is needed for choosing and learning alone."""
        self.tx, self.scope, self.lent = tx, scope, lent

    def offer(self, id_: str) -> Offer | None:
        """One of them."""
        return next(iter(self._offers(offers.c.id == id_)), None)

    def offers(self, question: str) -> tuple[Offer, ...]:
        """Everybody who was asked about a question, in that order."""
        return self._offers(offers.c.question == question)

    def offers_to(self, person: Person) -> tuple[Offer, ...]:
        """Everything somebody was asked, in that order."""
        return self._offers(offers.c.person == person.id)

    def offers_since(self, at: datetime) -> tuple[Offer, ...]:
        """Whatever was put to anybody since then."""
        return self._offers(offers.c.at >= at)

    def save_offer(self, offer: Offer) -> None:
        """Write it."""
        place = "question_offers", "about", self.scope.community, offer.id
        values = {
            "question": offer.question,
            "person": offer.person.id,
            "by": offer.by.id if offer.by else None,
            "at": offer.at,
            "why": offer.why,
            "about": self.tx.vault.seal(offer.about, *place),
            "topic": self.digest(offer.topic),
            "wave": offer.wave,
            "said": offer.said.value,
            "delivered": offer.delivered,
        }
        if self.offer(offer.id):
            del values["topic"]  # what is read back is no topic any more
        self._write(offers, {"id": offer.id}, values)

    def refusals(self, person: Person, topic: str) -> int:
        """How often they said *Not me* on a topic since they last said how to go on."""
        c = topics.c
        key = {"person": person.id, "topic": self.digest(topic)}
        since = self.tx.run.execute(select(c.at).where(*self._of(topics, **key))).scalar()
        mine = self._of(offers, **key, said=Said.NO.value)
        later = [offers.c.at >= since] if since else []
        counted = select(func.count()).select_from(offers).where(*mine, *later)
        return int(self.tx.run.execute(counted).scalar_one())

    def carry_on(self, person: Person, topic: str, at: datetime, *, stop: bool) -> None:
        """They said how to go on with a topic: as before, or not any more."""
        key = {"person": person.id, "topic": self.digest(topic)}
        words = self.tx.vault.seal(topic, *self._topic_place(person.id, key["topic"]))
        self._write(topics, key, {"words": words, "stopped": stop, "at": at})

    def stopped(self, person: Person) -> tuple[str, ...]:
        """The topics somebody does not want to be asked about."""
        return tuple(sorted(self.stopped_topics(person.id).get(person.id, ())))

    def stopped_topics(self, person: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The stopped topics of one person, or of everybody."""
        mine = self._of(topics, stopped=True) + ([topics.c.person == person] if person else [])
        found: dict[str, tuple[str, ...]] = {}
        for row in self.tx.run.execute(select(topics).where(*mine)):
            words = self.tx.vault.open(row.words, *self._topic_place(row.person, row.topic))
            found[row.person] = (*found.get(row.person, ()), words)
        return found

    def digest(self, topic: str) -> str:
        """Whether two are the same topic can be seen; which, not."""
        return self.tx.vault.digest("topic", self.scope.community, topic) if topic else ""

    def erase_offers(self, person: Person) -> None:
        """Remove what they were asked, and their name where they thought of somebody."""
        run = self.tx.run
        run.execute(delete(offers).where(*self._of(offers, person=person.id)))
        run.execute(update(offers).where(*self._of(offers, by=person.id)).values(by=None))
        run.execute(delete(topics).where(*self._of(topics, person=person.id)))

    def _offers(self, *which: Any) -> tuple[Offer, ...]:
        asked = select(offers).where(*self._of(offers), *which)
        rows: Iterable[Row[Any]] = self.tx.run.execute(
            asked.order_by(beside_index(offers.c.at), offers.c.wave, offers.c.id)
        )
        return tuple(self._offer(row) for row in rows)

    def _offer(self, row: Row[Any]) -> Offer:
        place = "question_offers", "about", self.scope.community, row.id
        return Offer(
            id=row.id,
            question=row.question,
            person=self._person(row.person),
            at=row.at,
            why=row.why,
            about=self.tx.vault.open(row.about, *place),
            by=self._person(row.by) if row.by else None,
            wave=row.wave,
            said=Said(row.said),
            delivered=row.delivered,
        )

    def _topic_place(self, person: str, topic: str) -> tuple[str, ...]:
        return "question_topics", "words", self.scope.community, person, topic

    def _person(self, id_: str) -> Person:
        return Person(self.scope.space, id_)

    def _of(self, table: Table, **which: Any) -> list[Any]:
        here = table.c.community == self.scope.community
        return [here, *(table.c[name] == value for name, value in which.items())]

    def _write(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        done = self.tx.run.execute(update(table).where(*self._of(table, **key)).values(**values))
        if not done.rowcount:
            row = {"community": self.scope.community, **key, **values}
            self.tx.run.execute(insert(table).values(**row))
