"""Until when: the words with which people ask for a break, in English and in Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.members.model import ENDLESS, folded

FEWER, NEXT_ROUND = "fewer", "next round"
CHOICES = (NEXT_ROUND, "1 week", "2 weeks", "1 month", "until I say", FEWER)
ROUND = timedelta(weeks=2)  # how often rounds are drawn
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon lunes",
            "tuesday tue tues martes",
            "wednesday wed miercoles",
            "thursday thu thurs jueves",
            "friday fri viernes",
            "saturday sat sabado",
            "sunday sun domingo",
        ),
        1,
    )
    for word in words.split()
}
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one un una", "two dos", "three tres", "four cuatro", "five cinco", "six seis"), 1
    )
    for word in words.split()
}
UNITS = {
    **dict.fromkeys(("day", "days", "dia", "dias"), 1),
    **dict.fromkeys(("week", "weeks", "semana", "semanas"), 7),
    **dict.fromkeys(("month", "months", "mes", "meses"), 30),
}
OPEN_END = re.compile(r"^(i say|i am back|i'm back|i come back|further notice|open|yo diga|"
                      r"que yo diga|que diga|nuevo aviso|que vuelva)$")  # fmt: skip
DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
LEADING = re.compile(
    r"^(?:(?:until|till|for|hasta|por|durante|on|the|el|la|next|proximo|proxima)\s+)+"
)
FARTHEST = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Break:
    """A break until a moment; `fewer` when fewer asks were meant, not a break."""

    until: datetime | None = None
    fewer: bool = False


def understood(said: str, now: datetime, zone: str) -> Break | None:
    """What the words mean; None when they mean nothing we know, or a day that is past.

    A day means its first moment in `zone`: the break is over when that day begins.
    """
    plain = folded(said).replace("’", "'")
    if plain.startswith(("fewer", "less", "menos")):
        return Break(fewer=True)
    if plain in {"next round", "the next round", "skip", "proxima ronda", "la proxima ronda"}:
        return Break(now + ROUND)
    bare = LEADING.sub("", plain + " ").strip() if LEADING.match(plain + " ") else plain
    if OPEN_END.match(bare):
        return Break(ENDLESS)
    day = _day(bare, now.astimezone(ZoneInfo(zone)).date())
    return None if day is None else _from(day, now, zone)


def _from(day: date, now: datetime, zone: str) -> Break | None:
    begins = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(now.tzinfo)
    return Break(begins) if now < begins < now + FARTHEST else None


def _day(bare: str, today: date) -> date | None:
    if bare in WEEKDAYS:
        ahead = (WEEKDAYS[bare] - today.isoweekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    if bare in {"tomorrow", "manana"}:
        return today + timedelta(days=1)
    written = DATE.match(bare)
    if written:
        return _date(*(int(part) for part in written.groups()))
    words = bare.split()
    if len(words) == 1 and words[0] in UNITS:  # "next week", "next month"
        words = ["a", *words]
    if len(words) == 2 and words[1] in UNITS:  # noqa: PLR2004 - a number and its unit
        count = int(words[0]) if words[0].isdecimal() else NUMBERS.get(words[0], 0)
        days = min(count, 1000) * UNITS[words[1]]
        return today + timedelta(days=days) if days else None
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 2026-02-31 is no day: not understood, and said so
        return None
