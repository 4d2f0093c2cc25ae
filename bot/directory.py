"""Who is here, what they can do, when they are awake: what every room may know of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.events import Person, Role


class Level(StrEnum):
    """How somebody stands to a skill, on four levels."""

    DO = "do"
    EXPLAIN = "explain"
    CONNECT = "connect"
    LEARN = "learn"


@dataclass(frozen=True, slots=True)
class Hours:
    """Waking hours for messages: ISO weekdays (1 = Monday) and full hours, local to `zone`."""

    zone: str
    days: tuple[int, ...] = (1, 2, 3, 4, 5)
    start: int = 9
    end: int = 18


@dataclass(frozen=True, slots=True)
class Card:
    """What a member chose to tell. `claims` maps a task (as the community words it) to a level.

    `allowance` is how many asks a week they accept: 0, 1, 2 or 5.
    """

    person: Person
    name: str
    since: datetime
    established: bool
    roles: frozenset[Role] = frozenset()
    introduce_me: bool = False
    in_rounds: bool = False
    ask_me: bool = False
    allowance: int = 2
    paused_until: datetime | None = None
    claims: Mapping[str, Level] = field(default_factory=dict)
    role: str = ""
    organisation: str = ""
    sector: str = ""
    hardest: str = ""
    hours: Hours = field(default_factory=lambda: Hours("UTC"))
    languages: tuple[str, ...] = ("en",)

    @property
    def wants(self) -> frozenset[str]:
        """The tasks this person would like to learn."""
        return frozenset(task for task, level in self.claims.items() if level is Level.LEARN)


@dataclass(frozen=True, slots=True)
class Stay:
    """That somebody takes part, since when, and whether they have a break: all a count needs."""

    person: Person
    since: datetime
    established: bool
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task, as the community words it, that members want to learn and nobody does or explains."""

    key: str
    task: str
    learners: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """That somebody holds a task near to some words: learns it, or may be asked about it."""

    person: Person
    task: str
    level: Level


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who may be asked what they know now, as far as a choice among many needs it."""

    person: Person
    hours: Hours
    organisation: str = ""
    host: bool = False
    name: str = ""


class Directory(Protocol):
    """The members of one community, read-only; wired to the members' store in compose."""

    def card(self, person: Person) -> Card | None:
        """The card of whoever takes part: joined, or tends the community; else None."""
        ...

    def askable(self, now: datetime) -> tuple[Card, ...]:
        """Members who may be asked for something: not paused, and with an ask left this week.

        For what, their card says: `introduce_me` to meet somebody, `ask_me` what they know.
        """
        ...

    def holding(self, words: Iterable[str], now: datetime) -> tuple[Holding, ...]:
        """Who holds a task that any of these words are near: learns it, or may be asked about it.

        As far as that is known without reading everybody: `able` says who may be asked.
        """
        ...

    def open_to_asks(self, now: datetime) -> tuple[Person, ...]:
        """Who ticked *You may ask me*, unread: `able` says who of them may be asked."""
        ...

    def able(self, people: Iterable[Person], now: datetime) -> tuple[Able, ...]:
        """Those of some hundred people who may be asked what they know, in the order given."""
        ...

    def cards_of(self, people: Iterable[Person]) -> Mapping[Person, Card]:
        """The cards of those of some hundred people who are members: `card` for many at once."""
        ...

    def in_rounds(self, after: str = "", most: int | None = None) -> tuple[Card, ...]:
        """Members who ticked *Draw me in rounds*, paused ones too, by id, from `after` on."""
        ...

    def asked_lately(self, person: Person, now: datetime) -> int:
        """How many asks reached this person in the seven days before `now`."""
        ...

    def stays(self) -> tuple[Stay, ...]:
        """Everybody who pressed Join, or Yes, and has not left; cheap, for counting."""
        ...

    def wanted(self) -> tuple[Wanted, ...]:
        """What somebody wants to learn and nobody here does or explains, most wanted first."""
        ...

    def apart(self, person: Person) -> frozenset[Person]:
        """Whom this person must never be brought together with; mutual, and never told."""
        ...

    def all_apart(self) -> frozenset[tuple[Person, Person]]:
        """Every two who are kept apart, each pair once; for draws that look at everybody."""
        ...

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Hosts or coordinators, in the order they were named."""
        ...

    def name(self, person: Person) -> str:
        """How the platform calls this person; a plain word when unknown."""
        ...
