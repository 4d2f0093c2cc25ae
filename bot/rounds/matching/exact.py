"""The best pairs there are (Edmonds' blossoms), among the edges that could be part of them.

An edge that spares more of its two prices than a round falls short of its bound is in no better
round; so the blossoms need only the few edges that are tight, and what they find is proven best
where all were looked at. In a large crowd only those near whom is left over are matched anew.
"""

from __future__ import annotations

import numpy as np
import rustworkx

from bot.rounds.matching.columns import Found, Ints
from bot.rounds.matching.crowd import APART
from bot.rounds.matching.cycles import Pairs, Split
from bot.rounds.matching.relaxed import Relaxed
from bot.rounds.matching.stakes import Matrix, Stakes

FINE = 10_000  # whole numbers are exact: the worth in ten thousandths
FEW, MANY = 4, 24  # edges to a member, to begin with and at most
WHOLE = 200  # up to here every edge may be needed
NEAR = (500, 2000, 5000)  # in a large crowd so many around those left over are matched anew
OWED = 5_000.0  # who was left out last time comes before anything else
CLOSE = 3e-4  # of the bound: nothing is looked for below it, where nobody is left over
POSSIBLE = -float(APART) / 2


def matched(n: int, one: Ints, other: Ints, worth: Matrix) -> Pairs:
    """As many pairs as there can be, and of those the best; each edge is given once."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    whole = np.rint(worth * FINE).astype(np.int64).tolist()
    graph.add_edges_from(list(zip(one.tolist(), other.tolist(), whole, strict=True)))
    pairs = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((min(pair), max(pair)) for pair in pairs)


def improved(found: Split, best: Relaxed, stakes: Stakes, near: tuple[int, ...] = NEAR) -> Split:
    """The best pairs among those whom the cycles did not settle; a trio stays as it is."""
    over = found.left
    for most in near:
        good = worth_of(found, stakes) > best.bound - CLOSE * abs(best.bound)
        if good and not found.left:
            break
        free = _near(over, found, best, most)
        again = _best_among(free, found, best, stakes)
        found = again if _is_better(again, found, stakes) else found
        if most >= len(stakes):
            break
    return found


def _best_among(free: Found, found: Split, best: Relaxed, stakes: Stakes) -> Split:
    """These matched anew, by more and more edges until no other could be in a better round."""
    edges = np.flatnonzero(free[best.one] & free[best.other] & (best.one < best.other))
    edges = edges[best.worth[edges] > POSSIBLE]
    spared = best.spared[edges]
    order = np.argsort(spared, kind="stable")
    edges, spared = edges[order], spared[order]
    limit = len(edges) if len(stakes) <= WHOLE else min(len(edges), MANY * int(free.sum()))
    count = FEW * int(free.sum())
    while True:
        count = min(count, limit)
        again = _matched_anew(found, free, edges[:count], best, stakes)
        short = best.bound - worth_of(again, stakes)
        if count == limit or (not again.left and spared[count] > short):
            return again
        count = max(2 * count, int(np.searchsorted(spared, short, side="right")))


def _matched_anew(found: Split, free: Found, edges: Ints, best: Relaxed, stakes: Stakes) -> Split:
    members = np.flatnonzero(free)
    place = np.cumsum(free) - 1
    one, other = best.one[edges], best.other[edges]
    owed = OWED * (stakes.crowd.owed[one] * 1.0 + stakes.crowd.owed[other])
    anew = matched(len(members), place[one], place[other], best.worth[edges] + owed)
    pairs = [(int(members[a]), int(members[b])) for a, b in anew]
    kept = [pair for pair in found.pairs if not free[pair[0]]]
    paired = {one for pair in pairs for one in pair}
    return Split(kept + pairs, found.trio, [m for m in members.tolist() if m not in paired])


def _near(over: list[int], found: Split, best: Relaxed, most: int) -> Found:
    """Those left over, whom they could have, the partners of these and so on: some `most`."""
    free = np.ones(len(best.partner), bool)
    free[list(found.trio or ())] = False
    if len(free) <= most:
        return free
    beside = np.arange(len(free))
    for one, other in found.pairs:
        beside[one], beside[other] = other, one
    cap = np.partition(best.spared, FEW * len(free))[FEW * len(free)]
    tight = best.spared <= cap
    one, other = best.one[tight], best.other[tight]
    near = np.zeros(len(free), bool)
    near[over] = True
    while True:
        reached = near.copy()
        reached[other[near[one]]] = True
        reached[beside[reached]] = True
        reached &= free
        if reached.sum() > most or (reached == near).all():
            return near if near.sum() > len(over) else reached
        near = reached


def worth_of(found: Split, stakes: Stakes) -> float:
    """What the pairs and the trio are worth, less what they cost."""
    ends = np.array(found.pairs, np.int64).reshape(-1, 2)
    worth = float(stakes.of(ends[:, 0], ends[:, 1]).sum(dtype=np.float64))
    if found.trio:
        trio = np.array(found.trio)
        worth += float(stakes.of(trio, np.roll(trio, 1)).sum()) / 2
    return worth


def _is_better(again: Split, found: Split, stakes: Stakes) -> bool:
    if len(again.left) != len(found.left):
        return len(again.left) < len(found.left)
    return worth_of(again, stakes) >= worth_of(found, stakes)
