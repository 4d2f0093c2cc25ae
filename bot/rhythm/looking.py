"""`next`: the coming four weeks for anybody, their own part in them, and a file for a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.events import Commanded, Event, Pressed
from bot.rhythm import calendar_file, views
from bot.rhythm.model import DRAW, Working
from bot.rhythm.table import on
from bot.text import PLAIN, Text, draw, t
from bot.ui import Button, File, Reply, Row, Say, Style

FOUR_WEEKS = timedelta(weeks=4)
HALF_AN_HOUR = 30  # minutes a calendar shows for what has no end of its own
JOIN = Button(t("Join"), "members.join", style=Style.MAIN)
CHOICES = Button(t("Change what I may do"), "members.join")
BREAK, BACK = Button(t("Take a break"), "members.pause"), Button(t("I'm back"), "members.back")


@on.command("next", help=t("The next four weeks, and your part in them"), aliases=("rhythm",))
def coming(asked: Commanded, work: Working) -> Reply:
    """The next four weeks, and your part in them."""
    return shown(asked, work)


@on.button("rhythm.next")
def coming_pressed(pressed: Pressed, work: Working) -> Reply:
    """The same, on a press."""
    return shown(pressed, work)


def shown(event: Event, work: Working) -> Reply:
    """What comes, whoever asks."""
    person, until = event.actor.person, work.now + FOUR_WEEKS
    entries: list[tuple[datetime, int, Text, str]] = []
    for planned in work.planned(work.now, until):
        if planned.name in views.NAMES and not planned.name.startswith("rhythm.meeting"):
            uid = f"{planned.name}.{planned.day}"
            entries.append((planned.at, HALF_AN_HOUR, views.NAMES[planned.name], uid))
    entries += [
        (meeting.at, meeting.minutes, views.titled(meeting), meeting.id)
        for meeting in work.store.meetings(work.now)
        if meeting.at < until and not meeting.skipped
    ]
    entries.sort(key=lambda entry: entry[0])
    rows = [views.line(at, what) for at, _, what, _ in entries]
    rows += [
        views.quiet(week, work.community.zone)
        for week in work.store.quiet_weeks()
        if work.now.date() - timedelta(days=6) <= week < until.date()
    ]
    card = work.directory.card(person)
    rounds = sum(p.name == DRAW for p in work.planned(work.now, until))
    yours = views.your_part(card, work.now, rounds)
    paused = card and card.paused_until and card.paused_until > work.now
    row = Row((JOIN,)) if card is None else Row((CHOICES, BACK if paused else BREAK))
    envelope = work.people.envelope(person)
    written = [
        calendar_file.Entry(at, minutes, draw(what, envelope, PLAIN), uid)
        for at, minutes, what, uid in entries
    ]
    content = calendar_file.written(tuple(written), work.community, work.now)
    alt = t("These weeks for your calendar")
    file = File("hearth-next.ics", content, alt) if entries else None
    return Say(views.coming(tuple(rows), yours, row, file))
