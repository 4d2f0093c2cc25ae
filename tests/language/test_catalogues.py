"""Every template has its translation, with the same holes and every form of its plural."""

from __future__ import annotations

from importlib import resources

import pytest
from babel.messages.catalog import Catalog, Message

from bot.text import HOLE, LANGUAGES
from tests.language import reading
from tests.language.reading import TRANSLATED


def said(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def missing(catalog: Catalog) -> list[object]:
    """What is not translated, or only in part, or only guessed at."""
    return [
        message.id
        for message in said(catalog)
        if message.fuzzy or not all(form.strip() for form in reading.forms(message.string))
    ]


def misfilled(catalog: Catalog) -> list[object]:
    """Translations whose holes are not the template's: a name would be lost, or never come."""
    wrong: list[object] = []
    for message in said(catalog):
        *_, many = reading.forms(message.id)
        for form, template in zip(
            reading.forms(message.string)[::-1], reading.forms(message.id)[::-1], strict=False
        ):
            if set(HOLE.findall(form)) not in ({*HOLE.findall(template)}, {*HOLE.findall(many)}):
                wrong.append(message.id)
    return wrong


def misformed(catalog: Catalog) -> list[object]:
    """Plurals without all their forms, and forms where there is nothing to count."""
    wanted = {True: catalog.num_plurals, False: 1}
    return [
        message.id
        for message in said(catalog)
        if len(reading.forms(message.string)) != wanted[bool(message.pluralizable)]
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_template_is_translated(language: str) -> None:
    """Nobody reads a sentence of another language in the middle of theirs."""
    catalog = reading.catalogue(f"{language}.po")
    assert missing(catalog) == []
    assert misfilled(catalog) == []
    assert misformed(catalog) == []


@pytest.mark.parametrize("name", ["hearth.pot", *(f"{language}.po" for language in TRANSLATED)])
def test_the_catalogue_holds_what_the_code_says_and_nothing_else(name: str) -> None:
    """`make messages` was run, and what is no longer said was let go."""
    catalog = reading.catalogue(name)
    held = {one if isinstance(one, str) else tuple(one) for one in (m.id for m in said(catalog))}
    assert reading.extracted() - held == set(), "run make messages, and translate what is new"
    assert held - reading.extracted() == set(), "run make messages"
    assert list(catalog.obsolete) == [], "nobody says these any more; delete them"


def test_every_language_we_name_has_its_catalogue() -> None:
    """English is the templates themselves; every other language is a file in the package."""
    assert set(LANGUAGES) == {"en", *TRANSLATED}
    for language in TRANSLATED:
        assert (resources.files("bot") / "locale" / f"{language}.po").is_file()


def test_a_gap_a_lost_hole_and_a_lost_form_are_seen() -> None:
    """What these checks are for, seen to be found."""
    catalog = Catalog(locale="es")
    catalog.add("Join", "")
    catalog.add("Leave", "Irme", flags=["fuzzy"])
    catalog.add("To {who}", "Para {quien}")
    catalog.add("To {you}", "Para")
    catalog.add(("one", "{n} more"), ("uno", ""))
    catalog.add(("a day", "{n} days"), ("un día", "{n} días"))
    assert missing(catalog) == ["Join", "Leave", ("one", "{n} more")]
    assert misfilled(catalog) == ["To {who}", "To {you}", ("one", "{n} more")]
    catalog.add(("one of us", "{n} of us"), ("uno", "{n}", "{n} más"))
    assert misformed(catalog) == [("one of us", "{n} of us")]
