"""Members as rows: belonging, what they set (the newest wins), skills, whom they set apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, true, update

from bot.events import Person, Space
from bot.members.model import Belonging, Consent, Member, Profile, Shown, Source
from storage.database import Tx
from storage.members.keeping import MemberKeeping
from storage.members.tables import apart as kept_apart
from storage.members.tables import belonging, members

OFFERS = 3  # a late yes finds its words among these


class MembersStore(MemberKeeping):
    """One community's members, in one transaction; implements `bot.members.model.Members`."""

    def belonging(self, person: Person) -> Belonging | None:
        """Somebody's roster row."""
        return self._roster([person.id]).get(person.id)

    def arrive(self, people: Iterable[Person], source: Source, at: datetime) -> None:
        """These people (at most 500) are in the home place."""
        ids = list(dict.fromkeys(p.id for p in people))
        known = self._roster(ids)
        fresh = [self._arrived(id_, source, at) for id_ in ids if id_ not in known]
        moved = {id_: b.arrives(at, source) for id_, b in known.items()}
        changed = [_as_row(b) for id_, b in moved.items() if b != known[id_]]
        if fresh:
            self.tx.run.execute(insert(belonging), fresh)
        self._move(changed)

    def depart(self, person: Person, at: datetime) -> None:
        """Somebody is no longer in the home place; ticks and consent end with the stay."""
        before = self.belonging(person)
        if before is None:
            row = self._arrived(person.id, Source.JOIN, at) | {"left_at": at}
            self.tx.run.execute(insert(belonging), [row])
        else:
            self._move([_as_row(before.leaves(at))])
        self.leave(person, at)

    def _arrived(self, id_: str, source: Source, at: datetime) -> dict[str, Any]:
        whose = {"community": self.scope.community, "person": id_, "space": self.scope.space.key}
        return {**whose, "since": at, "source": source.value, "left_at": None, "changed_at": at}

    def _move(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            statement = update(belonging).where(
                belonging.c.community == self.scope.community,
                belonging.c.person == bindparam("whose"),
            )
            self.tx.run.execute(statement, rows)

    def _roster(self, ids: list[str]) -> dict[str, Belonging]:
        asked = select(belonging).where(
            belonging.c.community == self.scope.community, belonging.c.person.in_(ids)
        )
        return {row.person: self.read_belonging(row) for row in self.tx.run.execute(asked)}

    def listed(self) -> tuple[Member, ...]:
        """Whoever sent the Join form and has not left."""
        found = self.some(members.c.full_at.is_not(None), true())
        return tuple(member for member in found if member.full)

    def join(self, person: Person, at: datetime, *, full: bool) -> None:
        """They pressed; `full` when it was the Join form."""
        self.set_newest(person, "joined_at", at)
        if full:
            self.set_newest(person, "full_at", at)

    def leave(self, person: Person, at: datetime) -> None:
        """They want nothing any more."""
        self.set_newest(person, "left_at", at)

    def introduce(self, person: Person, at: datetime, *, ticked: bool) -> None:
        """The tick Introduce me."""
        self.set_newest(person, "introduce_at", at, introduce_me=ticked)

    def tick(self, person: Person, at: datetime, *, rounds: bool, ask: bool) -> None:
        """The other two ticks."""
        self.set_newest(person, "ticks_at", at, in_rounds=rounds, ask_me=ask)

    def allow(self, person: Person, allowance: int, at: datetime) -> None:
        """How many asks a week they take."""
        self.set_newest(person, "allowance_at", at, allowance=allowance)

    def pause(self, person: Person, until: datetime | None, at: datetime) -> None:
        """A break until then; None ends it."""
        self.set_newest(person, "paused_at", at, paused_until=until)

    def tell(self, person: Person, profile: Profile, at: datetime) -> None:
        """What they told about themselves."""
        self.set_newest(person, "profile_at", at, profile=self.sealed_profile(person, profile))

    def name_hardest(self, person: Person, words: str, at: datetime) -> None:
        """The hardest thing in their work now."""
        sealed = self.seal(words, "members", "hardest", person.id) if words else None
        self.set_newest(person, "hardest_at", at, hardest=sealed)

    def acknowledge(self, person: Person, version: int, at: datetime) -> None:
        """They pressed Sounds good under this version of the norms."""
        self.set_newest(person, "norms_at", at, norms_version=version)

    def consent(self, person: Person, consent: Consent | None, at: datetime) -> None:
        """Their yes to these words, or None: not now."""
        sealed = self.sealed_consent(person, consent) if consent else None
        self.set_newest(person, "consent_at", at, consent=sealed)

    def offer(self, person: Person, shown: Shown) -> None:
        """They are shown these words with the question whether to introduce them."""
        before = self.member(person)
        if shown in before.offered[-1:]:
            return
        kept = (*(one for one in before.offered if one != shown), shown)[-OFFERS:]
        mine = members.c.community == self.scope.community, members.c.person == person.id
        values = {"offered": self.sealed_offers(person, kept)}
        if not self.tx.run.execute(update(members).where(*mine).values(values)).rowcount:
            whose = {"community": self.scope.community, "person": person.id}
            row = {**whose, "space": self.scope.space.key, **values}
            self.tx.run.execute(insert(members).values(row))

    def set_apart(self, person: Person, other: Person, at: datetime, *, apart: bool) -> None:
        """One person does not want to be brought together with the other; or may again."""
        whose = {"community": self.scope.community, "person": person.id, "other": other.id}
        mine = [kept_apart.c[name] == value for name, value in whose.items()]
        newer = update(kept_apart).where(*mine, kept_apart.c.at <= at).values(apart=apart, at=at)
        if self.tx.run.execute(newer).rowcount:
            return
        if not self.tx.run.execute(select(kept_apart.c.at).where(*mine)).first():
            self.tx.run.execute(insert(kept_apart).values(**whose, apart=apart, at=at))

    def set_apart_by(self, person: Person) -> tuple[Person, ...]:
        """Whom this person set apart; never who set them apart."""
        asked = select(kept_apart.c.other).where(
            kept_apart.c.community == self.scope.community,
            kept_apart.c.person == person.id,
            kept_apart.c.apart,
        )
        return tuple(
            self.person(row.other) for row in self.tx.run.execute(asked.order_by(kept_apart.c.at))
        )


def _as_row(one: Belonging) -> dict[str, Any]:
    """What changes of a roster row; `whose` names it."""
    return {
        "whose": one.person.id,
        "since": one.since,
        "source": one.source.value,
        "left_at": one.left_at,
        "changed_at": one.changed_at,
    }


# Asked with every event, so composed once.
JOINED = select(members.c.person).where(
    members.c.community == bindparam("community"),
    members.c.person == bindparam("person"),
    members.c.joined_at.is_not(None),
    or_(members.c.left_at.is_(None), members.c.left_at < members.c.joined_at),
)


def is_member(tx: Tx, community: str, person: Person) -> bool:
    """Whether somebody joined and has not left."""
    who = {"community": community, "person": person.id}
    return tx.run.execute(JOINED, who).first() is not None


def communities_of(tx: Tx, space: Space, person: Person) -> tuple[str, ...]:
    """Where in a space somebody belongs or has joined."""
    found: set[str] = set()
    for table, came in ((belonging, belonging.c.since), (members, members.c.joined_at)):
        asked = select(table.c.community).where(
            table.c.space == space.key,
            table.c.person == person.id,
            came.is_not(None),
            or_(table.c.left_at.is_(None), table.c.left_at < came),
        )
        found |= {row.community for row in tx.run.execute(asked)}
    return tuple(sorted(found))
