"""The communities of a space, for whoever must know which one an event is about."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select

from bot.communities.model import Founded
from bot.events import Begin, Community, Person, Place, Role, Space
from storage.communities.tables import communities, roles
from storage.database import Tx

# Asked with every event, so composed once.
FOUNDED = (
    select(communities)
    .where(communities.c.space == bindparam("space"))
    .order_by(communities.c.since, communities.c.id)
)
NAMED = FOUNDED.where(communities.c.id == bindparam("id"))
STANDING = FOUNDED.where(communities.c.gone_at.is_(None))
ROLES = select(roles.c.role).where(
    roles.c.community == bindparam("community"),
    roles.c.person == bindparam("person"),
    roles.c.given.is_(True),
)
WITH_ROLE = (
    select(roles.c.person)
    .where(
        roles.c.community == bindparam("community"),
        roles.c.role == bindparam("role"),
        roles.c.given.is_(True),
    )
    .order_by(roles.c.at, roles.c.position, roles.c.person)
)


class CommunityBook:
    """The communities of one space, for whoever must know which one an event is about."""

    def __init__(self, tx: Tx, space: Space) -> None:
        """Bind to a space: what belongs to another is not found."""
        self._tx, self._space = tx, space

    def by_id(self, id: str) -> Community | None:  # noqa: A002 - it is one
        """A community of this space; also one we were removed from, until it is erased."""
        found = self._found(NAMED, id=id)
        return found[0] if found else None

    def at(self, place: Place) -> Community | None:
        """Whose home or place of welcome that is, in whichever thread; the oldest first."""
        found = self.all_at(place)
        return found[0] if found else None

    def all_at(self, place: Place) -> tuple[Community, ...]:
        """Everybody's whose home or place of welcome that is: homes first."""
        if place.space != self._space:
            return ()
        here = or_(communities.c.home == place.id, communities.c.hello == place.id)
        found = self._found(STANDING.where(here))
        return tuple(sorted(found, key=lambda c: c.home.id != place.id))

    def in_space(self) -> tuple[Community, ...]:
        """All that are not gone, the oldest first."""
        return self._found(STANDING)

    def roles(self, community_id: str, person: Person) -> frozenset[Role]:
        """Whether somebody is host or coordinator there."""
        if person.space != self._space:
            return frozenset()
        mine = {"community": community_id, "person": person.id}
        return frozenset(Role(row.role) for row in self._tx.run.execute(ROLES, mine))

    def with_role(self, community_id: str, role: Role) -> tuple[Person, ...]:
        """Hosts or coordinators, in the order they were named."""
        found = self._tx.run.execute(WITH_ROLE, {"community": community_id, "role": role.value})
        return tuple(Person(self._space, row.person) for row in found)

    def founded(self, *where: Any) -> tuple[Founded, ...]:
        """Communities of this space with what only their own room needs to know."""
        return self._asked(FOUNDED.where(*where))

    def _found(self, query: Select[Any], **more: str) -> tuple[Community, ...]:
        return tuple(founded.community for founded in self._asked(query, **more))

    def _asked(self, query: Select[Any], **more: str) -> tuple[Founded, ...]:
        rows = self._tx.run.execute(query, {"space": self._space.key, **more})
        return tuple(self._read(row) for row in rows)

    def _read(self, row: Row[Any]) -> Founded:
        said = json.loads(self._tx.vault.open(row.said, "communities", "said", row.id))
        community = Community(
            id=row.id,
            space=self._space,
            home=Place(self._space, row.home),
            hello=Place(self._space, row.hello),
            name=said["name"],
            purpose=said["purpose"],
            language=row.language,
            zone=row.zone,
            begin=Begin(row.begin),
            held=False,  # the ledger's to know: work.ledger.is_held()
            since=row.since,
            languages=tuple(row.languages.split(",")),
            norms=tuple(said["norms"]),
            norms_version=row.norms_version,
        )
        return Founded(
            community,
            alive=row.already_alive,
            by=Person(self._space, row.by) if row.by else None,
            people=row.people,
            counting=row.counting,
            words=said["words"],
            posted=row.posted_at,
            lost=row.lost_at,
            gone=row.gone_at,
        )
