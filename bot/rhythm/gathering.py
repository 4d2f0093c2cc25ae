"""Around a meeting: what to bring, what it left open, what was closed since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.events import Beat, Pressed, Submitted
from bot.handlers import MEMBER
from bot.rhythm import planning, views
from bot.rhythm.deriving import given
from bot.rhythm.model import Meeting, Point, State
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import t
from bot.ui import Beside, Fill, Paragraph, Reply, Say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

MONTH, EARLIER = timedelta(days=30), timedelta(days=70)
BRING = "rhythm.bring."


def _of(
    beat: Beat, work: Working, moment: Callable[[planning.Given, Meeting], datetime | None]
) -> Meeting | None:
    """The meeting an occurrence of that day belongs to."""
    about = given(work)
    for meeting in work.store.meetings(work.now - MONTH):
        at = moment(about, meeting)
        if not meeting.skipped and at and about.day(at) == beat.day:
            return meeting
    return None


@on.beat("rhythm.before")
def before(beat: Beat, work: Working) -> None:
    """Ask the channel what to bring, a week before a meeting."""
    meeting = _of(beat, work, planning.before)
    if meeting is None or meeting.at <= work.now:
        return
    open_, done = standing(work, meeting)
    message = views.what_shall_we_bring(meeting, open_, done)
    work.post(f"{BRING}{meeting.id}", work.community.home, message, expires=meeting.at)


def standing(work: Working, meeting: Meeting) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """What is open, and what was done since the meeting before this one."""
    last = work.store.last_meeting(min(meeting.at, work.now))
    since = last.at if last else work.now - EARLIER
    open_ = tuple(p for p in work.store.unsettled() if p.state is State.OPEN)
    return open_, work.store.closed(since)


@on.beat("rhythm.meeting")
def today(beat: Beat, work: Working) -> None:
    """On the day itself: what was closed since the last one, where there was anything."""
    meeting = _of(beat, work, planning.gathering)
    if meeting is None or meeting.at <= work.now:
        return
    open_, done = standing(work, meeting)
    if open_ or done:
        message = views.today(meeting, open_, done)
        key = f"rhythm.today.{meeting.id}"
        work.post(key, work.community.home, message, expires=meeting.at)


@on.beat("rhythm.after", window=timedelta(hours=24))
def after(beat: Beat, work: Working) -> None:
    """Ask the channel what a meeting left open, the day after."""
    meeting = _of(beat, work, planning.after)
    if meeting is None:
        return
    about = given(work)
    yesterday = (about.day(work.now) - about.day(meeting.end)).days == 1
    message = views.what_is_open(meeting, yesterday=yesterday)
    work.post(f"rhythm.open.{meeting.id}", work.community.home, message)


@on.button("rhythm.bring", who=MEMBER)
def bring(pressed: Pressed, work: Working) -> Reply:
    """Open the form for what somebody would bring."""
    return Fill(views.bring_form(_coming(work, pressed.subject)))


def _coming(work: Working, id_: str) -> Meeting:
    meeting = work.store.meeting(id_)
    if meeting is None or meeting.skipped or meeting.at <= work.now:
        raise Refusal(t("That meeting is over, or does not take place. Nothing was posted."))
    return meeting


@on.form("rhythm.bring", who=MEMBER)
def brought(sent: Submitted, work: Working) -> Reply:
    """Put it under the post, as their own words."""
    meeting, by = _coming(work, sent.subject), sent.actor.person
    words = " ".join(str(sent.values.get("words") or "").split())
    if not words:
        raise Refusal(t("There was nothing in it. Nothing was posted."))
    key = f"{BRING}{meeting.id}"
    work.post(f"rhythm.brought.{meeting.id}.{by.id}", Beside(key), views.brought(by, words))
    return Say(views.answer("bring", Paragraph(t("Thank you. It stands under the post."))))
