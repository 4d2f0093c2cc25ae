"""Was it answered before? Kept answers ranked for a question, against the one that is meant."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.relevance import K1, B, Candidate, Counts, rank, rarity
from bot.terms import terms
from tests.bench.chance import between, shown
from tests.bench.rooms import Faq
from tests.bench.tables import Report

COLUMNS = ("", "R@1 [95 %]", "R@5", "MRR", "ms a question", "target")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FOUND = 50  # texts that a search hands on to be ranked
FIRST = 0.85
PARAPHRASES = Path(__file__).with_name("paraphrases.txt")
Ranker = Callable[[str], Sequence[int]]


@dataclass
class Index:
    """BM25 over texts, as the library's search does it."""

    texts: list[Counter[str]]

    def __post_init__(self) -> None:
        self.holding = Counter(term for text in self.texts for term in text)
        sizes = np.array([text.total() for text in self.texts], float)
        self.norms = 1 - B + B * sizes / max(1.0, sizes.mean())

    def find(self, query: str) -> list[int]:
        scores = np.zeros(len(self.texts))
        for term in Counter(terms(query)):
            rare = rarity(len(self.texts), self.holding.get(term, 0))
            often = np.array([text.get(term, 0) for text in self.texts], float)
            scores += rare * often * (K1 + 1) / (often + K1 * self.norms)
        return [int(at) for at in np.argsort(-scores, kind="stable")]


def ours() -> Faq:
    """Our own paraphrases: what the constants were chosen on."""
    blocks = PARAPHRASES.read_text().split("\n\n")
    told = [[row for row in block.split("\n") if row and row[0] != "#"] for block in blocks]
    told = [block for block in told if block]
    asked = [(said, at) for at, block in enumerate(told) for said in block[2:]]
    return Faq("our own paraphrases", tuple((b[0], b[1]) for b in told), tuple(asked))


def show(report: Report, faqs: Sequence[Faq], *, quick: bool) -> None:
    if not faqs:
        print("\nWas it answered before: no answered questions in this folder, not measured")
    for faq in faqs:
        _table(report, faq, 150 if quick else len(faq.asked))


def _table(report: Report, faq: Faq, most: int) -> None:
    asked = faq.asked[:: max(1, len(faq.asked) // most)]
    questions = Index([Counter(terms(question)) for question, _ in faq.answered])
    both = Index([Counter(terms(f"{question} {answer}")) for question, answer in faq.answered])
    rankers: dict[str, Ranker] = {
        "BM25 over questions": questions.find,
        "BM25 over questions and answers": both.find,
        "Hearth": lambda query: _ours(faq, both, query),
    }
    rows = [_row(report, faq, name, ranker, asked) for name, ranker in rankers.items()]
    learnt = (
        f"no weight learnt from it: constants from {len(ours().asked)} paraphrases of ours, "
        "the form of the score chosen beside stackfaq's totals"
    )
    report.table(
        f"Was it answered before, {faq.name}: {len(faq.answered)} answers, {len(asked)} questions"
        f" for the figure; {learnt}",
        COLUMNS,
        rows,
    )


def _ours(faq: Faq, index: Index, query: str) -> list[int]:
    found = index.find(query)[:FOUND]
    near = [Candidate(str(at), *faq.answered[at], NOW, found=-at) for at in found]
    counts = Counts(len(faq.answered), index.holding)
    return [int(each.candidate.id) for each in rank(query, near, NOW, counts)]


def _row(
    report: Report, faq: Faq, name: str, ranker: Ranker, asked: Sequence[tuple[str, int]]
) -> list[str]:
    began = time.thread_time()
    orders = [ranker(query) for query, _ in asked]
    seconds = (time.thread_time() - began) / len(asked)
    meant = [at for _, at in asked]
    places: Any = np.array(
        [
            order.index(at) + 1 if at in order else 0
            for order, at in zip(map(list, orders), meant, strict=True)
        ]
    )
    first = places == 1
    sure = between(len(first), lambda drawn: float(first[drawn].mean()))
    target = ""
    if name == "Hearth":
        target = report.target(f"R@1, {faq.name}", float(first.mean()), FIRST, "{:.3f}")
    return [
        name,
        shown(float(first.mean()), sure),
        f"{((places > 0) & (places <= 5)).mean():.3f}",
        f"{np.where(places > 0, 1 / np.maximum(places, 1), 0).mean():.3f}",
        f"{1000 * seconds:.1f}",
        target,
    ]
