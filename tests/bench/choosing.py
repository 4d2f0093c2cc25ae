"""How fast whom to ask is found in a large community: read, chosen, on both databases."""

from __future__ import annotations

from functools import partial
from random import Random

from sqlalchemy import Connection

from bot import compose
from bot.questions.model import Question, State
from bot.questions.picking import choose
from bot.serving import stands
from storage.database import Scope, Tx
from tests.bench import crowd
from tests.bench.tables import Report
from tests.bench.timing import COLUMNS, WARM, databases, row, times

SLOWEST = 50.0  # ms, p95


def show(report: Report, many: int, questions: int = 120) -> None:
    """The table, for each database."""
    rows = []
    for name, run in databases():
        crowd.moves_in(run, many, Random(1))
        needs = crowd.needs(Random(3), questions + WARM)
        stands()  # as `hearth run` does, once everybody is there
        taken = times(run, list(enumerate(needs)), partial(_routed, run, many))
        rows.append(row(report, (name, many, "whom to ask"), taken, SLOWEST))
    report.table("Finding whom to ask", COLUMNS, rows)


def _routed(run: Connection, many: int, asked: tuple[int, str]) -> None:
    """One question from its words to the people, as the dispatcher and the process pool do it."""
    number, need = asked
    tx = Tx(run, crowd.VAULT)
    store = compose.questions_store(tx, Scope(crowd.HERE, "c1"))
    asker = crowd.person(crowd.id_of(number * 13 % many))
    id_, now = f"new{number}", crowd.NOW
    store.save(Question(id_, asker, need, now, state=State.OPEN, posted=now, seed=number))
    pool = store.pool(id_, now, compose.directory(tx, crowd.COMMUNITY, now))
    if pool is None or not choose(pool)["picks"]:
        raise LookupError(f"nobody to ask among {many}: {need}")
