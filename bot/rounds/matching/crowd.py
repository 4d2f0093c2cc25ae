"""The members of a round as arrays, in the seed's order, and what any two are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import numpy as np

from bot.rounds.matching.columns import (
    Bits,
    Floats,
    Found,
    Ints,
    numbered,
    overlap,
    sought,
    words,
)
from bot.rounds.matching.lenses import seen
from bot.rounds.matching.model import Draw, Member, Weights

FAVOUR = 8.0  # at most so much more, or less: no favour outweighs a repeat
APART = np.float32(1e6)  # off the worth of two who must not meet: more than any round is worth


@dataclass(frozen=True)
class Crowd:
    """Everybody who takes part. Rows of every array are members, in the seed's order."""

    ids: tuple[str, ...]
    weights: Weights
    teaches: Bits  # (words, n)
    wants: Bits
    sought: Bits  # of what they want: what at least as many want as can teach it
    challenges: Bits
    topics: Bits
    role: Ints  # numbered from 1; 0 is not told
    region: Ints
    team: Ints
    awake: Ints  # row of `shared`
    shared: Floats  # what any two kinds of day have in common, 0 to 1
    newcomer: Found
    welcomes: Found
    favour: Floats  # how much more a conversation counts, for fairness
    salt: Bits
    owed: Found  # left out of the round before

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def is_plain(self) -> bool:
        """Nobody has been favoured: what is worth most is also what is fairest."""
        return bool((self.favour == 1).all())

    def worth(self, one: Ints, other: Ints) -> Floats:
        """What a conversation is worth to both: index arrays that broadcast against each other."""
        code = np.zeros(np.broadcast_shapes(one.shape, other.shape), np.uint8)
        for bit, found in self._terms(one, other):
            code |= found.view(np.uint8) << np.uint8(bit)
        total: Floats = self._sums.take(code)
        if self.weights.hours:
            total += (
                np.float32(self.weights.hours) * self.shared[self.awake[one], self.awake[other]]
            )
        if self.weights.chance:
            total += np.float32(self.weights.chance) * self.dice(one, other)
        return total

    def _terms(self, one: Ints, other: Ints) -> Iterator[tuple[int, Found]]:
        """The terms that are there or not, each as a bit of what `_sums` adds up."""
        w = self.weights
        yield 0, _share(self.teaches, self.wants, one, other)
        yield 1, _share(self.wants, self.teaches, one, other)
        if w.challenge:
            yield 2, _share(self.challenges, self.challenges, one, other)
        if w.topic:
            yield 3, _share(self.topics, self.topics, one, other)
        if w.role:
            yield 4, _same(self.role, one, other)
        if w.region:
            yield 5, _same(self.region, one, other)
        if w.team:
            yield 6, _differ(self.team, one, other)
        if w.welcome:
            new, old = self.newcomer, self.welcomes
            yield 7, (new[one] & old[other]) | (old[one] & new[other])

    @cached_property
    def _sums(self) -> Floats:
        """What each combination of terms is worth."""
        w = self.weights
        worths = (w.teach, w.teach, w.challenge, w.topic, w.role, w.region, w.team, w.welcome)
        there = (np.arange(256)[:, None] >> np.arange(8)) & 1
        both = w.mutual * (there[:, 0] & there[:, 1])
        return np.asarray(there @ np.array(worths) + both, np.float32)

    def dice(self, one: Ints, other: Ints) -> Floats:
        """A number from 0 to 1 for any two, the same from both sides."""
        mixed = self.salt[one] + self.salt[other]
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        return ((mixed >> np.uint64(40)) * (2.0**-24)).astype(np.float32)

    def among(self, chosen: Ints) -> Crowd:
        """Only these, in this order."""
        rows = ("role", "region", "team", "awake", "newcomer", "welcomes")
        more = ("favour", "salt", "owed")
        told = ("teaches", "wants", "sought", "challenges", "topics")
        return replace(
            self,
            ids=tuple(self.ids[at] for at in chosen.tolist()),
            **{name: getattr(self, name)[chosen] for name in (*rows, *more)},
            **{name: getattr(self, name)[:, chosen] for name in told},
        )

    def value(self, one: Ints, other: Ints) -> Floats:
        """The worth, with fairness: what a round makes as much of as it can.

        It counts for each of the two as much as they are favoured, so that who had little gets the
        partner that is best for them, and not somebody else who had little. What too few can teach
        counts more wherever it is learnt, or its teachers would spend their rounds on other things.
        """
        total = self.worth(one, other)
        if not self.is_plain:
            total += self._sought(one, other)
            total *= (self.favour[one] + self.favour[other]) / np.float32(2)
        return total

    def _sought(self, one: Ints, other: Ints) -> Floats:
        """What it is worth beyond the worth that either learns what too few can teach."""
        each = np.float32(self.weights.teach * self.weights.sought)
        learns = _share(self.teaches, self.sought, one, other).astype(np.float32)
        learns += _share(self.sought, self.teaches, one, other)
        return learns * each


def _share(mine: Bits, theirs: Bits, one: Ints, other: Ints) -> Found:
    found = np.zeros(np.broadcast_shapes(one.shape, other.shape), bool)
    for i, j in zip(mine, theirs, strict=True):
        found |= (i[one] & j[other]) != 0
    return found


def _same(told: Ints, one: Ints, other: Ints) -> Found:
    same: Found = (told[one] == told[other]) & (told[one] != 0)
    return same


def _differ(told: Ints, one: Ints, other: Ints) -> Found:
    differ: Found = (told[one] != told[other]) & (told[one] != 0) & (told[other] != 0)
    return differ


def in_the_seeds_order(members: Iterable[Member], seed: str) -> list[Member]:
    """The members as the seed shuffles them: however they came, this is how they stand."""
    return sorted(members, key=lambda member: (_digest(seed, member.id), member.id))


def _digest(seed: str, id_: str) -> int:
    return int.from_bytes(blake2b(f"{seed}/{id_}".encode(), digest_size=8).digest(), "big")


def crowd(given: Draw, members: Sequence[Member]) -> Crowd:
    """These members, in this order, as arrays."""
    weights = seen(given.weights, given.lens)
    taught = words(members, lambda m: m.teaches, _open)
    hours, kinds = np.unique(np.array([m.awake for m in members], np.uint64), return_inverse=True)
    return Crowd(
        ids=tuple(m.id for m in members),
        weights=weights,
        teaches=taught[0],
        wants=taught[1],
        sought=sought(taught[1], taught[0]),
        challenges=words(members, lambda m: m.challenges)[0],
        topics=words(members, lambda m: m.topics)[0],
        role=numbered([m.role for m in members]),
        region=numbered([m.region for m in members]),
        team=numbered([m.organisation for m in members]),
        awake=kinds.astype(np.int64),
        shared=overlap(hours),
        newcomer=np.array([m.newcomer for m in members], bool),
        welcomes=np.array([m.welcomes and not m.newcomer for m in members], bool),
        favour=_favour([m.worth for m in members], weights.fairness),
        salt=np.array([_digest(given.seed, m.id) for m in members], np.uint64),
        owed=np.array([m.left_out for m in members], bool),
    )


def _open(member: Member) -> tuple[str, ...]:
    return tuple(want for want in member.wants if want not in member.taught)


def _favour(worths: Sequence[float | None], fairness: float) -> Floats:
    """((mean + 2) / (own mean + 2)) ** fairness; who has had no round yet stands at the mean."""
    had = [worth for worth in worths if worth is not None]
    if not had or not fairness:
        return np.ones(len(worths), np.float32)
    mean = sum(had) / len(had)
    own = np.array([mean if worth is None else worth for worth in worths])
    favour = ((mean + 2) / (np.maximum(own, 0) + 2)) ** fairness
    return np.asarray(np.clip(favour, 1 / FAVOUR, FAVOUR), np.float32)
