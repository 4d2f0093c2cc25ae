"""The figures of a report, from stored acts alone: who took part, and what came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from bot.activity import Thread
from bot.events import Person
from bot.exchanges import Came, Exchange, Talk
from bot.reports.model import SETTLED

if TYPE_CHECKING:
    from bot.directory import Stay

TALKS = frozenset({"introduction", "round"})  # exchanges that are conversations
PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class Participation:
    """Members who took part, of those who are here for two weeks and on no break."""

    contributors: frozenset[Person]
    eligible: frozenset[Person]

    @property
    def share(self) -> float | None:
        """In hundredths; None where nobody could have."""
        if not self.eligible:
            return None
        return 100 * len(self.contributors) / len(self.eligible)


def participation(
    stays: Iterable[Stay],
    exchanges: Iterable[Exchange],
    spoke: frozenset[Person],
    now: datetime,
) -> Participation:
    """Distinct contributors among eligible members, from what is stored and nothing else."""
    eligible = frozenset(
        stay.person
        for stay in stays
        if stay.since <= now - SETTLED and not (stay.paused_until and stay.paused_until > now)
    )
    did = {person for exchange in exchanges for person in exchange.people} | spoke
    return Participation(eligible & did, eligible)


@dataclass(frozen=True, slots=True)
class Conversations:
    """What took place, and what came of the rest; no answer is not a no."""

    met: int = 0
    between: int = 0  # people of two organisations or more, where they told them
    by_lens: Mapping[str, int] = field(default_factory=dict)
    rest: Mapping[Came, int] = field(default_factory=dict)


def conversations(
    exchanges: Iterable[Exchange],
    talks: Iterable[Talk],
    organisation: Callable[[Person], str],
) -> Conversations:
    """Conversations that took place are exchanges; what came of others, their rooms tell."""
    met = [one for one in exchanges if one.kind in TALKS]
    between = sum(len(_told(one, organisation)) > 1 for one in met)
    lenses = Counter(one.aspect for one in met if one.aspect)
    return Conversations(len(met), between, lenses, Counter(talk.came for talk in talks))


def _told(one: Exchange, organisation: Callable[[Person], str]) -> set[str]:
    return {name for person in one.people if (name := organisation(person).strip().casefold())}


@dataclass(frozen=True, slots=True)
class Threads:
    """What began in the channels that are listened to; `half_within` None without an answer."""

    begun: int
    by_members: int
    answered: int
    half_within: timedelta | None


def threads(found: Iterable[Thread]) -> Threads:
    """How much began, how much of it by members, and how soon it was answered."""
    all_ = tuple(found)
    waits = [one.first_answer - one.at for one in all_ if one.first_answer]
    half = timedelta(seconds=median(w.total_seconds() for w in waits)) if waits else None
    return Threads(len(all_), sum(one.starter is not None for one in all_), len(waits), half)


def prompts(exchanges: Iterable[Exchange]) -> tuple[int, int]:
    """How many answers through the form, and to how many prompts."""
    answers = [one for one in exchanges if one.kind == PROMPT]
    return len(answers), len({one.about for one in answers})
