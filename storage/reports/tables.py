"""Two numbers a Monday, wants that somebody began something about, and who is in a circle."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

readings = Table(
    "readings",
    metadata,
    identifier("community", primary_key=True),
    Column("day", Date, primary_key=True),
    Column("contributors", Integer, nullable=False),
    Column("eligible", Integer, nullable=False),
)

wants = Table(
    "wants",
    metadata,
    identifier("community", primary_key=True),
    identifier("task", primary_key=True),  # what its keyed digest begins with
    Column("words", LargeBinary, nullable=False),  # sealed
    Column("begun", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    identifier("by", nullable=True),
    Column("gathered_at", Instant),
)

circles = Table(
    "circles",
    metadata,
    identifier("community", primary_key=True),
    identifier("task", primary_key=True),
    identifier("person", primary_key=True),
    Column("at", Instant, nullable=False),
)
