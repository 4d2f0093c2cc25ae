"""How fast the library finds and keeps: 100,000 answers, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, text

from bot.events import Person, Space
from bot.library.model import Item, Kind, State, Topic
from bot.terms import spellings
from bot.wording import Naming
from storage import engine
from storage.codec import Vault
from storage.database import Scope, Tx
from storage.library import LibraryStore, SqlShelf
from storage.library.postings import SPELT, packed
from storage.library.tables import items as items_
from storage.tables import metadata
from tests.bench.tables import Report
from tests.databases import Postgres, from_wheel

T = TypeVar("T")
HERE = Space("web", "bench")
VAULT = Vault((b"k" * 32,))
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SEARCH, KEEP = 20.0, 5.0  # ms, p95
WORDS, TITLE, SAID = 60_000, 8, (25, 70)  # the language; terms of a title, and of an answer
TOPICS, BATCH, WARM = 40, 5_000, 20
SYLLABLES = [a + b for a in "bcdfghjklmnprstvz" for b in "aeiou"]
COLUMNS = (
    "database", "answers", "what", "times", "median ms", "p95 ms", "target", "slowest ms",
    "of the processor",
)  # fmt: skip


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


def databases() -> Iterator[tuple[str, Connection]]:
    """Both, one after the other, with every table."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        yield "SQLite", open_.enter_context(opened(f"sqlite:///{Path(folder) / 'bench.db'}"))
    with ExitStack() as open_:
        server: Postgres = open_.enter_context(contextmanager(from_wheel)())
        yield "PostgreSQL", open_.enter_context(opened(server.create()))


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    made = engine.writer(url)
    metadata.create_all(made)
    with made.connect() as run:
        yield run
    made.dispose()


def _measured(
    report: Report, name: str, run: Connection, many: int, searches: int
) -> Iterator[list[str]]:
    language = Language(Random(7))
    known = _filled(run, language, many)
    queries = [asked(language, language.random.choice(known)) for _ in range(searches)]
    typed = [one.title[: 4 + at % 9] for at, one in enumerate(known[:searches])]
    new = list(items(language, searches, many))
    shelf = SqlShelf(_store(run), lambda _person: True, lambda: ())
    looked = _times(run, queries, lambda said: shelf.similar(said, NOW))
    begun = _times(run, typed, shelf.begun)
    kept = _times(run, new, lambda one: _store(run).save(one))
    for what, times, target in (
        ("search", looked, SEARCH), ("while typing", begun, SEARCH), ("keep, committed", kept, KEEP)
    ):  # fmt: skip
        yield _row(report, (name, many, what), times, target)


def _row(report: Report, of: tuple[str, int, str], taken: Taken, target: float) -> list[str]:
    name, many, what = of
    times = sorted(taken.times)
    p95 = times[int(len(times) * 0.95)]
    return [
        name,
        f"{many:,}",
        what,
        f"{len(times)}",
        f"{times[len(times) // 2]:.2f}",
        f"{p95:.2f}",
        report.ceiling(f"{what}, {many} answers, {name}, p95 ms", p95, target, "{:.1f}"),
        f"{times[-1]:.1f}",
        f"{taken.busy / len(times):.2f}",
    ]


@dataclass
class Taken:
    """Milliseconds by the clock, each; and of the processor, ours and the server's, together."""

    times: list[float]
    busy: float


def _times(run: Connection, told: Sequence[T], act: Callable[[T], object]) -> Taken:
    """The first ones warm it up, as the first question of a day does."""
    for one in told[:WARM]:
        act(one)
    run.commit()
    taken, before = [], _busy(run)
    for one in told[WARM:]:
        began = time.perf_counter()
        act(one)
        run.commit()
        taken.append((time.perf_counter() - began) * 1000)
    return Taken(taken, _busy(run) - before)


def _busy(run: Connection) -> float:
    """The processor's milliseconds so far; on PostgreSQL with those of the process that serves."""
    mine = time.process_time() * 1000
    if run.dialect.name != "postgresql":
        return mine
    pid = run.execute(text("SELECT pg_backend_pid()")).scalar_one()
    run.commit()
    *_, told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    user, system = told.split()[11:13]
    return mine + (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


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
    if run.dialect.name == "postgresql":
        run.execute(text("ANALYZE"))
        run.commit()
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
