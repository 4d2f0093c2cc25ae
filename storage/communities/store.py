"""One community's settings and roles in one transaction."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, insert, select, update

from bot.communities.model import Founded, Host, Standing, kept_of, needed, reasons_of
from bot.events import Community, Person, Place, Role
from bot.text import Text
from bot.work import Chore, Kept
from storage.communities.book import CommunityBook
from storage.communities.codes import Codes
from storage.communities.tables import communities, roles
from storage.database import Scope, Tx
from storage.tables import metadata


class CommunitiesStore(Codes):
    """One community's settings and roles; and, before there is one, the codes to start it."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Bind to a community; a homeless store finds codes only."""
        super().__init__(tx, scope)
        self._book = CommunityBook(tx, scope.space)
        self._mine = and_(
            communities.c.id == scope.community, communities.c.space == scope.space.key
        )

    def found(self, founded: Founded, at: datetime) -> None:
        """Write the community's settings, the newest `at` wins; founded again, it lives again."""
        values = {**self._settings(founded), "changed_at": at, "gone_at": None}
        newer = and_(self._mine, communities.c.changed_at <= at)
        if self._tx.run.execute(update(communities).where(newer).values(values)).rowcount:
            return
        if self.founded() is None:
            fixed = {"id": self._scope.community, "space": self._scope.space.key}
            values["since"] = founded.community.since
            self._tx.run.execute(insert(communities).values(**fixed, **values))

    def _settings(self, founded: Founded) -> dict[str, object]:
        of = founded.community
        return {
            "home": of.home.id,
            "hello": of.hello.id,
            "said": self._sealed(founded),
            "norms_version": of.norms_version,
            "language": of.language,
            "languages": ",".join(of.languages),
            "zone": of.zone,
            "begin": of.begin.value,
            "already_alive": founded.alive,
            "lost_at": founded.lost,
            "by": founded.by.id if founded.by else None,
        }

    def _sealed(self, founded: Founded) -> bytes:
        of = founded.community
        said = {"name": of.name, "purpose": of.purpose, "norms": of.norms, "words": founded.words}
        return self._tx.vault.seal(json.dumps(said), "communities", "said", of.id)

    def founded(self) -> Founded | None:
        """The community itself."""
        found = self._book.founded(communities.c.id == self._scope.community)
        return found[0] if found else None

    def here(self) -> tuple[Community, ...]:
        """All communities of the space that are not gone."""
        return self._book.in_space()

    def gone_from(self, home: Place) -> Community | None:
        """The community that had its home there before we were removed."""
        found = self._book.founded(
            communities.c.home == home.id, communities.c.gone_at.is_not(None)
        )
        return found[-1].community if found else None

    def note(self, founded: Founded) -> None:
        """Write what happened to the community: counted, posted, lost, gone, its own words."""
        values = {
            "said": self._sealed(founded),
            "people": founded.people,
            "counting": founded.counting,
            "posted_at": founded.posted,
            "lost_at": founded.lost,
            "gone_at": founded.gone,
        }
        self._tx.run.execute(update(communities).where(self._mine).values(values))

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Hosts or coordinators, in the order they were named."""
        return self._book.with_role(self._scope.community, role)

    def give(
        self,
        person: Person,
        role: Role,
        by: Person,
        at: datetime,
        *,
        given: bool,
        position: int = 0,
    ) -> bool:
        """Make or unmake, the newest `at` wins; whether this changed what they are."""
        had = role in self._book.roles(self._scope.community, person)
        values = {"given": given, "by": by.id, "at": at, "position": position}
        theirs = self._row(person, role)
        newer = update(roles).where(theirs, roles.c.at <= at, roles.c.given.is_not(given))
        if self._tx.run.execute(newer.values(**values, asked_at=None, answered_at=None)).rowcount:
            return True
        if self._tx.run.execute(select(roles.c.at).where(theirs)).first() is None:
            key = {"community": self._scope.community, "person": person.id, "role": role.value}
            self._tx.run.execute(insert(roles).values(**key, **values))
            return had is not given
        # The same state said again later: remember when, so that nothing older undoes it.
        later = update(roles).where(theirs, roles.c.at < at, roles.c.given.is_(given))
        self._tx.run.execute(later.values(at=at))
        return False

    def hosts(self) -> tuple[Host, ...]:
        """The hosts, and whether they were asked and answered."""
        rows = {
            row.person: row
            for row in self._tx.run.execute(
                select(roles.c.person, roles.c.asked_at, roles.c.answered_at).where(
                    roles.c.community == self._scope.community, roles.c.role == Role.HOST.value
                )
            )
        }
        return tuple(
            Host(person, rows[person.id].asked_at, rows[person.id].answered_at)
            for person in self.with_role(Role.HOST)
        )

    def asked(self, person: Person, at: datetime) -> None:
        """A host was asked."""
        theirs = update(roles).where(self._row(person, Role.HOST))
        self._tx.run.execute(theirs.values(asked_at=at))

    def answered(self, person: Person, at: datetime) -> None:
        """A host answered."""
        theirs = update(roles).where(self._row(person, Role.HOST))
        self._tx.run.execute(theirs.values(answered_at=at))

    def _row(self, person: Person, role: Role) -> Any:
        return and_(
            roles.c.community == self._scope.community,
            roles.c.person == person.id,
            roles.c.role == role.value,
        )

    def erase_all(self) -> None:
        """Erase every row of this community, in every room: it was a mistake, or is long gone."""
        for table in metadata.sorted_tables:
            if "community" in table.c:
                mine = table.c["community"] == self._scope.community
                self._tx.run.execute(delete(table).where(mine))
        self._tx.run.execute(delete(communities).where(self._mine))

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """What the community itself needs: a second coordinator, hosts who answer, its post."""
        founded = self.founded()
        if founded is None:
            return ()
        return needed(Standing(founded, self.with_role(Role.COORDINATOR), self.hosts()), now)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why hosts and coordinators hear from Hearth."""
        return reasons_of(self._book.roles(self._scope.community, person))

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """The roles somebody has or had."""
        rows = self._tx.run.execute(
            select(roles.c.role, roles.c.given, roles.c.at)
            .where(roles.c.community == self._scope.community, roles.c.person == person.id)
            .order_by(roles.c.role)
        )
        return kept_of([(Role(row.role), row.given, row.at) for row in rows])

    def erase(self, person: Person) -> None:
        """Remove the roles, and the name from what they did for others."""
        mine = roles.c.community == self._scope.community
        self._tx.run.execute(delete(roles).where(mine, roles.c.person == person.id))
        theirs = update(roles).where(mine, roles.c.by == person.id)
        self._tx.run.execute(theirs.values(by=""))
        begun = update(communities).where(self._mine, communities.c.by == person.id)
        self._tx.run.execute(begun.values(by=None))


def make_coordinator(tx: Tx, community_id: str, person: Person, at: datetime) -> bool:
    """Rescue a community whose coordinators left; whether they were not one before."""
    store = CommunitiesStore(tx, Scope(person.space, community_id))
    if store.founded() is None:
        return False
    return store.give(person, Role.COORDINATOR, person, at, given=True)
