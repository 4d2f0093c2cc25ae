"""`next`: the coming four weeks for anybody, their own part in them, and a file for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.directory import Card
from bot.events import Commanded, Event, Pressed
from bot.rhythm import calendar_file, views
from bot.rhythm.model import DRAW, GATHERING
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import PLAIN, Text, draw, t
from bot.ui import Button, File, Reply, Row, Say, Style

FOUR_WEEKS = timedelta(weeks=4)
HALF_AN_HOUR = 30  # minutes a calendar shows for what has no end of its own
JOIN = Button(t("Join"), "members.join", style=Style.MAIN)
CHOICES = Button(t("Change what I may do"), "members.join")
BREAK, BACK = Button(t("Take a break"), "members.pause"), Button(t("I'm back"), "members.back")
FILE = Button(t("For my calendar"), "rhythm.file")


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes, as everybody sees it."""

    at: datetime
    minutes: int
    what: Text
    uid: str


@on.command("next", help=t("The next four weeks, and your part in them"), aliases=("rhythm",))
def coming(asked: Commanded, work: Working) -> Reply:
    """The next four weeks, and your part in them."""
    return shown(asked, work)


@on.button("rhythm.next")
def coming_pressed(pressed: Pressed, work: Working) -> Reply:
    """The same, on a press."""
    return shown(pressed, work)


def shown(event: Event, work: Working) -> Reply:
    """What comes, whoever asks, and their own part in it."""
    found = in_four_weeks(work)
    card = work.directory.card(event.actor.person)
    zone = card.hours.zone if card else None
    rows = [views.line(one.at, one.what, zone) for one in found]
    until = (work.now + FOUR_WEEKS).date()
    rows += [
        views.quiet(week, work.community.zone)
        for week in work.store.quiet_weeks()
        if work.now.date() - timedelta(days=6) <= week < until
    ]
    rounds = sum(one.uid.startswith(DRAW) for one in found)
    return Say(
        views.coming(tuple(rows), views.your_part(card, work.now, rounds), _row(card, found, work))
    )


def _row(card: Card | None, found: tuple[Coming, ...], work: Working) -> Row:
    file = (FILE,) if found else ()
    if card is None:
        return Row((*file, JOIN))
    paused = card.paused_until and card.paused_until > work.now
    return Row((*file, CHOICES, BACK if paused else BREAK))


def in_four_weeks(work: Working) -> tuple[Coming, ...]:
    """Everything that is no secret of the coordinators', in order."""
    until = work.now + FOUR_WEEKS
    beats = [
        Coming(one.at, HALF_AN_HOUR, views.NAMES[one.name], f"{one.name}.{one.day}")
        for one in work.planned(work.now, until)
        if one.name in views.NAMES and one.name != GATHERING
    ]
    meetings = [
        Coming(meeting.at, meeting.minutes, views.titled(meeting), meeting.id)
        for meeting in work.store.meetings(work.now)
        if meeting.at < until and not meeting.skipped
    ]
    return tuple(sorted((*beats, *meetings), key=lambda one: (one.at, one.uid)))


@on.button("rhythm.file")
def file(pressed: Pressed, work: Working) -> Reply:
    """The same weeks as a file that calendars read."""
    envelope = work.people.envelope(pressed.actor.person)
    entries = tuple(
        calendar_file.Entry(one.at, one.minutes, draw(one.what, envelope, PLAIN), one.uid)
        for one in in_four_weeks(work)
    )
    content = calendar_file.written(entries, work.community, work.now)
    name = File("hearth-next.ics", content, t("The next four weeks for your calendar"))
    return Say(views.for_the_calendar(name))
