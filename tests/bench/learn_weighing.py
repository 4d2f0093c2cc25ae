"""Learn the usual weights of bot/questions/weighing.py: `python -m tests.bench.learn_weighing`.

From who answered whom on the learning sides of the rooms with their whole history (`--data`): what
would have put those who answered first, a softmax over everybody who could have. Each room's
weights are tried on the other rooms' learning sides; their mean stands in the module. The figure's
side is never looked at.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.questions.learning import Round, round_of
from bot.questions.weighing import LEARNT, USUAL, Weights
from tests.bench.answerers import LEARN_FROM, ranks, weighed
from tests.bench.past import Asked, questions
from tests.bench.rooms import Room, read

HOLD = 1.0


def past(room: Room) -> list[Asked]:
    """The questions that may be learnt from."""
    return [asked for asked in questions(room) if asked.learn][-LEARN_FROM:]


def fitted(told: list[Asked]) -> Weights:
    """The weights that would have put first who answered, held back towards 0."""
    rounds = [round_of(one.need, one.candidates, one.at, one.did) for one in told]
    rounds = [one for one in rounds if one.did and len(one.did) < len(one.signs)]
    spread = np.concatenate([np.array(one.signs) for one in rounds]).std(0) + 1e-9
    ready = [(np.array(one.signs) / spread, _mask(one)) for one in rounds]

    def loss(weights: Any) -> tuple[float, Any]:
        wrong, slope = HOLD * weights @ weights, 2 * HOLD * weights
        for signs, did in ready:
            chances = np.exp((scores := signs @ weights) - scores.max())
            chances /= chances.sum()
            theirs = chances * did / chances[did].sum()
            wrong -= np.log(chances[did].sum() + 1e-12)
            slope += signs.T @ (chances - theirs)
        return float(wrong), slope

    found = minimize(loss, np.zeros(len(LEARNT)), jac=True, method="L-BFGS-B").x / spread
    return replace(USUAL, **dict(zip(LEARNT, found.tolist(), strict=True)))


def _mask(one: Round) -> Any:
    return np.isin(np.arange(len(one.signs)), list(one.did))


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    usual = Path(os.environ.get("SHARED", "../shared")) / "data"
    reader.add_argument("--data", type=Path, default=usual)
    told = {room.name: past(room) for room in read(reader.parse_args().data).whole}
    found = {name: fitted(asked) for name, asked in told.items()}
    for name, weights in found.items():
        print(f"{name}: " + ", ".join(f"{one} {getattr(weights, one):.2f}" for one in LEARNT))
        for other in told.keys() - {name}:
            there = ranks(told[other], weighed(weights))
            print(f"  in {other}: hit@3 {there.hit(3):.3f}, MRR {there.mrr:.3f}")
    for one in LEARNT:
        print(f"    {one}: float = {np.mean([getattr(each, one) for each in found.values()]):.2f}")


if __name__ == "__main__":
    main()
