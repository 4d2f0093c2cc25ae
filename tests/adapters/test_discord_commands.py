"""The command tree is made from the declarations and keeps Discord's limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.discord import commands, permissions
from adapters.discord.commands import TooWide, shortcuts, tree
from bot.handlers import Declaration, Handlers, Target, words
from bot.text import t, translated
from tests.adapters.discord_room import declared
from tests.loopback.judge import Judge

GOLDEN = Path(__file__).parent / "golden" / "discord" / "commands.json"


def many(count: int, *, group: bool = False) -> tuple[Declaration, ...]:
    on = Handlers("demo")
    for number in range(count):
        verb = f"desk v{number}" if group else f"v{number}"
        on.command(verb, help=t("Something"))(lambda: None)
    return tuple(on.table)


def test_the_tree_is_drawn_as_frozen(judge: Judge) -> None:
    """Required options first, groups for verbs of two words, menus for shortcuts."""
    made = tree(declared())
    english = json.loads(json.dumps(made), object_hook=_without_translations)
    assert english == json.loads(GOLDEN.read_text(encoding="utf-8"))
    judge.judge_discord("put", "/applications/{application_id}/commands", made)


def _without_translations(part: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in part.items() if not key.endswith("_localizations")}


def test_descriptions_are_told_in_spanish_where_we_have_the_words() -> None:
    """And only there: Discord falls back to English by itself."""
    root = tree(declared())[0]
    for part in [root, *root["options"]]:
        spanish = translated(t(part["description"]), "es")
        told = part.get("description_localizations", {})
        assert told == ({} if spanish == part["description"] else dict.fromkeys(
            ("es-ES", "es-419"), spanish
        ))  # fmt: skip


def test_more_than_discord_takes_is_refused_at_the_start() -> None:
    """Twenty-five entries, twenty-five in a group, five menus, eight thousand characters."""
    tree(many(25))
    tree(many(25, group=True))
    for wide in (many(26), many(26, group=True)):
        with pytest.raises(TooWide):
            tree(wide)
    on = Handlers("demo")
    for number in range(6):
        on.shortcut(f"demo.s{number}", label=t("S"), target=Target.PERSON)(lambda: None)
    with pytest.raises(TooWide):
        tree(on.table)
    long = Handlers("demo")
    for verb in range(25):
        hinted = words(hint=t("x" * 100))
        declare = long.command(f"v{verb}", help=t("y" * 100), one=hinted, two=hinted, six=hinted)
        declare(lambda: None)
    with pytest.raises(TooWide):
        tree(long.table)


def test_menus_lead_back_to_their_shortcuts() -> None:
    """By kind and label; one on nothing has no menu on Discord."""
    assert shortcuts(declared()) == {
        (2, "Tell a coordinator"): "demo.tell",
        (3, "Keep this"): "demo.keep",
    }


def test_the_digest_changes_with_the_tree_and_the_application() -> None:
    """Nothing else makes us register again."""
    made = tree(declared())
    assert commands.digest(made, "1") == commands.digest(tree(declared()), "1")
    assert commands.digest(made, "1") != commands.digest(made, "2")
    assert commands.digest(made, "1") != commands.digest(made[:1], "1")


def test_the_invitation_asks_for_exactly_what_is_needed() -> None:
    """Each bit stands in the list with its reason; nothing that manages the server."""
    link = permissions.invitation("77")
    assert f"permissions={permissions.INVITED}" in link
    assert not permissions.INVITED & (permissions.ADMINISTRATOR | permissions.MANAGE_GUILD)
    assert permissions.lacking(permissions.INVITED) == ()
    assert len(permissions.lacking(0)) == len(permissions.NEEDED)
