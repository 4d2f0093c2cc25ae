"""The tables of members: the roster, what they set, their skills, and whom they set apart."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

belonging = Table(
    "belonging",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    identifier("space"),
    Column("since", Instant, nullable=False),
    Column("source", String(20), nullable=False),
    Column("left_at", Instant),
    Column("changed_at", Instant, nullable=False),  # the newest arrival
    Index("ix_belonging_space_person", "space", "person"),
)

# Each group of settings has a moment of its own: the newest wins, whatever arrives first.
members = Table(
    "members",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    identifier("space"),
    Column("joined_at", Instant),
    Column("full_at", Instant),
    Column("left_at", Instant),
    Column("introduce_me", Boolean, nullable=False, default=False),
    Column("introduce_at", Instant),
    Column("in_rounds", Boolean, nullable=False, default=False),
    Column("ask_me", Boolean, nullable=False, default=False),
    Column("ticks_at", Instant),
    Column("allowance", Integer, nullable=False, default=2),
    Column("allowance_at", Instant),
    Column("paused_until", Instant),
    Column("paused_at", Instant),
    Column("profile", LargeBinary),  # sealed
    Column("profile_at", Instant),
    Column("hardest", LargeBinary),  # sealed
    Column("hardest_at", Instant),
    Column("claims_at", Instant),
    Column("norms_version", Integer, nullable=False, default=0),
    Column("norms_at", Instant),
    Column("consent", LargeBinary),  # sealed: the exact words shown
    Column("consent_at", Instant),
    Column("offered", LargeBinary),  # sealed: the words last shown with the question
    Index("ix_members_space_person", "space", "person"),
)

# Only what a coordinator worded; any other task is worded as whoever claims it longest.
skills = Table(
    "skills",
    metadata,
    identifier("community", primary_key=True),
    identifier("task", primary_key=True),  # keyed digest of the folded words
    Column("words", LargeBinary, nullable=False),  # sealed
    Column("at", Instant, nullable=False),
    identifier("merged_into", nullable=True),
)

claims = Table(
    "claims",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    identifier("task", primary_key=True),
    Column("level", String(20), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed: as the member wrote it
    Column("at", Instant, nullable=False),
    Index("ix_claims_task", "community", "task", "at"),
)

# Which tasks hold a word, so that those near to a question are found without opening any.
skill_stems = Table(
    "skill_stems",
    metadata,
    identifier("community", primary_key=True),
    Column("stem", BigInteger, primary_key=True),  # a keyed digest
    identifier("task", primary_key=True),
    Column("size", Integer, nullable=False),  # words of the task
    Index("ix_skill_stems_task", "community", "task"),
)

apart = Table(
    "apart",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    identifier("other", primary_key=True),
    Column("apart", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_apart_other", "community", "other"),
)
