"""The rows of kept items and topics, and of the index they are found by; no word stands open."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from storage.tables import Instant, identifier, metadata

items = Table(
    "library_items",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("level", String(20), nullable=False, default=""),
    Column("state", String(20), nullable=False),
    identifier("person", nullable=True),
    Column("naming", String(10), nullable=False, default=""),
    Column("stays", Boolean, nullable=False, default=False),
    identifier("source", default=""),
    identifier("message", default=""),  # a keyed digest of the message it was said in
    identifier("thread", default=""),  # a keyed digest of the thread that message stands in
    identifier("topic", default=""),  # a keyed digest of the topic's words
    Column("words", LargeBinary),  # sealed: title, words, addition, where it was said
    Column("terms", Text),  # which postings are its own: digests, packed
    Column("at", Instant, nullable=False),
    Column("asked", Instant),
    Column("kept", Instant),
    Column("confirmed", Instant),
    Column("looked", Instant),
    Column("helped", Integer, nullable=False, default=0),
    Column("helped_at", Instant),
    Index("ix_library_items_source", "community", "source"),
    Index("ix_library_items_message", "community", "message"),
    Index("ix_library_items_thread", "community", "thread"),
    Index("ix_library_items_person", "community", "person"),
    Index("ix_library_items_topic", "community", "state", "topic", "helped_at"),
    Index("ix_library_items_confirmed", "community", "state", "confirmed"),
    Index("ix_library_items_kept", "community", "state", "kept"),
)

topics = Table(
    "library_topics",
    metadata,
    identifier("community", primary_key=True),
    identifier("topic", primary_key=True),
    Column("words", LargeBinary, nullable=False),  # sealed
    identifier("steward", nullable=True),
)

postings = Table(
    "library_postings",
    metadata,
    identifier("community"),
    Column("term", BigInteger, nullable=False),  # a keyed digest
    Column("item", BigInteger, nullable=False),  # the item's id as a number
    Column("tf", Integer, nullable=False),
    Column("length", Integer, nullable=False),  # terms of the item
    # A term's postings lie side by side: on SQLite the key is the row, on PostgreSQL it holds it.
    PrimaryKeyConstraint("community", "term", "item", postgresql_include=["tf", "length"]),
    sqlite_with_rowid=False,
)

vocabulary = Table(
    "library_terms",
    metadata,
    identifier("community", primary_key=True),
    Column("term", BigInteger, primary_key=True),
    Column("held", Integer, nullable=False),  # by how many items
    sqlite_with_rowid=False,
)

spelt = Table(
    "library_spellings",
    metadata,
    identifier("community", primary_key=True),
    Column("spelling", BigInteger, primary_key=True),  # a keyed digest of a term less a letter
    Column("term", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

sizes = Table(
    "library_sizes",
    metadata,
    identifier("community", primary_key=True),
    Column("kept", Integer, nullable=False),
    Column("terms", BigInteger, nullable=False),  # of all items together
)
