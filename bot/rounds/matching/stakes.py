"""What is at stake between any two: what their conversation is worth, less what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.rounds.matching.columns import Floats, Ints
from bot.rounds.matching.crowd import APART, Crowd, crowd
from bot.rounds.matching.model import Draw, Member
from bot.rounds.matching.past import Past, past

Matrix = NDArray[np.float64]
ONESELF = -10.0 * float(APART)


@dataclass(frozen=True)
class Stakes:
    """The members of a round in the seed's order, and what it is worth that two of them meet."""

    crowd: Crowd
    past: Past

    def __len__(self) -> int:
        return len(self.crowd)

    def of(self, one: Ints, other: Ints) -> Floats:
        """For pairs one by one: index arrays of one shape."""
        return self.crowd.value(one, other) - self.past.costs(one, other)

    def rows(self, first: int, last: int) -> Floats:
        """For those from `first` to before `last` with everybody; never with oneself."""
        each = np.arange(len(self))
        block = self.crowd.value(each[first:last, None], each[None, :])
        rows, columns, costs = self.past.of(first, last)
        block[rows, columns] -= costs
        block[each[: last - first], each[first:last]] = ONESELF
        return block

    def whole(self) -> Matrix:
        """For everybody with everybody, in full precision."""
        return self.rows(0, len(self)).astype(np.float64)

    def among(self, chosen: Ints) -> Stakes:
        """What is at stake among these, in this order."""
        return Stakes(self.crowd.among(chosen), self.past.among(chosen))


def stakes(given: Draw, members: Sequence[Member]) -> Stakes:
    """What is at stake among these members, in this order."""
    among = crowd(given, members)
    return Stakes(among, past(given, among.ids, among.weights))
