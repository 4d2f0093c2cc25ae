"""Groups of three and more: take some out of every group, and give each a group again, at best.

The taking out is by the seed's dice; the giving back is an assignment, so that every step is the
best of all the ways to do it, and none makes the round worth less. Where nothing is gained any
more, a few groups are shaken up and settled again among some others, and kept if that was good.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bot.rounds.matching.columns import Ints
from bot.rounds.matching.model import MOST, PAIR
from bot.rounds.matching.pairs import LARGEST_MATRIX, Groups, blocks
from bot.rounds.matching.places import nobody_apart
from bot.rounds.matching.prices import assignment
from bot.rounds.matching.stakes import ONESELF, Matrix, Stakes

IDLE = 24  # steps without a gain after which nothing more is expected
SHAKES, SHAKEN, AMONG = 300, 3, 24  # how often, how many groups, among how many
EACH = 6  # shakes for every table of a small crowd
SETTLED = 8  # steps without a gain after a shake
GAIN = 1e-4


def groups_of(stakes: Stakes, size: int) -> Groups:
    """Groups of `size`, or as near as it works out; who cannot stay in theirs is in none."""
    if len(stakes) < PAIR:
        return []
    if len(stakes) > LARGEST_MATRIX:
        return [
            block[group].tolist()
            for block in blocks(stakes, LARGEST_MATRIX - LARGEST_MATRIX % size)
            for group in groups_of(stakes.among(block), size)
        ]
    table = Table.of(stakes, size)
    settled = table.settled(table.beginning(), IDLE)
    for _ in range(min(SHAKES, EACH * table.tables)):
        settled = table.shaken(settled)
    found = [[one for one in group if one < len(stakes)] for group in settled.tolist()]
    return [kept for group in found if len(kept := _without_those_apart(group, stakes)) > 1]


@dataclass
class Table:
    """Places at tables of one size; where people do not fill them, some places stay empty.

    An empty place is a number from n up: it is worth nothing to anybody, and no table has two.
    """

    worth: Matrix
    tables: int
    size: int
    dice: np.random.Generator

    @classmethod
    def of(cls, stakes: Stakes, size: int) -> Table:
        n = len(stakes)
        tables = max(-((size - 2 * n) // (2 * size)), -(-n // MOST), 1)
        size = -(-n // tables)
        worth = np.zeros((tables * size, tables * size))
        worth[:n, :n] = stakes.whole()
        worth[n:, n:] = ONESELF
        return cls(worth, tables, size, np.random.default_rng(stakes.crowd.salt[:4]))

    def beginning(self) -> Ints:
        """Everybody in the seed's order, one by one to each table: nobody has two empty places."""
        return np.arange(self.tables * self.size).reshape(self.size, self.tables).T

    def settled(self, groups: Ints, idle: int) -> Ints:
        """Take some out of each group and give them back at best, until nothing is gained."""
        each = np.arange(len(groups))
        since = step = 0
        while since < idle and len(groups) > 1:
            mixed = np.take_along_axis(groups, self.dice.random(groups.shape).argsort(1), 1)
            out = 1 + step % max(1, self.size // 2)
            taken, kept = mixed[:, :out], mixed[:, out:]
            worth = self._together(kept, taken)
            anew = assignment(worth)
            gained = worth[each, anew].sum() - np.trace(worth)
            if gained > GAIN:
                groups, since = np.concatenate([kept, taken[anew]], axis=1), 0
            since, step = since + 1, step + 1
        return groups

    def shaken(self, groups: Ints) -> Ints:
        """A few groups mixed up and settled among some others; as they were, if that was better."""
        few = self.dice.permutation(len(groups))[:AMONG]
        before = groups[few]
        mixed = before.copy()
        mixed[:SHAKEN] = self.dice.permutation(mixed[:SHAKEN].ravel()).reshape(-1, self.size)
        after = self.settled(mixed, SETTLED)
        if self._within(after) > self._within(before) - GAIN:
            groups = groups.copy()
            groups[few] = after
        return groups

    def _together(self, kept: Ints, taken: Ints) -> Matrix:
        """What it is worth that those kept at one table (rows) are joined by those taken."""
        worth = np.zeros((len(kept), len(taken)))
        for one in kept.T:
            for other in taken.T:
                worth += self.worth[np.ix_(one, other)]
        return worth

    def _within(self, groups: Ints) -> float:
        pairs = combinations(range(self.size), 2)
        return float(sum(self.worth[groups[:, a], groups[:, b]].sum() for a, b in pairs))


def _without_those_apart(group: list[int], stakes: Stakes) -> list[int]:
    """The group without those who are kept apart from somebody in it: the last to come goes."""
    kept: list[int] = []
    for one in group:
        if nobody_apart([*kept, one], stakes):
            kept.append(one)
    return kept
