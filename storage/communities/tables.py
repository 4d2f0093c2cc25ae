"""Rows of communities, of who carries them, and of the codes that let somebody start one."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table

from storage.tables import Instant, identifier, metadata

communities = Table(
    "communities",
    metadata,
    identifier("id", primary_key=True),
    identifier("space"),
    identifier("home"),
    identifier("hello"),
    Column("said", LargeBinary, nullable=False),  # sealed: name, purpose, norms, words of the post
    Column("norms_version", Integer, nullable=False, default=1),
    Column("language", String(20), nullable=False),
    Column("languages", String(200), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("begin", String(20), nullable=False),
    Column("since", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("already_alive", Boolean, nullable=False, default=False),
    identifier("by", nullable=True),
    Column("people", Integer),
    Column("counting", Integer, nullable=False, default=0),
    Column("posted_at", Instant),
    Column("lost_at", Instant),
    Column("gone_at", Instant),
    Index("ix_communities_home", "space", "home"),
)

roles = Table(
    "roles",
    metadata,
    identifier("community", primary_key=True),
    identifier("person", primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("given", Boolean, nullable=False),  # a removal is kept, so that an older yes loses
    identifier("by"),
    Column("at", Instant, nullable=False),
    Column("position", Integer, nullable=False),
    Column("asked_at", Instant),
    Column("answered_at", Instant),
)

claims = Table(
    "claim_codes",
    metadata,
    identifier("digest", primary_key=True),  # keyed: the code itself stands nowhere
    identifier("space"),  # "" for any
    Column("expires", Instant, nullable=False),
    Column("used_at", Instant),
    Column("missed", Integer, nullable=False, default=0),
)
