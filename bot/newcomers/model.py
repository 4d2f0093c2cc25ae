"""What is known of a newcomer: moments, each the newest that was told, and a line of hello."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bot.events import Person
from bot.work import Housekeeping

if TYPE_CHECKING:
    from collections.abc import Iterable

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GREETED_TOGETHER = timedelta(minutes=1)
STALE = timedelta(days=1)  # a welcome that comes later than this is odd
RAID_SIZE, RAID_WINDOW, RAID_LASTS = 10, timedelta(minutes=10), timedelta(days=1)
NEW_FOR = timedelta(days=30)
HOST_AFTER, COORDINATOR_AFTER = 4, timedelta(hours=20)  # waking hours; hours
UNFINISHED, UNMET, LATER = 2, 14, (30, 90)  # days of the check-ins
QUIET = timedelta(days=7)  # at most one question a week
OUTCOME_AFTER = timedelta(days=7)  # when a newcomer who was introduced is asked about that


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Moments of somebody's first weeks; `joined_at` is None for who was here at adoption.

    Every moment only ever grows, so that doubled and shuffled events end in the same row.
    """

    person: Person
    joined_at: datetime | None = None
    came_at: datetime | None = None  # the newest arrival
    left_at: datetime | None = None
    greeted_at: datetime | None = None
    held: bool = False  # came in a raid, and waits for a coordinator
    started_at: datetime | None = None
    looking_at: datetime | None = None
    agreed_at: datetime | None = None
    introduced_at: datetime | None = None
    met_at: datetime | None = None
    asked_day: int = 0
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    hello: str = ""
    hello_at: datetime | None = None
    hi_at: datetime | None = None

    @property
    def here(self) -> bool:
        """Whether they have not left since they came."""
        return self.left_at is None or (self.came_at is not None and self.left_at < self.came_at)

    @property
    def may_be_written_to(self) -> bool:
        """They pressed something, did not ask for quiet, and are here."""
        quiet = self.looking_at is not None or self.ended_at is not None
        return self.here and not quiet and bool(self.started_at or self.agreed_at)

    @property
    def unanswered(self) -> bool:
        """Whether the last question of the series has no answer."""
        if self.asked_at is None:
            return False
        return self.answered_at is None or self.answered_at < self.asked_at

    def is_new(self, now: datetime) -> bool:
        """Joined less than thirty days ago."""
        return self.joined_at is not None and now - self.joined_at < NEW_FOR

    def comes(self, at: datetime) -> Newcomer:
        """The same after an arrival; the first one is when they joined."""
        first = at if self.joined_at is None else min(at, self.joined_at)
        return replace(self, joined_at=first, came_at=later(self.came_at, at))


def later(one: datetime | None, other: datetime) -> datetime:
    """The newer of the two."""
    return other if one is None else max(one, other)


@dataclass(frozen=True, slots=True)
class Raid:
    """Greeting is stopped since `since`; `decided` once a coordinator said what to do."""

    since: datetime
    last: datetime
    decided: bool = False

    def goes_on(self, now: datetime) -> bool:
        """Whether nobody is greeted just now."""
        return now - self.last < RAID_LASTS


def is_raid(joins: Iterable[datetime], at: datetime) -> bool:
    """More than ten joins in the ten minutes before `at`."""
    return sum(at - RAID_WINDOW < joined <= at for joined in joins) > RAID_SIZE


def next_question(one: Newcomer, now: datetime) -> datetime:
    """When a question may be put at the earliest: a week after the last one, of any room."""
    moments = [now]
    if one.asked_at:
        moments.append(one.asked_at + QUIET)
    if one.introduced_at and now < one.introduced_at + OUTCOME_AFTER + QUIET:
        moments.append(one.introduced_at + OUTCOME_AFTER + QUIET)
    return max(moments)


class Newcomers(Housekeeping, Protocol):
    """The store this room needs."""

    def newcomer(self, person: Person) -> Newcomer | None:
        """What is known of somebody; None when they were never seen."""
        ...

    def save(self, newcomer: Newcomer) -> None:
        """Write it."""
        ...

    def present(self, people: Iterable[Person], at: datetime) -> None:
        """Note who was here at adoption, so that they are never greeted; known people stay."""
        ...

    def waiting(self, since: datetime, *, held: bool) -> tuple[Newcomer, ...]:
        """Who joined since then, is here, and was not greeted; oldest first."""
        ...

    def unanswered(self) -> tuple[Newcomer, ...]:
        """Whose line of hello stands there without anybody's hi; the oldest first."""
        ...

    def joined_since(self, since: datetime) -> tuple[datetime, ...]:
        """The moments of all first arrivals after `since`."""
        ...

    def hold(self, since: datetime) -> None:
        """Mark everybody who joined since then and was not greeted as held."""
        ...

    def raid(self) -> Raid | None:
        """The newest raid."""
        ...

    def save_raid(self, raid: Raid) -> None:
        """Write it over the one before."""
        ...

    def greeted_last(self) -> datetime | None:
        """When somebody was last greeted."""
        ...
