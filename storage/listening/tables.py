"""The rows of listening: which channels, who wrote when in which thread, and who is left out.

There is no column for text, and none may come: tests/listening/test_no_word.py forbids it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Table

from storage.tables import Instant, identifier, metadata

listening = Table(
    "listening",
    metadata,
    identifier("community", primary_key=True),
    identifier("place", primary_key=True),
    identifier("space"),
    identifier("by", nullable=True),  # the coordinator who asked for it
    Column("asked_at", Instant, nullable=False),
    Column("since", Instant),  # none: not announced yet, so nothing is noted
    Index("ix_listening_space", "space", "place"),
)

heard = Table(
    "heard",
    metadata,
    identifier("community", primary_key=True),
    identifier("place", primary_key=True),
    identifier("thread", primary_key=True),  # a keyed digest
    identifier("person", primary_key=True),  # "" for Hearth itself
    Column("at", Instant, primary_key=True),
    Column("begins", Boolean, nullable=False),  # whether the thread began with it
    Index("ix_heard_at", "community", "at"),
    # With all that is asked about somebody, so that nothing has to be looked up beside it.
    Index("ix_heard_person", "community", "person", "at", "thread", "begins"),
    Index("ix_heard_thread", "community", "thread", "person", "at"),
)

unheard = Table(
    "unheard",
    metadata,
    identifier("community", primary_key=True),
    identifier("digest", primary_key=True),  # keyed: it outlives erasing, and names nobody
)
