"""What a community keeps for reuse, as every room may look things up in it, and hand things on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.events import Person, Place
from bot.text import Text
from bot.wording import Naming


@dataclass(frozen=True, slots=True)
class Found:
    """A kept item as a search shows it, the nearest first.

    `people` are the authors who agreed to be named; `ask` is whom to ask about it, if anybody.
    `where` is the conversation it comes from. `score` compares within one search only.
    """

    id: str
    title: str
    words: str
    topic: str
    kept_at: datetime
    people: tuple[Person, ...] = ()
    ask: Person | None = None
    helped_at: datetime | None = None
    where: Place | None = None
    score: float = 0.0
    level: Text | None = None  # for whom it is, if a coordinator said so


class Shelf(Protocol):
    """One community's kept items, read-only; wired to the library's store in compose.

    To say that one helped, a room wakes `library.helped` with the item's id; to have something
    kept, it wakes `library.keep` with a subject its own store can tell as a `Source`.
    """

    def similar(self, words: str, now: datetime, most: int = 5) -> tuple[Found, ...]:
        """Items near to these words, the nearest first; nothing where none is near enough."""
        ...

    def item(self, id: str) -> Found | None:  # noqa: A002 - it is one
        """The item of that id, while it is kept."""
        ...

    def begun(self, words: str, most: int = 5) -> tuple[Found, ...]:
        """Items whose titles have words that begin so: what to suggest while somebody types."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Something said that may be kept: the answer to a question, an answer to a prompt.

    `title` is what was asked. `naming` is what its author said already; None: they are asked.
    `message` is the platform's name for the message it stands in.
    """

    kind: str
    title: str
    words: str
    by: Person
    at: datetime
    where: Place | None = None
    topic: str = ""
    naming: Naming | None = None
    message: str = ""


@runtime_checkable
class Sourced(Protocol):
    """A store whose room has things that may be kept."""

    def source(self, subject: str) -> Source | None:
        """What was said under that subject; None for another room's subject, or when it is gone."""
        ...
