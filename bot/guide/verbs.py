"""The verbs of the table as a reader may use them, and the one nearest to what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from bot.handlers import Declaration, Kind, OptionKind, OptionType
from bot.text import Text

DESK = "desk "
NEAR = 0.75  # a letter or two beside the word


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: how it is written, what it does, what else people may write for it."""

    usage: str
    help: Text
    aliases: tuple[str, ...]


def verbs(table: Iterable[Declaration], *, desk: bool) -> tuple[Verb, ...]:
    """The coordinators' verbs, or everybody's, in the order they were declared."""
    return tuple(
        Verb(usage(d), d.help, d.aliases)
        for d in _commands(table)
        if d.help is not None and d.name.startswith(DESK) is desk
    )


def _commands(table: Iterable[Declaration]) -> tuple[Declaration, ...]:
    return tuple(d for d in table if d.kind is Kind.COMMAND and d.name)


def usage(command: Declaration) -> str:
    """How a verb is written, its options in order: `introduce @one @other because …`."""
    shown = (_shown(name, option) for name, option in command.options.items())
    return " ".join((command.name, *shown))


def _shown(name: str, option: OptionType) -> str:
    match option.kind:
        case OptionKind.PERSON:
            shown = f"@{name}"
        case OptionKind.CHOICE:
            shown = "|".join(option.choices)
        case OptionKind.WORDS:
            shown = f"{name} …" if name in {"because", "until"} else f"<{name}>"
    return shown if option.required else f"[{shown}]"


def nearest(said: str, table: Iterable[Declaration]) -> str | None:
    """The verb whose name, or other name, is closest to one of the words said."""
    names = {word: d.name for d in _commands(table) for word in (d.name, *d.aliases)}
    words = said.lower().split()
    pairs = (" ".join(pair) for pair in pairwise(words))
    for word in (*pairs, *words):
        found = get_close_matches(word.strip("?!.,;:"), names, n=1, cutoff=NEAR)
        if found:
            return names[found[0]]
    return None
