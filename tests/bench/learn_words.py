"""Learn bot/spotting.words: `python -m tests.bench.learn_words --data folder > bot/spotting.words`.

A word weighs what it tells, beside the signs of bot/spotting.py, of whether a message opened a
conversation that somebody answered or stood inside one. Nobody read these messages: the corpora's
own threads say it. Only the learning sides of rooms with their whole history; only words that all
of these rooms use, about equally often, so that what they are about does not count.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from bot.spotting import _folded, signs, words_of
from tests.bench.learn_spotting import LABELS
from tests.bench.rooms import Folder, Room, read

OFTEN, ALIKE, KEPT = 6, 5.0, 300  # times in each room, between their shares, words in the file
HOLD_SIGNS, HOLD_WORDS = 0.5, 10.0


def openings(room: Room, without: frozenset[str]) -> list[tuple[str, bool]]:
    """Messages that opened an answered conversation, and those that stood inside one."""
    found = []
    for told in room.conversations.values():
        answered = any(each.user != told[0].user for each in told)
        for at, each in enumerate(told):
            if each.learn and each.text.strip() not in without and (at or answered):
                found.append((each.text, not at))
    return found


def common(said: list[list[frozenset[str]]]) -> list[str]:
    """Words that every room uses, none of them much more than another."""
    counts = [Counter(word for words in room for word in words) for room in said]
    words = set.intersection(*(set(each) for each in counts))
    return sorted(word for word in words if _alike(word, counts, [len(room) for room in said]))


def _alike(word: str, counts: list[Counter[str]], sizes: list[int]) -> bool:
    shares = [each[word] / size for each, size in zip(counts, sizes, strict=True)]
    return min(each[word] for each in counts) >= OFTEN and max(shares) <= ALIKE * min(shares)


def learn(folder: Folder) -> list[tuple[str, float]]:
    """The most telling words, each with its weight."""
    read_by_us = {
        line.split(" ", 2)[2] for line in LABELS.read_text().splitlines() if line[:1] in "QN"
    }
    texts = {each.id: each.text.strip() for room in folder.whole for each in room.messages}
    without = frozenset(
        {each.text.strip() for each in folder.labelled}
        | {texts[id_] for id_ in read_by_us if id_ in texts}
    )
    rooms = [openings(room, without) for room in folder.whole]
    said = [[words_of(_folded(text)) for text, _ in room] for room in rooms]
    words = common(said)
    rows = [each for room in said for each in room]
    counted = _counted(rows, words)
    told = [signs(text) for room in rooms for text, _ in room]
    names = sorted({name for each in told for name in each} - {"said so"})
    plain = csr_matrix([[each.get(name, 0.0) for name in names] for each in told])
    opens = np.array([opened for room in rooms for _, opened in room])
    hold = np.r_[np.full(len(names), HOLD_SIGNS), np.full(len(words), HOLD_WORDS)]
    weights = _logistic(hstack([plain, counted]).tocsr(), opens, hold)[len(names) :]
    telling = np.abs(weights) * np.sqrt(np.asarray(counted.sum(0)).ravel())
    return [(words[at], float(weights[at])) for at in np.argsort(-telling)[:KEPT]]


def _counted(rows: list[frozenset[str]], words: list[str]) -> Any:
    known = {word: at for at, word in enumerate(words)}
    pairs = [(at, known[word]) for at, row in enumerate(rows) for word in row if word in known]
    across, down = zip(*pairs, strict=True)
    return csr_matrix((np.ones(len(pairs)), (across, down)), (len(rows), len(words)))


def _logistic(told: Any, opens: Any, hold: Any) -> Any:
    def loss(weights: Any) -> tuple[float, Any]:
        chance = 1 / (1 + np.exp(-np.clip(told @ weights, -30, 30)))
        wrong = -np.log(np.where(opens, chance, 1 - chance) + 1e-12).sum()
        slope = told.T @ (chance - opens) + 2 * hold * weights
        return wrong + (hold * weights * weights).sum(), slope

    return minimize(loss, np.zeros(told.shape[1]), jac=True, method="L-BFGS-B").x


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    usual = Path(os.environ.get("SHARED", "../shared")) / "data"
    reader.add_argument("--data", type=Path, default=usual)
    folder = read(reader.parse_args().data)
    print("# What single words tell of whether a message asks the community: made by")
    print("# tests/bench/learn_words.py from the learning sides of #ubuntu (Kummerfeld et al., ACL")
    print("# 2019, CC BY 4.0) and of the docker room on Gitter (LiveChat2021, MIT).")
    for word, weight in sorted(learn(folder)):
        print(f"{word} {weight:.2f}")


if __name__ == "__main__":
    main()
