"""docs/add-a-platform.md works today: its code is put into the house, and somebody types there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import copied

PAGE = "add-a-platform.md"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with the platform that the page builds."""
    return copied.copied(tmp_path_factory.mktemp("house"), PAGE)


def test_somebody_types_and_a_letter_is_carried(house: Path) -> None:
    """The page's own test: help, a set-up by its form, and the first post in the room."""
    said = copied.run(
        house, "python", "-m", "pytest", "-v", "-n0", "tests/adapters/test_terminal.py"
    )
    assert "test_a_community_begins_in_a_terminal PASSED" in said


def test_hearth_run_answers_in_a_terminal(house: Path, tmp_path: Path) -> None:
    """The setting is all it takes: `hearth run`, a line typed, an answer."""
    said = copied.typed(house, tmp_path, "ana: /hearth help\n", until="Write one of these words")
    assert "to ana, alone:" in said


def test_the_code_of_the_page_keeps_the_rules(house: Path) -> None:
    """The linter's, and who may import whom."""
    written = [each.path for each in copied.blocks(PAGE) if not each.how]
    assert len(written) > 5, "the page's code was not found"
    copied.run(house, "ruff", "check", *written)
    copied.run(house, "ruff", "format", "--check", *written)
    assert "0 broken" in copied.run(house, "lint-imports", "--no-logo")
