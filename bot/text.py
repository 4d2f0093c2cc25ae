"""Translatable text: an English template with typed holes, drawn where it is delivered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po

from bot.events import Person, Place

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("en", "es")
DAYS = {"en": "EEEE d MMMM", "es": "EEEE d 'de' MMMM"}
HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody's own words: escaped, never translated, never able to ping or break out."""

    said: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its label; the adapter refuses anything but http and https."""

    url: str
    label: Words | Text


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware), drawn in the reader's zone. Looks: weekday, day, time, both."""

    at: datetime
    look: str = "both"
    zone: str | None = None  # somebody else's zone, when it is their time that is told


@dataclass(frozen=True, slots=True)
class Text:
    """A template and what fills its holes; with `many`, the form for a count of `n`."""

    template: str
    holes: tuple[tuple[str, Hole], ...] = ()
    many: str | None = None
    n: int = 1


Hole = Words | Link | Moment | Text | Person | Place | int | tuple["Hole", ...]


def day_past(at: datetime, now: datetime) -> Moment:
    """A day gone by: its weekday while no reader can take it for another, then its date.

    Three days, for what is written on a Friday evening may be read on Monday.
    """
    return Moment(at, "weekday" if now - at < timedelta(days=3) else "day")


def t(template: str, **holes: Hole | str) -> Text:
    """Say something; a `str` hole is somebody's own words."""
    return Text(template, _holes(holes))


def tn(one: str, many: str, n: int, **holes: Hole | str) -> Text:
    """Say something about a count; `{n}` is the count."""
    return Text(one, _holes({"n": n, **holes}), many, n)


def own(said: str) -> Text:
    """Somebody's own words as a text."""
    return Text("{words}", (("words", Words(said)),))


def _holes(holes: dict[str, Hole | str]) -> tuple[tuple[str, Hole], ...]:
    return tuple((k, Words(v) if isinstance(v, str) else v) for k, v in holes.items())


class Pen(Protocol):
    """How an adapter draws each hole; everything it returns is already in its own markup."""

    def escape(self, said: str) -> str:
        """Literal characters that can neither ping nor format."""
        ...

    def person(self, person: Person) -> str:
        """A mention, or a name."""
        ...

    def place(self, place: Place) -> str:
        """A link to a place, or its name."""
        ...

    def link(self, url: str, label: str) -> str:
        """A link whose label is drawn already."""
        ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whose eyes a value is drawn for: a locale, a zone, and the community it speaks of."""

    locale: str = "en"
    zone: str = "UTC"
    community: str = ""


def draw(text: Text, envelope: Envelope, pen: Pen) -> str:
    """Translate `text` into the reader's language and fill its holes with `pen`."""
    template = translated(text, envelope.locale)
    holes = dict(text.holes)
    pieces = HOLE.split(template)  # literal, name, literal, name, … literal
    return "".join(
        _fill(holes[piece], envelope, pen) if odd and piece in holes else pen.escape(piece)
        for odd, piece in ((i % 2, p) for i, p in enumerate(pieces))
    )


def _fill(hole: Hole, envelope: Envelope, pen: Pen) -> str:
    match hole:
        case Words(said):
            return pen.escape(said)
        case Text():
            return draw(hole, envelope, pen)
        case Person():
            return pen.person(hole)
        case Place():
            return pen.place(hole)
        case Link(url, label):
            return pen.link(url, _fill(label, envelope, pen))
        case Moment():
            return pen.escape(moment(hole, envelope))
        case int():
            return str(hole)
        case _:
            drawn = [_fill(item, envelope, pen) for item in hole]
            return format_list(drawn, locale=locale_of(envelope.locale))


def moment(hole: Moment, envelope: Envelope) -> str:
    """An instant in words: `Thursday`, `09:30`, `Thursday 26 November, 09:30`."""
    local = hole.at.astimezone(ZoneInfo(hole.zone or envelope.zone))
    locale = locale_of(envelope.locale)
    match hole.look:
        case "weekday":
            return format_date(local, "EEEE", locale=locale)
        case "day":
            return format_date(local, DAYS[locale.language], locale=locale)
        case "time":
            return format_time(local, "HH:mm", locale=locale)
        case _:
            return format_datetime(local, f"{DAYS[locale.language]}, HH:mm", locale=locale)


def translated(text: Text, locale: str) -> str:
    """The template in `locale`'s words; the English one where a translation is missing."""
    language = language_of(locale)
    if language == "en":
        return text.template if text.many is None or text.n == 1 else text.many
    key = (text.template, text.many) if text.many else text.template
    message = catalogue(language).get(key)
    if message is None or message.fuzzy:
        return translated(text, "en")
    forms = message.string
    said = forms[catalog_plural(language, text.n)] if isinstance(forms, (tuple, list)) else forms
    return said or translated(text, "en")


def catalog_plural(language: str, n: int) -> int:
    """Which plural form a count takes: the index in the catalogue's order."""
    return 0 if Locale.parse(language).plural_form(n) == "one" else 1


@lru_cache
def catalogue(language: str) -> Catalog:
    """The catalogue of a language we ship, read once (about 12 ms)."""
    path = resources.files("bot") / "locale" / f"{language}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def language_of(locale: str) -> str:
    """The language we speak that is nearest to a platform's locale tag."""
    short = locale.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "en"


@lru_cache
def locale_of(locale: str) -> Locale:
    """Whose names of days and whose lists; English ones are written the international way.

    The region is left out: a platform's tag may name one that nobody else knows (es-LA).
    """
    language = language_of(locale)
    return Locale("en", "GB") if language == "en" else Locale(language)


class _Plain:
    """A pen for logs, notifications and tests: no markup at all."""

    def escape(self, said: str) -> str:
        return said

    def person(self, person: Person) -> str:
        return f"@{person.id}"

    def place(self, place: Place) -> str:
        return f"#{place.id}"

    def link(self, url: str, label: str) -> str:
        return f"{label} ({url})"


PLAIN: Pen = _Plain()
