"""What a round is drawn from, and what comes out: frozen values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

PAIR, MOST = 2, 8  # people in a conversation: what makes one, and what every platform allows
HALF_HOURS = 48  # of a day in UTC: bit k of `awake` is the half hour from k/2 o'clock


class Lens(StrEnum):
    """What a round looks at first. Everything else still counts, only less."""

    SKILLS = "skills"
    CHALLENGE = "challenge"
    TOPIC = "topic"
    ROLE = "role"
    REGION = "region"
    ELSEWHERE = "cross_organisation"
    NEWCOMERS = "newcomers"
    CHANCE = "chance"


class Term(StrEnum):
    """What makes a conversation worth having, and what makes it worth less."""

    TEACH = "teach"  # `one` can do what `other` wants to learn: `what`
    MUTUAL = "mutual"  # and the other way round
    CHALLENGE = "challenge"  # both named `what`
    TOPIC = "topic"  # both care about `what`
    ROLE = "role"  # both are `what`
    REGION = "region"  # both are in `what`
    TEAM = "team"  # they work in different organisations
    HOURS = "hours"  # they share working hours
    WELCOME = "welcome"  # `one`, a regular, welcomes `other`, who is new
    AGAIN = "again"  # they have met before, `what` rounds ago
    CHANCE = "chance"  # the dice, and nothing else


class Absent(StrEnum):
    """Why somebody is in no group."""

    ALONE = "alone"  # nobody else takes part
    APART = "apart"  # kept apart from everybody who takes part
    NO_PLACE = "no_place"  # kept apart from somebody in each group that could have been theirs


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term is worth; the sum for two people is what their conversation is worth."""

    teach: float = 3.0
    mutual: float = 1.0
    challenge: float = 1.5
    topic: float = 0.0
    role: float = 0.0
    region: float = 0.0
    team: float = 1.0
    hours: float = 1.0
    welcome: float = 2.0
    chance: float = 0.0
    # Meeting again: as good as forbidden within `window` rounds, avoided ever after.
    window: int = 12
    repeat: float = 1000.0  # within the window, and `sooner` more for each round nearer
    sooner: float = 20.0
    again: float = 40.0  # after the window, and `fading` / rounds ago
    fading: float = 4.0
    fairness: float = 5.0  # how much more it counts for those whose rounds were worth less so far
    sought: float = 1 / 3  # how much more learning counts where too few can teach


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part in this round, as the matcher sees them. Every field may be empty.

    Two words are the same when they are spelt the same: make them so before.
    """

    id: str
    teaches: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()  # of what they want: a round brought them to somebody who can
    challenges: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    role: str = ""
    region: str = ""
    organisation: str = ""
    awake: int = 0  # the half hours of a day in UTC in which they work, see `working`
    newcomer: bool = False
    welcomes: bool = False  # a regular who gladly meets newcomers
    worth: float | None = None  # mean worth of their conversations so far; None before the first
    left_out: bool = False  # in the round before


class Met(NamedTuple):
    """Two who were in one group, and how many rounds ago it was the last time (1: the last)."""

    one: str
    other: str
    ago: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Everything a round is drawn from. `members` are those who take part, and nobody else.

    Who appears in `history`, `apart` or `locked` but not in `members` is passed over; a locked
    group that would bring together people kept apart is not kept.
    """

    members: tuple[Member, ...]
    history: tuple[Met, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    locked: tuple[tuple[str, ...], ...] = ()
    size: int = 2  # 2 to 8; where it does not work out, groups differ by one
    lens: Lens = Lens.SKILLS
    weights: Weights = field(default_factory=Weights)
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of what a conversation is worth, and whom it is about."""

    term: Term
    one: str
    other: str
    what: str = ""
    worth: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """People who talk with each other; the strongest reason first.

    `worth` is the mean worth of its pairs by the weights alone: no fairness, no repeats.
    """

    members: tuple[str, ...]
    worth: float
    reasons: tuple[Reason, ...]
    locked: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody in no group, and why."""

    member: str
    why: Absent


@dataclass(frozen=True, slots=True)
class Drawn:
    """A round. `worth` is half the sum, over everybody, of what their conversation is worth.

    `bound` is what no round of pairs could exceed; None where that was not computed.
    """

    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    worth: float
    bound: float | None
    seed: str


def working(offset: float, start: int = 9, end: int = 18) -> int:
    """`Member.awake` for somebody `offset` hours ahead of UTC who works from `start` to `end`."""
    length = (end - start) % 24 or 24
    first = round((start - offset) * 2)
    last = first + 2 * length
    return sum(1 << (half % HALF_HOURS) for half in range(first, last))
