"""Writes docs/commands.md from what the rooms declare: `make commands`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.compose import TABLE
from bot.handlers import Declaration, Kind, OptionKind, OptionType, Target, Who
from bot.text import PLAIN, Envelope, Text, draw
from bot.words import usage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
DESK = "desk "
WHO = {
    Who.ANYONE: "anybody here",
    Who.MEMBER: "members",
    Who.COORDINATOR: "coordinators",
    Who.MANAGER: "administrators of the place",
}
TARGETS = {
    Target.PERSON: "a person",
    Target.MESSAGE: "a message",
    Target.NOTHING: "anywhere",
}
TAKES = {OptionKind.PERSON: "somebody of the place", OptionKind.CHOICE: "one of: {choices}"}

OPENING = """\
# Every command

*Generated from what the rooms declare; `make commands` writes it anew, and a test fails while it is
not the same.*

One root, `/hearth`. The same words work as a mention (`@Hearth find procurement`), as a message to
Hearth, and the label of a button may be typed instead of pressing it. A verb without its options
opens a page or a form. What is refused says what to do.
"""
NOTES = """\
## On each platform

**Slack.** `/hearth` alone is `help`, and `/hearth desk` alone is `desk today`. Options are typed
after the verb, and `@name` arrives as a person. Slash commands do not work in threads: mention
Hearth there, or use a shortcut, from the menu of a message that person wrote. Private answers are
seen by you alone.

**Discord.** There is no bare `/hearth`: choose the verb from the list; `desk` is a group of its
own. Options are fields with names. The other words for a verb work in mentions and in private
messages. A private answer to a mention stands behind a *Show me* button. Shortcuts are in the
menu of a message or a person, under *Apps*.

**The playground.** As on Slack; shortcuts stand behind the three dots of a message.

Days after `pause` may be written in English or in Spanish, or as `2026-12-01`. Hearth answers in
your language where it speaks it (English, Spanish), and in a channel in the community's.
"""


def page() -> str:
    """The whole page."""
    verbs = [d for d in TABLE if d.kind is Kind.COMMAND and d.name]
    desk = [d for d in verbs if d.name.startswith(DESK) or d.name == "setup"]
    shortcuts = [d for d in TABLE if d.kind is Kind.SHORTCUT]
    parts = (
        OPENING,
        "## Members\n\n" + _table(d for d in verbs if d not in desk),
        "## Coordinators\n\n" + _table(desk),
        "## Options\n\n" + _options(verbs),
        "## Shortcuts\n\n" + _shortcuts(shortcuts),
        NOTES,
    )
    return "\n".join(parts)


def _table(verbs: Iterable[Declaration]) -> str:
    rows = (_row(verb) for verb in verbs)
    return _rows(("write", "what it does", "who may", "other words for it"), rows)


def _row(verb: Declaration) -> tuple[str, ...]:
    who = WHO[verb.who] if verb.name != "setup" else "see below"
    written = usage(verb).replace("|", "\\|")
    return f"`{written}`", _said(verb.help), who, " · ".join(f"`{one}`" for one in verb.aliases)


def _options(verbs: Iterable[Declaration]) -> str:
    rows = (
        (f"`{verb.name}`", f"`{name}`", _takes(option), _said(option.hint))
        for verb in verbs
        for name, option in verb.options.items()
    )
    setup = (
        "\nWho may `setup`: whoever has the code that `hearth setup` printed, and the "
        "administrators of the place;\nafterwards the coordinators.\n"
    )
    return _rows(("verb", "option", "takes", "meaning"), rows) + setup


def _takes(option: OptionType) -> str:
    takes = TAKES.get(option.kind, "words, at most {limit} characters")
    said = takes.format(choices=" · ".join(option.choices), limit=option.limit)
    return said if option.required else f"{said}; may be left out"


def _shortcuts(shortcuts: Iterable[Declaration]) -> str:
    rows = ((_said(one.label), TARGETS[one.target], WHO[one.who]) for one in shortcuts)
    return _rows(("shortcut", "on", "who may"), rows)


def _said(text: Text | None) -> str:
    return draw(text, Envelope(), PLAIN).replace("|", "\\|") if text else ""


def _rows(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_lines(heads, rows)) + "\n"


def _lines(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(row)} |".replace("|  |", "| |")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
