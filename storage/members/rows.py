"""How a member's rows are read and sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.directory import Level
from bot.events import Person
from bot.members.model import (
    Belonging,
    Claim,
    Consent,
    Member,
    Profile,
    Shown,
    Source,
    Task,
    folded,
)
from storage.database import Scope, Tx
from storage.members.tables import claims, members, skills

MANY = 2000  # names in one statement


def _first(*which: ColumnElement[bool]) -> Select[Any]:
    """The claims that worded each task first; `which` narrows down the tasks."""
    c = claims.c
    mine = c.community == bindparam("community"), *which
    first = select(c.task, func.min(c.at).label("at")).where(*mine).group_by(c.task).subquery()
    longest = and_(c.task == first.c.task, c.at == first.c.at)
    return select(c.task, c.person, c.words).join(first, longest).where(*mine)


# Asked with most of what members do, so composed once.
FIRST = {True: _first(claims.c.task.in_(bindparam("tasks", expanding=True))), False: _first()}
EDITED = select(skills).where(skills.c.community == bindparam("community"))


class MemberRows:
    """Reads one community's members; everything they wrote is opened here and sealed here."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def member(self, person: Person) -> Member:
        """All that is kept of somebody; a blank one for a stranger."""
        found = self.some(members.c.person == person.id, claims.c.person == person.id)
        return found[0] if found else Member(person)

    def settings(self, person: Person) -> Member:
        """What somebody set, without their skills: for whoever asks often, as the outbox does."""
        mine = members.c.community == self.scope.community, members.c.person == person.id
        row = self.tx.run.execute(select(members).where(*mine)).one_or_none()
        return self._member(row, ()) if row else Member(person)

    def profiles(
        self, ids: Iterable[str], which: ColumnElement[bool]
    ) -> dict[str, tuple[int, Profile]]:
        """Of those of these to whom it applies: asks a week they take, and their profile."""
        c = members.c
        mine = c.community == self.scope.community, c.person.in_(list(ids)), which
        rows = self.tx.run.execute(select(c.person, c.allowance, c.profile).where(*mine))
        return {row.person: (row.allowance, self._profile(row)) for row in rows}

    def some(self, which: ColumnElement[bool], whose: ColumnElement[bool]) -> tuple[Member, ...]:
        """Members by two conditions: on their own rows, and on the rows of their claims."""
        mine = members.c.community == self.scope.community
        rows = self.tx.run.execute(select(members).where(mine, which).order_by(members.c.person))
        found = rows.all()
        if not found:
            return ()
        claimed = self._claims(whose)
        return tuple(self._member(row, claimed.get(row.person, ())) for row in found)

    def tasks_of(self, keys: Iterable[str]) -> dict[str, Task]:
        """The tasks under these keys: what a coordinator worded, else the longest claim's words."""
        edited = self._edited()
        same = {folded(task.words): task for task in edited.values()}
        plain = {key: Task(key, words) for key, words in self._first_words(keys).items()}
        return {
            key: edited.get(key) or same.get(folded(task.words), task)
            for key, task in plain.items()
        }

    def _edited(self) -> dict[str, Task]:
        rows = self.tx.run.execute(EDITED, {"community": self.scope.community}).all()
        found = {
            row.task: Task(row.task, self.open(row.words, "skills", "words", row.task), edited=True)
            for row in rows
        }
        into = {row.task: row.merged_into or row.task for row in rows}
        return {key: found.get(into[key], task) for key, task in found.items()}

    def _first_words(self, keys: Iterable[str]) -> dict[str, str]:
        wanted = list(keys)
        few = len(wanted) <= MANY
        more = {"tasks": wanted} if few else {}
        rows = self.tx.run.execute(FIRST[few], {"community": self.scope.community, **more}).all()
        found: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: row.person):
            if row.task not in found:
                found[row.task] = self.open(row.words, "claims", "words", row.person, row.task)
        return found

    def read_belonging(self, row: Row[Any]) -> Belonging:
        """A roster row as a value."""
        return Belonging(
            self.person(row.person), row.since, Source(row.source), row.left_at, row.changed_at
        )

    def task_key(self, words: str) -> str:
        """A keyed digest under which the same task in other spellings is the same."""
        return self.tx.vault.digest("skill", self.scope.community, folded(words))

    def _claims(self, whose: ColumnElement[bool]) -> dict[str, tuple[Claim, ...]]:
        mine = claims.c.community == self.scope.community
        rows = self.tx.run.execute(select(claims).where(mine, whose)).all()
        tasks = self.tasks_of({row.task for row in rows})
        found: dict[str, list[Claim]] = {}
        for row in rows:
            said = self.open(row.words, "claims", "words", row.person, row.task)
            one = Claim(said, Level(row.level), tasks[row.task].words)
            found.setdefault(row.person, []).append(one)
        return {
            person: tuple(sorted(theirs, key=lambda c: folded(c.words)))
            for person, theirs in found.items()
        }

    def _member(self, row: Row[Any], theirs: Iterable[Claim]) -> Member:
        return Member(
            person=self.person(row.person),
            joined_at=row.joined_at,
            full_at=row.full_at,
            left_at=row.left_at,
            introduce=row.introduce_me,
            introduce_at=row.introduce_at,
            rounds=row.in_rounds,
            ask=row.ask_me,
            ticks_at=row.ticks_at,
            allowance=row.allowance,
            paused_until=row.paused_until,
            paused_at=row.paused_at,
            profile=self._profile(row),
            profile_at=row.profile_at,
            hardest=self._hardest(row),
            hardest_at=row.hardest_at,
            claims=tuple(theirs),
            claims_at=row.claims_at,
            norms_version=row.norms_version,
            norms_at=row.norms_at,
            consent=self._consent(row),
            consent_at=row.consent_at,
            offered=self._offered(row),
        )

    def set_newest(self, person: Person, moment: str, at: datetime, **values: object) -> bool:
        """Write one group of settings unless a newer one stands there; whether it was written."""
        mine = members.c.community == self.scope.community, members.c.person == person.id
        column = members.c[moment]
        newer = update(members).where(*mine, or_(column.is_(None), column <= at))
        if self.tx.run.execute(newer.values({moment: at, **values})).rowcount:
            return True
        if self.tx.run.execute(select(members.c.person).where(*mine)).first():
            return False
        whose = {"community": self.scope.community, "person": person.id}
        row = {**whose, "space": self.scope.space.key, moment: at, **values}
        self.tx.run.execute(insert(members).values(row))
        return True

    def person(self, id_: str) -> Person:
        """Somebody of this space."""
        return Person(self.scope.space, id_)

    def seal(self, plain: str, table: str, column: str, *row: str) -> bytes:
        """Seal words for this community's row."""
        return self.tx.vault.seal(plain, table, column, self.scope.community, *row)

    def open(self, sealed: bytes, table: str, column: str, *row: str) -> str:
        """What was sealed for this community's row."""
        return self.tx.vault.open(sealed, table, column, self.scope.community, *row)

    def sealed_profile(self, person: Person, profile: Profile) -> bytes:
        """A profile as it is kept."""
        return self.seal(json.dumps(asdict(profile)), "members", "profile", person.id)

    def _profile(self, row: Any) -> Profile:
        if row.profile is None:
            return Profile()
        return Profile(
            **_tuples(json.loads(self.open(row.profile, "members", "profile", row.person)))
        )

    def _hardest(self, row: Row[Any]) -> str:
        if row.hardest is None:
            return ""
        return self.open(row.hardest, "members", "hardest", row.person)

    def sealed_offers(self, person: Person, offered: Iterable[Shown]) -> bytes:
        """The words shown with the question, as they are kept."""
        plain = json.dumps([asdict(shown) for shown in offered])
        return self.seal(plain, "members", "offered", person.id)

    def _offered(self, row: Row[Any]) -> tuple[Shown, ...]:
        if row.offered is None:
            return ()
        plain = json.loads(self.open(row.offered, "members", "offered", row.person))
        return tuple(Shown(**_tuples(one)) for one in plain)

    def sealed_consent(self, person: Person, consent: Consent) -> bytes:
        """A consent as it is kept: the exact words, and how the name is shown."""
        plain = {"shown": asdict(consent.shown), "name_first": consent.name_first}
        return self.seal(json.dumps(plain), "members", "consent", person.id)

    def _consent(self, row: Row[Any]) -> Consent | None:
        if row.consent is None:
            return None
        plain = json.loads(self.open(row.consent, "members", "consent", row.person))
        at: datetime = row.consent_at
        return Consent(Shown(**_tuples(plain["shown"])), plain["name_first"], at)


def _tuples(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()}
