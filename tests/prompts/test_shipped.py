"""The prompts Hearth brings along: enough of them, for every stage, and good to read aloud."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from bot.prompts.content import read, shipped, write
from bot.prompts.model import Kind, Prompt, Stage
from bot.text import LANGUAGES

AT_LEAST, HALF_A_YEAR = 80, 26
BREATH = 24  # words one says without taking another
FIRST = (
    "what-already-works",
    "what-do-you-long-for",
    "the-hardest-thing-now",
    "whose-voice-is-missing",
)
each = pytest.mark.parametrize("prompt", shipped(), ids=lambda prompt: str(prompt.id))


def words(said: str) -> list[str]:
    return re.findall(r"[\w'’-]+", said.lower())


def fitting(stage: Stage) -> list[Prompt]:
    return [one for one in shipped() if one.stage in {stage, Stage.ANY}]


def test_there_are_enough() -> None:
    """Eighty, and for a weekly beat half a year at any stage without one twice."""
    assert len(shipped()) >= AT_LEAST
    assert all(len(fitting(stage)) >= HALF_A_YEAR for stage in Stage if stage is not Stage.ANY)


def test_every_stage_has_every_kind() -> None:
    """Variety needs something to choose from; role-play stays at most a quarter, at any stage."""
    for stage in Stage:
        own = Counter(one.kind for one in shipped() if one.stage is stage)
        assert set(own) == set(Kind), stage
        kinds = Counter(one.kind for one in fitting(stage))
        assert kinds[Kind.PERSPECTIVE] * 4 <= len(fitting(stage)), stage


def test_the_first_four_listen() -> None:
    """What works, what one longs for, what is hard, whose voice is missing, in this order."""
    begin = sorted((one for one in shipped() if one.first), key=lambda one: one.first)
    assert tuple(one.id for one in begin) == FIRST
    assert [one.first for one in begin] == [1, 2, 3, 4]
    assert {one.stage for one in begin} == {Stage.POTENTIAL}


@each
def test_each_is_told_in_every_language(prompt: Prompt) -> None:
    """Text and purpose, and the task it is about where it has one; none left untranslated."""
    for said in (prompt.text, prompt.purpose, *([prompt.about] if prompt.about else [])):
        assert set(said) == set(LANGUAGES)
        assert len(set(said.values())) == len(LANGUAGES)


@each
def test_each_reads_well_aloud(prompt: Prompt) -> None:
    """Sentences of one breath, nothing one cannot say, an end, and no shouting."""
    for said in (*prompt.text.values(), *prompt.purpose.values()):
        assert not re.search(r"[()\[\]/&%#*_<>{}!]|\d|\b(e\.g|i\.e|etc|p\. ?ej)\b", said), said
        assert re.search(r"[.?…]$", said), said
        assert max(len(words(part)) for part in re.split(r"[.?:;…]", said)) <= BREATH, said
        assert len(words(said)) <= 2 * BREATH, said


@each
def test_each_invites(prompt: Prompt) -> None:
    """It asks something, or says what to tell; its purpose says what for."""
    asks = any("?" in said for said in prompt.text.values())
    tells = re.search(r"\b([Tt]ell|[Ss]how|[Ee]xplain|[Dd]escribe|[Bb]ring|[Nn]ame|[Ff]inish|"
                      r"[Ww]rite|[Tt]wo sentences)\b", prompt.text["en"])  # fmt: skip
    assert asks or tells
    assert prompt.purpose["en"].startswith("To ")
    assert prompt.purpose["es"].startswith("Para ")


@each
def test_spanish_is_said_to_one_person(prompt: Prompt) -> None:
    """Everywhere Spanish is spoken: no vosotros; and questions open as they close."""
    said = " ".join((prompt.text["es"], prompt.purpose["es"]))
    assert not re.search(r"\b(vosotr|vuestr)|\w(áis|éis)\b|\bos\b", said.lower()), said
    assert said.count("¿") == said.count("?")


def test_no_two_say_the_same() -> None:
    """Not the words, not the purpose, and not nearly the words."""
    for language in LANGUAGES:
        for said in ([one.text[language] for one in shipped()],
                     [one.purpose[language] for one in shipped()]):  # fmt: skip
            assert len({" ".join(words(one)) for one in said}) == len(said)
        for one, other in combinations(shipped(), 2):
            a, b = (set(words(prompt.text[language])) for prompt in (one, other))
            assert len(a & b) / len(a | b) < 0.5, (one.id, other.id)


def test_the_file_survives_being_exported() -> None:
    """What a coordinator exports and imports again is the same."""
    assert read(write(shipped())) == shipped()
