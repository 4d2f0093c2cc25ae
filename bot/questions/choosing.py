"""Who is asked for help with a question: what each person is worth to it, and why, as data.

A person's worth is a sum of signs: what they said they can do, what they answered before (older
answers count less), how much they help these days, whether they are about now, and against it how
often they were asked this week. Nothing of it needs training; a community that has a history of
its own may bring its own `Weights` (`learning.py`). Whoever weighs most is asked first, but in each
choice one newer voice, where there is a good one, gets a turn; equals are settled by the dice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from random import Random

from bot.directory import Level
from bot.likeness import similar
from bot.relevance import rarity
from bot.terms import terms

LEVELS = {Level.DO: 5.0, Level.EXPLAIN: 4.0, Level.CONNECT: 2.0}


class Sign(StrEnum):
    """What speaks for a person; the first five can be told them as the reason."""

    DO = "do"
    EXPLAIN = "explain"
    CONNECT = "connect"
    ANSWERED = "answered"  # something like it
    HELPS = "helps"  # often, these days
    HOST = "host"
    HERE = "here"  # just now
    HOUR = "hour"  # they are usually about at this hour
    ELSEWHERE = "elsewhere"  # works in another organisation
    ASKED = "asked"  # this week already; against it


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts. Set by hand for a community without a history."""

    said: float = 1.0  # times LEVELS
    answered: float = 1.5
    helps: float = 1.0
    host: float = 0.5
    here: float = 0.25
    hour: float = 0.2
    elsewhere: float = 0.1
    asked: float = 0.4
    half_life: float = 120.0  # days after which an answer counts half


USUAL = Weights()


@dataclass(frozen=True, slots=True)
class Past:
    """Something somebody answered, then. Of its terms, those the question shares are enough."""

    at: datetime
    terms: frozenset[str] = frozenset()
    topic: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked.

    `seen` is when they last did anything. `asked` counts the last seven days, `took_part` what they
    did in the last thirty beyond their answers. `hours` says how much of it they did in each hour
    of the day (UTC, 24 numbers), where that is known. `declined` are topics they would rather not.
    """

    id: str
    claims: Mapping[str, Level] = field(default_factory=dict)
    answered: tuple[Past, ...] = ()
    seen: datetime | None = None
    took_part: int = 0
    hours: tuple[float, ...] = ()
    awake: bool = True
    asked: int = 0
    declined: frozenset[str] = frozenset()
    organisation: str = ""
    host: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked.

    `holding` is how many of the `total` past answers hold each of its terms; left out, they are
    counted among the candidates' answers.
    """

    words: str
    topic: str = ""
    asker: str = ""
    organisation: str = ""
    total: int = 0
    holding: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody to ask, and why: the sign that weighed most of those that can be told, and its data.

    `about` is their own skill, as they said it; `at` is when they answered something like it.
    """

    id: str
    score: float
    sign: Sign
    points: Mapping[Sign, float]
    about: str = ""
    at: datetime | None = None


SAID = (Sign.DO, Sign.EXPLAIN, Sign.CONNECT)
KNOWS = (Sign.DO, Sign.EXPLAIN, Sign.ANSWERED)
TOLD = (Sign.DO, Sign.EXPLAIN, Sign.CONNECT, Sign.ANSWERED, Sign.HELPS, Sign.HOST)
LOOKED_AT = 100  # people, when those to ask are picked
LATELY = 30  # days
PART = 0.1  # what taking part counts, of an answer
SAME_TOPIC = 3.0  # what an answer within the topic counts, beside the words it shares
AWAY = 60 * 24 * 60.0  # minutes; whoever was seen before that, or never, was long away


def choose(
    need: Need,
    candidates: Iterable[Candidate],
    now: datetime,
    dice: Random,
    most: int = 3,
    weights: Weights = USUAL,
) -> tuple[Choice, ...]:
    """At most so many people, the first to ask first; nobody of whom no reason could be told.

    Whoever asks, and whoever declined the topic, is left out; consent, pauses and allowances are
    the caller's. Somebody who only knows who is asked in the last place, when nobody can do or
    explain it.
    """
    found = [each for each in ranked(need, candidates, now, dice, weights) if each.sign in TOLD]
    direct = [each for each in found if each.sign is not Sign.CONNECT]
    if any(each.sign in KNOWS for each in direct):
        return tuple(direct[:most])
    connect = [each for each in found if each.sign is Sign.CONNECT][: min(1, most)]
    return tuple(direct[: most - len(connect)] + connect)


def ranked(
    need: Need,
    candidates: Iterable[Candidate],
    now: datetime,
    dice: Random,
    weights: Weights = USUAL,
) -> list[Choice]:
    """The best hundred of those who may be asked, in order; equals by the dice."""
    scale = _Scale(need, tuple(candidates), now, weights)
    found = [
        (-scale.worth(one), dice.random(), at)
        for at, one in enumerate(scale.candidates)
        if one.id != need.asker and (not need.topic or need.topic not in one.declined)
    ]
    return [scale.choice(scale.candidates[at]) for _, _, at in nsmallest(LOOKED_AT, found)]


class _Scale:
    """Weighs people for one question; what is the same for all of them is worked out once."""

    def __init__(
        self, need: Need, candidates: tuple[Candidate, ...], now: datetime, weights: Weights
    ) -> None:
        self.need, self.candidates, self.now, self.weights = need, candidates, now, weights
        self.terms = frozenset(terms(need.words))
        self.rarity = self._rarity()
        self.near: dict[str, bool] = {}

    def _rarity(self) -> dict[str, float]:
        holding, total = self.need.holding, self.need.total
        if not total:
            past = [self.terms & each.terms for one in self.candidates for each in one.answered]
            holding, total = Counter(term for each in past for term in each), len(past)
        return {term: rarity(total, holding.get(term, 0)) for term in self.terms}

    def worth(self, one: Candidate) -> float:
        """The sum of the points."""
        return sum(self.points(one).values())

    def points(self, one: Candidate) -> dict[Sign, float]:
        """What each sign counts for somebody."""
        weigh = self.weights
        points = {Sign.HERE: -weigh.here * math.log1p(self._minutes(one.seen))}
        near, helps = self._past(one.answered) if one.answered else (0.0, 0.0)
        if near:
            points[Sign.ANSWERED] = weigh.answered * math.log1p(near)
        if helps or one.took_part:
            points[Sign.HELPS] = weigh.helps * math.log1p(helps + PART * one.took_part)
        if one.claims and (said := self.said(one.claims)):
            points[Sign(said[0].value)] = weigh.said * LEVELS[said[0]]
        if one.host:
            points[Sign.HOST] = weigh.host
        if one.hours:
            points[Sign.HOUR] = weigh.hour * math.log1p(24 * one.hours[self.now.hour])
        if one.organisation and one.organisation != self.need.organisation:
            points[Sign.ELSEWHERE] = weigh.elsewhere
        if one.asked:
            points[Sign.ASKED] = -weigh.asked * math.log1p(one.asked)
        return points

    def choice(self, one: Candidate) -> Choice:
        """Somebody with the reason that would be told, if there is one."""
        points = self.points(one)
        told = max(points, key=lambda sign: (sign in TOLD and points[sign] > 0, points[sign]))
        said = self.said(one.claims)
        about = said[1] if said and told in SAID else ""
        at = self._when(one.answered) if told is Sign.ANSWERED else None
        return Choice(one.id, sum(points.values()), told, points, about, at)

    def said(self, claims: Mapping[str, Level]) -> tuple[Level, str] | None:
        """The strongest level at which they hold what is asked for, and their words for it."""
        best: tuple[Level, str] | None = None
        for task, level in claims.items():
            if (
                level in LEVELS
                and self._is_near(task)
                and (best is None or (LEVELS[level], task) > (LEVELS[best[0]], best[1]))
            ):
                best = level, task
        return best

    def _is_near(self, task: str) -> bool:
        near = self.near.get(task)
        if near is None:
            near = task == self.need.topic or similar(task, self.need.words)
            self.near[task] = near
        return near

    def _past(self, answered: tuple[Past, ...]) -> tuple[float, float]:
        """How near their answers are to this, and how many they gave lately."""
        near = helps = 0.0
        for past in answered:
            days = (self.now - past.at).total_seconds() / 86400
            helps += days <= LATELY
            near += self._nearness(past, days)
        return near, helps

    def _nearness(self, past: Past, days: float) -> float:
        worth = SAME_TOPIC if past.topic and past.topic == self.need.topic else 0.0
        if shared := self.terms & past.terms:
            worth += sum([self.rarity[term] for term in shared])
        if not worth:
            return 0.0
        return worth * (1 + past.accepted) * math.exp2(-days / self.weights.half_life)

    def _when(self, answered: tuple[Past, ...]) -> datetime:
        """When they answered what is nearest."""
        return max(answered, key=lambda past: (self._nearness(past, 0.0), past.at)).at

    def _minutes(self, seen: datetime | None) -> float:
        if seen is None:
            return AWAY
        return min(AWAY, max(0.0, (self.now - seen).total_seconds() / 60))
