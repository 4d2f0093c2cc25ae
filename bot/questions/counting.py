"""What is counted of questions: replies and their times, topics without helpers, who carries much.

Only what people did counts; what Hearth wrote never does. None means *not measured*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.events import Person
from bot.questions.model import Offer, Question, State
from bot.work import HOUR

KNOWN = frozenset({"do", "explain", "answered", "named"})  # reasons of those who may well know
AT_LEAST, TIMES, HALF = 4, 3.0, 0.5  # asks before anybody carries too much


@dataclass(frozen=True, slots=True)
class Counted:
    """A time's questions: how many, how many a person replied to, and how fast."""

    asked: int
    answered: int
    accepted: int
    half_within: timedelta | None  # half of those that got a reply had it by then

    @property
    def share(self) -> int | None:
        """How many of a hundred got a reply."""
        return round(100 * self.answered / self.asked) if self.asked else None


def counted(questions: Iterable[Question]) -> Counted:
    """Those that were posted."""
    posted = [one for one in questions if one.posted]
    waits = replies(posted)
    return Counted(
        asked=len(posted),
        answered=len(waits),
        accepted=sum(one.state is State.ACCEPTED for one in posted),
        half_within=sorted(waits)[(len(waits) - 1) // 2] if waits else None,
    )


def replies(questions: Iterable[Question]) -> list[timedelta]:
    """How long each waited for the first human reply, of those that got one."""
    return [one.first - one.posted for one in questions if one.first and one.posted]


def hours(wait: timedelta) -> int:
    """Full hours, at least one."""
    return max(1, -(-wait // HOUR))


def without_helpers(
    questions: Sequence[Question], offers: Mapping[str, Sequence[Offer]]
) -> tuple[tuple[str, Question], ...]:
    """Topics on which nobody was found who may know, each with its newest question; "" unknown."""
    known = {
        one.topic
        for one in questions
        if any(offer.why in KNOWN for offer in offers.get(one.id, ()))
    }
    alone = {one.topic: one for one in questions if one.topic and one.topic not in known}
    nameless = [
        ("", one)
        for one in questions
        if not one.topic and one.wave and not offers.get(one.id) and one.first is None
    ]
    return (*alone.items(), *nameless)


def carry_too_much(offers: Iterable[Offer]) -> tuple[tuple[Person, int, int], ...]:
    """Who was asked far more often than the others: how often, of how many asks."""
    asks = Counter(offer.person for offer in offers if offer.delivered)
    total = sum(asks.values())
    usual = median(asks.values()) if asks else 0
    heavy = [
        (person, count, total)
        for person, count in asks.most_common()
        if count >= AT_LEAST and (count > TIMES * usual or count > HALF * total)
    ]
    return tuple(heavy)


def by_kind(questions: Iterable[Question]) -> Mapping[str, int]:
    """How many of each of the nine kinds."""
    return Counter(one.kind for one in questions if one.kind)


def by_week(
    questions: Sequence[Question], now: datetime, weeks: int
) -> tuple[tuple[datetime, Counted], ...]:
    """The last weeks, oldest first, each with what was asked in it."""
    week = timedelta(weeks=1)
    begins = [now - week * (weeks - n) for n in range(weeks)]
    return tuple(
        (at, counted(one for one in questions if one.posted and at <= one.posted < at + week))
        for at in begins
    )
