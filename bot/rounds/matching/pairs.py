"""A round of pairs: the best assignment taken apart, and what it left open matched exactly."""

from __future__ import annotations

import numpy as np

from bot.rounds.matching.columns import Ints
from bot.rounds.matching.cycles import Split, split
from bot.rounds.matching.exact import NEAR, POSSIBLE, improved
from bot.rounds.matching.lookahead import foreseen
from bot.rounds.matching.model import PAIR
from bot.rounds.matching.relaxed import relaxed
from bot.rounds.matching.stakes import Stakes
from bot.rounds.matching.trios import with_a_new_trio

Groups = list[list[int]]
LARGE = 15_000  # above it the crowd is paired in blocks
BLOCK = 12_500
LARGEST_MATRIX = 2_400  # where everybody is looked at with everybody: some 50 MB
QUICK = 2  # passes over a block: its bound is of no use, so nothing is proven
NEARBY = NEAR[:2]  # matched anew in a block: the last takes most of the time for 0.002 % of worth


def pairs(stakes: Stakes) -> tuple[Groups, float | None]:
    """Pairs and perhaps a trio, and what no round of pairs could exceed."""
    if len(stakes) < PAIR:
        return [], 0.0
    if len(stakes) > LARGE:
        return _in_blocks(stakes), None
    best = relaxed(stakes)
    ahead = foreseen(stakes)
    if ahead is not None:
        return [list(pair) for pair in ahead], best.bound
    odd = len(stakes) % 2 == 1
    found = improved(split(best.partner, stakes, trio=odd), best, stakes)
    if odd:
        found = with_a_new_trio(found, best.prices, stakes)
    return _groups(found, stakes), best.bound


def _in_blocks(stakes: Stakes) -> Groups:
    groups: Groups = []
    for block in blocks(stakes, BLOCK):
        few = stakes.among(block)
        best = relaxed(few, QUICK)
        found = split(best.partner, few, trio=len(few) % 2 == 1)
        found = improved(found, best, few, NEARBY)
        groups.extend(block[group].tolist() for group in _groups(found, few))
    return groups


def blocks(stakes: Stakes, size: int) -> list[Ints]:
    """Blocks of at most `size` people whose days overlap, or who share what the lens asks for.

    Only what counts orders them; all but the last are of an even number.
    """
    crowd = stakes.crowd
    hours, region, role = crowd.weights.hours, crowd.weights.region, crowd.weights.role
    alike = (crowd.awake * (hours > 0), crowd.region * (region > 0), crowd.role * (role > 0))
    order = np.lexsort(alike)
    count = -(-len(order) // size)
    even = -(-len(order) // (2 * count)) * 2
    return [np.sort(order[first : first + even]) for first in range(0, len(order), even)]


def _groups(found: Split, stakes: Stakes) -> Groups:
    """The pairs as groups, without those who must not meet: these wait for another place."""
    ends = np.array(found.pairs, np.int64).reshape(-1, 2)
    possible = stakes.of(ends[:, 0], ends[:, 1]) > POSSIBLE
    return [*ends[possible].tolist(), *([list(found.trio)] if found.trio else [])]
