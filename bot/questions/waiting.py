"""How long to wait for an answer before others are asked: learned from when answers come here.

Asking too early disturbs people for what the channel would have answered by itself; asking too
late leaves the asker alone. So each wait ends when few of those still unanswered would be answered
without anybody being asked again. A community without a history of its own begins with 4 hours,
24 hours and 72 hours; the last two are promises and are never exceeded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.directory import Hours
from bot.waking import waking_days_after, waking_hours_after
from bot.work import DAY, HOUR

ENOUGH = 20  # questions that ended, before their times say anything
BY_ITSELF_NEXT, BY_ITSELF_WIDER = 0.2, 0.05  # share that may still be answered by itself
STEP = HOUR


@dataclass(frozen=True, slots=True)
class Waits:
    """When the next people are asked, when more widely, and when a coordinator is told."""

    next: timedelta = 4 * HOUR
    wider: timedelta = 24 * HOUR
    late: timedelta = 72 * HOUR


USUAL = Waits()
SHORTEST, LONGEST = Waits(HOUR, 8 * HOUR, 24 * HOUR), Waits(16 * HOUR, 24 * HOUR, 72 * HOUR)


def learned(replies: Sequence[timedelta | None]) -> Waits:
    """The waits of a community, from how long its questions took; None: nobody ever replied."""
    if len(replies) < ENOUGH:
        return USUAL
    following = _until(replies, BY_ITSELF_NEXT, SHORTEST.next, LONGEST.next)
    wider = _until(replies, BY_ITSELF_WIDER, SHORTEST.wider, LONGEST.wider)
    wider = max(wider, following)
    late = min(max(3 * wider, SHORTEST.late), LONGEST.late)
    return Waits(following, wider, late)


def still_coming(replies: Sequence[timedelta | None], after: timedelta) -> float:
    """Of the questions without a reply after so long, the share that got one later."""
    open_then = [each for each in replies if each is None or each > after]
    later = sum(each is not None for each in open_then)
    return later / len(open_then) if open_then else 0.0


def _until(
    replies: Sequence[timedelta | None], share: float, shortest: timedelta, longest: timedelta
) -> timedelta:
    """The first full hour after which no more than that share is still coming by itself."""
    wait = shortest
    while wait < longest and still_coming(replies, wait) > share:
        wait += STEP
    return wait


def reached(at: datetime, wait: timedelta, hours: Hours) -> datetime:
    """When a wait that began then is over: full days in waking days, the rest in waking hours."""
    days, rest = divmod(wait, DAY)
    moment = waking_days_after(at, days, hours) if days else at
    return waking_hours_after(moment, rest // HOUR, hours)
