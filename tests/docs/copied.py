"""A copy of the house into which a page's code is put, word by word, and run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("bot", "adapters", "storage", "migrations", "tests", "docs")
LEFT = shutil.ignore_patterns("__pycache__", "*.pyc", "pictures")
BLOCK = re.compile(r"(?ms)^```\w+ (?P<path>\S+)(?P<add> \(add\))?\n(?P<code>.*?)^```$")


@dataclass(frozen=True, slots=True)
class Block:
    """Code of a page: a new file, or what is added to one that is there."""

    path: str
    code: str
    adds: bool


def blocks(page: str) -> tuple[Block, ...]:
    """Every fenced block of docs/`page` that names a file, in the order of the page."""
    written = (HOUSE / "docs" / page).read_text(encoding="utf-8")
    return tuple(
        Block(found["path"], found["code"], bool(found["add"])) for found in BLOCK.finditer(written)
    )


def copied(to: Path, page: str) -> Path:
    """The house as it stands, with the page's code in it."""
    for floor in FLOORS:
        shutil.copytree(HOUSE / floor, to / floor, ignore=LEFT)
    shutil.copy(HOUSE / "pyproject.toml", to)
    for block in blocks(page):
        file = to / block.path
        if block.adds:
            _add(file, block.code)
        else:
            assert not file.exists(), f"{block.path} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.code, encoding="utf-8")
    return to


def _add(file: Path, code: str) -> None:
    """Imports go to the imports, a feature to the features, a line of a table to its table."""
    written = file.read_text(encoding="utf-8")
    for line in code.splitlines(keepends=True):
        if line.startswith("from "):
            at = written.index("\nfrom ", written.index("__future__")) + 1
            written = written[:at] + line + written[at:]
        elif line.startswith("    Feature("):
            at = written.index("\n)\n", written.index("FEATURES = (")) + 1
            written = written[:at] + line + written[at:]
        elif line.startswith("| "):
            at = written.index("\n\n", written.rindex("\n| ")) + 1
            written = written[:at] + line + written[at:]
        else:
            written += line
    file.write_text(written, encoding="utf-8")


def run(house: Path, tool: str, *said: str, seconds: float = 240) -> str:
    """One of our tools in the copy; what it printed, or a failed test that shows it."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name(tool)), *said],
        cwd=house, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    printed = done.stdout + done.stderr
    assert done.returncode == 0, f"{tool} {' '.join(said)}:\n{printed}"
    return printed
