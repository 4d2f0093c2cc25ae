"""A copy of the house into which a page's code is put, word by word, and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("bot", "adapters", "storage", "migrations", "tests", "docs")
LEFT = shutil.ignore_patterns("__pycache__", "*.pyc", "pictures")
BLOCK = re.compile(
    r"(?ms)^```\w+ (?P<path>\S+\.\w+)(?: \((?P<how>add|after|before) ?(?P<line>[^\n]*)\))?\n"
    r"(?P<code>.*?)^```$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Code of a page: a new file, or what is put into one that is there, and where."""

    path: str
    code: str
    how: str = ""
    line: str = ""


def blocks(page: str) -> tuple[Block, ...]:
    """Every fenced block of docs/`page` that names a file, in the order of the page."""
    written = (HOUSE / "docs" / page).read_text(encoding="utf-8")
    return tuple(
        Block(found["path"], found["code"], found["how"] or "", found["line"] or "")
        for found in BLOCK.finditer(written)
    )


def copied(to: Path, page: str) -> Path:
    """The house as it stands, with the page's code in it."""
    for floor in FLOORS:
        shutil.copytree(HOUSE / floor, to / floor, ignore=LEFT)
    shutil.copy(HOUSE / "pyproject.toml", to)
    for block in blocks(page):
        file = to / block.path
        if block.how:
            file.write_text(_added(file.read_text(encoding="utf-8"), block), encoding="utf-8")
        else:
            assert not file.exists(), f"{block.path} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.code, encoding="utf-8")
    return to


def _added(written: str, block: Block) -> str:
    """At the end, or beside the first line that begins as the page says."""
    lines = written.splitlines(keepends=True)
    if block.how == "add":
        return written + "\n" + block.code
    found = (n for n, line in enumerate(lines) if line.strip().startswith(block.line))
    at = next(found, None)
    assert at is not None, f"{block.path} has no line that begins {block.line!r}"
    at += block.how == "after"
    return "".join([*lines[:at], block.code, *lines[at:]])


def run(house: Path, tool: str, *said: str, seconds: float = 240) -> str:
    """One of our tools in the copy; what it printed, or a failed test that shows it."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name(tool)), *said],
        cwd=house, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    printed = done.stdout + done.stderr
    assert done.returncode == 0, f"{tool} {' '.join(said)}:\n{printed}"
    return printed


def typed(house: Path, data: Path, lines: str, until: str, seconds: float = 60) -> str:
    """What `hearth run` in the copy says to typed lines, up to the words looked for."""
    settings = {"HEARTH_TERMINAL": "true", "HEARTH_DATA": str(data), "HEARTH_PORT": "8840"}
    hearth = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=house, env={**os.environ, **settings},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    ends = threading.Timer(seconds, hearth.kill)
    ends.start()
    try:
        assert hearth.stdin
        assert hearth.stdout
        hearth.stdin.write(lines)
        hearth.stdin.flush()
        said = ""
        for line in hearth.stdout:
            said += line
            if until in line:
                return said
        raise AssertionError(f"{until!r} was not said in:\n{said}")
    finally:
        ends.cancel()
        hearth.terminate()
        hearth.communicate()
