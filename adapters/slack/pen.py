"""Draws text as runs of rich text, where nothing a member typed can format, ping or break out.

Slack has no escape for its formatting characters, so words never travel as its markup: mentions,
channels and links are marked with characters that are no characters (U+FDD0 and its neighbours,
taken out of whatever is drawn), and the marks are then read back as elements of a rich text block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.events import Person, Place
from bot.text import PLAIN, Envelope, Text, draw, t

OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
MARK = re.compile(f"{OPEN}([ucl])([^{MIDDLE}{CLOSE}]*){MIDDLE}([^{CLOSE}]*){CLOSE}")
ADDRESS = re.compile(r"https?://[^\s<>|\x00-\x20]+", re.IGNORECASE)
# Direction overrides and invisible separators; the joiners of emoji and of Persian stay.
TRICKS = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e\u00ad\ufdd0-\ufdef]"
)
MAX_ADDRESS = 3000

Run = dict[str, Any]


def clean(said: str) -> str:
    """Somebody's words without characters that hide, reorder or control."""
    said = TRICKS.sub("", said)
    return "".join(c for c in said if c in "\n\t" or unicodedata.category(c) != "Cc")


def escaped(said: str) -> str:
    """Words for a field that Slack reads as its markup: only three characters have an escape."""
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True, slots=True)
class Eyes:
    """For whom a value is drawn.

    `pings` are the people a mention may be drawn of; None in private conversations, where a
    mention of somebody who is not there notifies nobody. Everybody else is drawn by name.
    """

    envelope: Envelope
    names: Mapping[str, str] = field(default_factory=dict)
    pings: Collection[str] | None = None

    def mentions(self, person: Person) -> bool:
        return self.pings is None or person.id in self.pings

    def name(self, person: Person) -> str:
        return clean(self.names.get(person.id, "")) or draw(t("a member"), self.envelope, PLAIN)

    def runs(self, text: Text) -> list[Run]:
        """Elements of a rich text block."""
        return list(_runs(draw(text, self.envelope, _Marking(self))))

    def plain(self, text: Text, limit: int = 3000) -> str:
        """Words alone, for objects that take nothing else."""
        return short(draw(text, self.envelope, _Bare(self)), limit)

    def notice(self, text: Text) -> str:
        """The same in Slack's own markup, for notifications and screen readers."""
        return draw(text, self.envelope, _Notice(self))


def short(said: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one near the end."""
    if len(said) <= limit:
        return said
    head = said[: limit - 1]
    word = head.rfind(" ")
    return (head[:word] if word > limit * 2 // 3 else head).rstrip() + "…"


def _runs(drawn: str) -> Iterator[Run]:
    at = 0
    for mark in MARK.finditer(drawn):
        if mark.start() > at:
            yield words_run(drawn[at : mark.start()])
        yield _marked(*mark.groups())
        at = mark.end()
    if at < len(drawn):
        yield words_run(drawn[at:])


def words_run(said: str) -> Run:
    return {"type": "text", "text": said}


def _marked(kind: str, what: str, label: str) -> Run:
    if kind == "u":
        return {"type": "user", "user_id": what}
    if kind == "c":
        return {"type": "channel", "channel_id": what}
    return {"type": "link", "url": what, "text": label or what}


def _flat(drawn: str) -> str:
    return MARK.sub(lambda mark: mark[3], drawn)


def _safe(url: str) -> bool:
    return len(url) <= MAX_ADDRESS and bool(ADDRESS.fullmatch(url))


@dataclass(frozen=True, slots=True)
class _Marking:
    eyes: Eyes

    def escape(self, said: str) -> str:
        return clean(said)

    def person(self, person: Person) -> str:
        name = self.eyes.name(person)
        return f"{OPEN}u{person.id}{MIDDLE}{name}{CLOSE}" if self.eyes.mentions(person) else name

    def place(self, place: Place) -> str:
        return f"{OPEN}c{place.id}{MIDDLE}{_somewhere(self.eyes)}{CLOSE}"

    def link(self, url: str, label: str) -> str:
        return f"{OPEN}l{url}{MIDDLE}{_flat(label)}{CLOSE}" if _safe(url) else label


@dataclass(frozen=True, slots=True)
class _Bare:
    eyes: Eyes

    def escape(self, said: str) -> str:
        return clean(said)

    def person(self, person: Person) -> str:
        return self.eyes.name(person)

    def place(self, place: Place) -> str:
        return _somewhere(self.eyes)

    def link(self, url: str, label: str) -> str:
        return label


@dataclass(frozen=True, slots=True)
class _Notice:
    eyes: Eyes

    def escape(self, said: str) -> str:
        return escaped(clean(said))

    def person(self, person: Person) -> str:
        return f"<@{person.id}>" if self.eyes.mentions(person) else escaped(self.eyes.name(person))

    def place(self, place: Place) -> str:
        return f"<#{place.id}>"

    def link(self, url: str, label: str) -> str:
        return f"{label} ({escaped(url)})" if _safe(url) else label


def _somewhere(eyes: Eyes) -> str:
    return draw(t("the channel"), eyes.envelope, PLAIN)
