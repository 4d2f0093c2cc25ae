"""The rows of a way in: neither a link nor a cookie can be made from them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from storage.tables import Instant, identifier, metadata

passes = Table(
    "passes",
    metadata,
    identifier("digest", primary_key=True),
    identifier("space"),
    identifier("community"),
    identifier("person"),
    identifier("page"),
    Column("until", Instant, nullable=False),
    Column("used_at", Instant),
    Index("ix_passes_person", "community", "person"),
)

visits = Table(
    "visits",
    metadata,
    identifier("digest", primary_key=True),
    identifier("space"),
    identifier("community"),
    identifier("person"),
    Column("since", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Index("ix_visits_person", "community", "person"),
)
