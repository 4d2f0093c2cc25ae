"""That somebody was asked and answered; and, apart from it, how many gave which answer."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String, Table

from storage.tables import Instant, identifier, metadata

checkins = Table(
    "checkins",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
)

# No person, and no more of the moment than the month: a count cannot be traced to a row above.
barriers = Table(
    "barriers",
    metadata,
    identifier("community", primary_key=True),
    Column("month", Date, primary_key=True),
    Column("answer", String(20), primary_key=True),
    Column("n", Integer, nullable=False),
)
