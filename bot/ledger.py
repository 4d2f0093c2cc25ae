"""The promises of one community as a handler may make, change and read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.events import Person
    from bot.exchanges import Acts, Exchange, Exchanges
    from bot.ui import Message
    from bot.work import Entry, Planned, Promise, Waiting


class Ledger(Protocol):
    """The promises of one community inside one transaction (storage/ledger.py)."""

    def post(self, promises: Iterable[Promise]) -> None:
        """Write promises; a known key becomes an edit of what stands there."""
        ...

    def edit(self, key: str, message: Message) -> None:
        """Change what stands there; if it never went out, it never will."""
        ...

    def withdraw(self, key: str) -> None:
        """Take back a promise that has not gone out."""
        ...

    def wake(self, name: str, subject: str, at: datetime) -> None:
        """Arm a timer; the same name and subject again moves it."""
        ...

    def plan(self, name: str, occurrences: Iterable[tuple[date, datetime]]) -> None:
        """Replace what has not happened yet of a beat; a date that had its own gets no second."""
        ...

    def planned(self, since: datetime, until: datetime) -> tuple[Planned, ...]:
        """What is to come from `since` until before `until`, in order."""
        ...

    def happened(self, name: str) -> date | None:
        """The local date of a beat's latest occurrence; missed ones do not count."""
        ...

    def compute(self, name: str, subject: str, handle: str) -> None:
        """Ask for a registered computation; the result comes back as `Computed`."""
        ...

    def roster(self) -> None:
        """Ask who belongs to the home place; the answer comes back as `Rostered` events."""
        ...

    def log(self, entry: Entry) -> None:
        """Write one line of the log."""
        ...

    def entries(self, limit: int) -> tuple[Entry, ...]:
        """The newest lines of the log."""
        ...

    def waiting(self, *states: str) -> tuple[Waiting, ...]:
        """Promises in those states: todo, held, parked."""
        ...

    def sent(self, person: Person, since: datetime) -> tuple[Waiting, ...]:
        """What reached somebody privately since then, newest first (for `why`)."""
        ...

    def release(self, key: str, at: datetime) -> None:
        """Let a held or parked promise go out."""
        ...

    def drop(self, key: str) -> None:
        """Let a held or parked promise never go out."""
        ...

    def arrived(self, key: str) -> None:
        """A parked promise stands there after all: somebody saw it, where we may not look."""
        ...

    def hold(self, at: datetime, *, held: bool) -> None:
        """Stop, or release, everything unasked-for that this community would send."""
        ...

    def is_held(self) -> bool:
        """Whether everything is held just now."""
        ...

    def awaits_yes(self, message: Message) -> bool:
        """Whether a message of this kind would wait for a coordinator's yes."""
        ...

    def let_go(self, kind: str) -> None:
        """From now on messages of this kind need no coordinator's yes."""
        ...

    def listen(self) -> None:
        """Have the platform told anew in which channels to listen: that has changed."""
        ...

    def exchange(self, exchange: Exchange) -> None:
        """Note a completed act of peer learning; told twice, it is one."""
        ...

    @property
    def exchanges(self) -> Exchanges:
        """The completed acts, to read."""
        ...

    @property
    def acts(self) -> Acts:
        """Who did anything with Hearth lately, to read."""
        ...
