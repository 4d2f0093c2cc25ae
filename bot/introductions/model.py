"""What an introduction is, what a search for peers is, and what may happen to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypedDict

from bot.directory import Card, Directory
from bot.events import Person, Role
from bot.exchanges import Came
from bot.work import Housekeeping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AT_A_TIME, AT_MOST, HOSTED_AT_ONCE = 2, 5, 2
CLOSED_AFTER = timedelta(days=14)  # when no answer is an answer too
ROUNDS = 2  # of asking before the coordinator is told


class State(StrEnum):
    """The life of an introduction."""

    PROPOSED = "proposed"
    OFFERED = "offered"  # an ask reached somebody
    ACCEPTED = "accepted_by_both"
    MET = "met"
    DECLINED = "declined"
    EXPIRED = "expired"


ASKING = (State.PROPOSED, State.OFFERED)
OPEN = (*ASKING, State.ACCEPTED)


class Said(StrEnum):
    """What one side answered to being asked."""

    NOTHING = ""
    YES = "yes"
    NO = "no"


class Outcome(StrEnum):
    """What one side told about the conversation."""

    NOTHING = ""
    MET = "met"
    ARRANGED = "arranged"
    NOT_YET = "not_yet"
    LET_GO = "let_go"


class Why(StrEnum):
    """The reason both recognise; `named` and `proposed` come from a member."""

    DO = "do"
    EXPLAIN = "explain"
    HARDEST = "hardest"
    ROLE = "role"
    CONNECT = "connect"  # not a meeting: somebody is asked who could help
    HOST = "host"
    NAMED = "named"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why these two: what the one wants, what the other can, or what a member wrote."""

    why: Why
    wants: str = ""
    can: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One person in an introduction, with what they said; the id is empty once erased."""

    person: Person
    said: Said = Said.NOTHING
    outcome: Outcome = Outcome.NOTHING

    @property
    def here(self) -> bool:
        """Whether there still is somebody."""
        return bool(self.person.id)


@dataclass(frozen=True, slots=True)
class Introduction:
    """A proposed meeting of `a` (the newcomer, where there is one) and `b`.

    `by` is the member who proposed or named; `name_first`: `a` decides after `b`'s yes, and
    before `b` learns the name. `late`: a waking day passed without an answer.
    """

    id: str
    a: Side
    b: Side
    reason: Reason
    state: State
    at: datetime
    by: Person | None = None
    name_first: bool = False
    search: bool = True
    round: int = 1
    late: bool = False
    offered_at: datetime | None = None
    together_at: datetime | None = None

    @property
    def people(self) -> tuple[Person, Person]:
        """Both, the newcomer first."""
        return self.a.person, self.b.person

    def side(self, person: Person) -> Side | None:
        """Somebody's side of it."""
        return next((s for s in (self.a, self.b) if s.here and s.person == person), None)

    def other(self, person: Person) -> Side:
        """The side that is not this person's."""
        return self.b if self.a.person == person else self.a

    def says(self, person: Person, said: Said) -> Introduction:
        """The same with somebody's answer."""
        if self.a.person == person:
            return replace(self, a=replace(self.a, said=said))
        return replace(self, b=replace(self.b, said=said))

    def tells(self, person: Person, outcome: Outcome) -> Introduction:
        """The same with what somebody told of the conversation."""
        state = State.MET if outcome is Outcome.MET else self.state
        if self.a.person == person:
            return replace(self, state=state, a=replace(self.a, outcome=outcome))
        return replace(self, state=state, b=replace(self.b, outcome=outcome))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides of those who are still here."""
        return tuple(side for side in (self.a, self.b) if side.here)

    @property
    def agreed(self) -> bool:
        """Whether both said yes."""
        return self.a.said is Said.YES and self.b.said is Said.YES


def came(one: Introduction, now: datetime) -> Came:
    """What came of a conversation; no answer is one only once they were asked."""
    told = {side.outcome for side in one.sides}
    if one.state is State.MET or Outcome.MET in told:
        return Came.MET
    if Outcome.ARRANGED in told:
        return Came.ARRANGED
    if Outcome.LET_GO in told:
        return Came.LET_GO
    answered = Outcome.NOT_YET in told
    asked = one.together_at is not None and now - one.together_at >= CLOSED_AFTER
    return Came.SILENT if asked and not answered else Came.OPEN


class Looking(StrEnum):
    """The life of a search."""

    LOOKING = "looking"
    FOUND = "found"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Search:
    """Looking for peers of one newcomer since their consent; `told` once the coordinator knows."""

    person: Person
    since: datetime
    promised: datetime
    seed: int
    state: Looking = Looking.LOOKING
    name_first: bool = False
    hosts_only: bool = False
    round: int = 1
    coordinator: Person | None = None
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class Peer:
    """What the choice knows of one candidate besides the card; `contact` in days ago."""

    card: Card
    asked: int = 0  # asks that reached them in seven days
    met_lately: int = 0  # introductions with them in four weeks
    contact: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a choice depends on; everybody in it may be asked."""

    newcomer: Card
    peers: tuple[Peer, ...]
    now: datetime
    seed: int
    round: int
    places: int


class Pick(TypedDict):
    """One chosen peer, in plain values: it crosses a process, and may be kept for replay."""

    person: str
    why: str
    wants: str
    can: str
    explained: str


class Chosen(TypedDict):
    """The answer to a pool; empty `picks` means that nobody is there."""

    round: int
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Stops:
    """What forbids a meeting, whatever it is worth."""

    apart: frozenset[Person]
    already: frozenset[Person]
    hosting: Mapping[Person, int] = field(default_factory=dict)
    hosts_only: bool = False

    def allow(self, newcomer: Person, card: Card) -> bool:
        """Whether this askable member may be asked for this newcomer."""
        return (
            card.person != newcomer
            and card.introduce_me
            and card.person not in self.apart
            and card.person not in self.already
            and (card.established or Role.HOST in card.roles)
            and (not self.hosts_only or Role.HOST in card.roles)
            and self.hosting.get(card.person, 0) < HOSTED_AT_ONCE
        )


def asked_since(theirs: Iterable[Introduction], search: Search) -> int:
    """How many peers this search has shown the newcomer's words to."""
    return sum(i.search and i.a.person == search.person and i.at >= search.since for i in theirs)


class Introductions(Housekeeping, Protocol):
    """The store this room needs."""

    def search(self, person: Person) -> Search | None:
        """The newest search for somebody."""
        ...

    def save_search(self, search: Search) -> None:
        """Write a search over the one before."""
        ...

    def introduction(self, id_: str) -> Introduction | None:
        """One introduction; None for an unknown id or another community's."""
        ...

    def save(self, introduction: Introduction) -> None:
        """Write an introduction."""
        ...

    def of(self, person: Person) -> tuple[Introduction, ...]:
        """All introductions with this person in them, oldest first."""
        ...

    def hosting(self) -> Mapping[Person, int]:
        """How many newcomers everybody is being asked about or talking to now."""
        ...

    def stops(self, search: Search, directory: Directory) -> Stops:
        """What forbids, for this newcomer, now."""
        ...

    def pool(self, subject: str, now: datetime, directory: Directory) -> Pool | None:
        """The input of the choice for the newcomer whose id is `subject`."""
        ...
