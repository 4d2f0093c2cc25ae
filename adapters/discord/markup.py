r"""Discord's markup: how holes are drawn, and how words stay words.

Nothing is hidden with zero-width characters: a backslash before a character that would mean
something makes every client show the character itself. Addresses in members' words lose their
link the same way (`https\://`), so that what is shown is where it leads. Whom a message may ping
is decided in `allowed_mentions`, not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.events import Person, Place

Names = Callable[[Person], str]

# Overrides, embeddings, isolates and marks of direction; control characters but tab and newline.
_UNSEEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_ACTIVE = re.compile(r"[\\*_~`|<\[\]]|@(?=everyone|here)|:(?=//)|:(?=[\w~+-]+:)")
_LINE_START = re.compile(r"(?m)^([ \t]*)([#>-])")
_NUMBERED = re.compile(r"(?m)^([ \t]*\d+)(\.)")
_IN_ADDRESS = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20", "\n": "", "\\": "%5C"}


def clean(said: str) -> str:
    """Words without characters that turn, hide or end what stands around them."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", said))


def escape(said: str) -> str:
    """Words that every client shows as they were written."""
    active = _ACTIVE.sub(r"\\\g<0>", clean(said))
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", active))


def address(url: str) -> str | None:
    """An address that cannot end its own link; None for anything but http and https."""
    if not re.match(r"https?://\S", url):
        return None
    return "".join(_IN_ADDRESS.get(letter, letter) for letter in clean(url))


class Markdown:
    """The pen for text that Discord formats."""

    def escape(self, said: str) -> str:
        return escape(said)

    def person(self, person: Person) -> str:
        return f"<@{person.id}>" if person.id.isdecimal() else ""

    def place(self, place: Place) -> str:
        return f"<#{place.thread or place.id}>"

    def link(self, url: str, label: str) -> str:
        safe = address(url)
        return label if safe is None else f"[{label}](<{safe}>)"


class Plain:
    """The pen for buttons, labels and titles, where nothing is formatted."""

    def __init__(self, names: Names) -> None:
        """Mentions are not drawn there, so people need their names."""
        self._names = names

    def escape(self, said: str) -> str:
        return re.sub(r"\s+", " ", clean(said))

    def person(self, person: Person) -> str:
        return self.escape(self._names(person))

    def place(self, place: Place) -> str:
        return f"#{place.thread or place.id}"

    def link(self, url: str, label: str) -> str:
        return label


def cut(text: str, limit: int) -> str:
    """Drawn markup shortened between words, without an open link or an open bold."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 4]
    kept = kept[: max(kept.rfind(" "), kept.rfind("\n"), 0)] or kept.rstrip("\\")
    opened = [m.start() for m in re.finditer(r"(?<!\\)\[", kept)]
    if opened and ">)" not in kept[opened[-1] :]:
        kept = kept[: opened[-1]].rstrip()
    bold = "**" if len(re.findall(r"(?<!\\)\*\*", kept)) % 2 else ""
    return f"{kept}…{bold}"


def shorten(text: str, limit: int) -> str:
    """Plain text within a limit."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
