"""The rows of questions, of whom they were put to, and of what was answered; words are sealed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from storage.tables import Instant, identifier, metadata

questions = Table(
    "questions",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("asker", nullable=True),  # none: it is not known who asks
    Column("words", LargeBinary, nullable=False),  # sealed: need, tried, topic, title
    Column("wish", String(10), nullable=False),
    identifier("topic", default=""),  # a keyed digest
    Column("kind", String(30), nullable=False, default=""),
    Column("state", String(20), nullable=False),
    Column("by", Date),
    Column("seed", BigInteger, nullable=False, default=0),
    Column("wave", Integer, nullable=False, default=0),
    Column("item", String(80), nullable=False, default=""),
    Column("at", Instant, nullable=False),
    Column("posted", Instant),
    Column("touched", Instant),
    Column("first", Instant),
    Column("settled", Instant),
    Column("told", Instant),
    Column("asked_quiet", Instant),
    identifier("thread", nullable=True),  # a keyed digest of where it stands
    Index("ix_questions_thread", "community", "thread"),
    Index("ix_questions_state", "community", "state", "at"),
    Index("ix_questions_asker", "community", "asker"),
)

offers = Table(
    "question_offers",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("question"),
    identifier("person"),
    identifier("by", nullable=True),  # who named them
    Column("at", Instant, nullable=False),
    Column("why", String(20), nullable=False),
    Column("about", LargeBinary, nullable=False),  # sealed: a skill, as the community words it
    identifier("topic"),  # a keyed digest; "" for none
    Column("wave", Integer, nullable=False, default=0),
    Column("said", String(20), nullable=False),
    Column("delivered", Instant),
    Index("ix_question_offers_question", "community", "question"),
    Index("ix_question_offers_person", "community", "person"),
    Index("ix_question_offers_at", "community", "at"),
)

answers = Table(
    "question_answers",
    metadata,
    identifier("community", primary_key=True),
    identifier("id", primary_key=True),
    identifier("question"),
    identifier("person"),
    Column("words", LargeBinary, nullable=False),  # sealed; empty where they wrote themselves
    Column("told", LargeBinary, nullable=False),  # sealed: what the asker says came of it
    Column("at", Instant, nullable=False),
    Column("via", String(10), nullable=False),
    Column("verdict", String(10), nullable=False, default=""),
    Column("accepted", Instant),
    Column("outcome", String(10), nullable=False, default=""),
    Column("terms", Text),  # keyed digests: of what it is about, for comparing
    Index("ix_question_answers_question", "community", "question"),
    Index("ix_question_answers_person", "community", "person"),
    Index("ix_question_answers_at", "community", "at"),
)

learnt = Table(
    "question_weights",
    metadata,
    identifier("community", primary_key=True),
    Column("weights", Text, nullable=False),  # some numbers, of nobody
    Column("questions", Integer, nullable=False),  # from how many they were learnt
    Column("at", Instant, nullable=False),
)

spared = Table(
    "question_spared",  # never to be offered help with what they write in a channel
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("at", Instant, nullable=False),
)

forums = Table(
    "question_forums",
    metadata,
    identifier("community", primary_key=True),
    identifier("space"),
    identifier("place"),
    Column("at", Instant, nullable=False),
)

topics = Table(
    "question_topics",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    identifier("topic", primary_key=True),  # a keyed digest
    Column("words", LargeBinary, nullable=False),  # sealed
    Column("stopped", Boolean, nullable=False),
    Column("at", Instant, nullable=False),  # refusals count from here
)
