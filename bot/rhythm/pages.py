"""The web page `rhythm`: what is set, and all that is planned in the coming weeks."""

from __future__ import annotations

from datetime import datetime

from bot.events import Visited
from bot.rhythm import desk_views, setting, views
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import Moment, Text, t
from bot.ui import Button, Heading, Page, Table

PAGE, TITLE = "rhythm", t("The rhythm")
Coming = tuple[datetime, Text, str]  # when, what, and how it travels with a button


@on.page(PAGE, title=TITLE, rank=2)
def page(_visited: Visited, work: Working) -> Page:
    """What `desk rhythm` tells, each occurrence with its own buttons."""
    rhythm = work.store.rhythm()
    if rhythm.set_at is None:
        return Page(TITLE, desk_views.not_set())
    zone = work.community.zone
    told = desk_views.desk(rhythm, zone, (), ()).blocks
    found = _coming(work)
    planned = Table(
        t("What is planned"),
        (t("When"), t("What")),
        tuple((t("{at}", at=Moment(at, zone=zone)), what) for at, what, _ in found),
        tuple(_buttons(subject) for _, _, subject in found),
        t("Nothing is planned in the coming weeks."),
    )
    return Page(TITLE, (*told[1:], Heading(t("The coming eight weeks")), planned))


def _coming(work: Working) -> list[Coming]:
    until = work.now + setting.SHOWN
    beats = [
        (one.at, setting.KINDS[one.name], _subject(setting.subject_of(one), one.name))
        for one in work.planned(work.now, until)
        if one.name in setting.KINDS
    ]
    meetings = [
        (one.at, views.titled(one), f"meeting {one.id}")
        for one in work.store.meetings(work.now)
        if one.at < until and not one.skipped
    ]
    return sorted([*beats, *meetings], key=lambda one: (one[0], one[2]))


def _subject(subject: str, name: str) -> str:
    """What belongs to a meeting moves with it, and has no buttons of its own."""
    return subject if name in setting.MOVABLE else ""


def _buttons(subject: str) -> tuple[Button, ...]:
    if not subject:
        return ()
    return (
        Button(t("Move it"), "rhythm.move", subject),
        Button(t("Skip it"), "rhythm.skip", subject),
    )
