"""What a person is worth to a question: a sum of signs, each of which can be named.

How long ago they were seen, how often they helped in the last ninety days, whom the question names,
what they said they can do, and how near their nearest answer is, rank people where nobody was ever
asked. The usual weights are the rounded mean of what was learnt (tests/bench/learn_weighing.py)
from the first 60 % of the docker room on Gitter (LiveChat2021, MIT) and from the training part of
#ubuntu (Kummerfeld and others, ACL 2019, CC BY 4.0), each tried on the other; what being asked
takes away is what kept most hits in both. A community's own history moves them, see `learned`.
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
LATELY = 90 * 24 * 60  # minutes in which helping counts
FADING = 0.7  # of having spoken with the asker: a power of its age
NEVER = 60 * 24 * 60.0  # minutes that count for whoever was never seen
SAME_TOPIC = 3.0  # what an answer within the topic counts, beside the words it shares
TOGETHER = 50  # times with the asker that are looked at
ALIKE = 0.3  # of what is asked, to be told as the reason
COUNTED = 2000  # past answers, to see how rare a word is


class Sign(StrEnum):
    """What speaks for a person, or against."""

    DO = "do"
    EXPLAIN = "explain"
    CONNECT = "connect"
    ANSWERED = "answered"  # something like it
    HELPS = "helps"  # others, these days
    NAMED = "named"  # in the question
    HOST = "host"
    HOUR = "hour"  # usually about at this hour
    TOGETHER = "together"  # spoke with the asker lately
    ELSEWHERE = "elsewhere"  # works in another organisation
    AWAY = "away"  # minutes since they were seen
    ASLEEP = "asleep"
    ASKED = "asked"  # this week already


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts. The usual ones are for a community without a history."""

    said: float = 1.0  # times LEVELS
    answered: float = 0.32
    helps: float = 0.85
    hour: float = 0.26
    together: float = 0.25
    away: float = -0.7
    named: float = 3.4
    host: float = 0.5
    elsewhere: float = 0.2
    asleep: float = -1.0
    asked: float = -0.25
    half_life: float = 120.0  # days after which an answer's words count half


USUAL = Weights()
LEARNT = ("answered", "helps", "hour", "together", "away", "named")


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

    `seen` is when they last did anything. `hours` says how much of it they do in each hour of the
    day (UTC, 24 shares), `with_asker` when they last were in a conversation with the asker, where
    that is known. `asked` counts the last seven days. `declined` are topics they would rather not
    be asked about.
    """

    id: str
    claims: Mapping[str, Level] = field(default_factory=dict)
    answered: tuple[Past, ...] = ()
    seen: datetime | None = None
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

    `named` are the people it names. `holding` is how many of the `total` past answers hold each of
    its terms; left out, they are counted among the candidates' answers. `terms` are told where its
    words are not known.
    """

    words: str
    topic: str = ""
    asker: str = ""
    organisation: str = ""
    named: frozenset[str] = frozenset()
    total: int = 0
    holding: Mapping[str, int] = field(default_factory=dict)
    terms: frozenset[str] | None = None


class Scale:
    """Weighs people for one question; what is the same for all of them is worked out once."""

    def __init__(
        self, need: Need, candidates: Sequence[Candidate], now: datetime, weights: Weights
    ) -> None:
        self.need, self.now, self.weights = need, now, weights
        self.terms = frozenset(terms(need.words)) if need.terms is None else need.terms
        self.rarity = self._rarity(candidates)
        self.near: dict[str, bool] = {}
        self.words = self._most_of_words()

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
        points = {Sign.AWAY: weigh.away * math.log1p(self._minutes(one.seen))}
        if one.answered:
            near, lately = self._past(one.answered)
            points[Sign.ANSWERED] = weigh.answered * math.log1p(near)
            if lately:
                points[Sign.HELPS] = weigh.helps * math.log1p(lately)
        if one.claims and (said := self.said(one.claims)):
            level, _, skills = said
            points[Sign(level.value)] = weigh.said * (LEVELS[level] + MORE * (skills - 1))
        if one.hours:
            points[Sign.HOUR] = weigh.hour * math.log1p(24 * one.hours[self.now.hour])
        if one.with_asker:
            points[Sign.TOGETHER] = weigh.together * math.log1p(100 * self._together(one))
        points.update(self._circumstances(one))
        return points

    def at_most(self, one: Candidate) -> float | None:
        """A bound on their worth, without reading their answers, which takes longest.

        None where no reason to ask them could be told.
        """
        weigh = self.weights
        said = self.said(one.claims) if one.claims else None
        if not (said or one.answered or one.host or one.id in self.need.named):
            return None
        bound = weigh.away * math.log1p(self._minutes(one.seen))
        bound += sum([points for _, points in self._circumstances(one)])
        if said:
            bound += weigh.said * (LEVELS[said[0]] + MORE * (said[2] - 1))
        if one.answered:
            bound += max(0.0, weigh.helps) * math.log1p(len(one.answered)) + self.words
        if one.hours:
            bound += max(0.0, weigh.hour) * math.log1p(24)
        if one.with_asker:
            bound += max(0.0, weigh.together) * math.log1p(100 * TOGETHER)
        return bound

    def _most_of_words(self) -> float:
        """What the words of answers can add at most."""
        most = 2 * (SAME_TOPIC + sum(self.rarity.values()))
        return max(0.0, self.weights.answered) * math.log1p(most)

    def _circumstances(self, one: Candidate) -> Iterable[tuple[Sign, float]]:
        weigh = self.weights
        if one.id in self.need.named:
            yield Sign.NAMED, weigh.named
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

    def _past(self, answered: tuple[Past, ...]) -> tuple[float, int]:
        """How near the nearest of their answers is, and how often they answered lately."""
        near, lately, now = 0.0, 0, self.now
        for past in answered:
            minutes = max(0.0, (now - past.at).total_seconds() / 60)
            lately += minutes <= LATELY
            near = max(near, self.nearness(past, minutes / 1440))
        return near, lately

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
            return NEVER
        return max(0.0, (self.now - seen).total_seconds() / 60)
