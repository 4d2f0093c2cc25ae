"""Is a message a question that wants an answer? Against messages that somebody read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bot.spotting import FIRST, LIKELY, OFFER, TALKING, seems
from tests.bench.chance import between, shown
from tests.bench.learn_spotting import LABELS
from tests.bench.rooms import Folder, Labelled
from tests.bench.tables import Report

COLUMNS = ("", "precision", "recall", "F1 [95 %]", "target")
KINDS = {"any": ("any message", LIKELY, 0.80), "start": ("a conversation's first", FIRST, 0.90)}
PRECISE = 0.90
_MINUTES = int(TALKING.total_seconds() // 60)
_PHRASE = re.compile(
    r"\b(help|how (do|can|to)|any ?(one|body)|some ?(one|body)|is there|problem|error|can'?t|does"
    r"|what|where|why|which|need|trying|suggest)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*(@\S+|[\w\[\]{}|`^\\-]{2,25}\s?[:,])\s")
RULES: dict[str, Callable[[str], bool]] = {
    '"?" anywhere': lambda text: "?" in text,
    '"?" or a help phrase': lambda text: "?" in text or bool(_PHRASE.search(text)),
    "the same, to nobody, of five words": lambda text: (
        ("?" in text or bool(_PHRASE.search(text)))
        and not _NAMED.match(text)
        and len(text.split()) >= 5
    ),
}


def show(report: Report, folder: Folder) -> None:
    labelled = folder.labelled
    if not labelled:
        print("\nIs it a question: no labelled messages in this folder, not measured")
        return
    learnt = sum(line[:1] in "QN" for line in LABELS.read_text().splitlines())
    talking = _talking(folder)
    for kind, (said, least, goal) in KINDS.items():
        told = [each for each in labelled if each.set == kind]
        if told:
            report.table(
                f"Is it a question that wants an answer, {said}: learnt from {learnt} messages,"
                f" {len(told)} for the figure, {sum(one.label == 'Q' for one in told)} of them are",
                COLUMNS,
                _rows(report, told, talking, said, least, goal),
            )


def _talking(folder: Folder) -> frozenset[str]:
    """Messages whose authors had just written there, as far as the folder has what came before."""
    every = {each.id for room in folder.rooms for each in room.messages}
    return frozenset(every).difference(*(room.out_of_the_blue(TALKING) for room in folder.rooms))


def _rows(
    report: Report,
    told: Sequence[Labelled],
    talking: frozenset[str],
    said: str,
    least: float,
    goal: float,
) -> list[list[str]]:
    asks = np.array([each.label == "Q" for each in told])
    chances = np.array([seems(each.text) for each in told])
    rows = [
        _row(name, np.array([rule(each.text) for each in told]), asks)
        for name, rule in RULES.items()
    ]
    likely, sure = chances >= least, chances >= OFFER
    offered = sure & ~np.array([each.id in talking for each in told])
    ours = _row(f"Hearth, from {least:.2f} on", likely, asks)
    ours[-1] = report.target(f"F1, {said}", f1(likely, asks), goal, "{:.2f}")
    regardless = _row(f"the same, from {OFFER:.2f} on", sure, asks)
    offer = _row(f"Hearth offers: of these, its author silent {_MINUTES} min", offered, asks)
    precision = _precision(offered, asks)
    offer[-1] = "precision " + report.target(
        f"precision of offers, {said}", precision, PRECISE, "{:.2f}"
    )
    return [*rows, ours, regardless, offer]


def _row(name: str, said: Any, asks: Any) -> list[str]:
    sure = between(len(asks), lambda drawn: f1(said[drawn], asks[drawn]))
    recall = float((said & asks).sum()) / max(1, asks.sum())
    figures = (f"{_precision(said, asks):.2f}", f"{recall:.2f}", shown(f1(said, asks), sure))
    return [name, *figures, ""]


def _precision(said: Any, asks: Any) -> float:
    return float((said & asks).sum() / max(1, said.sum()))


def f1(said: Any, asks: Any) -> float:
    return float(2 * (said & asks).sum() / max(1, said.sum() + asks.sum()))
