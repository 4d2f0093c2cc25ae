"""Meetings from a calendar's address, and public holidays: asked for, and taken over when read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from bot.errors import Invalid
from bot.events import Computed
from bot.feeds import Found
from bot.rhythm import views
from bot.rhythm.deriving import CALENDAR, HOLIDAYS, derive, tell
from bot.rhythm.model import CHANGE, Meeting, Notice, Rhythm, Telling, said
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import t
from bot.ui import Paragraph, Reply, Row, Say

LONGEST = 100  # characters of a title


def address(said: object, field: str) -> str:
    """A calendar's address as it was typed. Raises Invalid for what can be none."""
    plain = str(said or "").strip()
    if plain and not plain.startswith(("https://", "http://", "webcal://")):
        told = t("A calendar's address begins with https://; nothing was saved.")
        raise Invalid(told, {field: told})
    return plain.replace("webcal://", "https://", 1)


def forget(work: Working, *, keep: bool) -> None:
    """Another address, or none: what the old one said of days to come is gone."""
    for meeting in work.store.meetings(work.now):
        if meeting.uid:
            work.store.drop_meeting(meeting)
    if not keep:
        derive(work)


@on.computed(CALENDAR)
def read(computed: Computed, work: Working) -> Reply | None:
    """Take over what the calendar says of the days to come; say so where it could not be read."""
    found, rhythm = computed.result, work.store.rhythm()
    if not isinstance(found, Found) or not rhythm.calendar:
        return None
    if found.trouble:
        return _trouble(computed, work, rhythm, found.trouble)
    if rhythm.trouble:
        work.store.save(replace(rhythm, trouble=""))
    _take_over(work, found)
    derive(work)
    return None


def _trouble(computed: Computed, work: Working, rhythm: Rhythm, trouble: str) -> Reply | None:
    """One sentence, once; what was read before stays."""
    before = rhythm.trouble
    work.store.save(replace(rhythm, trouble=trouble))
    return _said(computed, work, Telling.CALENDAR, trouble) if trouble != before else None


def _said(computed: Computed, work: Working, telling: Telling, about: str) -> Reply | None:
    """Answer whoever has just set it; else all coordinators read it in the morning."""
    if computed.handle:
        notice = Notice("", telling, about, work.now, work.now)
        return Say(views.answer("told", Paragraph(said(notice)), Row((CHANGE,))))
    tell(work, telling, about)
    return None


def _take_over(work: Working, found: Found) -> None:
    known = {m.uid: m for m in work.store.meetings(work.now) if m.uid}
    read_now = {digest(entry.uid): entry for entry in found.entries}
    for uid, meeting in known.items():
        if uid not in read_now:
            work.store.drop_meeting(meeting)
    for uid, entry in read_now.items():
        before = known.get(uid) or Meeting(uid[:12], "", entry.at, 0, work.now, uid)
        title = " ".join(entry.title.split())[:LONGEST]
        after = replace(before, at=entry.at, minutes=entry.minutes, title=title)
        if after != before or uid not in known:
            work.store.save_meeting(after)


def digest(uid: str) -> str:
    """A calendar's name for one occurrence, as short as an id of ours."""
    return sha256(uid.encode()).hexdigest()[:40]


@on.computed(HOLIDAYS)
def looked_up(computed: Computed, work: Working) -> Reply | None:
    """Take over the holidays; None means that nobody knows that region."""
    rhythm = work.store.rhythm()
    if computed.result is None:
        work.store.save(replace(rhythm, region="", known_until=0))
        work.store.keep_holidays({})
        derive(work)
        return _said(computed, work, Telling.REGION, rhythm.region) if rhythm.region else None
    if isinstance(computed.result, dict):
        found: dict[date, str] = computed.result
        work.store.keep_holidays(found)
        last = max((day.year for day in found), default=work.now.year)
        work.store.save(replace(rhythm, known_until=last))
    derive(work)
    return None
