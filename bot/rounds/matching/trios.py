"""The trio of an odd round in a small group: one of people new to each other, so that the rest are.

A trio uses up two of everybody's new people where a pair uses one; it is best made of those who
have most people left to meet.
"""

from __future__ import annotations

import numpy as np

from bot.rounds.matching.columns import Found
from bot.rounds.matching.cycles import Split, Trio
from bot.rounds.matching.exact import matched, worth_of
from bot.rounds.matching.lookahead import FORESEEN, unmet
from bot.rounds.matching.stakes import Matrix, Stakes

TRIED = 12
PLENTY = 0.5  # what one more person left to meet is worth


def with_a_new_trio(found: Split, prices: Matrix, stakes: Stakes) -> Split:
    """The round with another trio where that is worth more, and people may run out."""
    n = len(stakes)
    if n > FORESEEN:
        return found
    new = unmet(stakes)
    if 2 * int(new.sum(0).min()) > n + 1 and found.trio and not _repeats(found.trio, new):
        return found
    whole = stakes.whole()
    rounds = [_around(trio, new, whole) for trio in _trios(new, whole, prices)]
    whole_rounds = [each for each in [found, *rounds] if len(each.left) <= len(found.left)]
    return max(whole_rounds, key=lambda each: (-len(each.left), worth_of(each, stakes)))


def _repeats(trio: Trio, new: Found) -> bool:
    return not new[trio, (*trio[1:], trio[0])].all()


def _trios(new: Found, worth: Matrix, prices: Matrix) -> list[Trio]:
    """The trios of people new to each other that promise most."""
    one, other = np.nonzero(np.triu(new))
    third = new[one] & new[other] & (np.arange(len(new)) > other[:, None])
    edge, last = np.nonzero(third)
    one, other = one[edge], other[edge]
    within = (worth[one, other] + worth[other, last] + worth[one, last]) / 2
    left = PLENTY * new.sum(0) - prices
    promise = within + left[one] + left[other] + left[last]
    best = np.argsort(-promise, kind="stable")[:TRIED]
    trios = zip(one[best].tolist(), other[best].tolist(), last[best].tolist(), strict=True)
    return list(trios)


def _around(trio: Trio, new: Found, worth: Matrix) -> Split:
    """The best pairs of the others, without a repeat."""
    free = new.copy()
    free[list(trio)] = free[:, list(trio)] = False
    one, other = np.nonzero(np.triu(free))
    pairs = matched(len(new), one, other, worth[one, other])
    paired = {*trio, *(each for pair in pairs for each in pair)}
    return Split(pairs, trio, [each for each in range(len(new)) if each not in paired])
