"""What a place beside each member costs, so that no two are worth more than their prices together.

Prices are the other face of the best assignment (its dual): their sum bounds every round, and two
whose worth comes near their prices are the only ones a good round would bring together. They are
learnt from a sample and hold for everybody, which is what makes large rounds quick.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.rounds.matching.columns import Floats, Ints
from bot.rounds.matching.stakes import Matrix, Stakes

CELLS = 160_000  # looked at in one go: what stays near the processor
CLOSE = 1e-6


def assignment(matrix: Matrix) -> Ints:
    """Everybody's partner in the best assignment."""
    partner: Ints = linear_sum_assignment(matrix, maximize=True)[1].astype(np.int64)
    return partner


def from_whole(matrix: Matrix, partner: Ints) -> Matrix:
    """The prices that go with the best assignment of a whole matrix."""
    each = np.arange(len(matrix))
    kept = matrix[each, partner]
    price = np.zeros(len(matrix))  # of a place on the other side
    changed = each
    while len(changed):
        offered = (matrix[changed] + (price[partner[changed]] - kept[changed])[:, None]).max(0)
        dearer = offered > price + CLOSE
        price[dearer] = offered[dearer]
        changed = np.flatnonzero(dearer[partner])
    return (kept - price[partner] + price) / 2


def from_edges(one: Ints, other: Ints, worth: Matrix, partner: Ints, kept: Matrix) -> Matrix:
    """The same where only some edges are known; `other` must be in order and name everybody."""
    starts = np.searchsorted(other, np.arange(len(partner)))
    gain, beside = worth - kept[one], partner[one]
    price = np.zeros(len(partner))
    while True:
        offered = np.maximum.reduceat(gain + price[beside], starts)
        if (offered <= price + CLOSE).all():
            return (kept - price[partner] + price) / 2
        price = np.maximum(price, offered)


def from_sample(stakes: Stakes, size: int) -> Matrix:
    """Prices for everybody from those of the first `size`, who are a sample by the seed's order."""
    few = stakes.among(np.arange(size))
    matrix = few.whole()
    known = from_whole(matrix, assignment(matrix))
    asked = known.astype(np.float32)
    each = np.arange(len(stakes))
    prices = np.empty(len(stakes))
    step = max(1, CELLS // size)
    for first in range(0, len(stakes), step):
        rows = each[first : first + step, None]
        prices[first : first + step] = (stakes.crowd.value(rows, each[None, :size]) - asked).max(1)
    prices[:size] = known
    return prices


def what_is_left(stakes: Stakes, prices: Matrix) -> Iterator[tuple[int, Floats]]:
    """What each would have left, with each partner, after paying: some rows at a time."""
    asked = prices.astype(np.float32)
    step = max(1, CELLS // len(stakes))
    for first in range(0, len(stakes), step):
        block = stakes.rows(first, min(first + step, len(stakes)))
        block -= asked
        yield first, block
