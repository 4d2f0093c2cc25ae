"""What members did: acts of peer learning that came about, and who was here at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from bot.events import Person

if TYPE_CHECKING:
    from bot.text import Text

Mode = Literal["learn", "make", "coordinate"]  # what the people did it for


@dataclass(frozen=True, slots=True)
class Exchange:
    """One completed act of peer learning: an introduction that met, a question answered.

    `about` names the matter, opaquely; where there is a colon, its aspect stands before it (a
    round's lens: `skill:7f3a`). `size` is how many took part; `people` are those still known.
    """

    kind: str
    people: tuple[Person, ...]
    mode: Mode
    about: str
    at: datetime
    size: int = 0

    @property
    def aspect(self) -> str:
        """What stands before the colon of `about`; nothing where there is none."""
        aspect, colon, _ = self.about.partition(":")
        return aspect if colon else ""


class Exchanges(Protocol):
    """The log of exchanges of one community, read-only (storage/ledger/exchanges.py)."""

    def since(self, at: datetime) -> tuple[Exchange, ...]:
        """All since then, the oldest first."""
        ...


class Acts(Protocol):
    """On which day each person last did anything with Hearth; no more than the day is kept."""

    def since(self, at: datetime) -> frozenset[Person]:
        """Who pressed, wrote to us or gave a command on that day or later."""
        ...


class Came(StrEnum):
    """What came of a conversation, as far as its people told; no answer is not a no."""

    MET = "met"
    ARRANGED = "arranged"
    LET_GO = "let_go"
    SILENT = "silent"  # asked, and nobody answered
    OPEN = "open"  # it may still come about


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that was opened between people who had agreed to it."""

    people: tuple[Person, ...]
    came: Came


@runtime_checkable
class Talking(Protocol):
    """A store whose room brings people into conversations: what came of them, for the report."""

    def talks(self, since: datetime, until: datetime) -> tuple[Talk, ...]:
        """Those that were opened from then to then."""
        ...


@runtime_checkable
class Reporting(Protocol):
    """A store with a sentence for the coordinators' report; nobody is named in it."""

    def report(self, since: datetime, until: datetime) -> tuple[Text, ...]:
        """What this room has to tell about that time; nothing where there is nothing."""
        ...
