"""docs/privacy.md is complete: every column of every table is classified, and said there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, Table

import bot.compose  # noqa: F401 - it imports each store, and each store its tables
from storage.ledger.upkeep import RETENTION, WORDS
from storage.tables import Instant, metadata
from tests.docs import kept
from tests.docs.kept import KEPT, Holds

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
ABOUT_SOMEBODY = {Holds.WORDS, Holds.PERSON, Holds.CHOICE}
# How the page says how long.
LASTS = {7: "seven days", 90: "90 days", 400: "400 days", 0: "hour"}


def lines() -> dict[str, str]:
    """The table of what is kept: how a line begins → how long."""
    rows = [row.strip("|").split("|") for row in PAGE.splitlines() if row.startswith("| ")]
    return {cells[0].strip(): cells[-1].strip() for cells in rows if len(cells) == 3}


def line_about(table: str) -> str:
    """How long, of the line about a table."""
    begins = KEPT[table].line
    found = [long for what, long in lines().items() if what.startswith(begins)]
    assert len(found) == 1, f"docs/privacy.md has {len(found)} lines that begin {begins!r}"
    return found[0]


def tables() -> list[Table]:
    return list(metadata.sorted_tables)


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table.name))
def test_every_column_is_classified(table: Table) -> None:
    """Whoever adds a column says what it tells of whom, in tests/docs/kept.py."""
    assert table.name in KEPT, "classify its columns in tests/docs/kept.py"
    assert {column.name for column in table.columns} == set(KEPT[table.name].columns)


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table.name))
def test_words_are_sealed_and_nothing_else_is(table: Table) -> None:
    """Sealed columns are bytes; a class that does not fit its type is a slip of the pen."""
    for column in table.columns:
        held = KEPT[table.name].columns[column.name]
        assert isinstance(column.type, LargeBinary) is (held is Holds.WORDS), column
        assert isinstance(column.type, Instant) is (held is Holds.MOMENT), column


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table.name))
def test_what_is_about_somebody_stands_on_the_page(table: Table) -> None:
    """A table with people in it has its line, with why and how long."""
    about = ABOUT_SOMEBODY.intersection(KEPT[table.name].columns.values())
    if about:
        assert line_about(table.name)
    else:
        assert KEPT[table.name].line in {"", kept.SEEN, kept.FORGOTTEN, kept.UNHEARD, kept.UNNAMED}


def test_the_page_says_how_long_as_it_is_done() -> None:
    """What the upkeep removes, and when, is what the page promises."""
    for table, (_column, lasting) in RETENTION.items():
        if KEPT[table.name].line and table.name != "conversations":
            assert LASTS[lasting.days] in line_about(table.name), table.name
    assert f"words {LASTS[WORDS.days]}" in line_about("outbox")


def test_nothing_classified_is_gone() -> None:
    """A class without its table would speak of what we no longer keep."""
    assert set(KEPT) == {table.name for table in tables()}
    used = {said.line for said in KEPT.values() if said.line}
    assert all(any(what.startswith(line) for line in used) for what in lines() if what != "what")
