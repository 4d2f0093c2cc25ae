"""The coming weeks as an iCalendar file (RFC 5545), for people's own calendars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.events import Community

WIDTH = 75  # octets of a line; longer ones are folded


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that comes."""

    at: datetime
    minutes: int
    what: str
    uid: str


def written(entries: tuple[Entry, ...], community: Community, now: datetime) -> bytes:
    """The file. An entry keeps its uid, so that taking it in again moves what was moved."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hearth//Rhythm//EN"]
    lines.append(f"X-WR-CALNAME:{_escaped(community.name)}")
    for entry in entries:
        lines += _event(entry, community, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(entry: Entry, community: Community, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}@{community.id}.hearth",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(entry.at)}",
        f"DTEND:{_utc(entry.at + timedelta(minutes=entry.minutes))}",
        f"SUMMARY:{_escaped(f'{entry.what} ({community.name})')}",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(said: str) -> str:
    for bad, good in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        said = said.replace(bad, good)
    return said


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; what goes on begins with a space. No character is cut."""
    room, piece = WIDTH, ""
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", WIDTH - 1
        piece += character
        room -= size
    yield piece
