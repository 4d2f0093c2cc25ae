"""What a person is worth to a question: a sum of signs, each of which can be named.

How much somebody is about follows the law by which memory fades: each thing they did counts by its
age to the power of -0.7, so that the last hour weighs much and a busy month still tells (what was
done between the last time and thirty days ago is taken as evenly spread). That, what they said they
can do, and how near their nearest answer is, rank people where nobody was ever asked. The usual
weights were set on the first 60 % of a chat room about containers and the training part of #ubuntu
(tests/bench/answerers.py measures the rest); a community's own history moves them, see `learned`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice

from bot.directory import Level
from bot.likeness import similar
from bot.relevance import rarity
from bot.terms import terms

LEVELS = {Level.DO: 7.0, Level.EXPLAIN: 6.0, Level.CONNECT: 3.0}
MORE = 0.5  # for each further skill of theirs the question is about
LATELY = 30  # days
FADING = 0.7
NEVER = 0.001  # who was never about
ANSWERS = 2.0  # what answering counts, of being about
SAME_TOPIC = 3.0  # what an answer within the topic counts, beside the words it shares
TOGETHER = 50  # times with the asker that are looked at
ALIKE = 0.3  # of what is asked, to be told as the reason
COUNTED = 2000  # past answers, to see how rare a word is
_MONTH = LATELY * 24 * 60.0


class Sign(StrEnum):
    """What speaks for a person, or against."""

    DO = "do"
    EXPLAIN = "explain"
    CONNECT = "connect"
    ANSWERED = "answered"  # something like it
    HELPS = "helps"  # others, these days
    HOST = "host"
    HERE = "here"  # about, lately and often
    HOUR = "hour"  # usually about at this hour
    TOGETHER = "together"  # spoke with the asker lately
    ELSEWHERE = "elsewhere"  # works in another organisation
    AWAY = "away"  # minutes since they were seen
    ORDER = "order"  # how many were seen since
    SHARE = "share"  # of what they do that is answering
    ASLEEP = "asleep"
    ASKED = "asked"  # this week already


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts. The usual ones are for a community without a history."""

    said: float = 1.0  # times LEVELS
    answered: float = 0.4
    about: float = 1.0
    hour: float = 0.2
    together: float = 0.2
    away: float = 0.0
    order: float = 0.0
    share: float = 0.0
    host: float = 0.5
    elsewhere: float = 0.2
    asleep: float = -1.0
    asked: float = -0.5
    half_life: float = 120.0  # days after which an answer's words count half


USUAL = Weights()
LEARNT = ("answered", "about", "hour", "together", "away", "order", "share")


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

    `seen` is when they last did anything; `took_part` counts what they did in the last thirty days.
    `hours` says how much of it they do in each hour of the day (UTC, 24 shares), `with_asker` when
    they last were in a conversation with the asker, where that is known. `asked` counts the last
    seven days. `declined` are topics they would rather not be asked about.
    """

    id: str
    claims: Mapping[str, Level] = field(default_factory=dict)
    answered: tuple[Past, ...] = ()
    seen: datetime | None = None
    took_part: int = 0
    hours: tuple[float, ...] = ()
    with_asker: tuple[datetime, ...] = ()
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


class Scale:
    """Weighs people for one question; what is the same for all of them is worked out once."""

    def __init__(
        self, need: Need, candidates: Sequence[Candidate], now: datetime, weights: Weights
    ) -> None:
        self.need, self.now, self.weights = need, now, weights
        self.terms = frozenset(terms(need.words))
        self.rarity = self._rarity(candidates)
        self.near: dict[str, bool] = {}
        self.words, self.learnt = self._bounds()
        self.order: dict[str, int] = {}
        if weights.order:
            seen = sorted((self._minutes(one.seen), one.id) for one in candidates)
            self.order = {id_: at for at, (_, id_) in enumerate(seen)}

    def _rarity(self, candidates: Sequence[Candidate]) -> dict[str, float]:
        holding, total = self.need.holding, self.need.total
        if not total:
            every = (each for one in candidates for each in one.answered)
            past = [self.terms & each.terms for each in islice(every, COUNTED)]
            holding, total = Counter(term for each in past for term in each), len(past)
        return {term: rarity(total, holding.get(term, 0)) for term in self.terms}

    def points(self, one: Candidate) -> dict[Sign, float]:
        """What each sign counts for somebody; their worth is the sum."""
        weigh = self.weights
        minutes = self._minutes(one.seen)
        here = NEVER + _presence(minutes, one.took_part)
        points = {Sign.HERE: weigh.about * math.log(here)}
        if one.answered:
            near, helping, lately = self._past(one.answered)
            points[Sign.HELPS] = weigh.about * math.log1p(ANSWERS * helping / here)
            points[Sign.ANSWERED] = weigh.answered * math.log1p(near)
        else:
            lately = 0
        if one.claims and (said := self.said(one.claims)):
            level, _, skills = said
            points[Sign(level.value)] = weigh.said * (LEVELS[level] + MORE * (skills - 1))
        if one.hours:
            points[Sign.HOUR] = weigh.hour * math.log1p(24 * one.hours[self.now.hour])
        if one.with_asker:
            points[Sign.TOGETHER] = weigh.together * math.log1p(100 * self._together(one))
        if weigh.away:
            points[Sign.AWAY] = weigh.away * math.log1p(minutes)
        if weigh.order:
            points[Sign.ORDER] = weigh.order * math.log1p(self.order[one.id])
        if weigh.share:
            points[Sign.SHARE] = weigh.share * math.log((1 + lately) / (3 + one.took_part))
        points.update(self._circumstances(one))
        return points

    def at_most(self, one: Candidate) -> float | None:
        """A bound on their worth, without reading their answers, which takes longest.

        None where no reason to ask them could be told.
        """
        weigh, minutes = self.weights, self._minutes(one.seen)
        said = self.said(one.claims) if one.claims else None
        if not (said or one.answered or one.host):
            return None
        bound = weigh.about * math.log(NEVER + _presence(minutes, one.took_part))
        bound += sum([points for _, points in self._circumstances(one)])
        if said:
            bound += weigh.said * (LEVELS[said[0]] + MORE * (said[2] - 1))
        if one.answered:
            bound += weigh.about * math.log1p(ANSWERS * len(one.answered)) + self.words
        if one.hours or one.with_asker or self.learnt:
            bound += self.learnt + weigh.hour * math.log1p(24)
            bound += weigh.together * math.log1p(100 * TOGETHER)
        return bound

    def _bounds(self) -> tuple[float, float]:
        """What the words of answers can add at most; and the signs that only history weighs."""
        weigh = self.weights
        words = weigh.answered * math.log1p(2 * (SAME_TOPIC + sum(self.rarity.values())))
        far = max(0.0, weigh.away) + max(0.0, weigh.order) + abs(weigh.share)
        return max(0.0, words), far * math.log(1_000_000)

    def _circumstances(self, one: Candidate) -> Iterable[tuple[Sign, float]]:
        weigh = self.weights
        if one.host:
            yield Sign.HOST, weigh.host
        if one.organisation and one.organisation != self.need.organisation:
            yield Sign.ELSEWHERE, weigh.elsewhere
        if not one.awake:
            yield Sign.ASLEEP, weigh.asleep
        if one.asked:
            yield Sign.ASKED, weigh.asked * math.log1p(one.asked)

    def said(self, claims: Mapping[str, Level]) -> tuple[Level, str, int] | None:
        """The strongest level at which they hold what is asked for, in their words; how many."""
        best, skills = (0.0, "", Level.LEARN), 0
        for task, level in claims.items():
            if self._is_near(task) and level in LEVELS:
                skills += 1
                best = max(best, (LEVELS[level], task, level))
        return (best[2], best[1], skills) if skills else None

    def _is_near(self, task: str) -> bool:
        near = self.near.get(task)
        if near is None:
            near = task == self.need.topic or similar(task, self.need.words)
            self.near[task] = near
        return near

    def _past(self, answered: tuple[Past, ...]) -> tuple[float, float, int]:
        """How near the nearest of their answers is, how much they help, how often lately."""
        near, helping, lately, now = 0.0, 0.0, 0, self.now
        for past in answered:
            gone = (now - past.at).total_seconds() / 60
            minutes = gone if gone > 0 else 0.0
            helping += (1 + minutes) ** -FADING
            lately += minutes <= _MONTH
            worth = self.nearness(past, minutes / 1440)
            near = max(near, worth)
        return near, helping, lately

    def nearness(self, past: Past, days: float = 0.0) -> float:
        """How near an answer is to what is asked now."""
        worth = SAME_TOPIC if past.topic and past.topic == self.need.topic else 0.0
        if shared := self.terms & past.terms:
            worth += sum([self.rarity[term] for term in shared])
        if not worth:
            return 0.0
        return worth * (1 + past.accepted) * math.exp2(-days / self.weights.half_life)

    def is_alike(self, answered: tuple[Past, ...]) -> bool:
        """Whether one of their answers is near enough to be told as the reason."""
        whole = sum(self.rarity.values()) or 1.0
        return any(self.nearness(past) >= ALIKE * whole for past in answered)

    def _together(self, one: Candidate) -> float:
        ages = [(self.now - at).total_seconds() / 60 for at in one.with_asker[-TOGETHER:]]
        return math.fsum((1 + max(0.0, age)) ** -FADING for age in ages)

    def _minutes(self, seen: datetime | None) -> float:
        if seen is None:
            return 2 * _MONTH
        return max(0.0, (self.now - seen).total_seconds() / 60)


def _presence(minutes: float, times: int) -> float:
    """What they did, faded: the last time as it was, the others evenly back to a month ago."""
    last = 1 + minutes
    spread = _MONTH - last
    faded = float(last**-FADING)
    if times > 1 and spread > 0:
        rest = (_MONTH ** (1 - FADING) - last ** (1 - FADING)) / ((1 - FADING) * spread)
        faded += (times - 1) * rest
    return faded
