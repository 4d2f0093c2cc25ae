"""How long a link and a visit last, and what must be kept of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.events import Person
from bot.work import Housekeeping, Work

LINK_LIVES = timedelta(minutes=10)
VISIT_LIVES = timedelta(hours=12)  # an evening, and never a browser left open for weeks
REST = timedelta(hours=2)  # without a look, after which a visit ends by itself


class Doors(Housekeeping, Protocol):
    """What this room needs of its store (storage/pages)."""

    def issue(self, person: Person, page: str, until: datetime) -> str:
        """A new way in for somebody; an earlier one that nobody used ends."""
        ...

    def visits(self, person: Person, at: datetime) -> int:
        """In how many browsers somebody is signed in."""
        ...

    def shut(self, person: Person) -> None:
        """End all visits and links of somebody."""
        ...


Job = Work[Doors]
