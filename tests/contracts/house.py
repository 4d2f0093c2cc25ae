"""The house's rules about files: each looks at one file and says what is wrong with it."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("bot", "adapters", "storage", "migrations", "tests")
WRITTEN = {".cfg", ".css", ".html", ".ini", ".js", ".json", ".mako", ".po", ".pot", ".py", ".toml"}
LONGEST = 300

# These know the platforms by name: who fits them in, sets them up, and looks whether they work.
KNOW_PLATFORMS = {
    *("bot/compose.py", "bot/settings.py"),
    *("bot/cli_looking.py", "bot/cli_platforms.py", "bot/cli_setup.py", "bot/cli_setup_slack.py"),
    "bot/cli_setup_discord.py",
}
VAGUE = {"base", "common", "context", "core", "helper", "manager", "service", "util"}
# Files that are longer than LONGEST, each with its reason. A file that shrank must leave the list.
LONG = {
    "bot/events.py": "everything that can happen, read from top to bottom",
    "bot/ui.py": "everything that can be shown, read from top to bottom",
    "bot/work.py": "all that a handler is given, in one place",
    "tests/prove/shuffles.py": "one proof, told from its recording to its verdict",
    "tests/prove/town.py": "a town of people with their acts, for the proofs",
    "tests/world/browser.py": "every act of the World in a real browser",
    "migrations/versions/0001_the_first_schema.py": "one statement a table, drafted, never edited",
}


@dataclass(frozen=True)
class File:
    """A file of the house: `path` is relative to its root, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def is_python(self) -> bool:
        return self.path.endswith(".py")

    def stands_in(self, floor: str) -> bool:
        return self.path.startswith(floor + "/")


Rule = Callable[[File], Iterator[str]]


def files() -> list[File]:
    """Every file of the floors that somebody wrote and git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FLOORS],
        cwd=HOUSE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = (HOUSE / line for line in listed.stdout.splitlines())
    kept = (path for path in paths if path.suffix in WRITTEN and path.is_file())
    return [
        File(path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8")) for path in kept
    ]


def rooms() -> frozenset[str]:
    """The features: the folders of the core that hold code."""
    return frozenset(path.parent.name for path in (HOUSE / "bot").glob("*/__init__.py"))


def the_core_names_no_platform(file: File) -> Iterator[str]:
    if file.stands_in("bot") and file.path not in KNOW_PLATFORMS:
        for number, line in enumerate(file.text.splitlines(), 1):
            if named := re.search(r"slack|discord", line, re.IGNORECASE):
                yield f"{file.path}:{number}: names {named[0]}; say platform.title"


def adapters_name_no_room(file: File, named: frozenset[str] | None = None) -> Iterator[str]:
    known = rooms() if named is None else named
    if not file.stands_in("adapters") or not file.is_python or not known:
        return
    either = "|".join(sorted(known))
    words = [
        (node.lineno, node.value)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    for number, name in [*_imports(file.tree), *words]:
        if re.match(rf"bot\.({either})\b|({either})\.\w", name):
            yield f"{file.path}:{number}: names the room in {name!r}"


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def a_module_opens_with_a_sentence(file: File) -> Iterator[str]:
    if file.is_python:
        opening = (ast.get_docstring(file.tree) or "").split("\n\n")[0]
        if not opening.endswith((".", "?", "!", ":")):
            yield f"{file.path}:1: does not open with a sentence about what it is for"


def no_banners(file: File) -> Iterator[str]:
    if file.is_python:
        for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
            if token.type == tokenize.COMMENT and re.search(r"([-=#*~_─═])\1{2}", token.string):
                yield f"{file.path}:{token.start[0]}: a banner; two sections want to be two files"


def an_exception_has_its_reason(file: File) -> Iterator[str]:
    if file.is_python:
        for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
            bare = r"#\s*(noqa|type:\s*ignore)(:\s*[A-Z]+\d+([,\s]+[A-Z]+\d+)*|\[[\w, -]+\])?\s*$"
            if token.type == tokenize.COMMENT and re.search(bare, token.string):
                yield f"{file.path}:{token.start[0]}: {token.string}: add the reason behind it"


def files_are_short(file: File) -> Iterator[str]:
    lines = file.text.count("\n")
    if file.path in LONG and lines <= LONGEST:
        yield f"{file.path}: is short now ({lines} lines); take it off the list LONG"
    if (file.is_python or file.path.endswith(".js")) and lines > LONGEST and file.path not in LONG:
        yield f"{file.path}: {lines} lines; split it, or give its reason in LONG"


def names_exclude_something(file: File) -> Iterator[str]:
    for part in Path(file.path).with_suffix("").parts:
        words = {word.removesuffix("s") for word in part.lower().split("_")}
        if vague := VAGUE.intersection(words):
            yield f"{file.path}: {vague.pop()!r} excludes nothing and will collect everything"


def dice_are_handed_over(file: File) -> Iterator[str]:
    if file.stands_in("bot") and file.is_python:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and not node.args and _called(node) == "Random":
                yield f"{file.path}:{node.lineno}: Random() without a seed; use work.random"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def nothing_is_mocked(file: File) -> Iterator[str]:
    if file.is_python:
        asked = [
            (node.lineno, node.arg)
            for node in ast.walk(file.tree)
            if isinstance(node, ast.arg) and node.arg == "mocker"
        ]
        for number, name in [*_imports(file.tree), *asked]:
            if re.match(r"(unittest\.|pytest_)?mock(er)?\b", name):
                yield f"{file.path}:{number}: a mock; fakes stand at the network's edge only"


RULES: tuple[Rule, ...] = (
    the_core_names_no_platform,
    adapters_name_no_room,
    a_module_opens_with_a_sentence,
    no_banners,
    an_exception_has_its_reason,
    files_are_short,
    names_exclude_something,
    dice_are_handed_over,
    nothing_is_mocked,
)
