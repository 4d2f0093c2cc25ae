"""Rounds of ten and a hundred thousand: against proven bounds, with their seconds and memory."""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.rounds.matching.relaxed import relaxed
from bot.rounds.matching.stakes import stakes
from tests.bench.alone import alone
from tests.bench.community import Community, groups_in
from tests.bench.rivals import at_random
from tests.bench.tables import Report, percent

# The share of which bound, and in how much memory.
TEN, HUNDRED, MEMORY = 0.995, 0.93, 1.0
BLOCK = 128
GIB = 1 << 30
COLUMNS = (
    "members", "random", "Hearth", "bound", "which bound", "of the bound", "target", "left out",
    "seconds", "of the processor", "GiB", "target",
)  # fmt: skip


def show(report: Report, source: Any, sizes: tuple[int, ...]) -> None:
    for n in sizes:
        row = _row(report, Community(source, n))
        report.table(f"A round of {n:,}, in a process of its own", COLUMNS, [row])


def _row(report: Report, community: Community) -> list[str]:
    n, given = community.n, community.draw()
    ran = alone(given)
    value = community.of_groups(groups_in(ran.drawn))
    chance = community.of_pairs(at_random(n, np.random.default_rng(1)))
    proven = n <= 20_000
    bound = _assignment_bound(community) if proven else community.source.bound(community.people)
    what, target = f"a round of {n}", TEN if proven else HUNDRED
    return [
        f"{n:,}",
        percent(chance / bound),
        f"{value:.1f}",
        f"{bound:.1f}",
        "assignment" if proven else "best partner each",
        percent(value / bound),
        report.target(what, value / bound, target, "{:.4f}"),
        str(len(ran.drawn.left_out)),
        f"{ran.seconds:.1f}",
        f"{ran.busy:.1f}",
        f"{ran.memory / GIB:.2f}",
        report.ceiling(f"{what}, GiB", ran.memory / GIB, MEMORY, "{:.2f}"),
    ]


def _assignment_bound(community: Community) -> float:
    """At least what the best assignment is worth, by the population's own words.

    Whatever the prices are, half the sum of them and of what each has left at best after paying a
    partner's price is such a bound; the matcher's own prices make it tight.
    """
    given = community.draw()
    prices = relaxed(stakes(given, community.members)).prices
    past = _past(community)
    each, left = np.arange(community.n), np.empty(community.n)
    for at in range(0, community.n, BLOCK):
        rows = each[at : at + BLOCK]
        worth = community.source.worth(community.people, rows[:, None], each[None, :])
        for row, i in enumerate(rows.tolist()):
            others, costs = past[i]
            worth[row, others] -= costs
            worth[row, i] = -np.inf
        left[rows] = (worth - prices).max(1)
    return float(left.sum() + prices.sum()) / 2


def _past(community: Community) -> list[tuple[list[int], list[float]]]:
    past: list[tuple[list[int], list[float]]] = [([], []) for _ in range(community.n)]
    for (i, j), ago in community.met.items():
        cost = float(community.source.repeat(ago))
        for one, other in ((i, j), (j, i)):
            past[one][0].append(other)
            past[one][1].append(cost)
    return past
