"""Templates are drawn in the reader's language, lists, days and hours included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from babel.messages.catalog import Catalog

from bot import text as drawing
from bot.events import Person, Place, Space
from bot.text import (
    PLAIN,
    Envelope,
    Link,
    Moment,
    Text,
    Words,
    day_past,
    draw,
    moment,
    t,
    tn,
    translated,
)

SPACE = Space("web", "garden")
THURSDAY = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
SPANISH = Envelope("es", "Europe/Madrid")
THREE = (Words("Ana"), Words("Bea"), Words("Kofi"))


class Angular:
    """A pen that shows what it was given to draw."""

    def escape(self, said: str) -> str:
        return said.replace("<", "&lt;")

    def person(self, person: Person) -> str:
        return f"<@{person.id}>"

    def place(self, place: Place) -> str:
        return f"<#{place.id}>"

    def link(self, url: str, label: str) -> str:
        return f"<{url}|{label}>"


def test_every_kind_of_hole_is_drawn_by_the_pen() -> None:
    """Somebody's words can neither ping nor format; people and places are the platform's."""
    said = t(
        "{who} in {where}: {what}, {n} times, see {link}; {inner}",
        who=Person(SPACE, "ana"), where=Place(SPACE, "home"), what="<everyone>", n=2,
        link=Link("https://example.org", Words("<here>")), inner=t("Join"),
    )  # fmt: skip
    assert draw(said, Envelope(), Angular()) == (
        "<@ana> in <#home>: &lt;everyone>, 2 times, see <https://example.org|&lt;here>>; Join"
    )


def test_our_own_words_are_escaped_too() -> None:
    """A template is text, not markup."""
    assert draw(t("a < b"), Envelope(), Angular()) == "a &lt; b"


def test_words_that_look_like_a_hole_stay_words() -> None:
    """What a member writes is never filled in."""
    assert draw(t("{a} {b}", a="{b}", b="x"), Envelope(), PLAIN) == "{b} x"


@pytest.mark.parametrize(
    ("locale", "listed"),
    [("en", "Ana, Bea and Kofi"), ("en-US", "Ana, Bea and Kofi"), ("es", "Ana, Bea y Kofi")],
)
def test_a_list_reads_as_one_says_it(locale: str, listed: str) -> None:
    """The last two are joined by the reader's own word."""
    assert draw(t("{people}", people=THREE), Envelope(locale), PLAIN) == listed


@pytest.mark.parametrize(
    ("locale", "zone", "look", "drawn"),
    [
        ("en", "UTC", "both", "Thursday 26 November, 23:30"),
        ("en-US", "America/Bogota", "both", "Thursday 26 November, 18:30"),
        ("en", "Europe/Madrid", "weekday", "Friday"),
        ("es", "UTC", "both", "jueves 26 de noviembre, 23:30"),
        ("es-LA", "Europe/Madrid", "day", "viernes 27 de noviembre"),
        ("es-419", "America/Bogota", "weekday", "jueves"),
        ("es_ES", "Asia/Tokyo", "time", "08:30"),
        ("tlh", "UTC", "day", "Thursday 26 November"),
    ],
)
def test_a_moment_is_told_in_the_readers_zone_and_words(
    locale: str, zone: str, look: str, drawn: str
) -> None:
    """Whatever tag a platform has for the language, and whatever day it is there."""
    assert moment(Moment(THURSDAY, look), Envelope(locale, zone)) == drawn


@pytest.mark.parametrize(
    ("days", "drawn"), [(1, "Thursday"), (3, "Thursday 26 November"), (7, "Thursday 26 November")]
)
def test_a_day_gone_by_is_not_taken_for_another(days: int, drawn: str) -> None:
    """A week later, or read after a weekend, "Thursday" would be the wrong one."""
    said = day_past(THURSDAY, THURSDAY + timedelta(days=days))
    assert moment(said, Envelope("en", "UTC")) == drawn


def test_somebody_elses_hour_is_told_in_their_zone() -> None:
    """When it is noon for Ana, it is not noon for Bea."""
    there = Moment(THURSDAY, "time", zone="Asia/Tokyo")
    assert moment(there, SPANISH) == "08:30"


@pytest.mark.parametrize(
    ("n", "english", "spanish"),
    [
        (0, "0 messages wait for your yes.", "0 mensajes esperan tu sí."),
        (1, "One message waits for your yes.", "Un mensaje espera tu sí."),
        (2, "2 messages wait for your yes.", "2 mensajes esperan tu sí."),
        (1_000_000, "1000000 messages wait for your yes.", "1000000 mensajes esperan tu sí."),
    ],
)
def test_a_count_has_its_form(n: int, english: str, spanish: str) -> None:
    """One is one, everything else is many, in both languages."""
    said = tn("One message waits for your yes.", "{n} messages wait for your yes.", n)
    assert draw(said, Envelope(), PLAIN) == english
    assert draw(said, SPANISH, PLAIN) == spanish


def test_what_is_not_translated_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, guessed at, half done: the reader gets a whole sentence all the same."""
    catalog = Catalog(locale="es")
    catalog.add("Guessed", "Adivinado", flags=["fuzzy"])
    catalog.add("Empty", "")
    catalog.add(("{n} day", "{n} days"), ("{n} día", ""))
    monkeypatch.setattr(drawing, "catalogue", lambda _language: catalog)
    assert [translated(Text(one), "es") for one in ("Missing", "Guessed", "Empty")] == [
        *("Missing", "Guessed", "Empty")
    ]
    assert draw(tn("{n} day", "{n} days", 1), SPANISH, PLAIN) == "1 día"
    assert draw(tn("{n} day", "{n} days", 3), SPANISH, PLAIN) == "3 days"
    assert translated(Text("{n} day"), "es") == "{n} día"
