"""Whatever a store shows in *me* has a name, and so has every value that is ours."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from bot.directory import Level
from bot.events import Role, Space
from bot.exchanges import Mode
from bot.introductions.model import Looking, Outcome, Said
from bot.members import naming
from bot.members.model import Source
from bot.prompts import model as prompts
from bot.questions import model as questions
from bot.rhythm import model as rhythm
from bot.rounds.model import Helpful, Often, Told
from bot.rounds.part_views import OFTEN
from bot.text import t
from bot.wording import Naming
from tests.members.club import drawn

HOUSE = Path(__file__).parents[2]
SPACE = Space("web", "here")
MADE = re.compile(r"(?<!class )\bKept\(")
LEDGER = ("todo", "sending", "held", "sent", "parked", "dropped")
ENUMERATED: dict[str, tuple[Iterable[str], ...]] = {
    "drawn": (Often,),
    "for": (get_args(Mode),),
    "helpful": (Helpful,),
    "here as": (Role,),
    "level": (Level,),
    "may be quoted": (Naming, ("not asked",)),
    "not asked about": (prompts.Kind,),
    "search": (Looking,),
    "source": (Source,),
    "state": (prompts.State, questions.State, rhythm.State, LEDGER),
    "you replied": (questions.Said,),
    "you said": (Said,),
    "you told": (Told, Outcome),
}


@cache
def stores() -> dict[str, ast.Module]:
    """Every file in which something kept is told."""
    files = (*HOUSE.glob("storage/**/*.py"), *HOUSE.glob("bot/**/*.py"))
    read = {str(file.relative_to(HOUSE)): file.read_text() for file in files}
    return {file: ast.parse(text) for file, text in read.items() if MADE.search(text)}


def pairs(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Each key of an item, and what stands beside it."""
    for made in ast.walk(tree):
        if isinstance(made, ast.FunctionDef) and _tells(made):
            for node in ast.walk(made):
                yield from _items(node)


def _tells(made: ast.FunctionDef) -> bool:
    gives = ast.unparse(made.returns) if made.returns else ""
    return "Kept" in gives or gives in {"dict[str, str]", "Item"}


def _items(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Dict):
        for key, said in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant):
                yield str(key.value), said
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        yield str(ast.literal_eval(node.targets[0].slice)), node.value
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_plain", "_shown"}:
        yield from ((word.arg, word.value) for word in node.keywords if word.arg)


def all_pairs() -> list[tuple[str, ast.expr]]:
    """Of all stores."""
    return [pair for tree in stores().values() for pair in pairs(tree)]


def named(key: str) -> bool:
    """Whether a key has a name, is never shown, or is one of several things said of somebody."""
    return key in naming.NAMES or naming.is_stamp(key) or ("you", key) in naming.VALUES


def test_every_store_is_read() -> None:
    """A file that tells of something kept, and none of whose keys are found, is an oversight."""
    found = {file: len(list(pairs(tree))) for file, tree in stores().items()}
    assert len(found) > 12
    assert [file for file, count in found.items() if not count] == []


def test_every_key_has_a_name() -> None:
    """What a room shows under a key of its own would be English in every language."""
    assert sorted({key for key, _ in all_pairs() if not named(key)}) == []


def test_no_name_is_left_over() -> None:
    """A name that no store uses is somebody's work for nothing."""
    assert sorted(set(naming.NAMES) - {key for key, _ in all_pairs()}) == []


def test_every_fixed_value_has_a_name() -> None:
    """Words that stand in the store's own code: yes, no, before me."""
    fixed = {
        (key, one.value)
        for key, said in all_pairs()
        for one in ((said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,))
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
    }
    assert ("answered", "no") in fixed
    assert sorted(fixed - set(naming.VALUES)) == []


def test_every_enumeration_is_known_here() -> None:
    """A store that shows a `.value` shows one of the enumerations below."""
    shown = {key for key, said in all_pairs() if ".value" in ast.unparse(said)}
    assert shown
    assert sorted(shown - set(ENUMERATED)) == []


@pytest.mark.parametrize("key", ENUMERATED)
def test_every_enumerated_value_has_a_name(key: str) -> None:
    """Whatever a row may say."""
    values = {str(value) for values in ENUMERATED[key] for value in values} - {""}
    assert sorted(value for value in values if (key, value) not in naming.VALUES) == []


def test_every_kind_of_exchange_has_a_name() -> None:
    """Rooms log what took place by a word of theirs."""
    kinds = {
        str(node.args[0].value)
        for file in HOUSE.glob("bot/*/*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "work.exchange"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(kinds) > 3
    assert sorted(kind for kind in kinds if ("what", kind) not in naming.VALUES) == []


def test_the_kinds_of_prompts_are_called_the_same_everywhere() -> None:
    """Rooms do not see each other; three of them speak of these."""
    called = {kind.value: text for kind, text in prompts.KINDS.items()}
    assert called == naming.KINDS == rhythm.KINDS


def test_how_often_somebody_is_drawn_is_called_the_same() -> None:
    """As *me* says it, and as the round does."""
    assert all(naming.VALUES["drawn", often] == called for often, called in OFTEN.items())


@pytest.mark.parametrize(
    ("key", "said", "read"),
    [
        ("you", "wrote it, were asked", "wrote it, were asked"),
        ("days", "1, 3", "Monday, Wednesday"),
        ("with others", "bea, dan", "@bea, @dan"),
        ("person", "bea", "@bea"),
    ],
)
def test_several_values_are_named_one_by_one(key: str, said: str, read: str) -> None:
    """People as people, days as days, and what somebody had to do with a thing as words of ours."""
    shown = drawn(t("{value}", value=naming.value(key, said, SPACE)))
    assert shown.replace(" and ", ", ") == read


def test_our_own_words_are_no_plain_words() -> None:
    """Where a value has a name, its name is drawn, not the value."""
    said = naming.value("not asked about", "challenge_check", SPACE)
    assert said == naming.KINDS["challenge_check"]
