"""Every file keeps the rules of the house, and every rule sees what breaks it."""

from __future__ import annotations

import pytest

from tests.contracts import house
from tests.contracts.house import File, Rule

MEMBERS = frozenset({"members"})
LONG_FILE = "x = 1\n" * (house.LONGEST + 1)
# What breaks each rule, and what is near it and does not.
SAMPLES: list[tuple[Rule, list[File], list[File]]] = [
    (
        house.the_core_names_no_platform,
        [
            File("bot/members/views.py", 'HELLO = "On Slack you press this"'),
            File("bot/locale/es.po", 'msgid "Open Discord"'),
        ],
        [
            File("bot/settings.py", "slack_token = None"),
            File("adapters/slack/render.py", "slack = 1"),
        ],
    ),
    (
        lambda file: house.adapters_name_no_room(file, MEMBERS),
        [
            File("adapters/web/pages.py", "import bot.members.model"),
            File("adapters/web/pages.py", "from bot import members"),
            File("adapters/web/pages.py", "from bot.members import model"),
            File("adapters/web/pages.py", 'BUTTON = "members.join"'),
        ],
        [
            File("adapters/slack/inbound.py", 'METHOD = "conversations.members"'),
            File("adapters/slack/inbound.py", 'SHOWN = "members. And guests"'),
            File("bot/compose.py", "from bot.members import model"),
        ],
    ),
    (
        house.a_module_opens_with_a_sentence,
        [
            File("bot/ui.py", "x = 1"),
            File("bot/ui.py", '"""Things"""'),
            File("tests/__init__.py", ""),
        ],
        [File("bot/ui.py", '"""What is shown."""'), File("bot/hearth.toml", "x = 1")],
    ),
    (
        house.no_banners,
        [File("bot/ui.py", "# ---- Buttons ----"), File("bot/ui.py", "x = 1\n  ######")],
        [File("bot/ui.py", 'LINE = "# ------"'), File("bot/ui.py", "# one - two -- three")],
    ),
    (
        house.an_exception_has_its_reason,
        [
            File("bot/ui.py", "x = 1  # noqa"),
            File("bot/ui.py", "x = 1  # noqa: E501, S101"),
            File("bot/ui.py", "x = 1  # type: ignore[attr-defined]"),
        ],
        [
            File("bot/ui.py", "x = 1  # noqa: S101 - the type checker needs it"),
            File("bot/ui.py", "x = 1  # type: ignore[misc] # they ship no types"),
        ],
    ),
    (
        house.files_are_short,
        [File("bot/lists.py", LONG_FILE), File("adapters/web/swap.js", LONG_FILE)],
        [File("bot/lists.py", LONG_FILE[6:]), File("bot/locale/es.po", LONG_FILE)],
    ),
    (
        house.names_exclude_something,
        [
            File("bot/utils.py", ""),
            File("bot/core/ui.py", ""),
            File("adapters/web/socket_manager.py", ""),
        ],
        [File("bot/ui.py", ""), File("storage/database.py", ""), File("bot/basement.py", "")],
    ),
    (
        house.dice_are_handed_over,
        [
            File("bot/ui.py", "from random import Random\nx = Random()"),
            File("bot/ui.py", "import random\nx = random.Random()"),
        ],
        [File("bot/ui.py", "x = Random(event.id)"), File("tests/world.py", "x = Random()")],
    ),
    (
        house.nothing_is_mocked,
        [
            File("tests/test_ui.py", "from unittest import mock"),
            File("tests/test_ui.py", "from unittest.mock import call"),
            File("tests/test_ui.py", "def test_it(mocker): ..."),
        ],
        [File("tests/test_ui.py", "def test_it(monkeypatch): ...")],
    ),
]


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    """Nothing in the house breaks it."""
    files = house.files()
    assert files, "the rules looked at no file"
    assert not [said for file in files for said in rule(file)]


@pytest.mark.parametrize(("rule", "breaking", "keeping"), SAMPLES)
def test_the_rule_sees_what_breaks_it(
    rule: Rule, breaking: list[File], keeping: list[File]
) -> None:
    """A rule that has never been red guards nothing."""
    assert [file.path for file in breaking if not list(rule(file))] == []
    assert [said for file in keeping for said in rule(file)] == []


def test_every_rule_has_its_samples() -> None:
    """A rule without a sample that breaks it could be empty."""
    assert len(SAMPLES) == len(house.RULES)


def test_a_listed_file_that_shrank_leaves_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of long files can only get shorter by itself."""
    monkeypatch.setitem(house.LONG, "bot/lists.py", "holds every list")
    assert list(house.files_are_short(File("bot/lists.py", "x = 1\n")))
    assert not list(house.files_are_short(File("bot/lists.py", LONG_FILE)))


def test_the_listed_files_exist() -> None:
    """A reason without a file would let the next file of that name grow."""
    assert not [path for path in house.LONG if not (house.HOUSE / path).exists()]
