"""Readings of participation, what nobody teaches and what was begun about it, and their store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.events import Person
from bot.text import Text, t
from bot.ui import Button
from bot.work import Chore, Housekeeping, Work

if TYPE_CHECKING:
    from bot.directory import Wanted

WINDOW, SETTLED = timedelta(days=28), timedelta(days=14)
FEWEST_LEARNERS = 3
RESTS = timedelta(weeks=8)  # a want that somebody began something about
GATHERS = timedelta(days=7)  # how long people can say that they are in
WANTED = 20  # how urgent on the desk
MARK = 24  # characters of a task's key
READINGS = 12  # Mondays that the chart shows


@dataclass(frozen=True, slots=True)
class Reading:
    """How many took part, of how many who could have, in the four weeks before a Monday."""

    day: date
    contributors: int
    eligible: int


class Begun(StrEnum):
    """What a coordinator began about a want."""

    SPEAKER = "speaker"
    CIRCLE = "circle"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Want:
    """A task that nobody here teaches, and what was begun about it, when and by whom."""

    key: str
    task: str
    begun: Begun
    at: datetime
    by: Person | None
    gathered_at: datetime | None = None


class Reports(Housekeeping, Protocol):
    """The store this room needs."""

    def note(self, reading: Reading) -> None:
        """Keep a Monday's reading; the same day again changes nothing."""
        ...

    def readings(self, most: int) -> tuple[Reading, ...]:
        """The newest readings, oldest first."""
        ...

    def want(self, key: str) -> Want | None:
        """What was begun about a task; None when nothing was."""
        ...

    def save(self, want: Want) -> None:
        """Write it; those who said that they are in stay."""
        ...

    def wants(self) -> tuple[Want, ...]:
        """All that was begun."""
        ...

    def join(self, key: str, person: Person, at: datetime) -> None:
        """Somebody is in; saying so twice is saying it once."""
        ...

    def erase_in(self, person: Person) -> None:
        """Somebody is in nothing any more that has not begun."""
        ...

    def circle(self, key: str) -> tuple[Person, ...]:
        """Who is in, in the order they said so."""
        ...


Job = Work[Reports]


def mark(wanted: Wanted) -> str:
    """What a button carries of a task: enough to tell it from all others."""
    return wanted.key[:MARK]


def unmet(wanted: Iterable[Wanted], begun: Iterable[Want], now: datetime) -> tuple[Wanted, ...]:
    """What three or more want and nobody teaches, but for what somebody began about lately."""
    resting = {want.key for want in begun if now - want.at < RESTS}
    return tuple(
        one for one in wanted if len(one.learners) >= FEWEST_LEARNERS and mark(one) not in resting
    )


def chore(wanted: Wanted) -> Chore:
    """A want with its evidence, and two ways to begin."""
    said = t(
        "{n} members want to learn {task}, and nobody here teaches it.",
        n=len(wanted.learners),
        task=wanted.task,
    )
    buttons = (
        Button(t("Find a speaker"), "reports.speaker", mark(wanted)),
        Button(t("Start a circle"), "reports.circle", mark(wanted)),
        Button(t("Later"), "reports.later", mark(wanted)),
    )
    return Chore(WANTED, said, buttons, weekly=True)


def not_measured() -> Text:
    """What stands where there is no figure; never a nought."""
    return t("not measured")
