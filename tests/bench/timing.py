"""How long something takes over a real database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, text

from storage import engine
from storage.tables import metadata
from tests.bench.tables import Report
from tests.databases import Postgres, from_wheel

T = TypeVar("T")
WARM = 20  # not counted
COLUMNS = (
    "database", "of them", "what", "times", "median ms", "p95 ms", "target", "slowest ms",
    "of the processor",
)  # fmt: skip


@dataclass
class Taken:
    """Milliseconds by the clock, each; and of the processor, ours and the server's, together."""

    times: list[float]
    busy: float


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


def rested(run: Connection) -> None:
    """What PostgreSQL does by itself within minutes of so much being written."""
    if run.dialect.name != "postgresql":
        return
    driver: Any = run.connection.driver_connection
    run.commit()
    driver.autocommit = True
    driver.execute("VACUUM ANALYZE")
    driver.autocommit = False


def times(run: Connection, told: Sequence[T], act: Callable[[T], object]) -> Taken:
    """The first ones warm it up, as the first question of a day does."""
    for one in told[:WARM]:
        act(one)
    run.commit()
    measured, before = [], _busy(run)
    for one in told[WARM:]:
        began = time.perf_counter()
        act(one)
        run.commit()
        measured.append((time.perf_counter() - began) * 1000)
    return Taken(measured, _busy(run) - before)


def row(report: Report, of: tuple[str, int, str], taken: Taken, target: float) -> list[str]:
    name, many, what = of
    took = sorted(taken.times)
    p95 = took[int(len(took) * 0.95)]
    return [
        name,
        f"{many:,}",
        what,
        f"{len(took)}",
        f"{took[len(took) // 2]:.2f}",
        f"{p95:.2f}",
        report.ceiling(f"{what}, {many:,}, {name}, p95 ms", p95, target, "{:.1f}"),
        f"{took[-1]:.1f}",
        f"{taken.busy / len(took):.2f}",
    ]


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
