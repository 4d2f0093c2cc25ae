"""What the bot's database holds of promises, read from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import create_engine, or_, select, update
from sqlalchemy.pool import NullPool

from storage.tables import computations, outbox, timers


@dataclass(frozen=True, slots=True)
class Row:
    """One promise; `person` is empty where it goes to a channel or to several people."""

    community: str
    key: str
    kind: str
    state: str
    person: str
    due: datetime
    reason: str

    @property
    def full_key(self) -> str:
        """What the adapters mark the message with."""
        return f"{self.community}/{self.key}"


class Ledger:
    """Reads, and does one thing to it: ends the leases of a process that is dead."""

    def __init__(self, url: str) -> None:
        """Connects anew for each look."""
        self._engine = create_engine(url, poolclass=NullPool)

    def rows(self) -> list[Row]:
        """Every promise there is."""
        c = outbox.c
        columns = (c.community, c.key, c.kind, c.state, c.person, c.due, c.reason)
        with self._engine.connect() as link:
            found = link.execute(select(*columns)).all()
        return [Row(r[0], r[1], r[2], r[3], r[4] or "", r[5], r[6]) for r in found]

    def busy(self) -> str:
        """What is due now or under way; empty when the bot has nothing to do."""
        now = datetime.now(UTC)
        waiting = outbox.c.state.in_(("todo", "held")) & (outbox.c.due <= now)
        looks = (
            select(outbox.c.key).where(or_(outbox.c.state == "sending", waiting)),
            select(timers.c.name).where(timers.c.due <= now),
            select(computations.c.name).where(computations.c.state == "todo"),
        )
        with self._engine.connect() as link:
            for look in looks:
                if found := link.execute(look.limit(1)).scalar():
                    return str(found)
        return ""

    def end_leases(self) -> None:
        """As a minute's downtime does; called only while no bot runs."""
        with self._engine.begin() as link:
            link.execute(update(outbox).where(outbox.c.lease.is_not(None)).values(lease=0))
            for table in (timers, computations):
                link.execute(update(table).values(lease=None))
