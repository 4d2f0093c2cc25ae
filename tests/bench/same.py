"""The same round from the same seed: other processes, hash seeds, orders, threads."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from bot.rounds.matching.model import Draw
from tests.bench.alone import alone
from tests.bench.community import Community
from tests.bench.tables import Report

SHAPES = ((11, 2), (100, 2), (61, 3), (1001, 2), (3000, 2), (3000, 4))
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
WAYS = (("1", "1"), ("2", "1"), ("3", "2"))  # PYTHONHASHSEED and threads
COLUMNS = ("round", "processes", "different rounds", "target")


def show(report: Report, source: Any, most: int) -> None:
    rows = [_row(report, source, n, size) for n, size in SHAPES if n <= most]
    title = "The same seed: other hash seeds, members in other orders, one thread or two"
    report.table(title, COLUMNS, rows)


def _row(report: Report, source: Any, n: int, size: int) -> list[str]:
    given = Community(source, n, 1, min(10, n // 4)).draw(size)
    rounds = {
        alone(_mixed(given, at), {"PYTHONHASHSEED": hashes} | dict.fromkeys(THREADS, threads)).drawn
        for at, (hashes, threads) in enumerate(WAYS)
    }
    name = f"{n:,} in groups of {size}"
    target = report.ceiling(f"different rounds of {name}", len(rounds) - 1, 0, "{:.0f}")
    return [name, str(len(WAYS)), str(len(rounds) - 1), target]


def _mixed(given: Draw, seed: int) -> Draw:
    members, history, dice = list(given.members), list(given.history), Random(seed)
    dice.shuffle(members)
    dice.shuffle(history)
    return replace(given, members=tuple(members), history=tuple(history))
