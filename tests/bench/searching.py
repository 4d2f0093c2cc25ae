"""How fast the library finds and keeps: 100,000 answers, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

from bot.events import Person, Space
from bot.library.model import Item, Kind, State, Topic
from bot.terms import spellings
from bot.wording import Naming
from storage.codec import Vault
from storage.database import Scope, Tx
from storage.library import LibraryStore, SqlShelf
from storage.library.postings import SPELT, packed
from storage.library.tables import items as items_
from tests.bench.tables import Report
from tests.bench.timing import COLUMNS, databases, rested, row, times

T = TypeVar("T")
HERE = Space("web", "bench")
VAULT = Vault((b"k" * 32,))
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SEARCH, KEEP = 20.0, 5.0  # ms, p95
WORDS, TITLE, SAID = 60_000, 8, (25, 70)  # the language; terms of a title, and of an answer
TOPICS, BATCH = 40, 5_000
SYLLABLES = [a + b for a in "bcdfghjklmnprstvz" for b in "aeiou"]


class Language:
    """Words as often said as in a natural language: the n-th about one n-th as often."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.words = [self._word(rank) for rank in range(WORDS)]
        self.weights = [0.0]
        for rank in range(WORDS):
            self.weights.append(self.weights[-1] + 1 / (rank + 12))

    def _word(self, rank: int) -> str:
        parts = 2 if rank < 2_000 else 3
        return "".join(self.random.choice(SYLLABLES) for _ in range(parts)) + "m"

    def says(self, many: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights[1:], k=many)


def items(language: Language, many: int, first: int = 0) -> Iterator[Item]:
    """Answers, each with a title that shares words with what is said."""
    random = language.random
    for number in range(first, first + many):
        said = language.says(random.randint(*SAID))
        title = [*random.sample(said, TITLE // 2), *language.says(TITLE // 2)]
        at = NOW - timedelta(hours=number % 9_000)
        yield Item(
            id=f"{number:016x}",
            kind=Kind.ANSWER,
            title=" ".join(title),
            words=" ".join(said),
            by=Person(HERE, f"p{number % 5_000}"),
            at=at,
            state=State.KEPT,
            naming=Naming.NAMED,
            topic=f"topic {number % TOPICS}",
            kept=at,
            confirmed=at,
        )


def asked(language: Language, item: Item) -> str:
    """What somebody asks whom this answer would help: some of its words, some others, one slip."""
    random = language.random
    words = [*random.sample(item.words.split(), 5), *language.says(3)]
    at = random.randrange(len(words))
    words[at] = words[at][:-2] + words[at][-1]
    return " ".join(words)


def show(report: Report, sizes: tuple[int, ...], searches: int = 400) -> None:
    """The table, for each size and database."""
    for many in sizes:
        for name, run in databases():
            rows = list(_measured(report, name, run, many, searches))
            report.table("Searching the library, and keeping one more", COLUMNS, rows)


def _measured(
    report: Report, name: str, run: Connection, many: int, searches: int
) -> Iterator[list[str]]:
    language = Language(Random(7))
    known = _filled(run, language, many)
    queries = [asked(language, language.random.choice(known)) for _ in range(searches)]
    typed = [one.title[: 4 + at % 9] for at, one in enumerate(known[:searches])]
    new = list(items(language, searches, many))
    shelf = SqlShelf(_store(run), lambda _person: True, lambda: ())
    looked = times(run, queries, lambda said: shelf.similar(said, NOW))
    begun = times(run, typed, shelf.begun)
    kept = times(run, new, lambda one: _store(run).save(one))
    for what, taken, target in (
        ("search", looked, SEARCH), ("while typing", begun, SEARCH), ("keep, committed", kept, KEEP)
    ):  # fmt: skip
        yield row(report, (name, many, what), taken, target)


def _filled(run: Connection, language: Language, many: int) -> list[Item]:
    """All answers, as the store would write them, in bulk; some of them are remembered."""
    store = _store(run)
    digest = cache(store.index.digest)
    store.index.digest = digest  # type: ignore[method-assign] # the same words again and again
    known: list[Item] = []
    held, spelt_ = Counter[int](), dict[int, str]()
    length = 0
    for at in range(0, many, BATCH):
        written, stood = [], []
        for one in items(language, min(BATCH, many - at), at):
            found, starts, long = store.index.read(one.title, one.words)
            values = store._values(replace(one, topic=""))
            values |= {"topic": store.topic_id(one.topic), "terms": packed((*found, *starts))}
            written.append({"community": "c1", "id": one.id, **values})
            stood += [("c1", t, int(one.id, 16), tf, long) for t, (_, tf) in found.items()]
            stood += [("c1", t, int(one.id, 16), 1, long) for t in starts]
            held.update((*found, *starts))
            spelt_ |= {term: told for term, (told, _) in found.items()}
            length += long
            known += [one] if len(known) * 97 <= at else []
        run.execute(insert(items_), written)
        _poured(run, "library_postings", ("community", "term", "item", "tf", "length"), stood)
    rows = [("c1", term, n) for term, n in held.items()]
    _poured(run, "library_terms", ("community", "term", "held"), rows)
    near = {("c1", digest(SPELT + one), term) for term, told in spelt_.items()
            for one in spellings(told)}  # fmt: skip
    _poured(run, "library_spellings", ("community", "spelling", "term"), sorted(near))
    _poured(run, "library_sizes", ("community", "kept", "terms"), [("c1", many, length)])
    for topic in range(TOPICS):
        store.save_topic(Topic(store.topic_id(f"topic {topic}"), f"topic {topic}"))
    run.commit()
    rested(run)
    return known


def _poured(run: Connection, table: str, columns: tuple[str, ...], rows: Sequence[object]) -> None:
    """Millions of rows, as the driver takes them fastest."""
    cursor: Any = run.connection.cursor()
    named = ", ".join(columns)
    if run.dialect.name == "postgresql":
        with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as into:
            for row in rows:
                into.write_row(row)
    else:
        holes = ", ".join("?" for _ in columns)
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({holes})", rows)


def _store(run: Connection) -> LibraryStore:
    return LibraryStore(Tx(run, VAULT), Scope(HERE, "c1"))
