"""One space inside one transaction, as the dispatcher needs it; compose lends the rooms."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random, SystemRandom
from typing import Any, TypeVar

from sqlalchemy import insert

from bot.activity import Activity
from bot.clock import Clock
from bot.directory import Directory
from bot.events import Actor, Community, Event, Person, Place, Role, Space
from bot.ledger import Ledger
from bot.premises import Premises
from bot.shelf import Shelf
from bot.text import Envelope
from bot.work import Housekeeping, Names
from storage.codec import encode
from storage.communities import CommunityBook
from storage.database import Database, Scope, Tx
from storage.ledger.book import Book
from storage.ledger.desk import Desk
from storage.ledger.exchanges import ActBook
from storage.ledger.traces import Traces
from storage.people import People
from storage.tables import failed

T = TypeVar("T")
Store = Callable[[Tx, Scope], Any]


@dataclass(frozen=True, slots=True)
class Fittings:
    """What compose lends: each feature's store, the directory, and who is a member where."""

    stores: Mapping[str, Store]
    directory: Callable[[Tx, Community, datetime], Directory]
    is_member: Callable[[Tx, str, Person], bool]
    communities_of: Callable[[Tx, Space, Person], tuple[str, ...]]
    activity: Callable[[Tx, Community], Activity]
    listening_at: Callable[[Tx, Place], tuple[str, ...]]
    shelf: Callable[[Tx, Community], Shelf]


@dataclass(slots=True)
class SqlRoom:
    """Implements `bot.work.Room`: a feature's store and the community's ledger."""

    fittings: Fittings
    tx: Tx
    feature: str
    space: Space
    now: datetime
    community: Community | None

    @property
    def _scope(self) -> Scope:
        return Scope(self.space, self.community.id if self.community else "")

    @property
    def store(self) -> Any:
        """The feature's own store."""
        return self.fittings.stores[self.feature](self.tx, self._scope)

    @property
    def directory(self) -> Directory:
        """The members of the community."""
        return self.fittings.directory(self.tx, self._here, self.now)

    @property
    def activity(self) -> Activity:
        """Who wrote when, where it is listened to."""
        return self.fittings.activity(self.tx, self._here)

    @property
    def shelf(self) -> Shelf:
        """What the community keeps for reuse."""
        return self.fittings.shelf(self.tx, self._here)

    @property
    def ledger(self) -> Ledger:
        """The promises of the community."""
        return Book(self.tx, self._here, self.now)

    @property
    def rooms(self) -> tuple[Housekeeping, ...]:
        """All stores, the ledger and the directory of people: for what concerns them all."""
        made = (make(self.tx, self._scope) for make in self.fittings.stores.values())
        traces = Traces(self.tx, self._scope, self.now)
        stores = (store for store in made if store is not None)
        return (*stores, traces, People(self.tx, self.space, self.community))

    @property
    def _here(self) -> Community:
        if self.community is None:
            raise LookupError("no community here")
        return self.community

    def move(self, community: Community) -> SqlRoom:
        """The same transaction, in another community."""
        return replace(self, community=community)


class SqlPremises(Desk):
    """Implements `bot.premises.Premises`: one space, inside one transaction."""

    def __init__(self, fittings: Fittings, tx: Tx, space: Space, now: datetime) -> None:
        """Bind to a space at its own time."""
        super().__init__(tx, space)
        self._fittings = fittings
        self._now, self._book = now, CommunityBook(tx, space)

    def dice(self) -> Random:
        """Dice that nobody can throw again."""
        return SystemRandom()

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """What happens inside is undone when it raises; what came before stays."""
        with self._tx.run.begin_nested():
            yield

    def refresh(self, actor: Actor, now: datetime) -> None:
        """Keep what the event tells of somebody."""
        People(self._tx, self._space).refresh(actor, now)

    def community(self, id: str) -> Community | None:  # noqa: A002 - it is one
        """A community of this space."""
        return self._book.by_id(id)

    def communities_at(self, place: Place | None) -> tuple[Community, ...]:
        """Whose home or welcome place that is."""
        return self._book.all_at(place) if place else ()

    def listening_at(self, place: Place | None) -> tuple[Community, ...]:
        """Who listens in that channel."""
        ids = self._fittings.listening_at(self._tx, place) if place else ()
        return tuple(c for id_ in ids if (c := self._book.by_id(id_)))

    def communities_of(self, person: Person) -> tuple[Community, ...]:
        """Where somebody belongs."""
        ids = self._fittings.communities_of(self._tx, self._space, person)
        return tuple(c for id_ in ids if (c := self._book.by_id(id_)))

    def communities(self) -> tuple[Community, ...]:
        """All of this space."""
        return self._book.in_space()

    def roles(self, community: str, person: Person) -> frozenset[Role]:
        """What somebody is there."""
        roles = self._book.roles(community, person)
        member = self._fittings.is_member(self._tx, community, person)
        return roles | {Role.MEMBER} if member else roles

    def room(self, feature: str, community: Community | None) -> SqlRoom:
        """A feature's store and the community's ledger."""
        return SqlRoom(self._fittings, self._tx, feature, self._space, self._now, community)

    def acted(self, community: Community, person: Person, now: datetime) -> None:
        """Keep the day on which a member last did anything."""
        ActBook(self._tx, Scope(self._space, community.id)).note(person, now)

    def names(self, community: Community | None) -> Names:
        """The space's directory."""
        return People(self._tx, self._space, community)

    def envelope(self, actor: Actor, community: Community | None) -> Envelope:
        """Whose eyes a reply is for; what the event tells not, the directory may know."""
        people = People(self._tx, self._space, community)
        known = people.actor(actor.person)
        locale = actor.locale or (known.locale if known else None)
        zone = actor.zone or (known.zone if known else None)
        return people.envelope_of(replace(actor, locale=locale, zone=zone))


class SqlUnits:
    """Implements `bot.premises.Units`."""

    def __init__(self, database: Database, clock: Clock, fittings: Fittings) -> None:
        """Keep where units of work run."""
        self._database, self._clock, self._fittings = database, clock, fittings

    async def write(self, event: Event, work: Callable[[Premises], T]) -> T:
        """One unit of work in the event's space, one at a time there."""
        now = self._clock.now(event.space)
        return await self._database.write(
            lambda tx: work(SqlPremises(self._fittings, tx, event.space, now)), lane=event.space.key
        )

    async def failed(self, event: Event, error: Exception) -> str:
        """Record an event whose handler raised; its id is a reference people can pass on."""
        now = self._clock.now(event.space)
        vault = self._database.vault
        reference = vault.digest("failed", event.space.key, event.id)[:8].upper()
        row = {
            "id": reference,
            "space": event.space.key,
            "at": now,
            "event": vault.seal(encode(event), "failed", "event", reference),
            "error": type(error).__name__,
        }

        def record(tx: Tx) -> None:
            tx.run.execute(failed.delete().where(failed.c.id == reference))
            tx.run.execute(insert(failed).values(row))

        await self._database.write(record)
        return reference
