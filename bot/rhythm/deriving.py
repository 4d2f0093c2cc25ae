"""Every date is derived from settings: at start, daily, and in whatever changes a setting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.events import Beat, Missed, Started, Woken
from bot.handlers import Kind
from bot.rhythm import desk_views
from bot.rhythm.model import AHEAD, BEATS, DRAW, PROMPT, QUIET, Notice, Rhythm, Telling
from bot.rhythm.planning import Given, planned
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.rhythm.views import called
from bot.text import PLAIN, Envelope, draw
from bot.work import WEEK

if TYPE_CHECKING:
    from bot.events import Event

BEFORE_ALL = time(4)
KEPT = timedelta(days=400)  # meetings, after they took place
REMEMBERED = 30 * WEEK  # of meetings, for what they moved
HOLIDAYS, CALENDAR = "rhythm.holidays", "rhythm.calendar"
TOLD_AT, FRIDAY = time(9), 5
SETTLING = timedelta(hours=2)  # a morning's message that comes late is no second telling
SAME_DAY = timedelta(hours=12)
SHOWN = 6  # things missed that are named


def given(work: Working) -> Given:
    """All that decides when things come."""
    store = work.store
    happened = {name: work.happened(name) for name in (PROMPT, DRAW, QUIET)}
    return Given(
        rhythm=store.rhythm(),
        zone=work.community.zone,
        now=work.now,
        until=work.now + AHEAD,
        meetings=store.meetings(work.now - REMEMBERED),
        quiet=frozenset(store.quiet_weeks()),
        holidays=frozenset(store.holidays()),
        moved={(one.name, one.week): one.to for one in store.moved()},
        happened={name: day for name, day in happened.items() if day},
    )


def derive(work: Working) -> None:
    """Plan everything anew that some room answers."""
    answered = {line.name for line in work.declarations if line.kind is Kind.BEAT}
    found = planned(given(work))
    for name in BEATS:
        work.plan(name, found[name] if name in answered else ())


@on.event("started")
def started(_event: Started, work: Working) -> None:
    """We run again: the settings may mean something else by now."""
    derive(work)


@on.wake("rhythm.derive")
def changed_elsewhere(_woken: Woken, work: Working) -> None:
    """Plan everything anew: another room changed what dates are made of."""
    derive(work)


@on.daily("rhythm.day", at=BEFORE_ALL)
def day(_beat: Beat, work: Working) -> None:
    """Derive every date anew, and have calendar and holidays read."""
    rhythm = work.store.rhythm()
    if rhythm.set_at is None:
        tell(work, Telling.PROPOSE)
        work.store.save(rhythm)
    for meeting in work.store.meetings(work.now - 2 * KEPT):
        if meeting.at < work.now - KEPT:
            work.store.drop_meeting(meeting)
    ask_for(work, rhythm)
    derive(work)


def ask_for(work: Working, rhythm: Rhythm, *, anew: bool = False) -> None:
    """Have the calendar read, and the holidays of the years to come."""
    if rhythm.calendar:
        work.compute(CALENDAR, work.community.zone)
    last = (work.now + AHEAD).year
    if rhythm.region and (anew or rhythm.known_until < last):
        work.compute(HOLIDAYS, "")


@on.event("missed")
def missed(event: Missed, work: Working) -> None:
    """We were away: what was left out is told once, and everything is derived anew."""
    envelope = Envelope(work.community.language, work.community.zone)
    ours = [
        draw(said, envelope, PLAIN)
        for name, on_day in event.beats
        if (said := called(name, on_day, work.community.zone))
    ]
    if ours:
        more = [f"+ {len(ours) - SHOWN}"] if len(ours) > SHOWN else []
        about = "; ".join((*ours[:SHOWN], *more))
        tell(work, Telling.MISSED, about)
        work.log(desk_views.missed(about))
    derive(work)


def tell(work: Working, telling: Telling, about: str = "") -> None:
    """Let the next working morning's message to coordinators say it, and no other."""
    zone = ZoneInfo(work.community.zone)
    earliest = (work.now + SETTLING).astimezone(zone)
    days = (earliest.date() + timedelta(days=n) for n in range(8))
    mornings = (datetime.combine(day, TOLD_AT, zone) for day in days if day.isoweekday() <= FRIDAY)
    morning = next(at for at in mornings if at > earliest)
    id_ = telling.value if telling is Telling.PROPOSE else f"{telling}.{work.now:%Y%m%d%H%M}"
    work.store.notice(Notice(id_, telling, about, work.now + SETTLING, morning + SAME_DAY))


def changed(work: Working, event: Event, rhythm: Rhythm) -> None:
    """A coordinator changed the settings: keep them, and plan by them at once."""
    kept = replace(rhythm, set_at=rhythm.set_at or work.now, set_by=event.actor.person)
    work.store.save(kept)
    work.store.told(Telling.PROPOSE)
    ask_for(work, kept, anew=True)
    derive(work)


def week_of(work: Working) -> date:
    """The community's date of this moment."""
    return given(work).day(work.now)
