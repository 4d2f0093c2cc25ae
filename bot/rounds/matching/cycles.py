"""Pairs from the best assignment: everybody has a partner there, but not always each other.

Following partners gives cycles. One of two people is a pair, an even one falls apart into pairs in
two ways, an odd one leaves somebody over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.rounds.matching.columns import Ints
from bot.rounds.matching.crowd import APART
from bot.rounds.matching.stakes import Stakes

Pairs = list[tuple[int, int]]
Trio = tuple[int, int, int]
UNBEARABLE = -float(APART) / 2


@dataclass
class Split:
    """The pairs, a trio where one was wanted and found, and who is left over."""

    pairs: Pairs
    trio: Trio | None
    left: list[int]


def split(partner: Ints, stakes: Stakes, *, trio: bool = False) -> Split:
    """What the cycles fall apart into at best; one odd cycle may give a trio."""
    worth = stakes.of(np.arange(len(partner)), partner).tolist()
    cycles = list(_cycles(partner.tolist()))
    found = Split([], None, [])
    if trio and (best := _trio(cycles, worth, stakes)):
        del cycles[best[0]]
        first, second, third, *rest = best[1]
        found.trio = (first, second, third)
        found.pairs.extend(zip(rest[0::2], rest[1::2], strict=True))
    for cycle in cycles:
        first = _first([worth[one] for one in cycle])
        if len(cycle) % 2:
            found.left.append(cycle[first - 1])
        turned = cycle[first:] + cycle[:first]
        found.pairs.extend(zip(turned[0:-1:2], turned[1::2], strict=False))
    return found


def _trio(
    cycles: list[list[int]], worth: list[float], stakes: Stakes
) -> tuple[int, list[int]] | None:
    """The odd cycle that loses least when three neighbours stay together, turned to begin there."""
    best: tuple[float, int, list[int]] | None = None
    for number, cycle in enumerate(cycles):
        steps = len(cycle)
        if steps % 2 and steps > 1:
            along = [worth[one] for one in cycle]
            across = stakes.of(np.array(cycle), np.roll(cycle, -2)).tolist()
            for at in range(steps):
                three = (along[at], along[(at + 1) % steps], across[at])
                if min(three) < UNBEARABLE:
                    continue
                kept = sum(three) / 2
                kept += sum(along[(at + further) % steps] for further in range(3, steps, 2))
                loss = sum(along) / 2 - kept
                if best is None or loss < best[0]:
                    best = (loss, number, cycle[at:] + cycle[:at])
    return (best[1], best[2]) if best else None


def _cycles(partner: list[int]) -> Iterator[list[int]]:
    seen = [False] * len(partner)
    for start in range(len(partner)):
        cycle, at = [], start
        while not seen[at]:
            seen[at] = True
            cycle.append(at)
            at = partner[at]
        if cycle:
            yield cycle


def _first(along: list[float]) -> int:
    """Where to begin to pair, when `along[k]` is the worth of k with the next; odd: over is k-1."""
    steps = len(along)
    if steps % 2 == 0:
        return 0 if sum(along[0::2]) >= sum(along[1::2]) else 1
    worth = sum(along[0:-1:2])  # from 0, and the last is over
    best, first, at = worth, 0, 0
    for _ in range(steps):
        worth += along[at - 1] - along[at]  # from two further on
        at = (at + 2) % steps
        if worth > best:
            best, first = worth, at
    return first
