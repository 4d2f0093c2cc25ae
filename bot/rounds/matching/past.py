"""What meeting again costs, and who must not meet at all, for members in the seed's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.rounds.matching.columns import Floats, Ints
from bot.rounds.matching.crowd import APART
from bot.rounds.matching.model import Draw, Weights

NEVER = 0  # the age of a meeting that never was


@dataclass(frozen=True)
class Past:
    """Everybody with whom somebody has met, or must not meet: sorted by member, both ways."""

    n: int
    key: Ints  # one * n + other
    age: Ints  # rounds ago; NEVER where they are only kept apart
    cost: Floats

    def costs(self, one: Ints, other: Ints) -> Floats:
        """What it costs that these meet: index arrays of one shape."""
        return self._found(self.cost, one, other)

    def ages(self, one: Ints, other: Ints) -> Ints:
        """How many rounds ago these met; NEVER where they did not."""
        return self._found(self.age, one, other)

    def _found(self, kept: NDArray[Any], one: Ints, other: Ints) -> NDArray[Any]:
        wanted = one * self.n + other
        at = np.searchsorted(self.key, wanted)
        known = np.append(self.key, -1)[at] == wanted
        return np.where(known, np.append(kept, 0)[at], 0)

    def of(self, first: int, last: int) -> tuple[Ints, Ints, Floats]:
        """Rows (from 0), columns and costs of the members from `first` to before `last`."""
        low, high = np.searchsorted(self.key, (first * self.n, last * self.n))
        key = self.key[low:high]
        return key // self.n - first, key % self.n, self.cost[low:high]

    def among(self, chosen: Ints) -> Past:
        """The past of these among themselves, in this order."""
        place = np.full(self.n, -1)
        place[chosen] = np.arange(len(chosen))
        one, other = place[self.key // self.n], place[self.key % self.n]
        kept = np.flatnonzero((one >= 0) & (other >= 0))
        key = one[kept] * len(chosen) + other[kept]
        order = np.argsort(key)
        kept = kept[order]
        return Past(len(chosen), key[order], self.age[kept], self.cost[kept])


def past(given: Draw, ids: Sequence[str], weights: Weights) -> Past:
    """The past of these members; what was with others is passed over."""
    number, n = {id_: at for at, id_ in enumerate(ids)}, len(ids)
    ages: dict[int, int] = {}
    for one, other, ago in given.history:
        for key in _keys(number, one, other):
            ages[key] = min(ago, ages.get(key, ago))
    apart = {key for one, other in given.apart for key in _keys(number, one, other)}
    known = sorted(apart | ages.keys())
    age = np.array([ages.get(key, NEVER) for key in known], np.int64)
    cost = np.where([key in apart for key in known], APART, again(age, weights))
    return Past(n, np.array(known, np.int64), age, cost.astype(np.float32))


def _keys(number: dict[str, int], one: str, other: str) -> Iterator[int]:
    i, j, n = number.get(one, -1), number.get(other, -1), len(number)
    if i >= 0 and j >= 0 and i != j:
        yield i * n + j
        yield j * n + i


def again(age: Ints, weights: Weights) -> Floats:
    """What it costs to meet again after `age` rounds: the sooner the more; NEVER costs nothing."""
    within = weights.repeat + weights.sooner * (weights.window + 1 - age)
    after = weights.again + weights.fading / np.maximum(age, 1)
    cost = np.where(age <= weights.window, within, after)
    return np.where(age == NEVER, 0, cost).astype(np.float32)
