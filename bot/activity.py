"""Who wrote when, and in which thread, where a coordinator switched listening on; never what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.events import Person, Place


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody wrote something then; what it was is known to nobody here."""

    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """A beginning in a listened channel, and whoever else wrote under it.

    `starter` is None where Hearth began it; who began it is not among those who answered.
    """

    starter: Person | None
    at: datetime
    answers: frozenset[Person] = frozenset()
    first_answer: datetime | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something somebody wrote then; `thread` tells no more than whether two wrote in the same."""

    person: Person
    at: datetime
    thread: str
    begins: bool


class Activity(Protocol):
    """What was heard in one community, read-only; wired to the listening room's store in compose.

    Where nothing is listened to, `measured` is False and the rest is empty: *not measured*,
    never 0. Whoever asked to be left out is in none of it.
    """

    def measured(self, place: Place) -> bool:
        """Whether listening is on in that channel and has been heard to work."""
        ...

    def listened(self) -> tuple[Place, ...]:
        """The channels in which listening is on."""
        ...

    def answers(self, key: str, since: datetime) -> tuple[Spoken, ...]:
        """Who wrote in the thread under the promise of that key since then, oldest first."""
        ...

    def threads(self, since: datetime, until: datetime) -> tuple[Thread, ...]:
        """What was begun in listened channels from then to then, oldest first."""
        ...

    def spoke(self, since: datetime, until: datetime) -> frozenset[Person]:
        """Everybody who wrote anything in listened channels from then to then."""
        ...

    def spoke_aloud(self, place: Place, since: datetime, until: datetime) -> frozenset[Person]:
        """Everybody who wrote in that channel itself, under nothing, after then and before then."""
        ...

    def utterances(
        self,
        since: datetime,
        *,
        of: Collection[Person] | None = None,
        most: int | None = None,
    ) -> tuple[Utterance, ...]:
        """What people wrote since then, oldest first; of these only, or the last so many only."""
        ...

    def beside(self, person: Person, since: datetime) -> tuple[Spoken, ...]:
        """When others wrote since then in threads in which somebody wrote, too; oldest first."""
        ...

    def last_spoke(self, person: Person) -> datetime | None:
        """When somebody wrote last, where it is listened to; None where not, or never."""
        ...
