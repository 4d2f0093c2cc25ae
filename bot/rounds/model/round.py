"""A round, its groups and their seats: who sits where, and what they told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.events import Person
from bot.exchanges import Came
from bot.rounds.matching.model import Lens
from bot.rounds.model.reason import Reason

UNDO = timedelta(minutes=10)  # between Send and the first message
WEEK = timedelta(weeks=1)
USUALLY = 2 * WEEK  # from one to the next, where no rhythm says otherwise
LATER, SOONER = 4, 3  # days for a last question and its answers, before the next one


class State(StrEnum):
    """The life of a round."""

    DRAWING = "drawing"
    DRAFT = "draft"  # to be looked at; nothing was sent
    GOING = "going"  # Send was pressed; the ten minutes run, then it goes out in chunks
    RUNNING = "running"
    CLOSED = "closed"
    DROPPED = "dropped"


OPEN = (State.DRAWING, State.DRAFT, State.GOING)
SENT = (State.RUNNING, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Round:
    """One draw and its conversations. `attempt` counts draws, so that an old result is nothing."""

    id: str
    day: date
    state: State
    size: int
    lens: Lens
    seed: int
    at: datetime
    attempt: int = 1
    groups: int = 0
    goes_at: datetime | None = None
    sent_at: datetime | None = None
    ends: datetime | None = None
    closes: datetime | None = None
    seen_at: datetime | None = None  # a coordinator looked at the results

    def goes(self, at: datetime, following: datetime | None = None) -> Round:
        """The same on its way, out at `at`, with the days that follow from it."""
        ends, closes = self.days_from(at, following)
        return replace(self, state=State.GOING, goes_at=at, ends=ends, closes=closes)

    def days_from(
        self, at: datetime, following: datetime | None = None
    ) -> tuple[datetime, datetime]:
        """By when to meet, and when it is over: the day before the one that follows."""
        closes = (following or at + USUALLY) - timedelta(days=1)
        last = closes - timedelta(days=LATER if closes - at > WEEK else SOONER)
        return max(last, at + timedelta(days=SOONER)), closes

    @property
    def half(self) -> datetime | None:
        """Until when late joiners are brought in."""
        if self.sent_at is None or self.ends is None:
            return None
        return self.sent_at + (self.ends - self.sent_at) / 2


class Told(StrEnum):
    """What somebody pressed about a conversation."""

    NOTHING = ""
    IN_TOUCH = "in_touch"
    ARRANGED = "arranged"
    MET = "met"
    NOT_YET = "not_yet"
    LET_GO = "let_go"


FINAL = (Told.MET, Told.LET_GO)
BUSY = (Told.IN_TOUCH, Told.ARRANGED, Told.MET)  # they have begun: nobody else is put in


def came(told: frozenset[Told], *, over: bool) -> Came:
    """What came of a conversation, for the report; no answer is not a no."""
    if Told.MET in told:
        return Came.MET
    if Told.ARRANGED in told:
        return Came.ARRANGED
    if Told.LET_GO in told:
        return Came.LET_GO
    return Came.SILENT if over and not told - {Told.NOTHING} else Came.OPEN


class Helpful(StrEnum):
    """Whether a conversation was of use to somebody."""

    UNKNOWN = ""
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in a group; the id is empty once erased. `left`: they could not make it."""

    person: Person
    host: bool = False
    told: Told = Told.NOTHING
    told_at: datetime | None = None
    helpful: Helpful = Helpful.UNKNOWN
    left: bool = False

    @property
    def here(self) -> bool:
        """Whether there still is somebody."""
        return bool(self.person.id) and not self.left


class Life(StrEnum):
    """The life of a group."""

    DRAWN = "drawn"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Group:
    """People drawn for one conversation; `private`: by a message to each, not in one room."""

    id: str
    round: str
    position: int
    reason: Reason
    seats: tuple[Seat, ...]
    life: Life = Life.DRAWN
    locked: bool = False
    private: bool = False
    ends: datetime | None = None
    opened_at: datetime | None = None
    worth: float = 0.0

    @property
    def sitting(self) -> tuple[Seat, ...]:
        """Those who are in it now."""
        return tuple(seat for seat in self.seats if seat.here)

    @property
    def people(self) -> tuple[Person, ...]:
        """The same, as people, the host first."""
        return tuple(s.person for s in sorted(self.sitting, key=lambda s: not s.host))

    def seat(self, person: Person) -> Seat | None:
        """Somebody's seat, unless they left it."""
        return next((s for s in self.sitting if s.person == person), None)

    def others(self, person: Person) -> tuple[Person, ...]:
        """Everybody else in it."""
        return tuple(one for one in self.people if one != person)

    def with_seat(self, seat: Seat) -> Group:
        """The same with one seat changed."""
        seats = tuple(seat if s.person == seat.person else s for s in self.seats)
        return replace(self, seats=seats)

    @property
    def met(self) -> bool:
        """Whether one of them said that they met."""
        return any(seat.told is Told.MET for seat in self.seats)

    @property
    def untouched(self) -> bool:
        """Whether nobody pressed anything."""
        return all(seat.told is Told.NOTHING for seat in self.seats)

    @property
    def begun(self) -> bool:
        """Whether somebody said that they are in touch, have a date, or met."""
        return any(seat.told in BUSY for seat in self.sitting)


class Out(StrEnum):
    """Why somebody who wants to be drawn is not in a round."""

    SKIPPED = "skipped"
    PAUSED = "paused"
    NOT_EACH = "not_each"  # every second round, or once a month
    SILENT = "silent"  # left out after three silent rounds
    NOBODY = "nobody"  # there is nobody they could be put with
    LEFT = "left"  # could not make it
    WAITING = "waiting"  # came late, or was left alone: somebody is looked for


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody who is not in a group of this round, and why."""

    person: Person
    out: Out
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of a round, without a name; `silent` groups gave no answer at all."""

    groups: int = 0
    met: int = 0
    arranged: int = 0
    let_go: int = 0
    silent: int = 0
    people: int = 0
    helpful: int = 0
    not_helpful: int = 0


def counted(groups: Iterable[tuple[Seat, ...]]) -> Counts:
    """Count conversations by their seats, each once, by the most that was told of it."""
    found = {"met": 0, "arranged": 0, "let_go": 0, "silent": 0}
    people = helpful = not_helpful = total = 0
    for seats in groups:
        found[_said({seat.told for seat in seats})] += 1
        total += 1
        people += sum(seat.here for seat in seats)
        helpful += sum(seat.helpful is Helpful.YES for seat in seats)
        not_helpful += sum(seat.helpful is Helpful.NO for seat in seats)
    return Counts(total, **found, people=people, helpful=helpful, not_helpful=not_helpful)


def _said(told: set[Told]) -> str:
    if Told.MET in told:
        return "met"
    if told & {Told.ARRANGED, Told.IN_TOUCH}:
        return "arranged"
    if told & {Told.LET_GO, Told.NOT_YET}:
        return "let_go"
    return "silent"
