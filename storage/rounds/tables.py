"""The rows of rounds; what members wrote, and who taught whom what, is sealed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

settings = Table(
    "rounds_settings",
    metadata,
    identifier("community", primary_key=True),
    Column("size", Integer, nullable=False),
    Column("lens", String(20), nullable=False),
    Column("look", Boolean, nullable=False, default=False),
    Column("changed_at", Instant, nullable=False),
)

parts = Table(
    "rounds_parts",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("often", String(10), nullable=False, default="every"),
    Column("often_at", Instant),
    Column("skips", Boolean, nullable=False, default=False),
    Column("skips_at", Instant),
    Column("once", Boolean, nullable=False, default=False),
    Column("drawn_on", Date),
    Column("missed_on", Date),
    Column("hosted_on", Date),
    Column("silent", Integer, nullable=False, default=0),
    Column("out", Boolean, nullable=False, default=False),
    Column("worth", Float, nullable=False, default=0.0),  # the sum over their rounds
    Column("rounds", Integer, nullable=False, default=0),
)

learned = Table(
    "rounds_learned",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    identifier("task", primary_key=True),  # a keyed digest of the task's words
    Column("at", Instant, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    Column("day", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("size", Integer, nullable=False),
    Column("lens", String(20), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("attempt", Integer, nullable=False, default=1),
    Column("groups", Integer, nullable=False, default=0),
    Column("drawn", LargeBinary),  # sealed: the result, until it has been taken in
    Column("at", Instant, nullable=False),
    Column("goes_at", Instant),
    Column("sent_at", Instant),
    Column("ends", Instant),
    Column("closes", Instant),
    Column("seen_at", Instant),
    Index("ix_rounds_day", "community", "day"),
)

groups = Table(
    "rounds_groups",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("round"),
    Column("position", Integer, nullable=False),
    Column("life", String(10), nullable=False),
    Column("reason", LargeBinary, nullable=False),  # sealed
    Column("locked", Boolean, nullable=False, default=False),
    Column("private", Boolean, nullable=False, default=False),
    Column("worth", Float, nullable=False, default=0.0),
    Column("ends", Instant),
    Column("opened_at", Instant),
    Index("ix_rounds_groups_round", "community", "round", "position"),
)

seats = Table(
    "rounds_seats",
    metadata,
    identifier("community", primary_key=True),
    identifier("group", primary_key=True),
    Column("place", Integer, primary_key=True),
    identifier("round"),
    identifier("person"),  # empty once erased
    Column("host", Boolean, nullable=False, default=False),
    Column("told", String(10), nullable=False, default=""),
    Column("told_at", Instant),
    Column("helpful", String(5), nullable=False, default=""),
    Column("left", Boolean, nullable=False, default=False),
    Index("ix_rounds_seats_person", "community", "person"),
    Index("ix_rounds_seats_round", "community", "round"),
)

absences = Table(
    "rounds_absences",
    metadata,
    identifier("community", primary_key=True),
    identifier("round", primary_key=True),
    identifier("person", primary_key=True),
    Column("out", String(10), nullable=False),
    Column("at", Instant),
)
