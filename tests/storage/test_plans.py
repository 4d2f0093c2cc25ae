"""SQLite finds few rows by the index made for them, and does not go through a whole community."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event, text

from bot import compose
from migrations import migrate
from storage import engine
from storage.database import Scope, Tx
from storage.ledger.book import Asks, Book
from storage.ledger.exchanges import ExchangeLog
from storage.listening.reading import Reading
from storage.members.near import NearTasks
from tests.bench.crowd import COMMUNITY, HERE, NOW, VAULT, person

ANA, BEA, CY = map(person, ("ana", "bea", "cy"))
SCOPE = Scope(HERE, COMMUNITY.id)
FOUND: dict[str, tuple[Callable[[Tx], object], str]] = {
    "what some wrote": (
        lambda tx: Reading(tx, SCOPE).utterances(NOW, of=[ANA, BEA, CY], most=10),
        "heard USING COVERING INDEX ix_heard_person (community=? AND person=? AND at>?)",
    ),
    "who spoke": (
        lambda tx: Reading(tx, SCOPE).spoke(NOW, NOW),
        "heard USING INDEX ix_heard_at (community=? AND at>? AND at<?)",
    ),
    "tasks of these words": (
        lambda tx: NearTasks(tx, SCOPE).holding(["drawing maps"], NOW),
        "skill_stems USING INDEX sqlite_autoindex_skill_stems_1 (community=? AND stem=?)",
    ),
    "who was asked": (
        lambda tx: compose.questions_store(tx, SCOPE).offers("q1"),
        "question_offers USING INDEX ix_question_offers_question (community=? AND question=?)",
    ),
    "somebody's exchanges": (
        lambda tx: ExchangeLog(tx, SCOPE).of(ANA),
        "exchanges USING COVERING INDEX ix_exchanges_person (community=? AND person=?)",
    ),
    "asks of a week": (
        lambda tx: Asks(tx, HERE).since(ANA, NOW),
        "outbox USING INDEX ix_outbox_weight_sent_at (space=? AND weight=? AND sent_at>?)",
    ),
    "what reached somebody": (
        lambda tx: Book(tx, COMMUNITY, NOW).sent(ANA, NOW),
        "outbox USING INDEX ix_outbox_person_sent_at (space=? AND person=? AND sent_at>?)",
    ),
    "what waits": (
        lambda tx: Book(tx, COMMUNITY, NOW).waiting("held"),
        "outbox USING INDEX ix_outbox_state_due (space=? AND state=?)",
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_few_are_found_by_their_index(sqlite_run: Connection, what: str) -> None:
    """Nothing counts how many rows there are: what is chosen for none is chosen for a million."""
    act, found = FOUND[what]
    planned: list[str] = []

    def note(
        _run: object, _cursor: object, said: str, told: tuple[object, ...], *_: object
    ) -> None:
        cursor = sqlite_run.connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {said}", told)
        planned.extend(row[3] for row in cursor.fetchall())

    event.listen(sqlite_run, "before_cursor_execute", note)
    act(Tx(sqlite_run, VAULT))
    assert f"SEARCH {found}" in planned


def test_postgresql_takes_an_index_for_little_dearer_than_reading_on(postgres_url: str) -> None:
    """On every connection, of those who write and of those who look."""
    for made in (engine.writer(postgres_url), engine.reader(postgres_url)):
        with made.connect() as run:
            assert run.execute(text("SHOW random_page_cost")).scalar_one() == f"{engine.PAGE}"
            run.rollback()
            assert run.execute(text("SHOW random_page_cost")).scalar_one() == f"{engine.PAGE}"
        made.dispose()


def test_postgresql_finds_in_the_library_without_opening_a_row(postgres_url: str) -> None:
    """The key of a posting holds the whole posting, as the row of SQLite does."""
    migrate(postgres_url)
    made = engine.reader(postgres_url)
    with made.connect() as run:
        told = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :key"
        key = run.execute(text(told), {"key": "pk_library_postings"}).scalar_one()
    made.dispose()
    assert key == "PRIMARY KEY (community, term, item) INCLUDE (tf, length)"
