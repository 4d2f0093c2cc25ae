"""Learn the weights of bot/spotting.py: `python -m tests.bench.learn_spotting --data folder`.

From `spotting.labels`: messages of the learning sides of #ubuntu, of the docker room and of the
dialogs of five other rooms, which we read. How strongly the weights are held back (by the least
surprise), FIRST and OFFER are chosen on communities that the weights were not learnt from: each of
the three in turn. The figure's side and `labelled/` are never looked at. Prints what stands in the
module.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.spotting import LIKELY, TALKING, signs
from tests.bench.rooms import Folder, read

LABELS = Path(__file__).with_name("spotting.labels")
PRECISE = 0.95  # where learnt, so that 0.90 is left elsewhere
HOLDS = (0.3, 1.0, 3.0, 10.0)
STEPS = np.arange(0.50, 0.91, 0.01)
FIRSTS = np.arange(0.10, 0.61, 0.05)


@dataclass(frozen=True)
class Read:
    """The messages we read: their signs, whether they ask, and how they were drawn (a, s, m).

    `blue` are those out of the blue: their authors had not just written there. `where` tells the
    communities apart; of the five rooms of which there are dialogs only, there is little of each.
    """

    names: tuple[str, ...]
    signs: Any
    asks: Any
    drawn: Any
    blue: Any
    where: Any

    @property
    def parts(self) -> tuple[Any, Any]:
        """Those drawn from all messages, and those from first ones; not those that are hard."""
        return self.drawn == "a", self.drawn == "s"

    @property
    def offered(self) -> tuple[Any, Any]:
        """The same, of those about which something may be offered."""
        return (self.drawn == "a") & self.blue, (self.drawn == "s") & self.blue


def labelled(folder: Folder) -> Read:
    """What of the labels is in the folder, with nothing that its own labels hold."""
    rooms = {each.id: room for room in folder.rooms for each in room.messages if each.learn}
    texts = {each.id: each.text for room in folder.rooms for each in room.messages if each.learn}
    blue = frozenset[str]().union(*(room.out_of_the_blue(TALKING) for room in folder.rooms))
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
        np.array([id_ in blue for _, _, id_ in rows]),
        np.array([rooms[id_].name if rooms[id_].whole else "dialogs" for _, _, id_ in rows]),
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
    """Each message's chance by weights that were learnt in the other communities."""
    chances = np.zeros(len(told.asks))
    for each in sorted(set(told.where)):
        weights = learn(told.signs[told.where != each], told.asks[told.where != each], hold)
        chances[told.where == each] = 1 / (1 + np.exp(-(told.signs[told.where == each] @ weights)))
    return chances


def precision_recall(chances: Any, asks: Any, least: float) -> tuple[float, float]:
    said = chances >= least
    right = float((said & asks).sum())
    return right / max(1, said.sum()), right / max(1, asks.sum())


def f1(chances: Any, asks: Any, least: float) -> float:
    precision, recall = precision_recall(chances, asks, least)
    return 2 * precision * recall / max(1e-9, precision + recall)


def lowest(told: Read, chances: Any) -> float:
    """From where on nearly all offers are right, of any messages and of first ones, and above."""
    for least in STEPS:
        above = [
            precision_recall(chances[of], told.asks[of], each)[0]
            for each in STEPS[least <= STEPS]
            for of in told.offered
        ]
        if min(above) >= PRECISE:
            return float(least)
    return float(STEPS[-1])


def first(told: Read, chances: Any) -> float:
    """The middle of three steps from which first ones are told apart best."""
    of = told.drawn == "s"
    found = np.array([f1(chances[of], told.asks[of], least) for least in FIRSTS])
    return float(FIRSTS[1 + np.argmax(np.convolve(found, np.ones(3), "valid"))])


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
    sure = [precision_recall(chances[of], told.asks[of], offer) for of in told.offered]
    print(f"held by {hold}; FIRST = {first(told, chances):.2f}; OFFER = {offer:.2f}:")
    print(", ".join(f"precision {right:.3f} recall {found:.3f}" for right, found in sure))
    print("WEIGHTS = {")
    for name, weight in zip(told.names, learn(told.signs, told.asks, hold), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}")


if __name__ == "__main__":
    main()
