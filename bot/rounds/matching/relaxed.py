"""The best assignment: everybody gets the partner that is best for all, though not each other's.

It bounds what any round of pairs is worth and nearly is one. A small crowd is solved whole; a large
one by the edges that its prices make likely, and again with those that were missed (column
generation), until nothing is missing or enough is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.rounds.matching import prices
from bot.rounds.matching.columns import Floats, Ints
from bot.rounds.matching.stakes import Matrix, Stakes

WHOLE = 500  # up to here everybody is looked at with everybody
SAMPLE = 800
CANDIDATES = 12  # for each member, from as many parts of the crowd
PASSES = 3
ENOUGH = 2e-4  # of the worth: nothing is looked for below it


@dataclass(frozen=True)
class Relaxed:
    """Everybody's partner, the prices, the edges that were looked at (both ways), and the bound."""

    partner: Ints
    prices: Matrix
    one: Ints
    other: Ints
    worth: Matrix
    bound: float

    @property
    def spared(self) -> Matrix:
        """How far each edge is from being worth what its two ends cost."""
        return self.prices[self.one] + self.prices[self.other] - self.worth


def relaxed(stakes: Stakes, passes: int = PASSES) -> Relaxed:
    """The best assignment, or within `ENOUGH` of it, or what `passes` over everybody found."""
    if len(stakes) > WHOLE:
        return _by_edges(stakes, passes)
    matrix = stakes.whole()
    partner = prices.assignment(matrix)
    price = prices.from_whole(matrix, partner)
    one, other = np.nonzero(~np.eye(len(stakes), dtype=bool))
    return Relaxed(partner, price, one, other, matrix[one, other], float(price.sum()))


def _by_edges(stakes: Stakes, passes: int) -> Relaxed:
    n, bound, done = len(stakes), np.inf, None
    price = prices.from_sample(stakes, min(SAMPLE, n // 2))
    edges = _ring(n)
    for _ in range(passes):
        best, found = _candidates(stakes, price)
        bound = min(bound, float(best.sum() + price.sum()) / 2)
        if done and bound - done.bound <= ENOUGH * bound:
            break
        edges = np.union1d(edges, found)
        done = _assigned(stakes, edges, price)
        price = done.prices
    assert done is not None  # noqa: S101 - there is at least one pass
    return replace(done, bound=bound)


def _candidates(stakes: Stakes, price: Matrix) -> tuple[Floats, Ints]:
    """What each has left at best, and edges to the best of each part of the crowd."""
    n = len(stakes)
    parts = n // CANDIDATES * CANDIDATES
    best, found = np.empty(n, np.float32), np.empty((n, CANDIDATES), np.int64)
    for first, left in prices.what_is_left(stakes, price):
        rows = slice(first, first + len(left))
        best[rows] = left.max(1)
        by_part = left[:, :parts].reshape(len(left), -1, CANDIDATES)
        found[rows] = by_part.argmax(1) * CANDIDATES + np.arange(CANDIDATES)
    one, other = np.repeat(np.arange(n), CANDIDATES), found.ravel()
    real = one != other
    return best, _both_ways(one[real], other[real], n)


def _ring(n: int) -> Ints:
    """Everybody with the next, so that an assignment exists."""
    each = np.arange(n)
    return np.unique(_both_ways(each, np.roll(each, 1), n))


def _both_ways(one: Ints, other: Ints, n: int) -> Ints:
    return np.concatenate([one * n + other, other * n + one])


def _assigned(stakes: Stakes, edges: Ints, price: Matrix) -> Relaxed:
    """The best assignment by these edges alone; its bound holds for them only.

    Counted from prices the best is the same, and nearly everything that matters is nearly nothing,
    which makes it quick to find.
    """
    n = len(stakes)
    one, other = edges // n, edges % n
    worth = stakes.of(one, other).astype(np.float64)
    spared = price[one] + price[other] - worth
    # A sparse matrix keeps no zeros, so what is lost is counted from 1.
    lost = csr_array((spared - spared.min() + 1, (one, other)), (n, n))
    partner = min_weight_full_bipartite_matching(lost)[1].astype(np.int64)
    kept = stakes.of(np.arange(n), partner).astype(np.float64)
    price = prices.from_edges(other, one, worth, partner, kept)
    return Relaxed(partner, price, one, other, worth, float(kept.sum() / 2))
