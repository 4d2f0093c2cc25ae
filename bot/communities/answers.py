"""What the set-up form says, read and checked: pure, so that a mistake is found before saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import available_timezones

from bot.communities.model import unthreaded
from bot.errors import Invalid
from bot.events import Begin, Person, Place, Value
from bot.text import LANGUAGES, Text, t

SHORT = 60  # characters of the purpose that serve as a name


@dataclass(frozen=True, slots=True)
class Answers:
    """The form, understood."""

    purpose: str
    name: str
    alive: bool
    hello: Place
    home: Place
    zone: str
    languages: tuple[str, ...]
    coordinators: tuple[Person, ...]
    hosts: tuple[Person, ...]
    begin: Begin
    norms: tuple[str, ...] = field(default=())


def read(values: Mapping[str, Value], home: Place, actor: Person) -> Answers:
    """Read the form. Raises Invalid with what to do about each field."""
    wrong: dict[str, Text] = {}
    zone = zone_of(_line(values, "zone"))
    if zone is None:
        wrong["zone"] = t("I do not know that time zone. Write it like this: Europe/Madrid")
    purpose = _line(values, "purpose")
    if not purpose:
        wrong["purpose"] = t("One sentence, please: members read it.")
    if wrong:
        raise Invalid(t("Nothing is saved yet. Please look at what I could not read."), wrong)
    chosen = _place(values, "home", home)
    return Answers(
        purpose=purpose,
        name=_line(values, "name") or shortened(purpose),
        alive=_line(values, "alive") != "new",
        hello=_place(values, "hello", chosen),
        home=chosen,
        zone=zone or "UTC",
        languages=_several(values, "languages") or ("en",),
        coordinators=_people(values, "coordinators") or (actor,),
        hosts=_people(values, "hosts"),
        begin=Begin(_line(values, "begin") or Begin.EACH),
        norms=tuple(n for i in (1, 2, 3) if (n := _line(values, f"norm{i}"))),
    )


def language(languages: tuple[str, ...], wished: str) -> str:
    """The language of the channel: the one wished where it is spoken, else the first."""
    return wished if wished in languages else languages[0]


def shortened(purpose: str) -> str:
    """A purpose as a name: whole words, a line's worth."""
    if len(purpose) <= SHORT:
        return purpose.rstrip(".")
    return purpose[:SHORT].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def zone_of(said: str) -> str | None:
    """The time zone somebody means: by its whole name, or by its city."""
    plain = "_".join(said.split()).lower()
    zones = _zones()
    if plain in zones:
        return zones[plain]
    cities = {name for key, name in zones.items() if plain and key.endswith(f"/{plain}")}
    return cities.pop() if len(cities) == 1 else None


@lru_cache
def _zones() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones() if name != "localtime"}


def _line(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name)
    if isinstance(value, tuple):
        value = value[0] if value else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _several(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values.get(name)
    chosen = (value,) if isinstance(value, str) else value
    if not isinstance(chosen, tuple):
        return ()
    return tuple(code for code in LANGUAGES if code in chosen)


def _people(values: Mapping[str, Value], name: str) -> tuple[Person, ...]:
    value = values.get(name)
    chosen = (value,) if isinstance(value, Person) else value
    if not isinstance(chosen, tuple):
        return ()
    return tuple(dict.fromkeys(p for p in chosen if isinstance(p, Person)))


def _place(values: Mapping[str, Value], name: str, otherwise: Place) -> Place:
    value = values.get(name)
    return unthreaded(value) if isinstance(value, Place) else otherwise
