"""When a message may reach somebody: waking hours, two nudges a week, one survey a month.

The limits are what the README promises members ("What will my members receive?").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.directory import Hours
from bot.ui import Weight
from bot.waking import next_waking

NUDGES_A_WEEK, WEEK, SURVEY_EVERY = 2, timedelta(days=7), timedelta(days=30)
UNPAUSED = frozenset({Weight.AGREED, Weight.DUTY, Weight.DESK})
# So that the day's one message, written at nine, says what came up overnight.
AFTER_WAKING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reading:
    """What counts for one reader: their hours, and what reached them lately.

    `nudges` and `asks` are instants within the last week, `surveys` within the last thirty days.
    """

    hours: Hours
    allowance: int = 2
    nudges: tuple[datetime, ...] = ()
    asks: tuple[datetime, ...] = ()
    surveys: tuple[datetime, ...] = ()
    paused_until: datetime | None = None
    desk: tuple[datetime, ...] = ()  # within the last day
    gone: bool = False  # they left, and have not come back


@dataclass(frozen=True, slots=True)
class Verdict:
    """The earliest moment a message may go, and in a word why not now; never is None."""

    at: datetime | None
    why: str = ""


def when(weight: Weight, now: datetime, reading: Reading) -> Verdict:
    """Decide when a message of that weight may reach the reader, at `now` or later."""
    if weight in {Weight.ANSWER, Weight.POST}:
        return Verdict(now)
    if weight is Weight.AGREED and reading.gone:
        return Verdict(None, "they have left")
    if weight is Weight.DESK and _told_today(now, reading):
        return Verdict(None, "told today; the rest stands in tomorrow's message")
    if weight not in UNPAUSED and reading.paused_until:
        now_or_later = max(now, reading.paused_until)
    else:
        now_or_later = now
    at, why = _within_limits(weight, now_or_later, reading)
    if at is None:
        return Verdict(None, why)
    awake = next_waking(at, reading.hours)
    if awake is None:
        return Verdict(None, "no waking hours")
    if awake == now:
        return Verdict(now)
    if weight is Weight.DESK:
        awake += AFTER_WAKING
    return Verdict(awake, why or ("paused" if at > now else "waking hours"))


def _told_today(now: datetime, reading: Reading) -> bool:
    zone = ZoneInfo(reading.hours.zone)
    today = now.astimezone(zone).date()
    return any(at.astimezone(zone).date() == today for at in reading.desk)


def _within_limits(weight: Weight, now: datetime, reading: Reading) -> tuple[datetime | None, str]:
    if weight is Weight.ASK:
        if reading.allowance == 0:
            return None, "asks nobody may make"
        return _room(now, reading.asks, reading.allowance, WEEK), _said(
            now, reading.asks, reading.allowance, "asks this week"
        )
    if weight in UNPAUSED:
        return now, ""
    at, why = now, ""
    if weight is Weight.SURVEY and reading.surveys:
        at = max(at, max(reading.surveys) + SURVEY_EVERY)
        why = "asked how they are lately" if at > now else ""
    room = _room(at, (*reading.nudges, *reading.surveys), NUDGES_A_WEEK, WEEK)
    return room, why or ("messages this week" if room > at else "")


def _room(now: datetime, times: tuple[datetime, ...], limit: int, window: timedelta) -> datetime:
    """The first moment from `now` at which fewer than `limit` of `times` lie in the window."""
    lately = sorted(t for t in times if t > now - window)
    return now if len(lately) < limit else lately[-limit] + window


def _said(now: datetime, times: tuple[datetime, ...], limit: int, why: str) -> str:
    return why if _room(now, times, limit, WEEK) > now else ""
