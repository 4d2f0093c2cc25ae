"""Take a graph apart into rounds: perfect matchings that share no edge, as many as it has degrees.

Every edge gets the number of a round, so that nobody has two edges of one round. What does not fit
is made to fit by turning over chains of two alternating rounds (Kempe), at random by given dice.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

NOBODY = -1


class Rounds:
    """Who meets whom in which round: `at[one][number]` is the other, or nobody."""

    def __init__(self, members: int, rounds: int, dice: Random) -> None:
        self.at = [[NOBODY] * rounds for _ in range(members)]
        self.dice = dice

    def free(self, one: int) -> list[int]:
        """The rounds in which somebody has nobody yet."""
        return [number for number, other in enumerate(self.at[one]) if other == NOBODY]

    def meet(self, one: int, other: int, number: int) -> None:
        self.at[one][number], self.at[other][number] = other, one

    def part(self, one: int, other: int, number: int) -> None:
        self.at[one][number] = self.at[other][number] = NOBODY

    def chain(self, start: int, first: int, second: int) -> list[int]:
        """From somebody on, in turns of the two rounds, as far as it goes."""
        along, numbers = [start], (first, second)
        while (ahead := self.at[along[-1]][numbers[(len(along) - 1) % 2]]) != NOBODY:
            along.append(ahead)
        return along

    def turn(self, along: list[int], first: int, second: int) -> None:
        """Let a chain that begins with `first` begin with `second`, and so on along it."""
        steps = list(pairwise(along))
        for number, (one, other) in enumerate(steps):
            self.part(one, other, second if number % 2 else first)
        for number, (one, other) in enumerate(steps):
            self.meet(one, other, first if number % 2 else second)

    def fit(self, one: int, other: int) -> tuple[int, int] | None:
        """Find a round for two who have none; who has none now instead, None when nobody."""
        mine, theirs = self.free(one), self.free(other)
        if both := [number for number in mine if number in theirs]:
            self.meet(one, other, self.dice.choice(both))
            return None
        first, second = self.dice.choice(theirs), self.dice.choice(mine)
        along = self.chain(one, first, second)
        if along[-1] != other:
            self.turn(along, first, second)
            self.meet(one, other, first)
            return None
        if self.dice.random() < 1 / 2:
            instead = along[1]
            self.part(one, instead, first)
            self.meet(one, other, first)
            return one, instead
        third = self.dice.randrange(len(self.at[one]))
        if third not in (first, second) and self.at[one][third] != NOBODY:
            self.turn(self.chain(one, third, second), third, second)
        return one, other


def rounds_of(
    edges: list[tuple[int, int]], members: int, dice: Random, tries: int
) -> Rounds | None:
    """The edges of a regular graph in as many rounds as it has degrees; None when not found."""
    rounds = Rounds(members, 2 * len(edges) // members, dice)
    waiting = list(edges)
    dice.shuffle(waiting)
    for _ in range(len(edges) + tries):
        if not waiting:
            return rounds
        at = dice.randrange(len(waiting))
        waiting[at], waiting[-1] = waiting[-1], waiting[at]
        if (left := rounds.fit(*waiting.pop())) is not None:
            waiting.append(left)
    return None
