"""How near a text is to what somebody asked: its terms, BM25's numbers, and an order with reasons.

What stands in a postings table are `terms`: folded, without endings, identifiers also in their
parts, writing without spaces in pairs of letters. A database finds with BM25 (`K1`, `B`, `rarity`);
`rank` then looks at the some fifty found as a person would: is it in the title, said in other
endings or with a slip of the finger, has it helped before, is it still true. Embeddings are not
needed for any of it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from bot.likelihood import likely, spelt_alike
from bot.terms import alike, spellings, terms

__all__ = [
    "K1",
    "B",
    "Candidate",
    "Counts",
    "Ranked",
    "Sign",
    "rank",
    "rarity",
    "spellings",
    "terms",
]

K1, B = 1.2, 0.75
TITLE, WORDS = FIELDS = 2.0, 1.0  # what a term counts in each field
NEAR = 0.3  # of what was asked is covered at least, to be shown at all
TO_COME = 20  # texts thought of beside those there are: what all of a few say is not said by all
HALF_LIFE = 365.0  # days after which being fresh counts half
FRESH, HELPED = 0.1, 0.05
LETTERS = 0.5  # what being spelt alike counts beside being likely
READ = 400  # terms of a text that are looked at; more would only cost time


class Sign(StrEnum):
    """Why something stands where it stands: which sign weighed most."""

    TITLE = "title"
    WORDS = "words"
    HELPED = "helped"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something kept that may answer: `helped` is how often somebody said so, the last `at`.

    `at` is when it was kept, or confirmed to be still right. `found` is what the search gave it,
    and only breaks ties.
    """

    id: str
    title: str
    words: str
    at: datetime
    helped: int = 0
    helped_at: datetime | None = None
    found: float = 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts there are, and how many hold each term; of the whole collection."""

    total: int
    holding: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, the share of what was asked that it covers, and the main sign."""

    candidate: Candidate
    score: float
    covered: float
    sign: Sign

    @property
    def near(self) -> bool:
        """Whether it is near enough to be shown."""
        return self.covered >= NEAR


def rarity(total: int, holding: int) -> float:
    """BM25's weight of a term that so many of so many texts hold; never below 0."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def rank(
    query: str, candidates: Sequence[Candidate], now: datetime, counts: Counts | None = None
) -> tuple[Ranked, ...]:
    """The candidates in order, the nearest first; without `counts`, rarity is among them alone."""
    asked = Counter(terms(query))
    fields = [(_read(each.title), _read(each.words)) for each in candidates]
    counts = counts or _counted(fields)
    whole = counts.total + TO_COME
    weights = {term: rarity(whole, counts.holding.get(term, 0)) for term in asked}
    means = [_mean(texts) for texts in zip(*fields, strict=True)] or [1.0, 1.0]
    near = _near(weights, {term for texts in fields for text in texts for term in text})
    length = sum(means)

    def chance(term: str) -> float:
        return (counts.holding.get(term, 0) + 0.5) / (counts.total * length + 1)

    speaks = likely(asked, fields, chance, near)
    letters = spelt_alike(query, [each.title for each in candidates])
    found = [
        _one(each, now, _covered(weights, near, texts, means), speak + LETTERS * alike_)
        for each, texts, speak, alike_ in zip(candidates, fields, speaks, letters, strict=True)
    ]
    return tuple(
        sorted(found, key=lambda one: (-one.score, -one.candidate.found, one.candidate.id))
    )


def _read(text: str) -> Counter[str]:
    return Counter(islice(terms(text), READ))


def _counted(fields: Iterable[tuple[Counter[str], Counter[str]]]) -> Counts:
    held = [title.keys() | words.keys() for title, words in fields]
    return Counts(len(held), Counter(term for each in held for term in each))


def _mean(texts: Sequence[Counter[str]]) -> float:
    return max(1.0, sum(text.total() for text in texts) / len(texts))


def _covered(
    weights: Mapping[str, float],
    near: Mapping[str, Mapping[str, float]],
    texts: tuple[Counter[str], Counter[str]],
    means: list[float],
) -> tuple[float, float]:
    """What the title and the words cover of what was asked: 0 nothing, 1 all of it."""
    whole = sum(weights.values()) or 1.0
    found = [0.0, 0.0]
    for term, weight in weights.items():
        times = [_times(term, near[term], text) for text in texts]
        often = [
            counts * alike_times / (1 - B + B * text.total() / mean)
            for counts, alike_times, text, mean in zip(FIELDS, times, texts, means, strict=True)
        ]
        said = sum(often)
        if said:
            share = weight * said / (said + K1) / whole
            found = [had + share * each / said for had, each in zip(found, often, strict=True)]
    top = (K1 + TITLE) / TITLE  # said once in the title is all of it
    return found[0] * top, found[1] * top


def _near(asked: Iterable[str], said: Iterable[str]) -> dict[str, dict[str, float]]:
    """What is alike each asked term among all that is said, looked for once and not in each text.

    What is alike has the first letter or the second in common, and begins the other or is a letter
    longer or shorter at most.
    """
    first, second = defaultdict(list), defaultdict(list)
    for term in said:
        first[term[:1]].append(term)
        second[term[1:2]].append(term)
    found = {}
    for term in asked:
        likely = (
            other
            for other in (*first[term[:1]], *second[term[1:2]])
            if abs(len(other) - len(term)) <= 1 or other.startswith(term) or term.startswith(other)
        )
        found[term] = {other: times for other in likely if (times := alike(term, other))}
    return found


def _times(term: str, near: Mapping[str, float], text: Counter[str]) -> float:
    """How often it is said there; in another ending or spelling, as often as it is alike."""
    if term in text:
        return float(text[term])
    return max((times for other, times in near.items() if other in text), default=0.0)


def _one(
    candidate: Candidate, now: datetime, covered: tuple[float, float], speaks: float
) -> Ranked:
    days = max(0.0, (now - candidate.at).total_seconds() / 86400)
    near = sum(covered)
    helped = HELPED * math.log1p(candidate.helped)
    fresh = FRESH * 0.5 ** (days / HALF_LIFE)
    parts = {
        Sign.TITLE: covered[0],
        Sign.WORDS: covered[1],
        Sign.HELPED: near * helped,
        Sign.FRESH: near * fresh,
    }
    sign = max(parts, key=lambda each: parts[each])
    score = max(0.0, speaks) * (1 + helped + fresh)
    return Ranked(candidate, score, min(1.0, near), sign)
