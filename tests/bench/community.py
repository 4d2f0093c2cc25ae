"""A synthetic community as the matcher sees it, read from `matching/population.py` in a folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bot.rounds.matching.model import Draw, Drawn, Member, Met, Weights, working

Pairs = list[tuple[int, int]]


def read(folder: Path) -> Any:
    """The module that says who the members are and what a conversation is worth."""
    path = folder / "matching" / "population.py"
    spec = importlib.util.spec_from_file_location("population", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"There is no {path}. Name a folder that has it: make bench DATA=folder")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Community:
    """`n` members, drawn by a seed, with a past of so many rounds."""

    source: Any
    n: int
    seed: int = 1
    rounds: int = 10

    @cached_property
    def people(self) -> Any:
        return self.source.population(self.n, seed=self.seed)

    @cached_property
    def met(self) -> dict[tuple[int, int], int]:
        """How many rounds ago two met."""
        if not self.rounds:
            return {}
        past = self.source.history(self.people, rounds=self.rounds, seed=self.seed)
        return {(int(i), int(j)): int(ago) for (i, j), ago in past.items()}

    @cached_property
    def members(self) -> tuple[Member, ...]:
        told = self.people
        return tuple(
            Member(
                id=str(i),
                teaches=words(told["teach"][i]),
                wants=words(told["wants"][i]),
                challenges=words(told["challenge"][i]),
                organisation=f"team {told['team'][i]}",
                awake=working(float(told["zone"][i])),
                newcomer=bool(told["new"][i]),
                welcomes=bool(told["welcomes"][i]),
            )
            for i in range(self.n)
        )

    @property
    def weights(self) -> Weights:
        """The shipped weights, or what this population says a term is worth."""
        return replace(Weights(), window=self.source.WINDOW, **self.source.WORTH)

    def draw(self, size: int = 2, seed: str = "") -> Draw:
        """A round of everybody."""
        history = tuple(Met(str(i), str(j), ago) for (i, j), ago in self.met.items())
        return Draw(
            self.members, history, size=size, weights=self.weights, seed=seed or f"{self.seed}"
        )

    def costs(self) -> Any:
        """What meeting again costs, for everybody with everybody."""
        cost = np.zeros((self.n, self.n))
        for (i, j), ago in self.met.items():
            cost[i, j] = cost[j, i] = self.source.repeat(ago)
        return cost

    def worth(self, one: Any, other: Any) -> Any:
        """What the population says of these pairs, less what meeting again costs."""
        pairs = zip(one, other, strict=True)
        ages = [self.met.get((min(i, j), max(i, j)), np.inf) for i, j in pairs]
        worth = self.source.worth(self.people, np.asarray(one, int), np.asarray(other, int))
        return worth - self.source.repeat(np.array(ages))

    def of_pairs(self, pairs: Pairs) -> float:
        """What a round of pairs is worth; who is in none adds nothing."""
        if not pairs:
            return 0.0
        one, other = zip(*pairs, strict=True)
        return float(self.worth(one, other).sum())

    def of_groups(self, groups: Iterable[tuple[int, ...]]) -> float:
        """Half the sum, over everybody, of the mean worth of those they are with."""
        return sum(
            self.of_pairs(pairs_of(group)) / (len(group) - 1) for group in groups if len(group) > 1
        )

    @cached_property
    def agrees(self) -> bool:
        """Whether the matcher and the population say the same of a thousand pairs."""
        from bot.rounds.matching.stakes import stakes  # noqa: PLC0415 - heavy, and used here only

        among = stakes(self.draw(), self.members)
        one, other = np.random.default_rng(0).integers(0, self.n, (2, 1000))
        theirs = self.source.worth(self.people, one, other)
        return bool(np.abs(among.crowd.worth(one, other) - theirs).max() < 1e-4)


def words(mask: Any) -> tuple[str, ...]:
    """The skills of a bit mask, by name."""
    bits = int(mask)
    return tuple(f"skill {at}" for at in range(bits.bit_length()) if bits >> at & 1)


def groups_in(drawn: Drawn) -> list[tuple[int, ...]]:
    """The groups of a round, as the population numbers people."""
    return [tuple(int(id_) for id_ in group.members) for group in drawn.groups]


def pairs_of(group: tuple[int, ...]) -> Pairs:
    """Everybody in a group with everybody else."""
    return [(i, j) for at, i in enumerate(group) for j in group[at + 1 :]]
