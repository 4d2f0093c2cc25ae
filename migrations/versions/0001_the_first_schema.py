"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "acts",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("day", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_acts")),
    )
    op.create_table(
        "apart",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("other", sa.String(length=200), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", "other", name=op.f("pk_apart")),
    )
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.create_index("ix_apart_other", ["community", "other"], unique=False)

    op.create_table(
        "approved",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("community", "kind", name=op.f("pk_approved")),
    )
    op.create_table(
        "barriers",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "month", "answer", name=op.f("pk_barriers")),
    )
    op.create_table(
        "belonging",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_belonging")),
    )
    with op.batch_alter_table("belonging", schema=None) as batch_op:
        batch_op.create_index("ix_belonging_space_person", ["space", "person"], unique=False)

    op.create_table(
        "checkins",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_checkins")),
    )
    op.create_table(
        "circles",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "task", "person", name=op.f("pk_circles")),
    )
    op.create_table(
        "claim_codes",
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_claim_codes")),
    )
    op.create_table(
        "claims",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", "task", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index("ix_claims_task", ["community", "task", "at"], unique=False)

    op.create_table(
        "communities",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("home", sa.String(length=200), nullable=False),
        sa.Column("hello", sa.String(length=200), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("norms_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("begin", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("already_alive", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("counting", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(), nullable=True),
        sa.Column("lost_at", sa.DateTime(), nullable=True),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities")),
    )
    with op.batch_alter_table("communities", schema=None) as batch_op:
        batch_op.create_index("ix_communities_home", ["space", "home"], unique=False)

    op.create_table(
        "computations",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("handle", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("community", "name", "subject", name=op.f("pk_computations")),
    )
    with op.batch_alter_table("computations", schema=None) as batch_op:
        batch_op.create_index("ix_computations_space_state", ["space", "state"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("space", "person", "place", name=op.f("pk_conversations")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("community", sa.String(length=200), nullable=True),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_until"), ["until"], unique=False)

    op.create_table(
        "exchanges",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", "person", name=op.f("pk_exchanges")),
    )
    with op.batch_alter_table("exchanges", schema=None) as batch_op:
        batch_op.create_index("ix_exchanges_at", ["community", "at"], unique=False)
        batch_op.create_index("ix_exchanges_person", ["community", "person", "id"], unique=False)

    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "failed",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("event", sa.LargeBinary(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed")),
    )
    op.create_table(
        "forgotten",
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_forgotten")),
    )
    op.create_table(
        "heard",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("begins", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "community", "place", "thread", "person", "at", name=op.f("pk_heard")
        ),
    )
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.create_index("ix_heard_at", ["community", "at"], unique=False)
        batch_op.create_index(
            "ix_heard_person", ["community", "person", "at", "thread", "begins"], unique=False
        )
        batch_op.create_index(
            "ix_heard_thread", ["community", "thread", "person", "at"], unique=False
        )

    op.create_table(
        "holds",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_holds")),
    )
    op.create_table(
        "holidays",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("community", "day", name=op.f("pk_holidays")),
    )
    op.create_table(
        "inbox",
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "instances",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("token", sa.String(length=200), nullable=False),
        sa.Column("beat", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instances")),
    )
    op.create_table(
        "introductions",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("a", sa.String(length=200), nullable=False),
        sa.Column("b", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("a_said", sa.String(length=10), nullable=False),
        sa.Column("b_said", sa.String(length=10), nullable=False),
        sa.Column("a_outcome", sa.String(length=10), nullable=False),
        sa.Column("b_outcome", sa.String(length=10), nullable=False),
        sa.Column("name_first", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("offered_at", sa.DateTime(), nullable=True),
        sa.Column("together_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_introductions")),
    )
    with op.batch_alter_table("introductions", schema=None) as batch_op:
        batch_op.create_index("ix_introductions_a", ["community", "a"], unique=False)
        batch_op.create_index("ix_introductions_b", ["community", "b"], unique=False)

    op.create_table(
        "library_items",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=True),
        sa.Column("naming", sa.String(length=10), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=True),
        sa.Column("kept", sa.DateTime(), nullable=True),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("looked", sa.DateTime(), nullable=True),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("helped_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_library_items")),
    )
    with op.batch_alter_table("library_items", schema=None) as batch_op:
        batch_op.create_index(
            "ix_library_items_confirmed", ["community", "state", "confirmed"], unique=False
        )
        batch_op.create_index("ix_library_items_kept", ["community", "state", "kept"], unique=False)
        batch_op.create_index("ix_library_items_message", ["community", "message"], unique=False)
        batch_op.create_index("ix_library_items_person", ["community", "person"], unique=False)
        batch_op.create_index("ix_library_items_source", ["community", "source"], unique=False)
        batch_op.create_index("ix_library_items_thread", ["community", "thread"], unique=False)
        batch_op.create_index(
            "ix_library_items_topic", ["community", "state", "topic", "helped_at"], unique=False
        )

    op.create_table(
        "library_postings",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("tf", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "community",
            "term",
            "item",
            name=op.f("pk_library_postings"),
            postgresql_include=["tf", "length"],
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_sizes",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("terms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_library_sizes")),
    )
    op.create_table(
        "library_spellings",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("spelling", sa.BigInteger(), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "spelling", "term", name=op.f("pk_library_spellings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_terms",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "term", name=op.f("pk_library_terms")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "library_topics",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("steward", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("community", "topic", name=op.f("pk_library_topics")),
    )
    op.create_table(
        "listening",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "place", name=op.f("pk_listening")),
    )
    with op.batch_alter_table("listening", schema=None) as batch_op:
        batch_op.create_index("ix_listening_space", ["space", "place"], unique=False)

    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log")),
    )
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_community"), ["community"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("known_at", sa.DateTime(), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_at", ["community", "at"], unique=False)

    op.create_table(
        "members",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=True),
        sa.Column("full_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("introduce_me", sa.Boolean(), nullable=False),
        sa.Column("introduce_at", sa.DateTime(), nullable=True),
        sa.Column("in_rounds", sa.Boolean(), nullable=False),
        sa.Column("ask_me", sa.Boolean(), nullable=False),
        sa.Column("ticks_at", sa.DateTime(), nullable=True),
        sa.Column("allowance", sa.Integer(), nullable=False),
        sa.Column("allowance_at", sa.DateTime(), nullable=True),
        sa.Column("paused_until", sa.DateTime(), nullable=True),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("profile", sa.LargeBinary(), nullable=True),
        sa.Column("profile_at", sa.DateTime(), nullable=True),
        sa.Column("hardest", sa.LargeBinary(), nullable=True),
        sa.Column("hardest_at", sa.DateTime(), nullable=True),
        sa.Column("claims_at", sa.DateTime(), nullable=True),
        sa.Column("norms_version", sa.Integer(), nullable=False),
        sa.Column("norms_at", sa.DateTime(), nullable=True),
        sa.Column("consent", sa.LargeBinary(), nullable=True),
        sa.Column("consent_at", sa.DateTime(), nullable=True),
        sa.Column("offered", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("ix_members_space_person", ["space", "person"], unique=False)

    op.create_table(
        "moved_beats",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("to", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "name", "week", name=op.f("pk_moved_beats")),
    )
    op.create_table(
        "newcomers",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=True),
        sa.Column("came_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("greeted_at", sa.DateTime(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("looking_at", sa.DateTime(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("introduced_at", sa.DateTime(), nullable=True),
        sa.Column("met_at", sa.DateTime(), nullable=True),
        sa.Column("asked_day", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("hello", sa.LargeBinary(), nullable=True),
        sa.Column("hello_at", sa.DateTime(), nullable=True),
        sa.Column("hi_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_newcomers")),
    )
    with op.batch_alter_table("newcomers", schema=None) as batch_op:
        batch_op.create_index("ix_newcomers_joined", ["community", "joined_at"], unique=False)

    op.create_table(
        "notices",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("telling", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_notices")),
    )
    op.create_table(
        "occurrences",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", "name", "day", name=op.f("pk_occurrences")),
    )
    op.create_table(
        "outbox",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=True),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("weight", sa.String(length=20), nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=True),
        sa.Column("placed", sa.BigInteger(), nullable=False),
        sa.Column("beside", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Float(), nullable=True),
        sa.Column("first_byte", sa.Float(), nullable=True),
        sa.Column("landed", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("community", "key", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_beside", ["community", "beside"], unique=False)
        batch_op.create_index(
            "ix_outbox_person_sent_at", ["space", "person", "sent_at"], unique=False
        )
        batch_op.create_index("ix_outbox_state_due", ["space", "state", "due"], unique=False)
        batch_op.create_index(
            "ix_outbox_weight_sent_at", ["space", "weight", "sent_at"], unique=False
        )

    op.create_table(
        "passes",
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_passes")),
    )
    with op.batch_alter_table("passes", schema=None) as batch_op:
        batch_op.create_index("ix_passes_person", ["community", "person"], unique=False)

    op.create_table(
        "people",
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("known", sa.LargeBinary(), nullable=False),
        sa.Column("powers", sa.String(length=100), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("space", "person", name=op.f("pk_people")),
    )
    op.create_table(
        "planned",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "name", "day", name=op.f("pk_planned")),
    )
    with op.batch_alter_table("planned", schema=None) as batch_op:
        batch_op.create_index("ix_planned_space_at", ["space", "at"], unique=False)

    op.create_table(
        "point_asks",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("point", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "point", "person", name=op.f("pk_point_asks")),
    )
    op.create_table(
        "points",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("meeting", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("named", sa.String(length=200), nullable=True),
        sa.Column("posted_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("touched_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_points")),
    )
    op.create_table(
        "prompt_answers",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("posting", sa.Date(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("naming", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_prompt_answers")),
    )
    with op.batch_alter_table("prompt_answers", schema=None) as batch_op:
        batch_op.create_index("ix_prompt_answers_posting", ["community", "posting"], unique=False)

    op.create_table(
        "prompt_marks",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "answer", "person", name=op.f("pk_prompt_marks")),
    )
    op.create_table(
        "prompt_mutes",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", "kind", name=op.f("pk_prompt_mutes")),
    )
    op.create_table(
        "prompt_postings",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("prompt", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("posted", sa.DateTime(), nullable=True),
        sa.Column("harvest", sa.DateTime(), nullable=True),
        sa.Column("harvested", sa.DateTime(), nullable=True),
        sa.Column("asked", sa.DateTime(), nullable=True),
        sa.Column("noted", sa.DateTime(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("community", "day", name=op.f("pk_prompt_postings")),
    )
    op.create_table(
        "prompt_supports",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("challenge", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("willing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "community", "challenge", "person", name=op.f("pk_prompt_supports")
        ),
    )
    op.create_table(
        "prompts",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("planned", sa.DateTime(), nullable=True),
        sa.Column("posted", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_prompts")),
    )
    op.create_table(
        "question_answers",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("accepted", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_question_answers")),
    )
    with op.batch_alter_table("question_answers", schema=None) as batch_op:
        batch_op.create_index("ix_question_answers_at", ["community", "at"], unique=False)
        batch_op.create_index("ix_question_answers_person", ["community", "person"], unique=False)
        batch_op.create_index(
            "ix_question_answers_question", ["community", "question"], unique=False
        )

    op.create_table(
        "question_asides",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_question_asides")),
    )
    with op.batch_alter_table("question_asides", schema=None) as batch_op:
        batch_op.create_index(
            "ix_question_asides_question", ["community", "question"], unique=False
        )

    op.create_table(
        "question_forums",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_question_forums")),
    )
    op.create_table(
        "question_offers",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=20), nullable=False),
        sa.Column("delivered", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_question_offers")),
    )
    with op.batch_alter_table("question_offers", schema=None) as batch_op:
        batch_op.create_index("ix_question_offers_at", ["community", "at"], unique=False)
        batch_op.create_index("ix_question_offers_person", ["community", "person"], unique=False)
        batch_op.create_index(
            "ix_question_offers_question", ["community", "question"], unique=False
        )

    op.create_table(
        "question_spared",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_question_spared")),
    )
    op.create_table(
        "question_tickets",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("community", "digest", name=op.f("pk_question_tickets")),
    )
    with op.batch_alter_table("question_tickets", schema=None) as batch_op:
        batch_op.create_index(
            "ix_question_tickets_question", ["community", "question"], unique=False
        )

    op.create_table(
        "question_topics",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", "topic", name=op.f("pk_question_topics")),
    )
    op.create_table(
        "question_weights",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_question_weights")),
    )
    op.create_table(
        "questions",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("asker", sa.String(length=200), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("wish", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("posted", sa.DateTime(), nullable=True),
        sa.Column("touched", sa.DateTime(), nullable=True),
        sa.Column("first", sa.DateTime(), nullable=True),
        sa.Column("settled", sa.DateTime(), nullable=True),
        sa.Column("told", sa.DateTime(), nullable=True),
        sa.Column("asked_quiet", sa.DateTime(), nullable=True),
        sa.Column("thread", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_questions")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index("ix_questions_asker", ["community", "asker"], unique=False)
        batch_op.create_index("ix_questions_state", ["community", "state", "at"], unique=False)
        batch_op.create_index("ix_questions_thread", ["community", "thread"], unique=False)

    op.create_table(
        "quiet_weeks",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("community", "monday", name=op.f("pk_quiet_weeks")),
    )
    op.create_table(
        "raids",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_raids")),
    )
    op.create_table(
        "readings",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("contributors", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "day", name=op.f("pk_readings")),
    )
    op.create_table(
        "rhythms",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("prompt", sa.String(length=20), nullable=False),
        sa.Column("round", sa.String(length=20), nullable=False),
        sa.Column("checkin", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("calendar", sa.LargeBinary(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=True),
        sa.Column("set_by", sa.String(length=200), nullable=True),
        sa.Column("pace", sa.String(length=20), nullable=False),
        sa.Column("known_until", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_rhythms")),
    )
    op.create_table(
        "roles",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "person", "role", name=op.f("pk_roles")),
    )
    op.create_table(
        "rounds",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("lens", sa.String(length=20), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("goes_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("closes", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_day", ["community", "day"], unique=False)

    op.create_table(
        "rounds_absences",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("round", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("out", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "round", "person", name=op.f("pk_rounds_absences")),
    )
    op.create_table(
        "rounds_groups",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("round", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("life", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("worth", sa.Float(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_rounds_groups")),
    )
    with op.batch_alter_table("rounds_groups", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rounds_groups_round", ["community", "round", "position"], unique=False
        )

    op.create_table(
        "rounds_learned",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", "task", name=op.f("pk_rounds_learned")),
    )
    op.create_table(
        "rounds_parts",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("often", sa.String(length=10), nullable=False),
        sa.Column("often_at", sa.DateTime(), nullable=True),
        sa.Column("skips", sa.Boolean(), nullable=False),
        sa.Column("skips_at", sa.DateTime(), nullable=True),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=True),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.Column("hosted_on", sa.Date(), nullable=True),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.Column("worth", sa.Float(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_rounds_parts")),
    )
    op.create_table(
        "rounds_seats",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("group", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("host", sa.Boolean(), nullable=False),
        sa.Column("told", sa.String(length=10), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("helpful", sa.String(length=5), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", "group", "place", name=op.f("pk_rounds_seats")),
    )
    with op.batch_alter_table("rounds_seats", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_seats_person", ["community", "person"], unique=False)
        batch_op.create_index("ix_rounds_seats_round", ["community", "round"], unique=False)

    op.create_table(
        "rounds_settings",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("lens", sa.String(length=20), nullable=False),
        sa.Column("look", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_rounds_settings")),
    )
    op.create_table(
        "searches",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("promised", sa.DateTime(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name_first", sa.Boolean(), nullable=False),
        sa.Column("hosts_only", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("coordinator", sa.String(length=200), nullable=True),
        sa.Column("told", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_searches")),
    )
    op.create_table(
        "skill_stems",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("stem", sa.BigInteger(), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "stem", "task", name=op.f("pk_skill_stems")),
    )
    with op.batch_alter_table("skill_stems", schema=None) as batch_op:
        batch_op.create_index("ix_skill_stems_task", ["community", "task"], unique=False)

    op.create_table(
        "skills",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("merged_into", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("community", "task", name=op.f("pk_skills")),
    )
    op.create_table(
        "spaces",
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("offset_s", sa.Float(), nullable=False),
        sa.Column("first_seen", sa.DateTime(), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("space", name=op.f("pk_spaces")),
    )
    op.create_table(
        "timers",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("lease", sa.Float(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "name", "subject", name=op.f("pk_timers")),
    )
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.create_index("ix_timers_space_due", ["space", "due"], unique=False)

    op.create_table(
        "unheard",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("community", "digest", name=op.f("pk_unheard")),
    )
    op.create_table(
        "visits",
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("space", sa.String(length=200), nullable=False),
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index("ix_visits_person", ["community", "person"], unique=False)

    op.create_table(
        "wants",
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("begun", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("gathered_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community", "task", name=op.f("pk_wants")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("wants")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_person")

    op.drop_table("visits")
    op.drop_table("unheard")
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.drop_index("ix_timers_space_due")

    op.drop_table("timers")
    op.drop_table("spaces")
    op.drop_table("skills")
    with op.batch_alter_table("skill_stems", schema=None) as batch_op:
        batch_op.drop_index("ix_skill_stems_task")

    op.drop_table("skill_stems")
    op.drop_table("searches")
    op.drop_table("rounds_settings")
    with op.batch_alter_table("rounds_seats", schema=None) as batch_op:
        batch_op.drop_index("ix_rounds_seats_round")
        batch_op.drop_index("ix_rounds_seats_person")

    op.drop_table("rounds_seats")
    op.drop_table("rounds_parts")
    op.drop_table("rounds_learned")
    with op.batch_alter_table("rounds_groups", schema=None) as batch_op:
        batch_op.drop_index("ix_rounds_groups_round")

    op.drop_table("rounds_groups")
    op.drop_table("rounds_absences")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index("ix_rounds_day")

    op.drop_table("rounds")
    op.drop_table("roles")
    op.drop_table("rhythms")
    op.drop_table("readings")
    op.drop_table("raids")
    op.drop_table("quiet_weeks")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index("ix_questions_thread")
        batch_op.drop_index("ix_questions_state")
        batch_op.drop_index("ix_questions_asker")

    op.drop_table("questions")
    op.drop_table("question_weights")
    op.drop_table("question_topics")
    with op.batch_alter_table("question_tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_question_tickets_question")

    op.drop_table("question_tickets")
    op.drop_table("question_spared")
    with op.batch_alter_table("question_offers", schema=None) as batch_op:
        batch_op.drop_index("ix_question_offers_question")
        batch_op.drop_index("ix_question_offers_person")
        batch_op.drop_index("ix_question_offers_at")

    op.drop_table("question_offers")
    op.drop_table("question_forums")
    with op.batch_alter_table("question_asides", schema=None) as batch_op:
        batch_op.drop_index("ix_question_asides_question")

    op.drop_table("question_asides")
    with op.batch_alter_table("question_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_question_answers_question")
        batch_op.drop_index("ix_question_answers_person")
        batch_op.drop_index("ix_question_answers_at")

    op.drop_table("question_answers")
    op.drop_table("prompts")
    op.drop_table("prompt_supports")
    op.drop_table("prompt_postings")
    op.drop_table("prompt_mutes")
    op.drop_table("prompt_marks")
    with op.batch_alter_table("prompt_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_prompt_answers_posting")

    op.drop_table("prompt_answers")
    op.drop_table("points")
    op.drop_table("point_asks")
    with op.batch_alter_table("planned", schema=None) as batch_op:
        batch_op.drop_index("ix_planned_space_at")

    op.drop_table("planned")
    op.drop_table("people")
    with op.batch_alter_table("passes", schema=None) as batch_op:
        batch_op.drop_index("ix_passes_person")

    op.drop_table("passes")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_weight_sent_at")
        batch_op.drop_index("ix_outbox_state_due")
        batch_op.drop_index("ix_outbox_person_sent_at")
        batch_op.drop_index("ix_outbox_beside")

    op.drop_table("outbox")
    op.drop_table("occurrences")
    op.drop_table("notices")
    with op.batch_alter_table("newcomers", schema=None) as batch_op:
        batch_op.drop_index("ix_newcomers_joined")

    op.drop_table("newcomers")
    op.drop_table("moved_beats")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index("ix_members_space_person")

    op.drop_table("members")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index("ix_meetings_at")

    op.drop_table("meetings")
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_community"))

    op.drop_table("log")
    with op.batch_alter_table("listening", schema=None) as batch_op:
        batch_op.drop_index("ix_listening_space")

    op.drop_table("listening")
    op.drop_table("library_topics")
    op.drop_table("library_terms")
    op.drop_table("library_spellings")
    op.drop_table("library_sizes")
    op.drop_table("library_postings")
    with op.batch_alter_table("library_items", schema=None) as batch_op:
        batch_op.drop_index("ix_library_items_topic")
        batch_op.drop_index("ix_library_items_thread")
        batch_op.drop_index("ix_library_items_source")
        batch_op.drop_index("ix_library_items_person")
        batch_op.drop_index("ix_library_items_message")
        batch_op.drop_index("ix_library_items_kept")
        batch_op.drop_index("ix_library_items_confirmed")

    op.drop_table("library_items")
    with op.batch_alter_table("introductions", schema=None) as batch_op:
        batch_op.drop_index("ix_introductions_b")
        batch_op.drop_index("ix_introductions_a")

    op.drop_table("introductions")
    op.drop_table("instances")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_seen_at"))

    op.drop_table("inbox")
    op.drop_table("holidays")
    op.drop_table("holds")
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.drop_index("ix_heard_thread")
        batch_op.drop_index("ix_heard_person")
        batch_op.drop_index("ix_heard_at")

    op.drop_table("heard")
    op.drop_table("forgotten")
    op.drop_table("failed")
    op.drop_table("facts")
    with op.batch_alter_table("exchanges", schema=None) as batch_op:
        batch_op.drop_index("ix_exchanges_person")
        batch_op.drop_index("ix_exchanges_at")

    op.drop_table("exchanges")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_until"))

    op.drop_table("drafts")
    op.drop_table("conversations")
    with op.batch_alter_table("computations", schema=None) as batch_op:
        batch_op.drop_index("ix_computations_space_state")

    op.drop_table("computations")
    with op.batch_alter_table("communities", schema=None) as batch_op:
        batch_op.drop_index("ix_communities_home")

    op.drop_table("communities")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index("ix_claims_task")

    op.drop_table("claims")
    op.drop_table("claim_codes")
    op.drop_table("circles")
    op.drop_table("checkins")
    with op.batch_alter_table("belonging", schema=None) as batch_op:
        batch_op.drop_index("ix_belonging_space_person")

    op.drop_table("belonging")
    op.drop_table("barriers")
    op.drop_table("approved")
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.drop_index("ix_apart_other")

    op.drop_table("apart")
    op.drop_table("acts")
