"""What a listened channel is, and what must be kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.events import Person, Place
from bot.work import Housekeeping, Work

KEPT_DAYS = 90
AT_MOST = 20  # channels of one community; more is no longer a choice per channel


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel in which listening was asked for; `since` is when the announcement stood."""

    place: Place
    asked: datetime
    since: datetime | None = None
    by: Person | None = None


class Channels(Housekeeping, Protocol):
    """The store this room needs."""

    def channels(self) -> tuple[Channel, ...]:
        """Where listening was asked for, the oldest first."""
        ...

    def channel(self, place: Place) -> Channel | None:
        """The one of that place."""
        ...

    def ask(self, place: Place, by: Person, at: datetime) -> None:
        """Listening is to begin there once it is announced; asked again, nothing changes."""
        ...

    def begin(self, place: Place, at: datetime) -> None:
        """The announcement stands: from here on who wrote is noted."""
        ...

    def end(self, place: Place) -> None:
        """Listen there no longer, and forget all that was heard there."""
        ...

    def note(self, place: Place, person: Person, at: datetime, *, begins: bool) -> None:
        """Somebody wrote there, or (without an id) Hearth itself; told twice it is one."""
        ...

    def is_left_out(self, person: Person) -> bool:
        """Whether somebody asked not to be noted."""
        ...

    def leave_out(self, person: Person) -> None:
        """Note nothing more of somebody, and forget what was noted."""
        ...

    def take_in(self, person: Person) -> None:
        """Note somebody again from now on."""
        ...


Job = Work[Channels]
