"""The rows of a rhythm; titles, open points and the calendar's address are sealed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

rhythms = Table(
    "rhythms",
    metadata,
    identifier("community", primary_key=True),
    Column("prompt", String(20), nullable=False),  # every how many weeks, weekday, hour
    Column("round", String(20), nullable=False),
    Column("checkin", String(20), nullable=False),
    Column("region", String(20), nullable=False, default=""),
    Column("calendar", LargeBinary),  # sealed: an address may hold a secret
    Column("set_at", Instant),
    identifier("set_by", nullable=True),
    Column("pace", String(20), nullable=False),
    Column("known_until", Integer, nullable=False, default=0),
    Column("trouble", String(200), nullable=False, default=""),
)

meetings = Table(
    "meetings",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    Column("title", LargeBinary, nullable=False),  # sealed
    Column("at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("known_at", Instant, nullable=False),
    Column("uid", String(80), nullable=False, default=""),  # a digest of what its calendar calls it
    Column("skipped", Boolean, nullable=False, default=False),
    Index("ix_meetings_at", "community", "at"),
)

quiet_weeks = Table(
    "quiet_weeks",
    metadata,
    identifier("community", primary_key=True),
    Column("monday", Date, primary_key=True),
)

holidays = Table(
    "holidays",
    metadata,
    identifier("community", primary_key=True),
    Column("day", Date, primary_key=True),
    Column("name", String(200), nullable=False),
)

moved_beats = Table(
    "moved_beats",
    metadata,
    identifier("community", primary_key=True),
    identifier("name", primary_key=True),
    Column("week", Date, primary_key=True),
    Column("to", Instant),  # none: left out
)

points = Table(
    "points",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("meeting"),
    Column("words", LargeBinary, nullable=False),  # sealed
    identifier("by"),
    Column("at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    identifier("owner", nullable=True),
    identifier("named", nullable=True),
    Column("posted_at", Instant),
    Column("closed_at", Instant),
    Column("touched_at", Instant),
)

point_asks = Table(
    "point_asks",
    metadata,
    identifier("community", primary_key=True),
    identifier("point", primary_key=True),
    identifier("person", primary_key=True),
    Column("position", Integer, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    Column("telling", String(20), nullable=False),
    Column("about", String(500), nullable=False, default=""),
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
)
