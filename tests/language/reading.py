"""What the code says to people, read from its source: every `t(…)`, `tn(…)`, label and title."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("bot", "adapters", "storage")
TRANSLATED = ("es",)
KEYWORDS = {"t": None, "tn": (1, 2)}
# What a call shows, where, and how long the strictest platform lets it be.
LIMITS: dict[str, dict[int | str, int]] = {
    "Button": {0: 75, "label": 75, "confirm": 300},
    "Option": {1: 75, "label": 75, 2: 75, "hint": 75},
    "Menu": {0: 150, "label": 150},
    "PeopleMenu": {0: 150, "label": 150},
    "Form": {1: 24, "title": 24, "submit": 24},
    "Line": {1: 45, "label": 45, 3: 100, "hint": 100},
    "Choice": {1: 45, "label": 45, "hint": 100},
    "People": {1: 45, "label": 45, "hint": 100},
    "Where": {1: 45, "label": 45, "hint": 100},
    "command": {"help": 100},
    "person": {"hint": 100},
    "words": {"hint": 100},
    "choice": {"hint": 100},
    "shortcut": {"label": 24},
}

Template = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the code: `path` is relative to the house."""

    path: str
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class Shown:
    """A template in a place that has a limit."""

    where: str
    template: Template
    limit: int


def called(node: ast.AST) -> str:
    """The bare name of what a call calls; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@lru_cache
def sources() -> tuple[Source, ...]:
    found = (path for floor in FLOORS for path in sorted((HOUSE / floor).rglob("*.py")))
    return tuple(
        Source(path.relative_to(HOUSE).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in found
    )


@lru_cache
def extracted() -> frozenset[Template]:
    """Every template the code can say, found the way `make messages` finds them."""
    found: set[Template] = set()
    for floor in FLOORS:
        for _file, _line, message, _comments, _context in extract_from_dir(
            HOUSE / floor, keywords=KEYWORDS
        ):
            found.add(message if isinstance(message, str) else (message[0], message[1]))
    return frozenset(found)


def catalogue(name: str) -> Catalog:
    """A file of bot/locale, read anew."""
    with (resources.files("bot") / "locale" / name).open("rb") as file:
        return read_po(file, locale=None if name.endswith(".pot") else name.removesuffix(".po"))


def forms(one: object) -> tuple[str, ...]:
    """The strings of a message's id or translation, one or several."""
    return tuple(one) if isinstance(one, (tuple, list)) else (str(one or ""),)


def shown(source: Source) -> Iterator[Shown]:
    """Every template written where a limit holds, also by way of a name in the same file."""
    named = _named(source.tree)
    for node in ast.walk(source.tree):
        limits = LIMITS.get(called(node), {})
        if not limits or not isinstance(node, ast.Call):
            continue
        given: list[tuple[int | str | None, ast.expr]] = list(enumerate(node.args))
        given += [(each.arg, each.value) for each in node.keywords]
        for place, value in given:
            if place in limits:
                for template in _templates(value, named):
                    yield Shown(f"{source.path}:{node.lineno}", template, limits[place])


def _templates(value: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[Template]:
    if isinstance(value, ast.IfExp):
        yield from _templates(value.body, named)
        yield from _templates(value.orelse, named)
    elif isinstance(value, ast.Name):
        for each in named.get(value.id, []):
            yield from _templates(each, {})
    elif isinstance(value, ast.Call) and called(value) in KEYWORDS:
        said = [str(each.value) for each in value.args if isinstance(each, ast.Constant)]
        yield said[0] if called(value) == "t" else (said[0], said[1])


def _named(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What a name of this file may stand for; all of its assignments, wherever they are."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name, value in _pairs(target, node.value):
                    found.setdefault(name, []).append(value)
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, its)
