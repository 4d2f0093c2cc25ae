"""Who will answer? People ranked for each question of a room, against who did."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from statistics import quantiles
from typing import Any

import numpy as np

from bot.questions.choosing import choose
from bot.questions.learning import learned, round_of
from bot.questions.weighing import USUAL, Scale, Weights
from tests.bench import answering, waited
from tests.bench.chance import between, shown
from tests.bench.past import Asked, questions
from tests.bench.rooms import Room
from tests.bench.routing import community
from tests.bench.tables import Report

COLUMNS = ("", "hit@1", "hit@3", "hit@5", "MRR [95 %]", "better by, of draws", "target")
LOADS = ("", "hit@3 [95 %]", "top five's share of asks", "target")
LEARN_FROM = 1500  # questions at most, the last of those for learning
WEEK = timedelta(days=7)
AT_ONCE, TOP, SHARE = 3, 5, 0.6
LATENCY, MEMBERS = 0.050, 10_000


@dataclass(frozen=True)
class Ranks:
    """For each question, where the first of those who answered stood; 0: nowhere."""

    of: Any

    def hit(self, most: int) -> float:
        return float(((self.of > 0) & (self.of <= most)).mean())

    @property
    def shares(self) -> Any:
        return np.where(self.of > 0, 1 / np.maximum(self.of, 1), 0.0)

    @property
    def mrr(self) -> float:
        return float(self.shares.mean())

    def above(self, other: Ranks) -> float:
        """In which share of draws the mean reciprocal rank is better than the other's."""
        ours, theirs = self.shares, other.shares
        dice = np.random.default_rng(0)
        drawn = dice.integers(0, len(ours), (1000, len(ours)))
        return float(((ours - theirs)[drawn].mean(1) > 0).mean())


def show(report: Report, rooms: Sequence[Room], *, quick: bool) -> None:
    if not rooms:
        print("\nWho will answer: no room with its whole history in this folder, not measured")
    for room in rooms:
        _room(report, room, 300 if quick else LEARN_FROM)
    waited.show(report, rooms)
    _latency(report, quick=quick)


def _room(report: Report, room: Room, learn_from: int) -> None:
    every = list(questions(room))
    past = [asked for asked in every if asked.learn][-learn_from:]
    figure = [asked for asked in every if not asked.learn]
    if not figure:
        print(f"\nWho will answer, {room.name}: no questions on the figure's side")
        return
    own = learned(round_of(q.need, q.candidates, q.at, q.did) for q in past)
    ranked = {name: ranks(figure, score) for name, score in answering.RANKERS.items()}
    ranked["learned (logistic)"] = ranks(figure, answering.learned(past))
    ranked["Hearth, no training"] = ranks(figure, weighed(USUAL))
    ranked["Hearth, own history"] = ranks(figure, weighed(own))
    reach = np.mean([asked.reachable for asked in figure])
    report.table(
        f"Who will answer, {room.name}: {len(past)} questions to learn, {len(figure)} for the"
        f" figure; {np.mean([len(q.candidates) for q in figure]):.0f} candidates, among them one"
        f" who answered in {reach:.2f}",
        COLUMNS,
        [_row(report, room.name, name, ranked) for name in ranked],
    )
    _load(report, room.name, past, figure)


def _row(report: Report, room: str, name: str, ranked: dict[str, Ranks]) -> list[str]:
    found = ranked[name]
    sure = between(len(found.of), lambda drawn: float(found.shares[drawn].mean()))
    rival = {"Hearth, no training": "hand mix", "Hearth, own history": "learned (logistic)"}
    cells = [name, *(f"{found.hit(most):.3f}" for most in (1, 3, 5)), shown(found.mrr, sure)]
    if name not in rival:
        return [*cells, "", ""]
    other = ranked[rival[name]]
    draws = f"{found.above(other):.2f}"
    worse = min((found.mrr, other.mrr, "MRR"), (found.hit(3), other.hit(3), "hit@3"), key=_gain)
    said = report.target(f"{name}, {room}, {worse[2]}", worse[0], worse[1], "{:.3f}")
    return [*cells, draws, f"{worse[2]} {said}"]


def _gain(pair: tuple[float, float, str]) -> float:
    return pair[0] - pair[1]


def weighed(weights: Weights) -> answering.Ranker:
    """Hearth's own numbers."""

    def score(asked: Asked) -> Any:
        scale = Scale(asked.need, asked.candidates, asked.at, weights)
        return np.array([sum(scale.points(one).values()) for one in asked.candidates])

    return score


def ranks(figure: Iterable[Asked], score: answering.Ranker) -> Ranks:
    found = []
    for asked in figure:
        order: Any = np.argsort(-score(asked), kind="stable") if asked.candidates else ()
        who = [asked.candidates[at].id in asked.did for at in order]
        found.append(1 + who.index(True) if True in who else 0)
    return Ranks(np.array(found))


def _load(report: Report, room: str, past: list[Asked], figure: list[Asked]) -> None:
    """The three best are asked each time; who was asked this week counts for less."""
    bare_hits, bare_share = routed(figure, replace(USUAL, asked=0.0))
    hits, share = routed(figure, USUAL)
    sure = between(len(hits), lambda drawn: float(hits[drawn].mean()))
    keeps = report.target(
        f"hit@3 with load, {room}", hits.mean(), bare_hits.mean() - 0.01, "{:.3f}"
    )
    report.table(
        f"Load, {room}: {AT_ONCE} people asked about each of {len(figure)} questions",
        (*LOADS, "hit@3 kept"),
        [
            ["without", f"{bare_hits.mean():.3f}", f"{bare_share:.2f}", "", ""],
            [
                "Hearth",
                shown(float(hits.mean()), sure),
                f"{share:.2f}",
                report.ceiling(f"top five's share, {room}", share, SHARE, "{:.2f}"),
                keeps,
            ],
        ],
    )


def routed(figure: Iterable[Asked], weights: Weights) -> tuple[Any, float]:
    """Whether one of the three asked answered; the share of asks that went to five people."""
    week: deque[tuple[datetime, str]] = deque()
    asks: Counter[str] = Counter()
    hits = []
    for asked in figure:
        while week and asked.at - week[0][0] > WEEK:
            week.popleft()
        load = Counter(id_ for _, id_ in week)
        near = tuple(
            replace(one, asked=load[one.id]) if one.id in load else one for one in asked.candidates
        )
        numbers = weighed(weights)(replace(asked, candidates=near)) if near else np.zeros(0)
        chosen = [near[at].id for at in np.argsort(-numbers, kind="stable")[:AT_ONCE]]
        week.extend((asked.at, id_) for id_ in chosen)
        asks.update(chosen)
        hits.append(bool(asked.did & set(chosen)))
    top = sum(count for _, count in asks.most_common(TOP))
    return np.array(hits, float), top / max(1, asks.total())


def _latency(report: Report, *, quick: bool) -> None:
    people, needs, now = community(MEMBERS, Random(1))
    taken = [_seconds(partial(choose, need, people, now, Random(2))) for need in needs]
    p95 = quantiles(taken, n=20)[-1]
    target = report.ceiling(f"routing among {MEMBERS:,}, p95 seconds", p95, LATENCY, "{:.3f}")
    report.table(
        f"Routing one question in a community of {MEMBERS:,}, {len(taken)} times",
        ("median ms", "p95 ms", "target"),
        [[f"{1000 * float(np.median(taken)):.1f}", f"{1000 * p95:.1f}", target]],
    )


def _seconds(run: Callable[[], object]) -> float:
    began = time.thread_time()
    run()
    return time.thread_time() - began
