"""The rows of questions that nobody is known to have asked: no column here can hold a person."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table

from storage.tables import identifier, metadata

tickets = Table(
    "question_tickets",
    metadata,
    identifier("community", primary_key=True),
    identifier("digest", primary_key=True),  # keyed, of the ticket's words
    identifier("question"),
    Index("ix_question_tickets_question", "community", "question"),
)

asides = Table(
    "question_asides",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("question"),
    Column("words", LargeBinary, nullable=False),  # sealed: until they stand in the thread
    Index("ix_question_asides_question", "community", "question"),
)
