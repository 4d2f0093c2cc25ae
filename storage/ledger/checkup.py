"""What whoever runs Hearth should know of its rows: what failed, and what is parked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.errors import HearthError
from bot.events import Event
from storage.codec import decode
from storage.database import Tx
from storage.tables import failed, outbox


@dataclass(frozen=True, slots=True)
class Failed:
    """An event whose handler raised: its reference, when, in which space, and the error's class."""

    id: str
    at: datetime
    space: str
    error: str


def failures(tx: Tx) -> tuple[Failed, ...]:
    """All that are kept, the newest first."""
    rows = tx.run.execute(select(failed).order_by(failed.c.at.desc()))
    return tuple(Failed(row.id, row.at, row.space, row.error) for row in rows)


def failure(tx: Tx, reference: str) -> tuple[Event, datetime]:
    """A recorded event, and when it failed last. Raises HearthError when there is none."""
    row = tx.run.execute(select(failed).where(failed.c.id == reference)).first()
    if row is None:
        raise HearthError(f"No failed event is kept under {reference}; they go after seven days.")
    event: Event = decode(tx.vault.open(row.event, "failed", "event", row.id))
    return event, row.at


def settled(tx: Tx, reference: str, at: datetime) -> bool:
    """Forget a failed event, unless it failed again since; whether it is forgotten."""
    mine = delete(failed).where(failed.c.id == reference, failed.c.at == at)
    return tx.run.execute(mine).rowcount == 1


def parked(tx: Tx) -> dict[str, int]:
    """How many promises wait for a person's decision, by reason."""
    query = (
        select(outbox.c.reason, func.count())
        .where(outbox.c.state == "parked")
        .group_by(outbox.c.reason)
        .order_by(outbox.c.reason)
    )
    return {reason: count for reason, count in tx.run.execute(query)}  # noqa: C416 - rows are no pairs to a type checker
