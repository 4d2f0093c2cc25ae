"""`desk rhythm`: what is set and planned, and one form to set it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.events import Commanded, Event, Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.rhythm import calendar_reading, desk_views, views, written
from bot.rhythm.deriving import changed
from bot.rhythm.meetings import add
from bot.rhythm.model import DRAW, PROMPT, QUIET, Meeting, Pace, Rhythm, Touch
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import PLAIN, Text, draw, t
from bot.ui import Fill, Option, Reply, Say, Update
from bot.work import Planned

SHOWN = timedelta(weeks=8)
LINES, CHOICES = 12, 25
KINDS = {**views.NAMES, QUIET: t("Check-ins, privately")}
MOVABLE = {PROMPT, DRAW, QUIET}
PAGES = "rhythm"  # the web page of the same
LABEL = 70  # characters of an option


@on.command("desk rhythm", help=t("Meetings, prompts, rounds: move, skip, add"), who=COORDINATOR)
def desk(asked: Commanded, work: Working) -> Reply:
    """Show what is set and planned; where nothing is, the form that sets it."""
    return show_or_set(asked, work)


@on.button("rhythm.show", who=COORDINATOR)
def show(pressed: Pressed, work: Working) -> Reply:
    """The same, on a press."""
    return show_or_set(pressed, work)


def show_or_set(event: Event, work: Working) -> Reply:
    """What is planned, or the form where nothing is."""
    rhythm = work.store.rhythm()
    if rhythm.set_at is None:
        return Fill(desk_views.form(rhythm))
    rows, options = listed(event, work)
    told = desk_views.desk(rhythm, work.community.zone, rows, options)
    return Say(work.doorway.under(told, PAGES))


def listed(event: Event, work: Working) -> tuple[tuple[Text, ...], tuple[Option, ...]]:
    """What is planned in the coming weeks, and what of it can be moved."""
    until = work.now + SHOWN
    rows: list[tuple[datetime, Text]] = []
    options: list[tuple[datetime, Option]] = []
    envelope = work.people.envelope(event.actor.person)

    def option(at: datetime, value: str, what: Text) -> None:
        label = draw(views.line(at, what), envelope, PLAIN)
        shown = label if len(label) <= LABEL else f"{label[:LABEL]}…"
        options.append((at, Option(value, t("{label}", label=shown))))

    for planned in work.planned(work.now, until):
        if planned.name in KINDS:
            rows.append((planned.at, KINDS[planned.name]))
        if planned.name in MOVABLE:
            option(planned.at, subject_of(planned), KINDS[planned.name])
    for meeting in work.store.meetings(work.now):
        if meeting.at < until and not meeting.skipped:
            rows.append((meeting.at, views.titled(meeting)))
            option(meeting.at, f"meeting {meeting.id}", views.titled(meeting))
    rows.sort(key=lambda row: row[0])
    options.sort(key=lambda pair: pair[0])
    return (
        tuple(views.line(at, what) for at, what in rows[:LINES]),
        tuple(one for _, one in options[:CHOICES]),
    )


def subject_of(planned: Planned) -> str:
    """How an occurrence travels with a button."""
    return f"{planned.name} {planned.day}"


@on.button("rhythm.set", who=COORDINATOR)
def set_again(_pressed: Pressed, work: Working) -> Reply:
    """The form, filled in with what is set."""
    return Fill(desk_views.form(work.store.rhythm()))


@on.form("rhythm.set", who=COORDINATOR)
def save(sent: Submitted, work: Working) -> Reply:
    """Set the rhythm; everything is planned by it in the same moment."""
    before = work.store.rhythm()
    rhythm = read(sent, before)
    if sent.values.get("meeting"):
        at = written.moment(sent.values["meeting"], work.community.zone, "meeting")
        add(work, Meeting("", "", at, 60, work.now))
    if rhythm.calendar != before.calendar:
        calendar_reading.forget(work, keep=bool(rhythm.calendar))
        rhythm = replace(rhythm, trouble="")
    changed(work, sent, rhythm)
    work.log(t("Set the rhythm"))
    rows, _ = listed(sent, work)
    return Say(desk_views.saved(rows[0] if rows else None))


def read(sent: Submitted, before: Rhythm) -> Rhythm:
    """What the form says, over what was set before. Raises Invalid."""
    values = sent.values
    at = written.hour(values.get("time"), "time")
    region = written.region(values.get("region"), "region")
    day = _number(values.get("checkin"), before.checkin.weekday)
    prompt = Touch(_number(values.get("prompt"), 1), _number(values.get("prompt_day"), 1), at)
    return replace(
        before,
        prompt=prompt,
        round=Touch(_number(values.get("round"), 2), _number(values.get("round_day"), 2), at),
        checkin=Touch(1 if day else 0, day or before.checkin.weekday, at),
        region=region,
        known_until=before.known_until if region == before.region else 0,
        calendar=calendar_reading.address(values.get("calendar"), "calendar"),
        # Whoever changes how often prompts come has decided about the pace, too.
        pace=before.pace if prompt.every == before.prompt.every else Pace.FULL,
    )


def _number(value: object, otherwise: int) -> int:
    chosen = value[0] if isinstance(value, tuple) and value else value
    return int(chosen) if isinstance(chosen, str) and chosen.isdecimal() else otherwise


@on.button("rhythm.full_pace", who=COORDINATOR)
def full_pace(pressed: Pressed, work: Working) -> Reply:
    """A coordinator would have prompts as often as they were set."""
    changed(work, pressed, replace(work.store.rhythm(), pace=Pace.FULL))
    work.log(t("Set prompts back to their usual pace"))
    return Update(desk_views.full_pace())
