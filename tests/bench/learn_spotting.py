"""Learn the weights of bot/spotting.py: `python -m tests.bench.learn_spotting --data folder`.

From `spotting.labels`: messages of the learning sides of #ubuntu and of the docker room, which we
read. How strongly the weights are held back (by the
least surprise), and OFFER, are chosen by ten-fold cross-validation on
these; the figure's side and `labelled/` are never looked at. Prints what stands in the module.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.spotting import LIKELY, signs
from tests.bench.rooms import Folder, read

LABELS = Path(__file__).with_name("spotting.labels")
PRECISE = 0.93  # where learnt, so that 0.90 is left elsewhere
HOLDS = (0.3, 1.0, 3.0, 10.0)
FOLDS, TIMES = 10, 5
STEPS = np.arange(0.50, 0.91, 0.01)


@dataclass(frozen=True)
class Read:
    """The messages we read: their signs, whether they ask, and how they were drawn (a, s, m)."""

    names: tuple[str, ...]
    signs: Any
    asks: Any
    drawn: Any

    @property
    def parts(self) -> tuple[Any, Any]:
        """Those drawn from all messages, and those from first ones; not those that are hard."""
        return self.drawn == "a", self.drawn == "s"


def labelled(folder: Folder) -> Read:
    """What of the labels is in the folder, with nothing that its own labels hold."""
    texts = {each.id: each.text for room in folder.rooms for each in room.messages if each.learn}
    measured = {each.text.strip() for each in folder.labelled}
    rows = [line.split(" ", 2) for line in LABELS.read_text().splitlines() if line[:1] in "QN"]
    rows = [row for row in rows if texts.get(row[2], "").strip() not in {*measured, ""}]
    found = [signs(texts[id_]) for _, _, id_ in rows]
    names = tuple(dict.fromkeys(name for each in found for name in each))
    return Read(
        names,
        np.array([[each.get(name, 0.0) for name in names] for each in found]),
        np.array([label == "Q" for label, _, _ in rows]),
        np.array([kind for _, kind, _ in rows]),
    )


def learn(signs_: Any, asks: Any, hold: float) -> Any:
    """A logistic regression, its weights held back towards 0."""

    def loss(weights: Any) -> tuple[float, Any]:
        chance = 1 / (1 + np.exp(-np.clip(signs_ @ weights, -30, 30)))
        wrong = -np.log(np.where(asks, chance, 1 - chance) + 1e-12).sum()
        return wrong + hold * weights @ weights, signs_.T @ (chance - asks) + 2 * hold * weights

    start = np.zeros(signs_.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B").x


def crossed(told: Read, hold: float) -> Any:
    """Each message's chance by weights that were learnt without it."""
    dice, chances = np.random.default_rng(0), np.zeros(len(told.asks))
    for _ in range(TIMES):
        fold = dice.integers(0, FOLDS, len(told.asks))
        for each in range(FOLDS):
            weights = learn(told.signs[fold != each], told.asks[fold != each], hold)
            chances[fold == each] += 1 / (1 + np.exp(-(told.signs[fold == each] @ weights)))
    return chances / TIMES


def precision_recall(chances: Any, asks: Any, least: float) -> tuple[float, float]:
    said = chances >= least
    right = float((said & asks).sum())
    return right / max(1, said.sum()), right / max(1, asks.sum())


def f1(chances: Any, asks: Any, least: float) -> float:
    precision, recall = precision_recall(chances, asks, least)
    return 2 * precision * recall / max(1e-9, precision + recall)


def lowest(told: Read, chances: Any) -> float:
    """From where on nine of ten are right, of any messages and of first ones alike, and above."""
    for least in STEPS:
        above = [
            precision_recall(chances[of], told.asks[of], each)[0]
            for each in STEPS[least <= STEPS]
            for of in told.parts
        ]
        if min(above) >= PRECISE:
            return float(least)
    return float(STEPS[-1])


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    usual = Path(os.environ.get("SHARED", "../shared")) / "data"
    reader.add_argument("--data", type=Path, default=usual)
    told = labelled(read(reader.parse_args().data))
    print(
        f"{len(told.asks)} messages, {told.asks.sum()} ask;"
        f" {told.parts[0].sum()} drawn from all, {told.parts[1].sum()} from first ones"
    )
    surprise = {}
    for hold in HOLDS:
        chances = crossed(told, hold)
        surprise[hold] = -np.log(np.where(told.asks, chances, 1 - chances) + 1e-9).mean()
        found = ", ".join(f"{f1(chances[of], told.asks[of], LIKELY):.3f}" for of in told.parts)
        print(f"held by {hold}: surprise {surprise[hold]:.4f}, F1 {found}")
    hold = min(surprise, key=lambda each: surprise[each])
    chances = crossed(told, hold)
    offer = lowest(told, chances)
    sure = [precision_recall(chances[of], told.asks[of], offer) for of in told.parts]
    print(f"held by {hold}; OFFER = {offer:.2f}: precision, recall {sure}")
    print("WEIGHTS = {")
    for name, weight in zip(told.names, learn(told.signs, told.asks, hold), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}")


if __name__ == "__main__":
    main()
