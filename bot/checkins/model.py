"""Who is quiet, who may be asked about it, and how answers are counted without names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.events import Person
from bot.text import Text, t
from bot.work import Housekeeping, Work

if TYPE_CHECKING:
    from bot.directory import Stay

QUIET = timedelta(days=30)
AGAIN = timedelta(days=182)  # after an answer
COUNTED = timedelta(days=92)  # how far back answers are told
FEWEST = 5  # answers, before anybody is told how many there are of which


class Barrier(StrEnum):
    """What keeps somebody quiet, in the order it is offered."""

    GOOD = "good"
    BUSY = "busy"
    NOTHING = "nothing"
    SOMETHING = "something"


ANSWERS: Mapping[Barrier, Text] = {
    Barrier.GOOD: t("All good, I like reading along"),
    Barrier.BUSY: t("No time just now"),
    Barrier.NOTHING: t("Nothing for me lately"),
    Barrier.SOMETHING: t("Something gets in the way"),
}


@dataclass(frozen=True, slots=True)
class CheckIn:
    """That somebody was asked, and whether they answered; what they answered stands nowhere."""

    person: Person
    asked_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    def may_follow(self, now: datetime) -> bool:
        """Whether they may be asked again: they answered, half a year ago, and did not say stop."""
        answered = self.answered_at is not None and self.ended_at is None
        return answered and now - self.asked_at >= AGAIN


class CheckIns(Housekeeping, Protocol):
    """The store this room needs."""

    def asked(self) -> Mapping[Person, CheckIn]:
        """Everybody who was ever asked."""
        ...

    def check_in(self, person: Person) -> CheckIn | None:
        """Somebody's; None when they were not asked."""
        ...

    def ask(self, people: Iterable[Person], at: datetime) -> None:
        """They are asked now; whatever stood there before is over."""
        ...

    def save(self, check_in: CheckIn) -> None:
        """Write it."""
        ...

    def forget(self, person: Person) -> None:
        """They were not asked after all."""
        ...

    def count(self, answer: Barrier, at: datetime) -> None:
        """One more of that answer; whose it was is not written down."""
        ...

    def counted(self, since: datetime) -> Mapping[Barrier, int]:
        """How many of which answer since that month; nothing below FEWEST in all."""
        ...


Job = Work[CheckIns]


def quiet(
    stays: Iterable[Stay],
    heard: frozenset[Person],
    asked: Mapping[Person, CheckIn],
    now: datetime,
) -> tuple[Person, ...]:
    """Who may be asked: a regular, here for a month, on no break, `heard` of by nobody since.

    Newcomers have a series of their own, which asks on day thirty and ninety.
    """
    return tuple(
        stay.person
        for stay in stays
        if stay.established
        and stay.since <= now - QUIET
        and not (stay.paused_until and stay.paused_until > now)
        and stay.person not in heard
        and (stay.person not in asked or asked[stay.person].may_follow(now))
    )


def told(counts: Mapping[Barrier, int]) -> Mapping[Barrier, int]:
    """The counts as coordinators may see them: none at all below five in all."""
    return counts if sum(counts.values()) >= FEWEST else {}


def counts(told: Mapping[Barrier, int]) -> Text:
    """The answers as a line of the report."""
    return t(
        "How it is for members who were quiet for a month, {n} answers: {answers}.",
        n=sum(told.values()),
        answers=tuple(_counted(answer, told.get(answer, 0)) for answer in Barrier),
    )


def _counted(answer: Barrier, n: int) -> Text:
    return t("{answer}: {n}", answer=ANSWERS[answer], n=n)


def gets_in_the_way(n: int, of: int) -> Text:
    """Why a coordinator might look: at least half of them could be helped."""
    return t(
        "Of {of} quiet members who answered lately, {n} say that something gets in the way.",
        n=n,
        of=of,
    )
