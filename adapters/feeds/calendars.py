"""Meetings out of an iCalendar file: series unfolded, exceptions taken out, whole days left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from adapters.feeds.fetching import Trouble, fetched
from bot.feeds import Calendar, Entry, Found

MOST = 200  # occurrences: a community with more has another calendar in it
HOUR = 60  # minutes: how long something lasts that does not say
# A series by the minute would unfold for hours.
TOO_OFTEN = re.compile(
    rb"^RRULE[^\r\n]*FREQ=(SECONDLY|MINUTELY|HOURLY)", re.MULTILINE | re.IGNORECASE
)


def read(calendar: Calendar, *, private_too: bool = False) -> Found:
    """What a calendar's address says of the days asked for; never raises for what stands there.

    `private_too`: also where it leads into a private network.
    """
    try:
        content = fetched(calendar.address, private_too=private_too)
        return Found(tuple(entries(content, calendar)))
    except Trouble as trouble:
        return Found(trouble=str(trouble))


def entries(content: bytes, asked: Calendar) -> list[Entry]:
    """The occurrences in the days asked for, in order. Raises Trouble."""
    if b"BEGIN:VCALENDAR" not in content[:4096]:
        raise Trouble("not_a_calendar")
    if TOO_OFTEN.search(re.sub(rb"\r?\n[ \t]", b"", content)):
        raise Trouble("too_often")
    import icalendar  # noqa: PLC0415 - only the pool's process pays for it
    import recurring_ical_events  # noqa: PLC0415 - the same

    try:
        parsed = icalendar.Calendar.from_ical(content)
        events = parsed.walk("VEVENT")
        series = {str(e.get("UID", "")) for e in events if "RRULE" in e or "RDATE" in e}
        unfolded = recurring_ical_events.of(parsed, skip_bad_series=True)
        found = _entries(unfolded.between(asked.since, asked.until), series, ZoneInfo(asked.zone))
        return sorted(found, key=lambda entry: (entry.at, entry.uid))[:MOST]
    except Exception as error:  # a stranger's file may break the reader in any way
        raise Trouble("not_a_calendar") from error


def _entries(found: list[Any], series: set[str], zone: ZoneInfo) -> Iterator[Entry]:
    for event in found:
        start, end = event["DTSTART"].dt, event.get("DTEND")
        if event.get("STATUS") == "CANCELLED" or not isinstance(start, datetime):
            continue  # called off, or a whole day: a holiday, a birthday, no meeting
        at = _instant(start, zone)
        ends = _instant(end.dt, zone) if end is not None else at
        minutes = int((ends - at).total_seconds() // 60) if ends > at else HOUR
        uid = str(event.get("UID", ""))
        if uid in series:
            # Each is named by when it was to be, so that one that was moved moves here, too.
            meant = event.get("RECURRENCE-ID")
            uid = f"{uid} {_instant(meant.dt if meant else start, zone):%Y%m%d%H%M}"
        yield Entry(uid, at, minutes, str(event.get("SUMMARY", "")))


def _instant(said: datetime | date, zone: ZoneInfo) -> datetime:
    """An aware moment; one that floats is the community's own wall time."""
    if not isinstance(said, datetime):
        said = datetime.combine(said, time())
    return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
