"""What the matcher is compared with: chance, chat-roulette's rule, the greedy, and known groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.bench.community import Community, Pairs


def at_random(n: int, dice: np.random.Generator) -> Pairs:
    """Everybody with whoever comes next in a shuffle; the odd one is dropped."""
    order = dice.permutation(n).tolist()
    return list(zip(order[0::2], order[1::2], strict=False))


def roulette(n: int, met: set[tuple[int, int]], dice: np.random.Generator) -> Pairs:
    """chat-roulette's rule: in random order each takes somebody never met, at random, else anybody.

    There is no looking ahead, and the odd one is dropped.
    """
    free = dice.permutation(n).tolist()
    pairs: Pairs = []
    while len(free) > 1:
        one = free.pop()
        new = [other for other in free if (min(one, other), max(one, other)) not in met]
        other = (new or free)[int(dice.integers(len(new or free)))]
        free.remove(other)
        pairs.append((one, other))
    return pairs


def greedy(community: Community, worth: Any) -> Pairs:
    """The pair worth most, then the next of those who are free, and so on."""
    n = community.n
    one, other = np.triu_indices(n, 1)
    order = np.argsort(-worth[one, other], kind="stable")
    taken, pairs = np.zeros(n, bool), []
    for i, j in zip(one[order].tolist(), other[order].tolist(), strict=True):
        if not taken[i] and not taken[j]:
            taken[i] = taken[j] = True
            pairs.append((i, j))
    return pairs


def hierarchical(worth: Any, size: int, dice: np.random.Generator) -> list[tuple[int, ...]]:
    """The best known way: seats assigned one after the other, then swaps of two people."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - heavy, and used here only

    order = dice.permutation(len(worth))
    groups = order[: len(order) // size][:, None]
    rest = order[len(groups) :]
    while groups.shape[1] < size:
        gain = sum(worth[groups[:, at]][:, rest] for at in range(groups.shape[1]))
        rows, columns = linear_sum_assignment(gain, maximize=True)
        groups = np.concatenate([groups[rows], rest[columns][:, None]], axis=1)
        rest = np.delete(rest, columns)
    _swap(worth, groups)
    return [tuple(group) for group in groups.tolist()]


def _swap(worth: Any, groups: Any) -> None:
    """Swap the two people whose swap gains most for each in turn, until nobody gains."""
    many, size = groups.shape
    better = True
    while better:
        better = False
        for at in range(many * size):
            table, seat = divmod(at, size)
            one = groups[table, seat]
            to_tables = worth[:, groups].sum(2)  # of everybody to each table
            own = to_tables[one, table]
            others = groups.ravel()
            theirs = to_tables[others, np.repeat(np.arange(many), size)]
            there = to_tables[one].repeat(size) - worth[one, others]
            here = to_tables[others, table] - worth[others, one]
            gain = there + here - own - theirs
            gain[table * size : (table + 1) * size] = 0
            best = int(gain.argmax())
            if gain[best] > 1e-6:
                groups[table, seat], groups.ravel()[best] = others[best], one
                better = True
