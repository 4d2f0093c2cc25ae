"""Dates and hours as people type them, and how occurrences are named in menus."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.calendar import instant
from bot.errors import Invalid
from bot.text import Text, t

HOUR = re.compile(r"^(\d{1,2})[:.h]?(\d{2})?$")
MOMENT = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})[ T,]+(\d{1,2})[:.h](\d{2})$")
DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
LATEST = 23, 59
REGION = re.compile(r"^[A-Z]{2}(-[A-Z0-9]{1,6})?$")


def hour(said: object, field: str) -> time:
    """A wall time. Raises Invalid for the field."""
    found = HOUR.match(str(said or "").strip())
    if found and (int(found[1]), int(found[2] or 0)) <= LATEST and int(found[2] or 0) <= LATEST[1]:
        return time(int(found[1]), int(found[2] or 0))
    raise _invalid(field, t("Please write the time like 10:00."))


def moment(said: object, zone: str, field: str) -> datetime:
    """A date and a wall time of the community. Raises Invalid for the field."""
    at = _moment(" ".join(str(said or "").split()), zone)
    if at is None:
        raise _invalid(field, t("Please write date and time like 2026-12-03 15:00."))
    return at


def _moment(plain: str, zone: str) -> datetime | None:
    found = MOMENT.match(plain)
    if found is None:
        return None
    year, month, day_, hours, minutes = (int(part) for part in found.groups())
    try:
        return instant(date(year, month, day_), time(hours, minutes), zone)
    except ValueError:  # 2026-02-31, or half past twenty-five
        return None


def day(said: object, field: str) -> date:
    """A date. Raises Invalid for the field."""
    found = DAY.match(str(said or "").strip())
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:  # 2026-02-31: told like any other
        pass
    raise _invalid(field, t("Please write the day like 2026-12-21."))


def region(said: object, field: str) -> str:
    """A country, or a part of it, by its letters; empty for none. Raises Invalid."""
    plain = str(said or "").strip().upper().replace("_", "-")
    if plain and not REGION.match(plain):
        raise _invalid(field, t("Please write it like ES, or ES-MD."))
    return plain


def number(said: object, least: int, most: int, field: str) -> int:
    """A whole number within limits. Raises Invalid for the field."""
    plain = str(said or "").strip()
    if plain.isdecimal() and least <= int(plain) <= most:
        return int(plain)
    told = t("Please write a number from {least} to {most}.", least=least, most=most)
    raise _invalid(field, told)


def _invalid(field: str, said: Text) -> Invalid:
    return Invalid(said, {field: said})
