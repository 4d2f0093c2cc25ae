"""Other ways to rank who may answer, as baselines: each gives every candidate a number."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.questions.weighing import Candidate
from bot.relevance import K1, B, rarity
from bot.terms import terms
from tests.bench.past import Asked

Ranker = Callable[[Asked], Any]
NEVER = 60 * 24 * 60.0
USUAL_LENGTH = 30.0


def parts(asked: Asked) -> Any:
    """For each candidate: answers of 30 and of 90 days, BM25, minutes away, this hour's share."""
    said = frozenset(terms(asked.need.words))
    rare = {t: rarity(asked.need.total, asked.need.holding.get(t, 0)) for t in said}
    rows = [_parts(asked, one, said, rare) for one in asked.candidates]
    return np.array(rows, float).reshape(len(rows), 6)


def _parts(
    asked: Asked, one: Candidate, said: frozenset[str], rare: dict[str, float]
) -> tuple[float, ...]:
    ages = [asked.at - past.at for past in one.answered]
    plain = faded = 0.0
    for past, age in zip(one.answered, ages, strict=True):
        shared = said & past.terms
        if shared:
            norm = 1 - B + B * len(past.terms) / USUAL_LENGTH
            worth = sum(rare[term] for term in shared) * (K1 + 1) / (1 + K1 * norm)
            plain += worth
            faded += worth * 0.5 ** (age / timedelta(days=120))
    away = (asked.at - one.seen).total_seconds() / 60 if one.seen else NEVER
    return (
        math.log1p(sum(age <= timedelta(days=30) for age in ages)),
        math.log1p(sum(age <= timedelta(days=90) for age in ages)),
        math.log1p(plain),
        math.log1p(faded),
        math.log1p(away),
        one.hours[asked.at.hour] if one.hours else 0.0,
    )


HAND = np.array([1.0, 0.5, 0.0, 1.5, -0.25, 0.2])
RANKERS: dict[str, Ranker] = {
    "most active, 30 days": lambda asked: parts(asked)[:, 0],
    "BM25 over past answers": lambda asked: parts(asked)[:, 2],
    "most recently seen": lambda asked: -parts(asked)[:, 4],
    "hand mix": lambda asked: parts(asked) @ HAND,
}


def learned(past: Sequence[Asked]) -> Ranker:
    """A logistic regression on the hand mix's parts: whether each candidate answered."""
    told = [(parts(asked), asked) for asked in past if asked.reachable]
    if not told:
        return RANKERS["hand mix"]
    signs = np.concatenate([each for each, _ in told])
    did = np.concatenate([[one.id in each.did for one in each.candidates] for _, each in told])
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    weights = _logistic((signs - mean) / spread, did)
    return lambda asked: (parts(asked) - mean) / spread @ weights


def _logistic(signs: Any, did: Any) -> Any:
    signs = np.hstack([signs, np.ones((len(signs), 1))])

    def loss(weights: Any) -> tuple[float, Any]:
        chance = 1 / (1 + np.exp(-np.clip(signs @ weights, -30, 30)))
        wrong = -np.log(np.where(did, chance, 1 - chance) + 1e-12).sum()
        return wrong + weights @ weights, signs.T @ (chance - did) + 2 * weights

    found = minimize(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B")
    return found.x[:-1]
