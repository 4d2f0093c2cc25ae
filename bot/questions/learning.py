"""A community's own weights, learnt from who answered whom there: one small step a question.

For each question somebody answered, the weights move towards those who did and away from those
whom they would have put above them (a softmax over everybody who could have answered, with steps
that shrink for signs already well known: AdaGrad). The mean of the way is kept, not its end. What
was never seen at work, such as a claimed skill, keeps its usual weight.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from bot.questions.weighing import LEARNT, USUAL, Candidate, Need, Scale, Sign, Weights

RATE, TIMES = 0.3, 2
ENOUGH = 30  # answered questions; from fewer nothing is learnt
SIGNS = {
    "answered": (Sign.ANSWERED,),
    "helps": (Sign.HELPS,),
    "hour": (Sign.HOUR,),
    "together": (Sign.TOGETHER,),
    "away": (Sign.AWAY,),
    "named": (Sign.NAMED,),
}


class Relearnt(TypedDict):
    """What learning brings back: numbers by the names of weights, from so many questions."""

    numbers: Mapping[str, float]
    questions: int


@dataclass(frozen=True, slots=True)
class Round:
    """One question of the past: who could have answered, each sign as a number, and who did."""

    signs: tuple[tuple[float, ...], ...]
    did: frozenset[int]


def round_of(
    need: Need, candidates: Sequence[Candidate], now: datetime, answerers: Collection[str]
) -> Round:
    """What is learnt from: everything as it was known when it was asked."""
    plain = replace(USUAL, **dict.fromkeys(LEARNT, 1.0))
    scale = Scale(need, candidates, now, plain)
    points = [scale.points(one) for one in candidates]
    signs = tuple(
        tuple(sum(each.get(sign, 0.0) for sign in SIGNS[name]) for name in LEARNT)
        for each in points
    )
    return Round(signs, frozenset(at for at, one in enumerate(candidates) if one.id in answerers))


def learned(rounds: Iterable[Round], start: Weights = USUAL) -> Weights:
    """The weights that would have put first who answered; `start` where too little is known."""
    told = [each for each in rounds if each.did and len(each.did) < len(each.signs)]
    if len(told) < ENOUGH:
        return start
    weights = [float(getattr(start, name)) for name in LEARNT]
    known, mean = [1.0] * len(weights), [0.0] * len(weights)
    for each in told * TIMES:
        for at, slope in enumerate(_slope(each, weights)):
            known[at] += slope * slope
            weights[at] += RATE * slope / math.sqrt(known[at])
            mean[at] += weights[at] / (len(told) * TIMES)
    return replace(start, **dict(zip(LEARNT, mean, strict=True)))


def _slope(each: Round, weights: Sequence[float]) -> list[float]:
    """Where those who answered stand, less where the weights expected somebody to answer."""
    scores = [math.fsum(map(_times, weights, signs)) for signs in each.signs]
    top = max(scores)
    chances = [math.exp(score - top) for score in scores]
    whole, theirs = sum(chances), sum(chances[at] for at in each.did)
    slope = [0.0] * len(weights)
    for at, (chance, signs) in enumerate(zip(chances, each.signs, strict=True)):
        share = (chance / theirs if at in each.did else 0.0) - chance / whole
        slope = [had + share * sign for had, sign in zip(slope, signs, strict=True)]
    return slope


def _times(one: float, other: float) -> float:
    return one * other
