"""Typed words understood: the verb they begin with, and what fills its options."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.errors import Refusal
from bot.events import Part, Person, Value
from bot.handlers import Declaration, Kind, OptionKind, OptionType
from bot.text import Text, t

QUESTION = 4  # words
DEFAULTS = {"": "help", "desk": "desk today"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A command and the values of its options."""

    command: Declaration
    values: Mapping[str, Value]


def understand(parts: tuple[Part, ...], table: Iterable[Declaration]) -> Understood | None:
    """The command these words mean; None when no verb stands at their beginning.

    Raises Refusal, saying how to put it, when the verb is known but its options are not there.
    """
    said = _tidy(parts)
    commands = [d for d in table if d.kind is Kind.COMMAND and d.name]
    head = said[0] if said and isinstance(said[0], str) else ""
    plain = folded(head)
    if not said or (len(said) == 1 and plain in DEFAULTS):
        return Understood(_named(DEFAULTS[plain], commands), {})
    found = [(w, c) for c in commands for w in (c.name, *c.aliases) if _begins(plain, w)]
    if not found:
        return None
    word, command = max(found, key=lambda pair: len(pair[0]))
    rest = (_after(head, word), *said[1:])
    return Understood(command, _filled(command, tuple(p for p in rest if p != "")))


def _named(name: str, commands: list[Declaration]) -> Declaration:
    return next(c for c in commands if c.name == name)


def _tidy(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    stripped = (p.strip() if isinstance(p, str) else p for p in parts)
    return tuple(p for p in stripped if p != "")


def folded(said: str) -> str:
    """Words without case, accents, punctuation at the ends, or doubled spaces."""
    marks = unicodedata.normalize("NFKD", said.casefold())
    bare = "".join(c for c in marks if not unicodedata.combining(c))
    return " ".join(bare.split()).strip("¡!¿?.,;: ")


def _begins(plain: str, word: str) -> bool:
    return plain == word or plain.startswith((f"{word} ", f"{word}, ", f"{word}: "))


def _after(head: str, word: str) -> str:
    """What follows the verb, as it was written."""
    rest = " ".join(head.split()).lstrip("¡!¿?.,;: ")[len(word) :].lstrip(",: ").strip()
    return rest if folded(rest) else ""


def _filled(command: Declaration, rest: tuple[Part, ...]) -> dict[str, Value]:
    people = [p for p in rest if isinstance(p, Person)]
    said = " ".join(p for p in rest if isinstance(p, str)).strip()
    values: dict[str, Value] = {}
    for name, option in command.options.items():
        if option.kind is OptionKind.PERSON:
            values[name] = people.pop(0) if people else None
        elif option.kind is OptionKind.CHOICE:
            word, _, after = said.partition(" ")
            values[name], said = (word, after) if word in option.choices else (None, said)
        else:
            values[name], said = _without(said, name) or None, ""
    check(command, values)
    return values


def _without(said: str, name: str) -> str:
    """Drop the option's own name where people write it: `because we both …`, `until Monday`."""
    first, _, rest = said.partition(" ")
    return rest.strip() if folded(first) == name else said


def check(command: Declaration, values: Mapping[str, Value]) -> None:
    """See that every option is there, of its kind and within its limit; Refusal has the remedy."""
    for name, option in command.options.items():
        value = values.get(name)
        if value is None or value == "":
            if option.required:
                told = t("{what} is missing. Like this: {usage}", what=name, usage=usage(command))
                raise Refusal(told)
            continue
        if not _is_of_kind(option, value):
            told = t("{what} does not fit. Like this: {usage}", what=name, usage=usage(command))
            raise Refusal(told)
        if isinstance(value, str) and len(value) > option.limit:
            raise Refusal(
                t(
                    "{what} is {n} characters too long. Nothing was done; please shorten it.",
                    what=name,
                    n=len(value) - option.limit,
                )
            )


def _is_of_kind(option: OptionType, value: Value) -> bool:
    match option.kind:
        case OptionKind.PERSON:
            return isinstance(value, Person)
        case OptionKind.CHOICE:
            return isinstance(value, str) and value in option.choices
        case OptionKind.WORDS:
            return isinstance(value, str)


def usage(command: Declaration) -> str:
    """How a command is written: `/hearth introduce @one @other because …`."""
    shown = " ".join(_shown(name, option) for name, option in command.options.items())
    return f"/hearth {command.name} {shown}".strip()


def _shown(name: str, option: OptionType) -> str:
    match option.kind:
        case OptionKind.PERSON:
            shown = f"@{name}"
        case OptionKind.CHOICE:
            shown = "|".join(option.choices)
        case OptionKind.WORDS:
            shown = f"{name} …" if name in {"because", "until"} else f"<{name}>"
    return shown if option.required else f"[{shown}]"


def is_question(said: str) -> bool:
    """Whether these words ask something, with enough of them to be understood by others."""
    return said.rstrip(" .)\"'”").endswith("?") and len(said.split()) >= QUESTION


def pressed(said: str, labels: Iterable[tuple[str, str]]) -> str | None:
    """Which button typed words mean: the one whose label they hold ("yes we met" → We met).

    `labels` pairs a label, as the reader saw it, with whatever names the button. The longest
    label wins; a label of fewer than three letters must be all that was said.
    """
    plain = f" {folded(said)} "
    held = [
        (len(folded(label)), name)
        for label, name in labels
        if folded(label) and f" {folded(label)} " in plain
    ]
    return max(held, key=lambda pair: pair[0])[1] if held else None


def missing_verb() -> Text:
    """What is said when nothing could be made of the words, should no room answer them."""
    return t("I did not understand that. Try /hearth help.")
