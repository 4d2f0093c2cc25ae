"""What groups of three to five are worth, beside the best known way to make them."""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.rounds.matching import draw
from tests.bench.community import Community, groups_in, pairs_of
from tests.bench.rivals import hierarchical
from tests.bench.tables import Report, timed

COLUMNS = ("groups", "random", "best known", "its seconds", "Hearth", "target", "seconds")
SIZES = (3, 4, 5)


def show(report: Report, source: Any, members: tuple[int, ...]) -> None:
    rows = [_row(report, Community(source, n, 1, 0), size) for n in members for size in SIZES]
    report.table(
        "Groups: mean worth of a pair within. Best known: seats assigned one after the other, then"
        " swaps",
        COLUMNS,
        rows,
    )


def _row(report: Report, community: Community, size: int) -> list[str]:
    n, given, dice = community.n, community.draw(size), np.random.default_rng(1)
    each = np.arange(n)
    worth = community.source.worth(community.people, each[:, None], each[None, :]).astype(float)
    known, took = timed(lambda: hierarchical(worth, size, dice))
    chance = [tuple(group) for group in dice.permutation(n).reshape(-1, size).tolist()]
    drawn, seconds = timed(lambda: draw(given))
    means = [_mean(community, groups) for groups in (chance, known, groups_in(drawn))]
    return [
        f"{n:,} in groups of {size}",
        f"{means[0]:.2f}",
        f"{means[1]:.3f}",
        f"{took:.2f}",
        f"{means[2]:.3f}",
        report.target(f"{n} in groups of {size}", means[2], means[1], "{:.3f}"),
        f"{seconds:.2f}",
    ]


def _mean(community: Community, groups: list[tuple[int, ...]]) -> float:
    pairs = [pair for group in groups for pair in pairs_of(group)]
    return community.of_pairs(pairs) / len(pairs)
