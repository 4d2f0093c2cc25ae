"""Meetings and single occurrences: added, moved, left out; and weeks made quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Invalid, Refusal
from bot.events import Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.rhythm import desk_views, views, written
from bot.rhythm.deriving import changed, derive, week_of
from bot.rhythm.model import DRAW, PROMPT, QUIET, Meeting, Moved, monday
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import Text, t
from bot.ui import Fill, Message, Paragraph, Reply, Say, Update, Weight

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST, FARTHEST = 24 * 60, timedelta(days=500)
REACH = timedelta(days=13)  # how far from its week something may be moved
KINDS = {**views.NAMES, QUIET: t("Check-ins, privately")}


def add(work: Working, meeting: Meeting) -> Meeting:
    """Keep a new meeting under an id of its own. Raises Invalid for one that is over."""
    if not work.now < meeting.at < work.now + FARTHEST:
        told = t("That day is past, or too far ahead.")
        raise Invalid(told, {"at": told, "meeting": told})
    kept = replace(meeting, id="".join(work.random.choice(ALPHABET) for _ in range(10)))
    work.store.save_meeting(kept)
    return kept


@on.button("rhythm.add", who=COORDINATOR)
def add_one(_pressed: Pressed, work: Working) -> Reply:
    """The form for a meeting."""
    return Fill(desk_views.meeting_form(None, work.community.zone))


@on.form("rhythm.meeting", who=COORDINATOR)
def save(sent: Submitted, work: Working) -> Reply:
    """Keep a meeting, new or moved; what it pulls with it is planned anew."""
    at = written.moment(sent.values.get("at"), work.community.zone, "at")
    minutes = written.number(sent.values.get("minutes"), 5, LONGEST, "minutes")
    title = " ".join(str(sent.values.get("title") or "").split())
    before = work.store.meeting(sent.subject) if sent.subject else None
    if before is None:
        kept = add(work, Meeting("", title, at, minutes, work.now))
        work.log(t("Added a meeting"))
    else:
        # A calendar's own would be moved back tomorrow: from now on it is ours.
        kept = replace(before, at=at, minutes=minutes, title=title, known_at=work.now)
        work.store.save_meeting(kept)
        work.log(t("Moved a meeting"))
    _planned(sent, work)
    return Say(_said(t("Kept: {what}", what=views.line(kept.at, views.titled(kept)))))


def _planned(sent: Submitted | Pressed, work: Working) -> None:
    """A meeting alone is a rhythm, too: its words come, and nothing else was asked for."""
    rhythm = work.store.rhythm()
    if rhythm.set_at is None:
        off = {name: replace(getattr(rhythm, name), every=0) for name in _TOUCHES}
        changed(work, sent, replace(rhythm, **off))
    else:
        derive(work)


_TOUCHES = ("prompt", "round", "checkin")


def _said(said: Text) -> Message:
    return Message("rhythm.changed", Weight.ANSWER, (Paragraph(said),))


@on.button("rhythm.quiet", who=COORDINATOR)
def quiet(_pressed: Pressed, work: Working) -> Reply:
    """The form for weeks in which nothing is posted."""
    return Fill(desk_views.quiet_form(week_of(work)))


@on.form("rhythm.quiet", who=COORDINATOR)
def keep_quiet(sent: Submitted, work: Working) -> Reply:
    """Make weeks quiet, or not any more."""
    first = monday(written.day(sent.values.get("from"), "from"))
    weeks = written.number(_first(sent.values.get("weeks")), 1, 12, "weeks")
    is_quiet = _first(sent.values.get("quiet")) != "no"
    for number in range(weeks):
        work.store.keep_quiet(first + timedelta(weeks=number), quiet=is_quiet)
    derive(work)
    work.log(t("Changed the quiet weeks"))
    day = desk_views.noon(first, work.community.zone)
    if is_quiet:
        return Say(_said(t("Quiet from {day}; what would have come waits for after.", day=day)))
    return Say(_said(t("As usual from {day} again.", day=day)))


def _first(value: object) -> object:
    return value[0] if isinstance(value, tuple) and value else value


@on.button("rhythm.one", who=COORDINATOR)
def one(pressed: Pressed, work: Working) -> Reply:
    """Somebody chose one thing that is planned."""
    subject = pressed.values[0] if pressed.values else pressed.subject
    at, what, meeting = _found(work, subject)
    return Say(desk_views.one(views.line(at, what), subject, meeting=meeting is not None))


def _found(work: Working, subject: str) -> tuple[datetime, Text, Meeting | None]:
    """What a subject means: when it comes, what it is, and the meeting it may be."""
    kind, _, rest = subject.partition(" ")
    if kind == "meeting":
        meeting = work.store.meeting(rest)
        if meeting and not meeting.skipped and meeting.at > work.now:
            return meeting.at, views.titled(meeting), meeting
    for planned in work.planned(work.now, work.now + FARTHEST):
        if subject == f"{planned.name} {planned.day}" and planned.name in KINDS:
            return planned.at, KINDS[planned.name], None
    raise Refusal(t("That is not planned any more. Nothing was changed: /hearth desk rhythm"))


@on.button("rhythm.move", who=COORDINATOR)
def move(pressed: Pressed, work: Working) -> Reply:
    """The form for another time."""
    at, _, meeting = _found(work, pressed.subject)
    zone = work.community.zone
    if meeting:
        return Fill(desk_views.meeting_form(meeting, zone))
    return Fill(desk_views.move_form(at, zone, pressed.subject))


@on.form("rhythm.move", who=COORDINATOR)
def moved(sent: Submitted, work: Working) -> Reply:
    """One occurrence goes to another day; those after it stay where they are."""
    at, what, _ = _found(work, sent.subject)
    to = written.moment(sent.values.get("at"), work.community.zone, "at")
    week, name = _week(work, sent.subject)
    if to <= work.now or abs(to - at) > REACH:
        told = t("Please choose a day within two weeks of it that is not past.")
        raise Invalid(told, {"at": told})
    work.store.save_moved(Moved(name, week, to))
    derive(work)
    work.log(t("Moved: {what}", what=what))
    return Say(_said(t("Moved: {what}", what=views.line(to, what))))


@on.button("rhythm.skip", who=COORDINATOR)
def skip(pressed: Pressed, work: Working) -> Reply:
    """One occurrence, or a meeting with all that belongs to it, is left out."""
    at, what, meeting = _found(work, pressed.subject)
    if meeting and meeting.uid:  # its calendar would bring it back
        work.store.save_meeting(replace(meeting, skipped=True))
    elif meeting:
        work.store.drop_meeting(meeting)
    else:
        week, name = _week(work, pressed.subject)
        work.store.save_moved(Moved(name, week, None))
    derive(work)
    work.log(t("Skipped: {what}", what=what))
    return Update(desk_views.skipped(views.line(at, what)))


def _week(work: Working, subject: str) -> tuple[date, str]:
    """Of which week an occurrence is, also one that was moved before."""
    name, _, day = subject.partition(" ")
    if name not in {PROMPT, DRAW, QUIET}:
        raise Refusal(t("That moves with its meeting. Nothing was changed."))
    on_day = date.fromisoformat(day)
    for one_moved in work.store.moved():
        planned = one_moved.to
        if one_moved.name == name and planned and _day(work, planned) == on_day:
            return one_moved.week, name
    return monday(on_day), name


def _day(work: Working, at: datetime) -> date:
    return at.astimezone(ZoneInfo(work.community.zone)).date()
