"""What is written on one row of the outbox: its state, where it stands, and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select, update

from bot.events import Place
from bot.platform import Landed
from storage.codec import decode, encode
from storage.database import Tx
from storage.ledger.timers import arm
from storage.tables import outbox


def mark(tx: Tx, row: Row[Any], **values: object) -> None:
    """Change one row."""
    mine = and_(outbox.c.community == row.community, outbox.c.key == row.key)
    tx.run.execute(update(outbox).where(mine).values(values))


def settle(tx: Tx, row: Row[Any], now: datetime, **values: object) -> None:
    """End a promise; the room that made it is told, once, and not again of edits."""
    mark(tx, row, **values)
    if row.landed is None:
        about = {"community": row.community, "name": "@settled", "subject": row.key}
        arm(tx, about, row.space, now)


def landed_of(tx: Tx, row: Row[Any]) -> Landed | None:
    """Where a row's message stands."""
    if row.landed is None:
        return None
    opened = tx.vault.open(row.landed, "outbox", "landed", row.community, row.key)
    place, message, extra = decode(opened)
    return Landed(place, message, extra)


def message_of(tx: Tx, community: str, key: str) -> str:
    """The platform's name for the message of that key; "" where it stands nowhere."""
    landed = _of_key(tx, community, key)
    return landed.message if landed else ""


def _of_key(tx: Tx, community: str, key: str) -> Landed | None:
    mine = and_(outbox.c.community == community, outbox.c.key == key)
    row = tx.run.execute(select(outbox).where(mine)).one_or_none()
    return landed_of(tx, row) if row else None


def thread_of(tx: Tx, community: str, key: str) -> Place | None:
    """The conversation under the message of that key, where it stands."""
    landed = _of_key(tx, community, key)
    if landed is None:
        return None
    return replace(landed.place, thread=landed.place.thread or landed.message)


def seal_landed(tx: Tx, community: str, key: str, landed: Landed) -> bytes:
    """Keep where a message stands."""
    value = encode((landed.place, landed.message, landed.extra))
    return tx.vault.seal(value, "outbox", "landed", community, key)
