"""When everything comes, derived from settings: pure, so that it can be shown, tested, repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import instant
from bot.rhythm.model import (
    AFTER,
    BEFORE,
    DRAW,
    GATHERING,
    NOTICE,
    PROMPT,
    QUIET,
    REPORT,
    SLOWEST,
    TEN,
    Meeting,
    Pace,
    Rhythm,
    Touch,
    monday,
)

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
EIGHT, NINE = time(8), time(9)
FRIDAY = 5
SUNDAY_AFTER = 11  # days from a Monday on which a round of that week may still begin: next Friday
BEFORE_FIRST_ROUND = timedelta(days=3)  # so that people can join it
BEFORE_MEETING, BETWEEN_TWO = timedelta(days=7), timedelta(days=3)
Occurrences = tuple[tuple[date, datetime], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """All that decides: the settings, what lies in their way, and what happened last."""

    rhythm: Rhythm
    zone: str
    now: datetime
    until: datetime
    meetings: tuple[Meeting, ...] = ()
    quiet: frozenset[date] = frozenset()  # Mondays
    holidays: frozenset[date] = frozenset()
    moved: Mapping[tuple[str, date], datetime | None] = field(default_factory=dict)
    happened: Mapping[str, date] = field(default_factory=dict)

    def day(self, at: datetime) -> date:
        """The community's date of an instant."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def at(self, day: date, wall: time) -> datetime | None:
        """When that wall time happens on that date; None when it never does."""
        return instant(day, wall, self.zone)

    def is_quiet(self, day: date) -> bool:
        """Whether nothing is posted in that week."""
        return monday(day) in self.quiet

    def works(self, day: date) -> bool:
        """Whether that is a working day on which something may be posted."""
        return day.isoweekday() <= FRIDAY and day not in self.holidays and not self.is_quiet(day)


def planned(given: Given) -> dict[str, Occurrences]:
    """Every beat's dates and instants, from now until the horizon."""
    found: dict[str, Occurrences] = {REPORT: tuple(_mondays(given))}
    rhythm = given.rhythm
    if rhythm.set_at is None:
        return {name: found.get(name, ()) for name in (*_NAMES, REPORT)}
    found[PROMPT] = tuple(_again(given, PROMPT, paced(rhythm), _prompt_order, _near_a_meeting))
    found[DRAW] = tuple(_again(given, DRAW, rhythm.round, _later_first, _into_a_meeting))
    found[NOTICE] = tuple(_notices(given, found[DRAW]))
    found[QUIET] = tuple(_again(given, QUIET, rhythm.checkin, _later_first, _never))
    found |= {name: tuple(_around(given, name)) for name in (BEFORE, AFTER, GATHERING)}
    return found


_NAMES = (PROMPT, DRAW, NOTICE, QUIET, BEFORE, AFTER, GATHERING)


def paced(rhythm: Rhythm) -> Touch:
    """The prompts' setting at the pace that holds now."""
    touch = rhythm.prompt
    if rhythm.pace is Pace.FULL or not touch.every:
        return touch
    return Touch(min(touch.every * 2, SLOWEST), touch.weekday, touch.at)


def _mondays(given: Given) -> Iterator[tuple[date, datetime]]:
    week = monday(given.day(given.now))
    while week <= given.day(given.until):
        at = given.at(week, EIGHT)
        if at and at > given.now:
            yield week, at
        week += WEEK


Order = Callable[[date, date], tuple[int, int]]
Blocked = Callable[[Given, date], bool]


def _again(
    given: Given, name: str, touch: Touch, order: Order, blocked: Blocked
) -> Iterator[tuple[date, datetime]]:
    """What comes every so many weeks, counted from when it came last."""
    if not touch.every:
        return
    last, end = given.happened.get(name), monday(given.day(given.until))
    # What last week's meeting pushed into this one is still to come, on whatever day we look.
    week = monday(last) + touch.every * WEEK if last else monday(given.day(given.now)) - WEEK
    while week <= end:
        slot = _slot(given, name, week, touch, order, blocked)
        left_out = given.moved.get((name, week), given.now) is None
        if slot is None or slot[1] <= _not_before(given, name, last):
            # A week that cannot have its own gives it to the next; one left out does not.
            week += touch.every * WEEK if left_out else WEEK
            continue
        yield slot
        # What a meeting, or somebody, pushed into the next week counts from there.
        week = max(week, monday(slot[0])) + touch.every * WEEK


def _not_before(given: Given, name: str, last: date | None) -> datetime:
    """The first round leaves time to join it."""
    if name == DRAW and last is None and given.rhythm.set_at:
        return max(given.now, given.rhythm.set_at + BEFORE_FIRST_ROUND)
    return given.now


def _slot(
    given: Given, name: str, week: date, touch: Touch, order: Order, blocked: Blocked
) -> tuple[date, datetime] | None:
    """The day of that week, or close after it; None where the week has none."""
    if (name, week) in given.moved:
        to = given.moved[name, week]
        return (given.day(to), to) if to else None
    if week in given.quiet:
        return None
    nominal = week + (touch.weekday - 1) * DAY
    reach = SUNDAY_AFTER if order is _later_first and name == DRAW else 6
    days = sorted((week + n * DAY for n in range(reach + 1)), key=lambda d: order(d, nominal))
    free = [day for day in days if _is_free(given, day, nominal)]
    # Where meetings leave no day, they do not count.
    for day in (*(day for day in free if not blocked(given, day)), *free):
        at = given.at(day, touch.at)
        if at:
            return day, at
    return None


def _is_free(given: Given, day: date, nominal: date) -> bool:
    if day in given.holidays or given.is_quiet(day):
        return False
    return day.isoweekday() <= FRIDAY or day.isoweekday() == nominal.isoweekday()


def _prompt_order(day: date, nominal: date) -> tuple[int, int]:
    """A prompt comes rather earlier, so that a meeting can live on it."""
    return (0, (nominal - day).days) if day <= nominal else (1, (day - nominal).days)


def _later_first(day: date, nominal: date) -> tuple[int, int]:
    """A round, or a check-in, comes rather later."""
    return (0, (day - nominal).days) if day >= nominal else (1, (nominal - day).days)


def _near_a_meeting(given: Given, day: date) -> bool:
    """The day before, the day itself, and the day after, which is about what it left open."""
    return any(abs((day - given.day(m.at)).days) <= 1 for m in _held(given))


def _into_a_meeting(given: Given, day: date) -> bool:
    """People who are about to meet anyway: a round begins once they have."""
    return any(-1 <= (given.day(m.at) - day).days <= 3 for m in _held(given))  # noqa: PLR2004 - days


def _never(_given: Given, _day: date) -> bool:
    return False


def _held(given: Given) -> Iterator[Meeting]:
    return (meeting for meeting in given.meetings if not meeting.skipped)


def _notices(given: Given, draws: Occurrences) -> Iterator[tuple[date, datetime]]:
    """On the waking day before each round, at the hour of the round."""
    for day, at in draws:
        wall = at.astimezone(ZoneInfo(given.zone)).time()
        before = next((day - n * DAY for n in range(1, 8) if given.works(day - n * DAY)), day - DAY)
        moment = given.at(before, wall)
        if moment and moment > given.now:
            yield before, moment


def _around(given: Given, name: str) -> Iterator[tuple[date, datetime]]:
    """What belongs to meetings; two of one day share it."""
    moment = {BEFORE: before, AFTER: after, GATHERING: gathering}[name]
    found: dict[date, datetime] = {}
    for meeting in _held(given):
        at = moment(given, meeting)
        if at and given.now < at <= given.until:
            day = given.day(at)
            found[day] = min(at, found.get(day, at))
    yield from sorted(found.items())


def before(given: Given, meeting: Meeting) -> datetime | None:
    """A week before it; for one we learn of later, the next morning; None the day before it."""
    if given.is_quiet(given.day(meeting.at)):
        return None
    meets, learnt = given.day(meeting.at), given.day(meeting.known_at)
    day = meets - BEFORE_MEETING
    if any(day <= given.day(other.at) < meets for other in _held(given)):
        day = meets - BETWEEN_TWO  # the one before it is still being talked about
    while not given.works(day) and day > meets - 2 * BEFORE_MEETING:
        day -= DAY
    at = given.at(day, TEN)
    if at is None or at <= meeting.known_at:
        days = (learnt + n * DAY for n in range(1, 8))
        day = next((d for d in days if given.works(d)), meets)
        at = given.at(day, TEN)
    return at if day < meets - DAY and given.works(day) else None


def after(given: Given, meeting: Meeting) -> datetime | None:
    """At ten on the next working day."""
    ends = given.day(meeting.end)
    days = (ends + n * DAY for n in range(1, 6))
    day = next((d for d in days if given.works(d)), None)
    return given.at(day, TEN) if day else None


def gathering(given: Given, meeting: Meeting) -> datetime | None:
    """At nine on its day, or half an hour before it."""
    nine = given.at(given.day(meeting.at), NINE)
    half = meeting.at - timedelta(minutes=30)
    return min(nine, half) if nine else half
