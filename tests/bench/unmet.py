"""Rounds without a repeat: everybody comes every time, until two meet who have met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from bot.rounds.matching import draw
from bot.rounds.matching.model import Draw, Drawn, Met
from tests.bench.community import Community, Pairs, groups_in, pairs_of
from tests.bench.rivals import at_random, roulette
from tests.bench.tables import Report, timed

Groups = list[tuple[int, ...]]
Ages = dict[tuple[int, int], int]  # the round in which two met
Player = Callable[[Ages, int], Groups]
TARGETS = {10: 9, 20: 19, 30: 29, 50: 48, 100: 97}
KEPT = 0.9
# Groups: the best known, of the most there could be.
KNOWN = {(12, 3): (3.8, 5), (30, 3): (10.0, 14), (60, 4): (10.8, 19), (100, 5): (11.4, 24)}
COLUMNS = (
    "members", "possible", "random", "chat-roulette", "Hearth", "target", "mean worth",
    "all pairs'", "of the best new round", "target", "first 12, of the bound", "seconds a round",
)  # fmt: skip
COLUMNS_GROUPS = (
    "groups",
    "possible",
    "random",
    "best known",
    "Hearth",
    "target",
    "seconds a round",
)


def show(report: Report, source: Any, sizes: tuple[int, ...], seeds: tuple[int, ...]) -> None:
    rows = [_row(report, source, n, seeds) for n in sizes]
    report.table(
        f"Rounds of pairs without a repeat, mean of {len(seeds)} communities. Whoever plays all of"
        " them meets\n  everybody once, so the mean worth is then that of all pairs; what looking"
        " ahead costs is said beside\n  the best round without a repeat after the same history.",
        COLUMNS,
        rows,
    )


def _row(report: Report, source: Any, n: int, seeds: tuple[int, ...]) -> list[str]:
    played = [_played(Community(source, n, seed, 0)) for seed in seeds]
    means = [float(np.mean(each)) for each in zip(*played, strict=True)]
    rounds, worth, share, early, seconds = means
    rivals = [
        float(np.mean([count(_rival(pick, n, seed)) for seed in seeds]))
        for pick in (lambda n, _met, dice: at_random(n, dice), roulette)
    ]
    each = np.triu_indices(n, 1)
    people = [Community(source, n, seed, 0).people for seed in seeds]
    everybody = float(np.mean([source.worth(those, *each).mean() for those in people]))
    return [
        str(n),
        str(n - 1),
        *(f"{count:.1f}" for count in rivals),
        f"{rounds:.1f}",
        report.target(f"rounds without a repeat, {n}", rounds, TARGETS[n], "{:.1f}"),
        f"{worth:.2f}",
        f"{everybody:.2f}",
        f"{share:.3f}",
        report.target(f"worth of rounds without a repeat, {n}", share, KEPT, "{:.2f}"),
        f"{early:.3f}",
        f"{seconds:.3f}",
    ]


def _played(community: Community) -> tuple[float, float, float, float, float]:
    """Rounds, mean worth of a pair, share of the best new round's, of the first 12, seconds."""
    n, given = community.n, community.draw()
    bound = community.source.bound(community.people)
    met: Ages = {}
    worths, shares, seconds = [], [], []
    for number in range(1, n + 2):
        drawn, took = _drawn(given, met, number)
        pairs = [pair for group in groups_in(drawn) for pair in pairs_of(tuple(sorted(group)))]
        if any(pair in met for pair in pairs) or not pairs:
            break
        met.update(dict.fromkeys(pairs, number))
        worths.append(drawn.worth)
        shares.append(drawn.worth / drawn.bound if drawn.bound else 1.0)
        seconds.append(took)
    early = float(np.mean(worths[:12])) / bound
    mean = 2 * float(np.mean(worths)) / n
    return len(worths), mean, float(np.mean(shares)), early, float(np.mean(seconds))


def _drawn(given: Draw, met: Ages, number: int) -> tuple[Drawn, float]:
    history = tuple(Met(str(i), str(j), number - at) for (i, j), at in met.items())
    return timed(lambda: draw(replace(given, history=history, seed=f"{number}")))


def count(play: Player) -> int:
    """How many rounds somebody plays before two meet again."""
    met: Ages = {}
    while True:
        number = len(set(met.values())) + 1
        pairs = [pair for group in play(met, number) for pair in pairs_of(tuple(sorted(group)))]
        if any(pair in met for pair in pairs):
            return number - 1
        met.update(dict.fromkeys(pairs, number))


def _rival(
    pick: Callable[[int, set[tuple[int, int]], np.random.Generator], Pairs], n: int, seed: int
) -> Player:
    dice = np.random.default_rng(seed)
    return lambda met, _number: [*pick(n, {*met}, dice)]


def show_groups(report: Report, source: Any, seeds: tuple[int, ...]) -> None:
    rows = [_row_of_groups(report, source, n, size, seeds) for n, size in KNOWN]
    report.table("Rounds of groups without a repeat", COLUMNS_GROUPS, rows)


def _row_of_groups(
    report: Report, source: Any, n: int, size: int, seeds: tuple[int, ...]
) -> list[str]:
    known, possible = KNOWN[n, size]
    seconds: list[float] = []
    counts = [count(_ours(Community(source, n, seed, 0), size, seconds)) for seed in seeds]
    dice = np.random.default_rng(1)
    chance = [count(lambda _met, _number: _shuffled(n, size, dice)) for _ in seeds]
    return [
        f"{n} in groups of {size}",
        str(possible),
        f"{np.mean(chance):.1f}",
        f"{known:.1f}",
        f"{np.mean(counts):.1f}",
        report.target(f"rounds of {n} in {size}s", float(np.mean(counts)), known, "{:.1f}"),
        f"{np.mean(seconds):.2f}",
    ]


def _ours(community: Community, size: int, seconds: list[float]) -> Player:
    given = community.draw(size)

    def play(met: Ages, number: int) -> Groups:
        drawn, took = _drawn(given, met, number)
        seconds.append(took)
        return groups_in(drawn)

    return play


def _shuffled(n: int, size: int, dice: np.random.Generator) -> Groups:
    return [tuple(group) for group in dice.permutation(n).reshape(-1, size).tolist()]
