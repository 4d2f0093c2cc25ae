"""docs/commands.md says what the rooms declare, all of it and nothing else."""

from __future__ import annotations

from bot.compose import TABLE
from bot.handlers import Kind
from tests.docs.commands import PAGE, page


def test_the_page_is_the_one_that_would_be_written() -> None:
    """A verb that is not on the page is a verb nobody finds."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run make commands"


def test_every_verb_and_every_option_stands_on_it() -> None:
    """The generator leaves nobody out."""
    written = page()
    for verb in (d for d in TABLE if d.kind is Kind.COMMAND and d.name):
        assert f"`/hearth {verb.name}" in written
        assert all(f"| `{verb.name}` | `{option}` |" in written for option in verb.options)
        assert all(f"`{alias}`" in written for alias in verb.aliases)
