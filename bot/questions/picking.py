"""Who is asked next, and what a question is about, as far as members' skills tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypedDict

from bot.directory import Card, Level
from bot.events import Role
from bot.likeness import similar, stems
from bot.questions.model import Question

LEVELS = {Level.DO: 5.0, Level.EXPLAIN: 4.0, Level.CONNECT: 2.0}
LOAD = 1.0  # for each ask of the last week


class Pick(TypedDict):
    """One person to ask, and why: a word, and what it is about."""

    person: str
    why: str
    about: str


class Chosen(TypedDict):
    """What a choice brings back; `wave` tells whether it still fits."""

    wave: int
    topic: str
    kind: str
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked; `asked`: how often, in the last week, delivered or under way."""

    card: Card
    asked: int = 0
    stopped: tuple[str, ...] = ()  # topics they do not want to be asked about


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a choice depends on. `tasks` are all that anybody here said of themselves."""

    question: Question
    candidates: tuple[Candidate, ...]
    tasks: tuple[str, ...]
    now: datetime
    places: int


def choose(pool: Pool) -> Chosen:
    """The people to ask now, best first; equal worth is settled by the question's seed."""
    question = pool.question
    topic = question.topic or topic_of(question.words, pool.tasks)
    willing = [one for one in pool.candidates if not topic or topic not in one.stopped]
    found = [(one, *_reason(one.card, question.words, topic)) for one in willing]
    fits = [(one, why, about) for one, why, about in found if why]

    def rank(fit: tuple[Candidate, str, str]) -> tuple[float, float]:
        one, why, _ = fit
        die = Random(f"{question.seed}/{one.card.person.id}").random()
        return LOAD * one.asked - WORTH[why], die

    picks = tuple(
        Pick(person=one.card.person.id, why=why, about=about)
        for one, why, about in sorted(fits, key=rank)[: max(pool.places, 0)]
    )
    return Chosen(wave=question.wave, topic=topic, kind="", picks=picks)


WORTH = {"do": 5.0, "explain": 4.0, "connect": 2.0, "host": 1.0}


def _reason(card: Card, words: str, topic: str) -> tuple[str, str]:
    for level in LEVELS:
        for task, held in sorted(card.claims.items()):
            if held is level and (task == topic or similar(task, words)):
                return level.value, task
    return ("host", "") if Role.HOST in card.roles else ("", "")


def topic_of(words: str, tasks: Iterable[str]) -> str:
    """The task the words are nearest to; none where none is near."""
    wanted = stems(words)
    near = [task for task in sorted(set(tasks)) if similar(task, words)]
    return max(near, key=lambda task: len(wanted & stems(task)), default="")
