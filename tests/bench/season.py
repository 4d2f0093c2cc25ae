"""A season of rounds with people coming, going and missing some: who met whom, and how fairly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from bot.rounds.matching import draw
from bot.rounds.matching.model import Draw, Met
from tests.bench.community import Community, Pairs, groups_in, pairs_of, words
from tests.bench.rivals import at_random, roulette
from tests.bench.tables import Report, percent

ROUNDS = 13
GOALS, WELCOMED, GINI, LOSS = 0.99, 0.9, 0.12, 0.02
COLUMNS = (
    "members", "who draws", "repeats", "left out", "twice running", "worth", "5th percentile",
    "Gini", "goals met", "of those within reach", "newcomers with a regular",
    "ever with a welcomer",
)  # fmt: skip


@dataclass
class Season:
    """What happened so far, by the population's numbers."""

    community: Community
    met: dict[tuple[int, int], int] = field(default_factory=dict)
    repeats: int = 0
    out: set[int] = field(default_factory=set)
    left_out: int = 0
    twice: int = 0

    def __post_init__(self) -> None:
        n = self.community.n
        self.worth, self.rounds, self.there = np.zeros(n), np.zeros(n, int), np.zeros(n, int)
        self.taught, self.offered = np.zeros(n, np.uint64), np.zeros(n, np.uint64)
        self.regular, self.welcomed = np.zeros(n, int), np.zeros(n, bool)

    def note(self, number: int, here: list[int], groups: Iterable[tuple[int, ...]]) -> None:
        people: Any = self.community.people
        together: set[int] = set()
        self.there[here] += 1
        self.offered[here] |= np.bitwise_or.reduce(people["teach"][here])
        taught = self.taught.copy()
        for group in groups:
            together.update(group)
            self._talked(group, taught, number)
        self.taught = taught
        out = {*here} - together
        self.left_out += len(out)
        self.twice += len(out & self.out)
        self.out = out

    def _talked(self, group: tuple[int, ...], taught: Any, number: int) -> None:
        people = self.community.people
        wanting = {**people, "wants": people["wants"] & ~self.taught}
        for i in group:
            others = np.array([j for j in group if j != i])
            worths = self.community.source.worth(wanting, np.full(len(others), i), others)
            self.worth[i] += worths.mean()
            self.rounds[i] += 1
            taught[i] |= np.bitwise_or.reduce(people["teach"][others]) & people["wants"][i]
            self.regular[i] += bool((~people["new"][others]).any())
            self.welcomed[i] |= bool(people["welcomes"][others].any())
        for i, j in pairs_of(tuple(sorted(group))):
            self.repeats += (i, j) in self.met
            self.met[i, j] = number

    def draw(self, number: int, here: list[int], fairness: float) -> Draw:
        members = [
            replace(
                self.community.members[i],
                taught=words(self.taught[i]),
                worth=float(self.worth[i] / self.rounds[i]) if self.rounds[i] else None,
                left_out=i in self.out,
            )
            for i in here
        ]
        history = tuple(Met(str(i), str(j), number - at) for (i, j), at in self.met.items())
        weights = replace(self.community.weights, fairness=fairness)
        return Draw(tuple(members), history, weights=weights, seed=f"{number}")


def show(report: Report, source: Any, sizes: tuple[int, ...]) -> None:
    for n in sizes:
        community = Community(source, n, 1, 0)
        shipped = community.weights.fairness
        played = {
            "random": _rival(community, roulette_like=False),
            "chat-roulette": _rival(community, roulette_like=True),
            "Hearth, no fairness": _ours(community, 0.0),
            "Hearth": _ours(community, shipped),
        }
        rows = [_row(name, season) for name, season in played.items()]
        rows.append(_targets(report, played["Hearth"], played["Hearth, no fairness"]))
        report.table(
            f"A season of {ROUNDS} rounds at 80 %, skills once taught no longer wanted. Within"
            " reach: wanted by somebody\n  who was there for half of the season, and taught by"
            " somebody who was there when they were",
            COLUMNS,
            rows,
        )


def _ours(community: Community, fairness: float) -> Season:
    season = Season(community)
    for number, here in _present(community):
        season.note(number, here, groups_in(draw(season.draw(number, here, fairness))))
    return season


def _rival(community: Community, *, roulette_like: bool) -> Season:
    season, dice = Season(community), np.random.default_rng(1)
    for number, here in _present(community):
        place = {i: at for at, i in enumerate(here)}
        known = {(place[i], place[j]) for i, j in season.met if i in place and j in place}
        pairs: Pairs = (
            roulette(len(here), known, dice) if roulette_like else at_random(len(here), dice)
        )
        season.note(number, here, [(here[i], here[j]) for i, j in pairs])
    return season


def _present(community: Community) -> Iterable[tuple[int, list[int]]]:
    source = community.source
    rounds = source.season(community.people, rounds=ROUNDS, seed=community.seed)
    return ((number, here.tolist()) for number, here in enumerate(rounds, 1))


@dataclass(frozen=True)
class Figures:
    """What a season comes to."""

    worth: float
    low: float
    gini: float
    goals: float
    reached: float
    regular: float
    welcomed: float

    @classmethod
    def of(cls, season: Season) -> Figures:
        people, took = season.community.people, season.rounds > 0
        means = season.worth[took] / season.rounds[took]
        half = season.there >= ROUNDS / 2
        new = people["new"] & took
        wants = people["wants"]
        return cls(
            worth=float(season.worth.sum() / season.rounds.sum()),
            low=float(np.percentile(means, 5)),
            gini=season.community.source.gini(means),
            goals=_bits(season.taught[took]) / max(1, _bits(wants[took])),
            reached=_bits(season.taught[half]) / max(1, _bits((wants & season.offered)[half])),
            regular=float(season.regular[new].sum() / max(1, season.rounds[new].sum())),
            welcomed=float(season.welcomed[new].mean()),
        )


def _bits(masks: Any) -> int:
    return int(np.bitwise_count(masks).sum())


def _row(name: str, season: Season) -> list[str]:
    f = Figures.of(season)
    return [
        f"{season.community.n:,}", name, str(season.repeats), str(season.left_out),
        str(season.twice), f"{f.worth:.3f}", f"{f.low:.2f}", f"{f.gini:.3f}", percent(f.goals),
        percent(f.reached), percent(f.regular), percent(f.welcomed),
    ]  # fmt: skip


def _targets(report: Report, ours: Season, plain: Season) -> list[str]:
    what, f = f"a season of {ours.community.n}", Figures.of(ours)
    loss = 1 - f.worth / Figures.of(plain).worth
    return [
        "", "target", report.ceiling(f"{what}, repeats", ours.repeats, 0, "{:.0f}"), "",
        report.ceiling(f"{what}, left out twice running", ours.twice, 0, "{:.0f}"),
        report.ceiling(f"{what}, worth lost to fairness", loss, LOSS, "{:.3f}"), "",
        report.ceiling(f"{what}, Gini", f.gini, GINI, "{:.3f}"), "",
        report.target(f"{what}, goals within reach", f.reached, GOALS, "{:.3f}"),
        report.target(f"{what}, newcomers with a regular", f.regular, WELCOMED, "{:.2f}"), "",
    ]  # fmt: skip
