"""Small groups: this round must leave rounds to come in which everybody meets somebody new.

Where everybody has met equally many, the pairs who have not met yet form a regular graph; it is
taken apart into rounds (`factors.py`), and a round is good when what it leaves still can be. Where
people come and go, a few rounds ahead are tried out. Nothing is foreseen while everybody still has
not met half of the others: a regular graph as dense as that always falls apart into rounds.
"""

from __future__ import annotations

from random import Random

import numpy as np

from bot.rounds.matching.columns import Found
from bot.rounds.matching.cycles import Pairs
from bot.rounds.matching.exact import matched
from bot.rounds.matching.factors import rounds_of
from bot.rounds.matching.stakes import Matrix, Stakes

FORESEEN = 160  # members: larger groups do not run out of people to meet
ATTEMPTS, STEP = 12, 0.25  # the best round first, then others by stronger and stronger dice
TRIES = 4_000  # turns to make a graph fall apart, where it seems to
PLANS, PATIENT = 12, 60_000
AHEAD = 4  # rounds to come that are tried out where people come and go


def foreseen(stakes: Stakes) -> Pairs | None:
    """The best round found that leaves others without a repeat; None where nothing threatens."""
    n = len(stakes)
    if n % 2 or n > FORESEEN:
        return None
    new = unmet(stakes)
    fewest, most = int(new.sum(0).min()), int(new.sum(0).max())
    if fewest == 0 or 2 * fewest > n + 1:
        return None
    worth, dice = stakes.whole(), Random(int(stakes.crowd.salt[0]))
    if fewest == most:
        return _regular(new, worth, dice)
    return _irregular(new, worth, dice)


def unmet(stakes: Stakes) -> Found:
    """Who has not met whom, and may."""
    n = len(stakes)
    new = ~np.eye(n, dtype=bool)
    rows, columns, _ = stakes.past.of(0, n)
    new[rows, columns] = False
    return new


def _regular(new: Found, worth: Matrix, dice: Random) -> Pairs | None:
    for attempt in range(ATTEMPTS):
        pairs = _best(new, _stirred(worth, attempt, dice))
        if 2 * len(pairs) < len(new):
            return None
        if _plan(_without(new, pairs), dice, TRIES):
            return pairs
    return _planned(new, worth, dice)


def _planned(new: Found, worth: Matrix, dice: Random) -> Pairs | None:
    """The best round of a few ways to take all rounds to come apart."""
    rounds = [each for _ in range(PLANS) for each in _plan(new, dice, PATIENT)]
    return max(rounds, key=lambda pairs: sum(worth[pair] for pair in pairs), default=None)


def _plan(new: Found, dice: Random, tries: int) -> list[Pairs]:
    """Rounds in which everybody meets everybody new to them; none when not found."""
    edges = _edges(new)
    if not edges:
        return [[]]
    rounds = rounds_of(edges, len(new), dice, tries)
    if rounds is None:
        return []
    meetings = zip(*rounds.at, strict=True)
    return [[(one, other) for one, other in enumerate(met) if one < other] for met in meetings]


def _irregular(new: Found, worth: Matrix, dice: Random) -> Pairs | None:
    """The best round after which the next ones are still there; the best at all, if none is."""
    best: tuple[int, Pairs] | None = None
    for attempt in range(ATTEMPTS):
        pairs = _best(new, _stirred(worth, attempt, dice))
        if 2 * len(pairs) < len(new):
            return None
        ahead = _rounds_after(_without(new, pairs), dice)
        if best is None or ahead > best[0]:
            best = (ahead, pairs)
        if ahead == AHEAD:
            break
    return best[1] if best else None


def _rounds_after(new: Found, dice: Random) -> int:
    """How many more rounds are found, those first who have the fewest left to meet."""
    for found in range(AHEAD):
        left = new.sum(0)
        worth = _stirred(-np.minimum.outer(left, left).astype(float), 1, dice)
        pairs = _best(new, worth)
        if 2 * len(pairs) < len(new):
            return found
        new = _without(new, pairs)
    return AHEAD


def _best(new: Found, worth: Matrix) -> Pairs:
    one, other = np.nonzero(np.triu(new))
    return matched(len(new), one, other, worth[one, other])


def _edges(new: Found) -> Pairs:
    one, other = np.nonzero(np.triu(new))
    return list(zip(one.tolist(), other.tolist(), strict=True))


def _without(new: Found, pairs: Pairs) -> Found:
    left = new.copy()
    one, other = np.array(pairs).T
    left[one, other] = left[other, one] = False
    return left


def _stirred(worth: Matrix, attempt: int, dice: Random) -> Matrix:
    noise = np.random.default_rng(dice.getrandbits(64)).random(worth.shape)
    return worth + attempt * STEP * (noise + noise.T)
