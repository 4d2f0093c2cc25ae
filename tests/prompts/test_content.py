"""The plain file: what is shipped, what comes back as it went, and what is wrong with an entry."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import Refusal
from bot.prompts.content import read, shipped, write
from bot.prompts.model import Kind, Prompt, Stage
from bot.text import LANGUAGES
from tests.hostile.running import NOWHERE
from tests.hostile.strings import made
from tests.introductions.reading import written

ENTRY = """
[[prompt]]
id = "one"
kind = "tip"
text.en = "Tell us one."
"""


def test_what_is_shipped_is_complete() -> None:
    """At least eighty, each kind and stage, both languages, a purpose, and four that listen."""
    prompts = shipped()
    assert len(prompts) >= 80
    assert {one.kind for one in prompts} == set(Kind)
    assert {one.stage for one in prompts} == set(Stage)
    for one in prompts:
        assert set(one.text) == set(one.purpose) == set(LANGUAGES), one.id
        assert not one.about or set(one.about) == set(LANGUAGES), one.id
    assert sorted(one.first for one in prompts if one.first) == [1, 2, 3, 4]


def test_it_comes_back_as_it_went() -> None:
    """Exported and imported, nothing has changed."""
    assert read(write(shipped())) == shipped()


@given(some.text(alphabet=some.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_whatever_is_in_it_comes_back(words: str) -> None:
    """Quotes, controls, line ends, other scripts."""
    if words.strip():
        one = Prompt("one", Kind.TIP, {"es": words.strip()}, link="https://example.org/?a=b")
        assert read(write([one])) == (one,)


@pytest.mark.parametrize("words", made(200, NOWHERE))
def test_hostile_words_are_words(words: str) -> None:
    """None of them becomes an entry of its own, or anything but text."""
    said = words.encode(errors="replace").decode().strip()[:500]
    assert tomllib.loads(write([Prompt("one", Kind.TIP, {"en": said})]))["prompt"][0]["text"] == {
        "en": said
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("id", "#"), "The prompt 1: its id is small letters"),
        (('"one"', '"One!"'), "The prompt 1: its id is small letters"),
        (("tip", "joke"), "The prompt one: kind is one of: question, story"),
        (("text.en", "words.en"), "The prompt one: I don't know what words is"),
        (("text.en", "text.tlh"), "The prompt one: text is told in one of: en, es"),
        (("text.en", "purpose.en"), "The prompt one: it has no text"),
        (("Tell", "Tell" * 200), "The prompt one: text is longer than 500 characters"),
        (('"Tell us one."', "7"), "The prompt one: text is written as text.en"),
        (
            ("text.en", "link = 'javascript:x'\ntext.en"),
            "one: its link begins with http",
        ),
        (("text.en", "first = 9\ntext.en"), "its place among the first is a number from 1 to 4"),
        (("text.en", "stage = 'old'\ntext.en"), "stage is one of: potential, coalescing"),
        (('kind = "tip"', 'kind = "tip'), "This is not in the form of the file"),
        (("[[prompt]]", "[[promt]]"), "I found no prompts in it"),
    ],
)
def test_a_mistake_is_told_by_its_entry(change: tuple[str, str], told: str) -> None:
    """In words of the file, so that whoever edits it finds it."""
    with pytest.raises(Refusal) as no:
        read(ENTRY.replace(*change))
    assert told in written(no.value.message)


def test_two_of_a_name_are_a_mistake() -> None:
    """The second would silently win."""
    with pytest.raises(Refusal, match="Nothing was changed") as no:
        read(ENTRY * 2)
    assert "there are two of that name" in written(no.value.message)
