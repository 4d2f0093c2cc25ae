"""What one round of pairs is worth, of what no round could exceed, and how long it takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.rounds.matching import draw
from bot.rounds.matching.crowd import in_the_seeds_order
from bot.rounds.matching.pairs import pairs
from bot.rounds.matching.stakes import stakes
from tests.bench.community import Community, Pairs, groups_in
from tests.bench.rivals import at_random, greedy, roulette
from tests.bench.tables import Report, alternating, percent, timed

TARGETS = {1000: 0.9995, 2000: 0.999}
TWICE = 2.0
COLUMNS = (
    "members", "random", "chat-roulette", "greedy", "Hearth", "bound", "of the bound", "target",
    "pairing, s", "assignment alone", "times", "target", "whole draw",
)  # fmt: skip


def show(report: Report, source: Any, sizes: tuple[int, ...], times: int) -> None:
    rows = [_row(report, Community(source, n), times) for n in sizes]
    report.table(
        "One round of pairs after ten. Pairing: from people in arrays to pairs, worths included;"
        f"\n  seconds are the processor's, the median of {times} in turns",
        COLUMNS,
        rows,
    )


def _row(report: Report, community: Community, times: int) -> list[str]:
    n, dice, given = community.n, np.random.default_rng(1), community.draw()
    cost = community.costs()
    each = np.arange(n)
    worth = community.source.worth(community.people, each[:, None], each[None, :]) - cost
    matrix = worth.astype(float)
    np.fill_diagonal(matrix, -1e6)
    bound = community.source.bound(community.people, cost=cost)
    ours, _ = timed(lambda: draw(given))
    value = community.of_groups(groups_in(ours))
    rivals = (at_random(n, dice), roulette(n, {*community.met}, dice), greedy(community, worth))
    among = stakes(given, in_the_seeds_order(given.members, given.seed))
    mine, bare, whole = alternating(
        lambda: pairs(among),
        lambda: linear_sum_assignment(matrix, maximize=True),
        lambda: draw(given),
        times=times,
    )
    target = TARGETS.get(n)
    what = f"a round of {n}"
    return [
        f"{n:,}",
        *(_rival(community, rival, bound) for rival in rivals),
        f"{value:.1f}",
        f"{bound:.1f}",
        percent(value / bound),
        report.target(what, value / bound, target, "{:.4f}") if target else "",
        f"{mine:.3f}",
        f"{bare:.3f}",
        f"{mine / bare:.2f}",
        report.ceiling(f"{what}, times scipy's", mine / bare, TWICE, "{:.2f}") if target else "",
        f"{whole:.3f}",
    ]


def _rival(community: Community, paired: Pairs, bound: float) -> str:
    """Its share of the bound, with what meeting again costs left out but counted."""
    again = sum((min(pair), max(pair)) in community.met for pair in paired)
    one, other = np.array(paired).T
    worth = float(community.source.worth(community.people, one, other).sum())
    return percent(worth / bound) + (f", {again} again" if again else "")
