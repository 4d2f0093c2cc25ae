"""The rows of introductions and of searches; reasons and what members wrote are sealed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

introductions = Table(
    "introductions",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("a"),  # the newcomer, where there is one; empty once erased
    identifier("b"),
    identifier("by", nullable=True),
    Column("state", String(20), nullable=False),
    Column("reason", LargeBinary, nullable=False),  # sealed
    Column("a_said", String(10), nullable=False, default=""),
    Column("b_said", String(10), nullable=False, default=""),
    Column("a_outcome", String(10), nullable=False, default=""),
    Column("b_outcome", String(10), nullable=False, default=""),
    Column("name_first", Boolean, nullable=False, default=False),
    Column("search", Boolean, nullable=False, default=True),
    Column("round", Integer, nullable=False, default=1),
    Column("late", Boolean, nullable=False, default=False),
    Column("at", Instant, nullable=False),
    Column("offered_at", Instant),
    Column("together_at", Instant),
    Index("ix_introductions_a", "community", "a"),
    Index("ix_introductions_b", "community", "b"),
)

searches = Table(
    "searches",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("since", Instant, nullable=False),
    Column("promised", Instant, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("name_first", Boolean, nullable=False, default=False),
    Column("hosts_only", Boolean, nullable=False, default=False),
    Column("round", Integer, nullable=False, default=1),
    identifier("coordinator", nullable=True),
    Column("told", Instant),
)
