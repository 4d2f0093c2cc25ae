"""What the dispatcher needs of the store inside one transaction; compose fits it to storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Protocol, TypeVar

from bot.events import Actor, Community, Event, Person, Place, Role, Value
from bot.text import Envelope
from bot.ui import Button, Form, Message
from bot.work import Names, Room

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A form somebody is filling in: all that is known of it lies here, not on the platform."""

    id: str
    person: Person
    community: str | None
    form: Form
    step: int
    values: Mapping[str, Value]


class Premises(Protocol):
    """One space, inside one transaction."""

    def dice(self) -> Random:
        """Dice that nobody can throw again: for what no event may be read from."""
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """What happens inside is undone when it raises; what came before stays."""
        ...

    def first_time(self, event: Event, now: datetime) -> bool:
        """Note the event's id; False when it was handled before (ids are kept seven days)."""
        ...

    def refresh(self, actor: Actor, now: datetime) -> None:
        """Keep what the event tells of somebody, in the space's directory."""
        ...

    def community(self, id: str) -> Community | None:  # noqa: A002 - it is one
        """A community of this space; None for any other space's."""
        ...

    def communities_at(self, place: Place | None) -> tuple[Community, ...]:
        """Whose home or welcome place that is."""
        ...

    def listening_at(self, place: Place | None) -> tuple[Community, ...]:
        """Who listens in that channel."""
        ...

    def communities_of(self, person: Person) -> tuple[Community, ...]:
        """Where somebody belongs."""
        ...

    def communities(self) -> tuple[Community, ...]:
        """All of this space."""
        ...

    def remembered(self, person: Person, place: Place | None, now: datetime) -> str | None:
        """Which community this conversation was about."""
        ...

    def remember(self, person: Person, place: Place | None, community: str, now: datetime) -> None:
        """Take this conversation to be about that community, for a day."""
        ...

    def roles(self, community: str, person: Person) -> frozenset[Role]:
        """What somebody is there."""
        ...

    def room(self, feature: str, community: Community | None) -> Room[Any]:
        """A feature's store and the community's ledger."""
        ...

    def names(self, community: Community | None) -> Names:
        """The space's directory, with the community's language and zone to fall back on."""
        ...

    def acted(self, community: Community, person: Person, now: datetime) -> None:
        """Keep the day on which a member last did anything."""
        ...

    def envelope(self, actor: Actor, community: Community | None) -> Envelope:
        """Whose eyes a reply is for."""
        ...

    def buttons_seen(self, person: Person, now: datetime) -> tuple[tuple[str, Button], ...]:
        """Buttons of the last private messages to somebody, newest first, each with community."""
        ...

    def keep_draft(self, draft: Draft, now: datetime) -> None:
        """Keep a form being filled in for an hour."""
        ...

    def draft(self, id: str, now: datetime) -> Draft | None:  # noqa: A002 - it is one
        """The form of that id, unless its hour is over."""
        ...

    def drop_draft(self, id: str) -> None:  # noqa: A002 - it is one
        """The form is done."""
        ...

    def keep_aside(self, person: Person, value: Event | Message, id: str, now: datetime) -> None:  # noqa: A002 - it is one
        """Keep an event to go on with, or a reply to show, for an hour, for one person."""
        ...

    def aside(self, person: Person, id: str, now: datetime) -> Any:  # noqa: A002 - Event or Message
        """What was kept aside for this person under that id."""
        ...


class Units(Protocol):
    """Runs functions of Premises in transactions (storage/database.py, fitted by compose)."""

    async def write(self, event: Event, work: Callable[[Premises], T]) -> T:
        """One unit of work in the event's space, one at a time there."""
        ...

    async def failed(self, event: Event, error: Exception) -> str:
        """Record an event whose handler raised, sealed, for seven days; returns a reference."""
        ...
