"""A ledger that writes down what was promised, for tests of what the room decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.events import Person
from bot.exchanges import Acts, Exchange, Exchanges
from bot.ui import Message
from bot.work import Entry, Planned, Promise, Waiting


@dataclass
class Pad:
    """Implements `bot.work.Ledger`."""

    woken: list[tuple[str, str, datetime]] = field(default_factory=list)
    promised: list[Promise] = field(default_factory=list)
    logged: list[Entry] = field(default_factory=list)
    exchanged: list[Exchange] = field(default_factory=list)

    def post(self, promises: Iterable[Promise]) -> None:
        self.promised += promises

    def edit(self, key: str, message: Message) -> None:
        raise NotImplementedError

    def withdraw(self, key: str) -> None:
        raise NotImplementedError

    def wake(self, name: str, subject: str, at: datetime) -> None:
        self.woken.append((name, subject, at))

    def plan(self, name: str, occurrences: Iterable[tuple[date, datetime]]) -> None:
        raise NotImplementedError

    def planned(self, since: datetime, until: datetime) -> tuple[Planned, ...]:
        raise NotImplementedError

    def happened(self, name: str) -> date | None:
        raise NotImplementedError

    def compute(self, name: str, subject: str, handle: str) -> None:
        raise NotImplementedError

    def roster(self) -> None:
        raise NotImplementedError

    def listen(self) -> None:
        raise NotImplementedError

    def log(self, entry: Entry) -> None:
        self.logged.append(entry)

    def entries(self, limit: int) -> tuple[Entry, ...]:
        return tuple(self.logged[-limit:])

    def waiting(self, *states: str) -> tuple[Waiting, ...]:
        return ()

    def sent(self, person: Person, since: datetime) -> tuple[Waiting, ...]:
        return ()

    def release(self, key: str, at: datetime) -> None:
        raise NotImplementedError

    def arrived(self, key: str) -> None:
        raise NotImplementedError

    def drop(self, key: str) -> None:
        raise NotImplementedError

    def hold(self, at: datetime, *, held: bool) -> None:
        raise NotImplementedError

    def is_held(self) -> bool:
        return False

    def awaits_yes(self, message: Message) -> bool:
        return False

    def let_go(self, kind: str) -> None:
        raise NotImplementedError

    def exchange(self, exchange: Exchange) -> None:
        self.exchanged.append(exchange)

    @property
    def exchanges(self) -> Exchanges:
        raise NotImplementedError

    @property
    def acts(self) -> Acts:
        raise NotImplementedError
