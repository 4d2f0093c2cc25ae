"""Typed words become commands, with the values their options need."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.events import Part, Person, Space
from bot.handlers import Handlers, choice, person, words
from bot.text import t
from bot.words import pressed, understand, usage

SPACE = Space("test", "1")
ANA, BEA = Person(SPACE, "ana"), Person(SPACE, "bea")
on = Handlers("rooms")


@on.command("help", help=t("Help"))
def help_(event: object, work: object) -> None:
    """Declare a verb without options."""


@on.command("introduce", help=t("x"), one=person(), other=person(), because=words(20))
def introduce(event: object, work: object) -> None:
    """Declare a verb with people and words."""


@on.command("pause", help=t("x"), aliases=("opt out", "skip"), until=words(required=False))
def pause(event: object, work: object) -> None:
    """Declare a verb with an alias of two words."""


@on.command("desk today", help=t("x"))
def today(event: object, work: object) -> None:
    """Declare a coordinator's verb."""


@on.command("desk rank", help=t("x"), how=choice("up", "down"))
def rank(event: object, work: object) -> None:
    """Declare a verb with a choice."""


@pytest.mark.parametrize(
    ("said", "verb", "values"),
    [
        ((), "help", {}),
        (("desk",), "desk today", {}),
        (("Pause until Monday",), "pause", {"until": "Monday"}),
        (("opt out, please",), "pause", {"until": "please"}),
        (
            ("introduce ", ANA, " ", BEA, " because they teach"),
            "introduce",
            {"one": ANA, "other": BEA, "because": "they teach"},
        ),
        (("¡PAUSE!",), "pause", {"until": None}),
        (("desk rank up",), "desk rank", {"how": "up"}),
    ],
)
def test_words_name_a_command(said: tuple[Part, ...], verb: str, values: object) -> None:
    """A verb at the beginning, its aliases, any case; options in order."""
    understood = understand(said, on.table)
    assert understood is not None
    assert (understood.command.name, understood.values) == (verb, values)


def test_the_longest_verb_wins() -> None:
    """`desk today` is not `desk`."""
    understood = understand(("desk today",), on.table)
    assert understood is not None
    assert understood.command.name == "desk today"


@pytest.mark.parametrize("said", ["hello there", "pausebutton", "could you help"])
def test_ordinary_words_are_no_command(said: str) -> None:
    """A verb counts only as a word, at the beginning."""
    assert understand((said,), on.table) is None


def test_what_is_missing_is_named_with_the_remedy() -> None:
    """The refusal shows how the command is written."""
    with pytest.raises(Refusal) as refused:
        understand(("introduce ", ANA), on.table)
    holes = dict(refused.value.message.holes)
    assert "/hearth introduce @one @other because …" in str(holes["usage"])


def test_words_too_long_are_refused_and_counted() -> None:
    """Twenty characters are twenty characters."""
    with pytest.raises(Refusal) as refused:
        understand(("introduce", ANA, BEA, "because " + "x" * 23), on.table)
    assert dict(refused.value.message.holes)["n"] == 3


def test_usage_shows_optional_options_in_brackets() -> None:
    """As command lines do."""
    assert usage(on.table[2]) == "/hearth pause [until …]"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yes we met!", "met"),
        ("Not yet", "not yet"),
        ("we met not", "met"),
        ("hm", None),
        ("yesterday", None),
    ],
)
def test_words_under_buttons_press_them(said: str, meant: str | None) -> None:
    """A label within the words is that button; the longest label wins."""
    labels = [("We met", "met"), ("Not yet", "not yet"), ("Yes", "yes")]
    assert pressed(said, labels) == meant
