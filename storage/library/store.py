"""Kept items and topics, read and written; what is kept stands in the index, nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from bot.events import Person, Place
from bot.library.model import Item, Kind, Level, State, Topic
from bot.text import Text, tn
from bot.wording import Naming
from bot.work import Chore, Kept
from storage.database import Scope, Tx
from storage.library import keeping
from storage.library.postings import Postings
from storage.library.tables import items, topics

MOMENTS = ("at", "asked", "kept", "confirmed", "looked", "helped", "helped_at", "stays")
c = items.c


class LibraryStore:
    """One community's library, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope
        self.index = Postings(tx, scope)

    def item_of(self, id_: str) -> Item | None:
        """The one of that id, whatever its state."""
        return next(self._read(self._all(c.id == id_)), None)

    def from_source(self, source: str) -> Item | None:
        """What was made of that source."""
        return next(self._read(self._all(c.source == source)), None) if source else None

    def source_of(self, person: Person, words: str) -> str:
        """The name of a message as a source: a digest of whose it is and what it says."""
        told = self.tx.vault.digest("library said", self.scope.community, person.id, words)
        return f"said:{told[:32]}"

    def said_in(self, messages: Iterable[str], thread: str) -> tuple[Item, ...]:
        """What was said in one of these messages, or anywhere in that thread ("": in none)."""
        said = c.message.in_([self._said("message", one) for one in messages if one])
        under = c.thread == self._said("thread", thread)
        return tuple(self._read(self._all(under if thread else said)))

    def save(self, item: Item) -> None:
        """Write it; what is kept can be found, what is not cannot."""
        before = self._row(item.id)
        indexed = before.terms if before else None
        if self._told(before) != (item.title, f"{item.words}\n{item.addition}", item.state):
            indexed = self._indexed(item, indexed)
        values = self._values(item) | {"terms": indexed}
        if before:
            self.tx.run.execute(update(items).where(*self._mine(c.id == item.id)).values(**values))
        else:
            row = {"community": self.scope.community, "id": item.id, **values}
            row["message"] = self._said("message", item.message)
            row["thread"] = self._said("thread", item.thread)
            self.tx.run.execute(insert(items).values(**row))

    def remove(self, item: Item) -> None:
        """Nothing of it is left."""
        before = self._row(item.id)
        if before and before.terms:
            self.index.take(item.id, before.terms)
        self.tx.run.execute(delete(items).where(*self._mine(c.id == item.id)))

    def items_of(self, person: Person) -> tuple[Item, ...]:
        """All that somebody wrote, oldest first."""
        return tuple(self._read(self._all(c.person == person.id).order_by(c.at, c.id)))

    def on_topic(self, topic: str, most: int) -> tuple[Item, ...]:
        """What is kept under a topic's id, what helped last first; "" for what has none."""
        mine = self._all(c.state == State.KEPT.value, c.topic == topic)
        last = func.coalesce(c.helped_at, c.kept)
        return tuple(self._read(mine.order_by(last.desc(), c.id).limit(most)))

    def all_kept(self) -> tuple[Item, ...]:
        """All that is kept, oldest first."""
        return tuple(self._read(self._all(c.state == State.KEPT.value).order_by(c.at, c.id)))

    def newest(self, most: int) -> tuple[Item, ...]:
        """What was kept last, the newest first."""
        mine = self._all(c.state == State.KEPT.value).order_by(c.kept.desc(), c.id)
        return tuple(self._read(mine.limit(most)))

    def how_many(self) -> int:
        """How many items are kept."""
        mine = self._mine(c.state == State.KEPT.value)
        return int(self.tx.run.execute(select(func.count()).where(*mine)).scalar_one())

    def of_ids(self, ids: Iterable[str]) -> Mapping[str, Item]:
        """Those of these ids that are kept."""
        found = self._read(self._all(c.id.in_(tuple(ids))))
        # Asked for by state, too, SQLite would go through all that is kept.
        return {item.id: item for item in found if item.state is State.KEPT}

    def unconfirmed(self, before: datetime, most: int) -> tuple[Item, ...]:
        """Kept items that nobody confirmed since then, the oldest first."""
        mine = self._all(c.state == State.KEPT.value, c.confirmed < before)
        return tuple(self._read(mine.order_by(c.confirmed, c.id).limit(most)))

    def kept_between(self, since: datetime, until: datetime) -> int:
        """How many items were kept from then to then, and still are."""
        mine = self._mine(c.state == State.KEPT.value, c.kept >= since, c.kept < until)
        return int(self.tx.run.execute(select(func.count()).where(*mine)).scalar_one())

    def topics(self) -> tuple[Topic, ...]:
        """All topics by their words, with how many items each has."""
        mine = self._mine(c.state == State.KEPT.value)
        asked = select(c.topic, func.count().label("n")).where(*mine).group_by(c.topic)
        held = {row.topic: row.n for row in self.tx.run.execute(asked)}
        here = topics.c.community == self.scope.community
        found = [self._topic(row) for row in self.tx.run.execute(select(topics).where(here))]
        counted = (replace(one, items=held.get(one.id, 0)) for one in found)
        return tuple(sorted(counted, key=lambda one: (one.words.casefold(), one.id)))

    def topic(self, id_: str) -> Topic | None:
        """The one of that id."""
        row = self.tx.run.execute(select(topics).where(*self._at_topic(id_))).one_or_none()
        return self._topic(row) if row else None

    def of_topics(self, ids: Iterable[str]) -> dict[str, Topic]:
        """Those of these ids, without their numbers of items."""
        wanted = tuple(ids)
        if not wanted:
            return {}
        mine = (topics.c.community == self.scope.community, topics.c.topic.in_(wanted))
        rows = self.tx.run.execute(select(topics).where(*mine))
        return {row.topic: self._topic(row) for row in rows}

    def topic_id(self, words: str) -> str:
        """The id of a topic however it is written; "" for no words."""
        plain = " ".join(words.casefold().split())
        told = self.tx.vault.digest("library topic", self.scope.community, plain)
        return told[:16] if plain else ""

    def save_topic(self, topic: Topic) -> None:
        """Write who looks after it, and how it is written."""
        sealed = self.tx.vault.seal(topic.words, *self._place(topics.name, topic.id))
        values = {"words": sealed, "steward": topic.steward.id if topic.steward else None}
        at = self._at_topic(topic.id)
        if not self.tx.run.execute(update(topics).where(*at).values(**values)).rowcount:
            row = {"community": self.scope.community, "topic": topic.id, **values}
            self.tx.run.execute(insert(topics).values(**row))

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """Topics nobody looks after, and old items nobody answered for."""
        return keeping.chores(self, now)

    def report(self, since: datetime, until: datetime) -> tuple[Text, ...]:
        """What this room has to tell in the coordinators' report."""
        kept_ = self.kept_between(since, until)
        said = tn("One thing was kept for everybody.", "{n} things were kept for everybody.", kept_)
        return (said,) if kept_ else ()

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why somebody hears from this room."""
        return keeping.reasons(self, person, now)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """What is theirs, for *me*."""
        return keeping.kept(self, person)

    def erase(self, person: Person) -> None:
        """Their items go, or stay without a name, as they said; topics lose their steward."""
        for item in self.items_of(person):
            if item.stays and item.state is State.KEPT:
                self.save(replace(item, by=None, naming=Naming.UNNAMED))
            else:
                self.remove(item)
        mine = (topics.c.community == self.scope.community, topics.c.steward == person.id)
        self.tx.run.execute(update(topics).where(*mine).values(steward=None))

    def _indexed(self, item: Item, before: str | None) -> str | None:
        if before:
            self.index.take(item.id, before)
        if item.state is not State.KEPT:
            return None
        return self.index.add(item.id, item.title, f"{item.words}\n{item.addition}")

    def _told(self, row: Row[Any] | None) -> tuple[str, str, State] | None:
        """What the index was made of, when it was made."""
        if row is None or row.words is None:
            return None
        title, words, addition, *_ = self._opened(row)
        return title, f"{words}\n{addition}", State(row.state)

    def _values(self, item: Item) -> dict[str, Any]:
        if item.topic and self.topic(self.topic_id(item.topic)) is None:
            self.save_topic(Topic(self.topic_id(item.topic), item.topic))
        where = [item.where.id, item.where.thread] if item.where else []
        said = json.dumps([item.title, item.words, item.addition, where])
        sealed = self.tx.vault.seal(said, *self._place(items.name, item.id))
        return {name: getattr(item, name) for name in MOMENTS} | {
            "kind": item.kind.value,
            "level": item.level.value if item.level else "",
            "state": item.state.value,
            "person": item.by.id if item.by else None,
            "naming": item.naming.value if item.naming else "",
            "source": item.source,
            "topic": self.topic_id(item.topic),
            "words": None if item.state is State.NO else sealed,
        }

    def _read(self, asked: Select[Any]) -> Iterator[Item]:
        rows = self.tx.run.execute(asked).all()
        known = self.of_topics({row.topic for row in rows if row.topic})
        for row in rows:
            topic = known.get(row.topic)
            yield self._item(row, topic.words if topic else "")

    def _item(self, row: Row[Any], topic: str) -> Item:
        title, words, addition, where = self._opened(row) if row.words else ("", "", "", [])
        space = self.scope.space
        return Item(
            id=row.id,
            kind=Kind(row.kind),
            title=title,
            words=words,
            addition=addition,
            by=Person(space, row.person) if row.person else None,
            state=State(row.state),
            naming=Naming(row.naming) if row.naming else None,
            topic=topic,
            where=Place(space, *where) if where else None,
            source=row.source,
            level=Level(row.level) if row.level else None,
            **{name: getattr(row, name) for name in MOMENTS},
        )

    def _opened(self, row: Row[Any]) -> tuple[str, str, str, list[str]]:
        title, words, addition, where = json.loads(
            self.tx.vault.open(row.words, *self._place(items.name, row.id))
        )
        return title, words, addition, where

    def _topic(self, row: Row[Any]) -> Topic:
        words = self.tx.vault.open(row.words, *self._place(topics.name, row.topic))
        steward = Person(self.scope.space, row.steward) if row.steward else None
        return Topic(row.topic, words, steward)

    def _row(self, id_: str) -> Row[Any] | None:
        return self.tx.run.execute(self._all(c.id == id_)).one_or_none()

    def _said(self, what: str, name: str) -> str:
        """Whether two were said in the same place can be seen; in which, not."""
        return self.tx.vault.digest(f"library {what}", self.scope.community, name) if name else ""

    def _all(self, *which: Any) -> Select[Any]:
        return select(items).where(*self._mine(*which))

    def _mine(self, *which: Any) -> tuple[Any, ...]:
        return (c.community == self.scope.community, *which)

    def _at_topic(self, id_: str) -> tuple[Any, ...]:
        return topics.c.community == self.scope.community, topics.c.topic == id_

    def _place(self, table: str, id_: str) -> tuple[str, ...]:
        return table, "words", self.scope.community, id_
