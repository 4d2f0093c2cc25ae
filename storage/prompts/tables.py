"""The rows of prompts, what was answered to them, and what was pressed; all words are sealed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

prompts = Table(
    "prompts",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    Column("place", Integer, nullable=False),  # the order in which they were added
    Column("kind", String(20), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("first", Integer, nullable=False, default=0),
    Column("state", String(20), nullable=False),
    identifier("author", nullable=True),
    Column("words", LargeBinary, nullable=False),  # sealed: text, purpose, about, link
    Column("at", Instant),
    Column("planned", Instant),
    Column("posted", Instant),
)

postings = Table(
    "prompt_postings",
    metadata,
    identifier("community", primary_key=True),
    Column("day", Date, primary_key=True),
    identifier("prompt"),
    Column("kind", String(20), nullable=False),
    Column("posted", Instant),
    Column("harvest", Instant),
    Column("harvested", Instant),
    Column("asked", Instant),
    Column("noted", Instant),
    Column("answers", Integer),
)

prompt_answers = Table(
    "prompt_answers",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    Column("posting", Date, nullable=False),
    identifier("person"),
    Column("words", LargeBinary, nullable=False),  # sealed
    Column("at", Instant, nullable=False),
    Column("chosen", Boolean, nullable=False, default=False),
    Column("naming", String(10)),
    Index("ix_prompt_answers_posting", "community", "posting"),
)

prompt_marks = Table(
    "prompt_marks",
    metadata,
    identifier("community", primary_key=True),
    identifier("answer", primary_key=True),
    identifier("person", primary_key=True),
    Column("at", Instant, nullable=False),
)

prompt_supports = Table(
    "prompt_supports",
    metadata,
    identifier("community", primary_key=True),
    identifier("challenge", primary_key=True),
    identifier("person", primary_key=True),
    Column("at", Instant, nullable=False),
    Column("willing", Boolean, nullable=False, default=False),
)

prompt_mutes = Table(
    "prompt_mutes",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("kind", String(20), primary_key=True),
)
