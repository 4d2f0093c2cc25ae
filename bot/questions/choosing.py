"""Who is asked for help with a question, in which order, and why, as data.

Whoever weighs most (`weighing.py`) is asked first. Nobody is asked who could not be told a reason.
Somebody who only knows who is asked in the last place, when nobody can do or explain it; of three,
one is a newer voice where there is a good one; equals are settled by the dice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from random import Random

from bot.questions.weighing import USUAL, Candidate, Need, Past, Scale, Sign, Weights

__all__ = ["Candidate", "Choice", "Need", "Past", "Sign", "Weights", "choose", "ranked"]

SAID = (Sign.DO, Sign.EXPLAIN, Sign.CONNECT)
KNOWS = (Sign.DO, Sign.EXPLAIN, Sign.ANSWERED)
TOLD = (*SAID, Sign.ANSWERED, Sign.HELPS, Sign.NAMED, Sign.HOST)
LOOKED_AT = 30  # people, when those to ask are picked


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody to ask, and why: of the signs that can be told, the one that weighed most.

    `about` is their own skill, as they said it; `at` is when they answered something like it.
    """

    id: str
    score: float
    sign: Sign
    points: Mapping[Sign, float]
    about: str = ""
    at: datetime | None = None

    @property
    def explained(self) -> str:
        """What counted for and against, in one sentence, for the coordinator's log."""
        parts = [f"{sign} {points:+.1f}" for sign, points in self.points.items() if points]
        return f"{self.score:.1f}: " + ", ".join(parts)


def choose(
    need: Need,
    candidates: Iterable[Candidate],
    now: datetime,
    dice: Random,
    most: int = 3,
    weights: Weights = USUAL,
) -> tuple[Choice, ...]:
    """At most so many people, the first to ask first.

    Whoever asks, and whoever declined the topic, is left out; consent, pauses and allowances are
    the caller's.
    """
    people = tuple(candidates)
    scale = Scale(need, people, now, weights)
    found = _best(scale, people, dice)
    direct = [each for each in found if each.sign is not Sign.CONNECT]
    if not any(each.sign in KNOWS for each in direct):
        who = [each for each in found if each.sign is Sign.CONNECT][: min(1, most)]
        return tuple(direct[: most - len(who)] + who)
    return tuple(_with_newer(direct, most))


def _with_newer(direct: list[Choice], most: int) -> list[Choice]:
    """The first of them; with three places, the last is for a skill that was never called on."""
    first, rest = direct[:most], direct[most:]
    newer = [each for each in rest if each.sign in SAID and Sign.HELPS not in each.points]
    if most < 3 or not newer or any(Sign.HELPS not in each.points for each in first):  # noqa: PLR2004 - three, as the docstring says
        return first
    return [*first[:-1], newer[0]]


def nearest(
    need: Need,
    candidates: Iterable[Candidate],
    now: datetime,
    dice: Random,
    most: int,
    weights: Weights = USUAL,
) -> tuple[str, ...]:
    """The ids of so many people who may come into question, by what is known of everybody."""
    people = tuple(candidates)
    found = _best(Scale(need, people, now, weights), people, dice, most)
    return tuple(one.id for one in found)


def ranked(
    need: Need,
    candidates: Iterable[Candidate],
    now: datetime,
    dice: Random,
    weights: Weights = USUAL,
) -> list[Choice]:
    """Everybody who may be asked, whether or not a reason could be told; equals by the dice."""
    people = tuple(candidates)
    scale = Scale(need, people, now, weights)
    asked = [one for one in people if one.id != need.asker and need.topic not in one.declined]
    weighed = [(points := scale.points(one), sum(points.values()), one) for one in asked]
    ordered = sorted(weighed, key=lambda each: (-each[1], dice.random()))
    return [_choice(scale, one, points) for points, _, one in ordered]


def _best(
    scale: Scale, people: Sequence[Candidate], dice: Random, most: int = LOOKED_AT
) -> list[Choice]:
    """The best of those of whom a reason can be told.

    Whoever cannot come among them any more is not read through.
    """
    need = scale.need
    bounds = [
        (-bound, at)
        for at, one in enumerate(people)
        if one.id != need.asker
        and need.topic not in one.declined
        and (bound := scale.at_most(one)) is not None
    ]
    best: list[tuple[float, float, int, dict[Sign, float]]] = []
    for bound, at in sorted(bounds):
        if len(best) == most and -bound < best[0][0]:
            break
        points = scale.points(people[at])
        if not any(points.get(sign, 0) > 0 for sign in TOLD):
            continue
        heappush(best, (sum(points.values()), dice.random(), at, points))
        if len(best) > most:
            heappop(best)
    ordered = sorted(best, key=lambda each: each[:3], reverse=True)
    return [_choice(scale, people[at], points) for _, _, at, points in ordered]


def _choice(scale: Scale, one: Candidate, points: dict[Sign, float]) -> Choice:
    sign = max(points, key=lambda each: (each in TOLD and points[each] > 0, points[each]))
    if sign is Sign.HELPS and scale.is_alike(one.answered):
        sign = Sign.ANSWERED  # it tells more than that they help
    said = scale.said(one.claims) if sign in SAID else None
    at = _when(scale, one.answered) if sign is Sign.ANSWERED else None
    return Choice(one.id, sum(points.values()), sign, points, said[1] if said else "", at)


def _when(scale: Scale, answered: Sequence[Past]) -> datetime:
    """When they answered what is nearest."""
    return max(answered, key=lambda past: (scale.nearness(past), past.at)).at
