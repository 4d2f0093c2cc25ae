"""docs/add-a-feature.md works today: its code is put into the house, and its story is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import copied

PAGE = "add-a-feature.md"
STORY, KEPT = "tests/stories/test_reminders.py", "tests/docs/test_privacy.py"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with the room that the page builds, and its migration."""
    made = copied.copied(tmp_path_factory.mktemp("house"), PAGE)
    copied.run(made, "python", "-m", "migrations.draft", "reminders")
    return made


def test_the_story_of_the_page_plays_on_every_platform(house: Path) -> None:
    """Slack, Discord and the playground, with the migration that was drafted, all columns told."""
    said = copied.run(house, "python", "-m", "pytest", "-v", "-n0", STORY, KEPT)
    for platform in ("slack", "discord", "web"):
        assert f"test_somebody_is_reminded_once[{platform}-sqlite] PASSED" in said
    assert "test_every_column_is_classified[reminders] PASSED" in said


def test_the_code_of_the_page_keeps_the_rules(house: Path) -> None:
    """The linter's, and who may import whom."""
    blocks = copied.blocks(PAGE)
    written = [each.path for each in blocks if each.path.endswith(".py") and not each.how]
    assert len(written) > 5, "the page's code was not found"
    copied.run(house, "ruff", "check", *written)
    copied.run(house, "ruff", "format", "--check", *written)
    assert "0 broken" in copied.run(house, "lint-imports", "--no-logo")
