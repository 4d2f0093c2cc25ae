"""What the members' room needs of its store (storage/members.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from bot.directory import Level
from bot.events import Person
from bot.members.model import Belonging, Consent, Member, Profile, Shown, Source, Task
from bot.work import Housekeeping


class Members(Housekeeping, Protocol):
    """The store this room needs (storage/members.py); every save obeys the newest `at`."""

    def arrive(self, people: Iterable[Person], source: Source, at: datetime) -> None:
        """These people are in the home place."""
        ...

    def depart(self, person: Person, at: datetime) -> None:
        """Somebody is no longer in the home place; ticks and consent end with the stay."""
        ...

    def belonging(self, person: Person) -> Belonging | None:
        """Somebody's roster row."""
        ...

    def member(self, person: Person) -> Member:
        """All that is kept of somebody; a blank one for a stranger."""
        ...

    def listed(self) -> tuple[Member, ...]:
        """Whoever sent the Join form and has not left."""
        ...

    def join(self, person: Person, at: datetime, *, full: bool) -> None:
        """They pressed; `full` when it was the Join form."""
        ...

    def leave(self, person: Person, at: datetime) -> None:
        """They want nothing any more."""
        ...

    def introduce(self, person: Person, at: datetime, *, ticked: bool) -> None:
        """The tick Introduce me."""
        ...

    def tick(self, person: Person, at: datetime, *, rounds: bool, ask: bool) -> None:
        """The other two ticks."""
        ...

    def allow(self, person: Person, allowance: int, at: datetime) -> None:
        """How many asks a week they take."""
        ...

    def pause(self, person: Person, until: datetime | None, at: datetime) -> None:
        """A break until then; None ends it."""
        ...

    def tell(self, person: Person, profile: Profile, at: datetime) -> None:
        """What they told about themselves."""
        ...

    def claim(self, person: Person, claims: Mapping[str, Level], at: datetime) -> None:
        """All their skills, in their own words; what is not among them is given up."""
        ...

    def name_hardest(self, person: Person, words: str, at: datetime) -> None:
        """The hardest thing in their work now."""
        ...

    def acknowledge(self, person: Person, version: int, at: datetime) -> None:
        """They pressed Sounds good under this version of the norms."""
        ...

    def offer(self, person: Person, shown: Shown) -> None:
        """They are shown these words with the question whether to introduce them."""
        ...

    def consent(self, person: Person, consent: Consent | None, at: datetime) -> None:
        """Their yes to these words, or None: not now."""
        ...

    def set_apart(self, person: Person, other: Person, at: datetime, *, apart: bool) -> None:
        """One person does not want to be brought together with the other; or may again."""
        ...

    def set_apart_by(self, person: Person) -> tuple[Person, ...]:
        """Whom this person set apart; never who set them apart."""
        ...

    def tasks(self) -> tuple[Task, ...]:
        """The community's tasks, the most claimed first."""
        ...

    def reword(self, key: str, words: str, at: datetime) -> None:
        """A coordinator words a task differently; the same words as another's merge them."""
        ...
