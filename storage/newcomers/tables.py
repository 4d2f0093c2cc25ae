"""The rows of newcomers and of raids: moments, and one sealed line of hello."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table

from storage.tables import Instant, identifier, metadata

newcomers = Table(
    "newcomers",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("joined_at", Instant),  # none: was here at adoption
    Column("came_at", Instant),
    Column("left_at", Instant),
    Column("greeted_at", Instant),
    Column("held", Boolean, nullable=False, default=False),
    Column("started_at", Instant),
    Column("looking_at", Instant),
    Column("agreed_at", Instant),
    Column("introduced_at", Instant),
    Column("met_at", Instant),
    Column("asked_day", Integer, nullable=False, default=0),
    Column("asked_at", Instant),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    Column("hello", LargeBinary),  # sealed
    Column("hello_at", Instant),
    Column("hi_at", Instant),
    Index("ix_newcomers_joined", "community", "joined_at"),
)

raids = Table(
    "raids",
    metadata,
    identifier("community", primary_key=True),
    Column("since", Instant, nullable=False),
    Column("last", Instant, nullable=False),
    Column("decided", Boolean, nullable=False, default=False),
)
