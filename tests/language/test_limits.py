"""Labels and titles fit the strictest platform in every language, not in English only."""

from __future__ import annotations

import ast

import pytest

from bot.text import HOLE, LANGUAGES, Text, translated
from tests.language import reading
from tests.language.reading import Shown, Source

A_NAME = 20  # characters that a hole in a label is given room for


def too_long(one: Shown, language: str) -> str:
    """What is wrong with a template in a language; empty when it fits."""
    single = isinstance(one.template, str)
    texts = (
        [Text(str(one.template))]
        if single
        else [Text(one.template[0], (), one.template[1], n) for n in (1, 2)]
    )
    for text in texts:
        drawn = HOLE.sub("x" * A_NAME, translated(text, language))
        if len(drawn) > one.limit:
            return f"{one.where}: {len(drawn)} characters, at most {one.limit}: {drawn}"
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_and_title_fits(language: str) -> None:
    """A platform would refuse the whole form, or cut the word a member must read."""
    found = [one for source in reading.sources() for one in reading.shown(source)]
    assert len(found) > 100, "the labels were not found"
    assert [said for one in found if (said := too_long(one, language))] == []


def test_a_long_label_is_seen() -> None:
    """Directly written, by a name, and in a choice of two."""
    code = (
        "title, name = t('A title that is longer than Slack shows'), 'x'\n"
        "Form(name, title, ())\n"
        "Button(t('x' * 1) if 0 else t('" + "y" * 76 + "'), 'room.name')\n"
    ).replace("'x' * 1", "'x'")
    found = list(reading.shown(Source("bot/room/views.py", ast.parse(code))))
    assert [bool(too_long(one, "en")) for one in found] == [True, False, True]
