"""What is kept, how it lives, and the store this room needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.events import Person, Place
from bot.text import Text, t
from bot.wording import Naming
from bot.work import DAY, HOUR, Housekeeping, Work

LONGEST, LONGEST_TITLE, LONGEST_TOPIC = 3000, 150, 60  # characters
WAITS = 7 * DAY  # for an author's yes; then there was none
BEING_TOLD = HOUR  # while the form is open in which somebody says what it is
YEAR = timedelta(days=365)  # after which somebody looks whether it is still right
LOOKED = 14 * DAY  # how long whoever looks after it has for that
AT_ONCE = 5  # items a search shows


class Kind(StrEnum):
    """What sort of thing is kept."""

    ANSWER = "answer"
    PROMPT = "prompt"
    LESSON = "lesson"
    LINK = "link"
    HOW_TO = "how_to"


KINDS: Mapping[Kind, Text] = {
    Kind.ANSWER: t("An answer"),
    Kind.PROMPT: t("An answer to a prompt"),
    Kind.LESSON: t("A lesson somebody learned"),
    Kind.LINK: t("A link worth keeping"),
    Kind.HOW_TO: t("How to do something"),
}


class Level(StrEnum):
    """For whom it is; coordinators say so, members are never asked."""

    FIRST_STEP = "first_step"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    INNOVATIVE = "innovative"


LEVELS: Mapping[Level, Text] = {
    Level.FIRST_STEP: t("A first step"),
    Level.INTERMEDIATE: t("For who has begun"),
    Level.ADVANCED: t("For who knows it well"),
    Level.INNOVATIVE: t("New to most of us"),
}


class State(StrEnum):
    """The life of an item."""

    BEGUN = "begun"  # somebody is saying what it is; gone in an hour
    ASKED = "asked"  # its author is asked; gone in a week
    KEPT = "kept"
    OLD = "old"  # out of date: in no search, still its author's
    NO = "no"  # its author said no, or nothing: no word of it is left


@dataclass(frozen=True, slots=True)
class Item:
    """Something said that is kept, or may be; `by` is its author, known to Hearth alone if unnamed.

    `at` is when it was said, `addition` what somebody who looks after it added in their own words.
    `stays` is what its author said about the day they erase all that is theirs. `message` and
    `thread`, where it stands, are written once and never read back: the store keeps digests.
    """

    id: str
    kind: Kind
    title: str
    words: str
    by: Person | None
    at: datetime
    state: State = State.ASKED
    naming: Naming | None = None
    topic: str = ""
    where: Place | None = None
    source: str = ""
    level: Level | None = None
    addition: str = ""
    asked: datetime | None = None
    kept: datetime | None = None
    confirmed: datetime | None = None
    looked: datetime | None = None  # since when somebody is asked whether it is still right
    helped: int = 0
    helped_at: datetime | None = None
    stays: bool = False
    message: str = ""
    thread: str = ""

    @property
    def named(self) -> Person | None:
        """Its author, if everybody may know them."""
        return self.by if self.naming is Naming.NAMED else None


@dataclass(frozen=True, slots=True)
class Topic:
    """A label within the domain, who looks after it, and how many kept items it has."""

    id: str
    words: str
    steward: Person | None = None
    items: int = 0


class Library(Housekeeping, Protocol):
    """The store this room needs."""

    def item_of(self, id_: str) -> Item | None:
        """The one of that id, whatever its state."""
        ...

    def from_source(self, source: str) -> Item | None:
        """What was made of that source."""
        ...

    def said_in(self, messages: Iterable[str], thread: str) -> tuple[Item, ...]:
        """What was said in one of these messages, or anywhere in that thread ("": in none)."""
        ...

    def source_of(self, person: Person, words: str) -> str:
        """The name of a message as a source: a digest of whose it is and what it says."""
        ...

    def save(self, item: Item) -> None:
        """Write it; what is kept can be found, what is not cannot."""
        ...

    def remove(self, item: Item) -> None:
        """Nothing of it is left."""
        ...

    def items_of(self, person: Person) -> tuple[Item, ...]:
        """All that somebody wrote, oldest first."""
        ...

    def on_topic(self, topic: str, most: int) -> tuple[Item, ...]:
        """What is kept under a topic's id, what helped last first; "" for what has none."""
        ...

    def all_kept(self) -> tuple[Item, ...]:
        """All that is kept, oldest first."""
        ...

    def newest(self, most: int) -> tuple[Item, ...]:
        """What was kept last, the newest first."""
        ...

    def how_many(self) -> int:
        """How many items are kept."""
        ...

    def kept_between(self, since: datetime, until: datetime) -> int:
        """How many items were kept from then to then, and still are."""
        ...

    def unconfirmed(self, before: datetime, most: int) -> tuple[Item, ...]:
        """Kept items that nobody confirmed since then, the oldest first."""
        ...

    def topics(self) -> tuple[Topic, ...]:
        """All topics by their words, with how many items each has."""
        ...

    def topic(self, id_: str) -> Topic | None:
        """The one of that id."""
        ...

    def topic_id(self, words: str) -> str:
        """The id of a topic however it is written; "" for no words."""
        ...

    def save_topic(self, topic: Topic) -> None:
        """Write who looks after it, and how it is written."""
        ...


Job = Work[Library]
