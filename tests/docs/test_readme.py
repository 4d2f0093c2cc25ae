"""README.md promises what the code keeps: limits, days, links, commands and pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import budget
from bot.introductions.meeting import OUTCOME_AFTER
from bot.introductions.model import HOSTED_AT_ONCE
from bot.members.model import ALLOWANCES
from bot.newcomers.model import LATER, QUIET, UNFINISHED, UNMET
from tests.screens import LARGEST

HOUSE = Path(__file__).resolve().parents[2]
README = (HOUSE / "README.md").read_text(encoding="utf-8")
WORDS = {1: "one", 2: "two"}
LINK = re.compile(r"\]\(([^)#]+)\)")


def line(about: str) -> str:
    """The line of the table of what people receive."""
    return next(row for row in README.splitlines() if row.startswith(f"| {about}"))


def test_a_newcomer_receives_what_the_table_says() -> None:
    """The days of the check-ins, and no more than one a week."""
    said = line("a newcomer")
    assert QUIET.days == 7
    assert "one question a week at most" in said
    days = [int(day) for day in re.findall(r"\d+", said.rpartition("|")[0])][:5]
    assert days == [UNFINISHED, OUTCOME_AFTER.days, UNMET, *LATER]


def test_a_member_and_a_host_receive_what_the_table_says() -> None:
    """Nudges and the member's own number."""
    assert f"{WORDS[budget.NUDGES_A_WEEK]} messages a week" in line("a member")
    *fewer, most = (str(number) for number in ALLOWANCES)
    assert f"{', '.join(fewer)} or {most} a week" in line("a member")
    assert f"more than {WORDS[HOSTED_AT_ONCE]} newcomers at once" in line("a host")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/privacy.md",
                                  "docs/architecture.md", "docs/add-a-feature.md",
                                  "docs/add-a-platform.md", "docs/questions.md",
                                  "docs/rhythm.md"])  # fmt: skip
def test_every_link_leads_somewhere(page: str) -> None:
    """To a file of the house; addresses elsewhere are not tried."""
    file = HOUSE / page
    led = [to for to in LINK.findall(file.read_text(encoding="utf-8")) if "://" not in to]
    assert [to for to in led if not (file.parent / to).exists()] == []


def test_every_command_it_names_is_there() -> None:
    """`make …` as it says, and the pictures not too heavy for a telephone."""
    made = set(re.findall(r"\bmake (\w+)\b {2,}#", README))
    targets = set(re.findall(r"^(\w+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    assert made == {"run", "test"}
    assert made <= targets
    pictures = list((HOUSE / "docs" / "pictures").glob("*.png"))
    shown = {"newcomer", "question", "coordinator", "rhythm", "round"}
    assert {each.stem for each in pictures} == shown
    assert all(each.stat().st_size < LARGEST for each in pictures)
