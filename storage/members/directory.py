"""The members' directory: what every other room may know of a person, and when they are awake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, true

from bot.budget import WEEK, Reading
from bot.directory import Able, Card, Holding, Level, Stay, Wanted
from bot.events import Community, Person, Role
from bot.members.model import Belonging, Member, folded, is_established
from storage.database import Scope, Tx
from storage.members.counting import MemberCounts
from storage.members.near import NearTasks, may_be_asked
from storage.members.rows import MemberRows
from storage.members.tables import apart, belonging, claims, members

CHUNK = 500  # rows of one statement


@dataclass(frozen=True, slots=True)
class Known:
    """What others tell of a member: name, roles, belonging, and where no zone is told, a zone."""

    name: str
    roles: frozenset[Role]
    since: datetime
    established: bool
    zone: str
    language: str


def card(member: Member, known: Known) -> Card:
    """What other rooms may know of a member.

    Whoever only said yes is shown by exactly the words they said yes to.
    """
    told, hardest = member.profile, member.hardest
    levels = {c.task or c.words: c.level for c in member.claims}
    consent = member.consents
    if consent and not member.full:
        shown = consent.shown
        mine = {folded(c.words): c.level for c in member.helps}
        levels = {words: mine.get(folded(words), Level.DO) for words in shown.help}
        levels |= dict.fromkeys(shown.learn, Level.LEARN)
        told = replace(told, role=shown.role, organisation=shown.organisation)
        hardest = shown.hardest
    return Card(
        person=member.person,
        name=known.name,
        since=known.since,
        established=known.established,
        roles=known.roles,
        introduce_me=member.introduce_me or Role.HOST in known.roles,
        in_rounds=member.in_rounds,
        ask_me=member.ask_me,
        allowance=member.allowance,
        paused_until=member.paused_until,
        claims=levels,
        role=told.role,
        organisation=told.organisation,
        sector=told.sector,
        hardest=hardest,
        hours=told.hours(known.zone),
        languages=told.languages or (known.language,),
    )


def _unknown(_person: Person) -> str | None:
    return None


def _one_by_one(_people: Sequence[Person]) -> None:
    return None


class MemberDirectory:
    """Implements `bot.directory.Directory` for one community, inside one transaction.

    `asks_since(person, moment)` counts the asks that reached somebody; `zone` tells what the
    platform knows of somebody's time zone, `meet` reads that and the names of many at once; `now`
    decides who is established.
    """

    def __init__(  # noqa: PLR0913 - what other stores tell, each by itself
        self,
        tx: Tx,
        community: Community,
        roles: Callable[[Person], frozenset[Role]],
        with_role: Callable[[Role], tuple[Person, ...]],
        name: Callable[[Person], str],
        asks_since: Callable[[Person, datetime], int],
        *,
        now: datetime,
        zone: Callable[[Person], str | None] = _unknown,
        meet: Callable[[Sequence[Person]], None] = _one_by_one,
    ) -> None:
        """Bind to a community and to what other stores tell of its people."""
        self.rows = MemberRows(tx, Scope(community.space, community.id))
        self.community = community
        self.name, self.with_role = name, with_role
        self._roles, self._asks_since, self._zone, self._now = roles, asks_since, zone, now
        self._meet = meet

    def card(self, person: Person) -> Card | None:
        """A member's card, a host's or a coordinator's; None for anybody else, or who has left."""
        member, roles = self.rows.member(person), self._roles(person)
        if member.gone or not (member.here or roles):
            return None
        stays = self._belonging(belonging.c.person == person.id)
        return card(member, self._known(member, roles, stays.get(person.id), self._now))

    def askable(self, now: datetime) -> tuple[Card, ...]:
        """Members with one of the two ticks, and hosts; not paused, with an ask left this week."""
        hosts = self.with_role(Role.HOST)
        coordinators = self.with_role(Role.COORDINATOR)
        known = {m.person: m for m in self.rows.some(true(), true())}
        stays, found = self._belonging(true()), []
        everybody = tuple(dict.fromkeys((*hosts, *known)))
        self._meet(everybody)
        for person in everybody:
            member = known.get(person, Member(person))
            roles = {Role.HOST} if person in hosts else set()
            roles |= {Role.COORDINATOR} if person in coordinators else set()
            roles |= {Role.MEMBER} if member.here else set()
            if self._may_be_asked(member, frozenset(roles), now):
                told = self._known(member, frozenset(roles), stays.get(person.id), now)
                found.append(card(member, told))
        return tuple(found)

    def holding(self, words: Iterable[str], now: datetime) -> tuple[Holding, ...]:
        """Who holds a task near to any of these words: learns it, or may be asked about it."""
        return NearTasks(self.rows.tx, self.rows.scope).holding(words, now)

    def open_to_asks(self, now: datetime) -> tuple[Person, ...]:
        """Who ticked *You may ask me*, unread: `able` says who of them may be asked."""
        mine = members.c.community == self.community.id, may_be_asked(now)
        rows = self.rows.tx.run.execute(select(members.c.person).where(*mine))
        return tuple(self.rows.person(id_) for id_ in sorted(rows.scalars()))

    def able(self, people: Iterable[Person], now: datetime) -> tuple[Able, ...]:
        """Those of some hundred people who may be asked what they know, in the order given."""
        wanted = tuple(dict.fromkeys(people))
        hosts = frozenset(self.with_role(Role.HOST))
        told = self.rows.profiles([person.id for person in wanted], may_be_asked(now))
        self._meet([self.rows.person(id_) for id_ in told])
        found = []
        for person in wanted:
            allowance, profile = told.get(person.id, (0, None))
            if profile and allowance > self.asked_lately(person, now):
                hours = profile.hours(self._zone(person) or self.community.zone)
                found.append(
                    Able(person, hours, profile.organisation, person in hosts, self.name(person))
                )
        return tuple(found)

    def cards_of(self, people: Iterable[Person]) -> Mapping[Person, Card]:
        """The cards of those of some hundred people who are members."""
        wanted = tuple(dict.fromkeys(people))
        ids = [person.id for person in wanted]
        known = {
            m.person: m for m in self.rows.some(members.c.person.in_(ids), claims.c.person.in_(ids))
        }
        stays = self._belonging(belonging.c.person.in_(ids))
        hosts, coordinators = self.with_role(Role.HOST), self.with_role(Role.COORDINATOR)
        self._meet(wanted)
        found = {}
        for person in wanted:
            member = known.get(person, Member(person))
            roles = {Role.HOST} if person in hosts else set()
            roles |= {Role.COORDINATOR} if person in coordinators else set()
            if not member.gone and (member.here or roles):
                told = self._known(member, frozenset(roles), stays.get(person.id), self._now)
                found[person] = card(member, told)
        return found

    def in_rounds(self, after: str = "", most: int | None = None) -> tuple[Card, ...]:
        """Members who ticked *Draw me in rounds*, paused ones too, by id, from `after` on."""
        mine = members.c.community == self.community.id, members.c.in_rounds
        asked = select(members.c.person).where(*mine, members.c.person > after)
        rows = self.rows.tx.run.execute(asked.order_by(members.c.person).limit(most))
        people = [self.rows.person(row.person) for row in rows]
        chunks = (people[at : at + CHUNK] for at in range(0, len(people), CHUNK))
        return tuple(
            each for chunk in chunks for each in self.cards_of(chunk).values() if each.in_rounds
        )

    def _belonging(self, whose: ColumnElement[bool]) -> dict[str, Belonging]:
        mine = belonging.c.community == self.community.id
        rows = self.rows.tx.run.execute(select(belonging).where(mine, whose))
        return {row.person: self.rows.read_belonging(row) for row in rows}

    def _known(
        self, member: Member, roles: frozenset[Role], stay: Belonging | None, now: datetime
    ) -> Known:
        host = Role.HOST in roles
        joined = member.joined_at if member.here else None
        return Known(
            name=self.name(member.person),
            roles=roles,
            since=(stay.since if stay and stay.here else joined) or self.community.since,
            established=is_established(stay, joined, now, host=host),
            zone=self._zone(member.person) or self.community.zone,
            language=self.community.language,
        )

    def _may_be_asked(self, member: Member, roles: frozenset[Role], now: datetime) -> bool:
        ticked = member.introduce_me or member.ask_me
        willing = (member.full and ticked) or Role.HOST in roles
        return (
            willing
            and not member.paused(now)
            and member.allowance > self.asked_lately(member.person, now)
        )

    def stays(self) -> tuple[Stay, ...]:
        """Everybody who pressed Join, or Yes, and has not left."""
        return self._counts.stays(self._now, frozenset(self.with_role(Role.HOST)))

    def wanted(self) -> tuple[Wanted, ...]:
        """What somebody wants to learn and nobody here does or explains, most wanted first."""
        return self._counts.wanted()

    @property
    def _counts(self) -> MemberCounts:
        return MemberCounts(self.rows.tx, self.rows.scope)

    def asked_lately(self, person: Person, now: datetime) -> int:
        """How many asks reached this person in the seven days before `now`."""
        return self._asks_since(person, now - WEEK)

    def all_apart(self) -> frozenset[tuple[Person, Person]]:
        """Every two who are kept apart, each pair once."""
        c = apart.c
        asked = select(c.person, c.other).where(c.community == self.community.id, c.apart)
        pairs = (sorted((row.person, row.other)) for row in self.rows.tx.run.execute(asked))
        return frozenset((self.rows.person(one), self.rows.person(other)) for one, other in pairs)

    def apart(self, person: Person) -> frozenset[Person]:
        """Whom this person must never be brought together with; mutual, and never told."""
        c = apart.c
        asked = select(c.person, c.other).where(
            c.community == self.community.id,
            c.apart,
            or_(c.person == person.id, c.other == person.id),
        )
        both = {id_ for row in self.rows.tx.run.execute(asked) for id_ in row}
        return frozenset(self.rows.person(id_) for id_ in both - {person.id})


def reading(
    tx: Tx, community: Community, person: Person, now: datetime, *, zone: str | None = None
) -> Reading:
    """The member's part of a reading: hours, allowance, pause; `zone` is the platform's word.

    Whoever left is paused for good: nothing unasked-for reaches them, nor what they once joined.
    """
    member = MemberRows(tx, Scope(community.space, community.id)).settings(person)
    hours = member.profile.hours(zone or community.zone)
    paused = member.paused(now)
    return Reading(hours, member.allowance, paused_until=paused, gone=member.gone)
