"""What a prompt is, how it lives, what is answered to it, and the store this room needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.events import Person
from bot.text import Text, t
from bot.wording import Naming
from bot.work import DAY, WEEK, Housekeeping, Work

LONGEST, LONGEST_PURPOSE, LONGEST_ANSWER = 500, 160, 1000  # characters
NO_REUSE = 26 * WEEK
HARVEST_AFTER, JUDGED_AFTER = 5 * DAY, 7 * DAY
NOTE_WAITS = 7 * DAY  # for consents; then it is made of those who said yes
THIN = 2  # weeks that the backlog still covers when the coordinators are warned
LISTENING = 4  # prompts with which a new community listens
NOT_ONLY = 2  # others who say the same, before anybody is told
INVITED = 2  # people asked personally about one prompt


class Kind(StrEnum):
    """What a prompt asks of people."""

    QUESTION = "question"
    STORY = "story"
    TIP = "tip"
    CHALLENGE = "challenge_check"
    PERSPECTIVE = "perspective"
    ARTICLE = "article"
    SPOTLIGHT = "spotlight"
    CELEBRATE = "celebrate"


KINDS: Mapping[Kind, Text] = {
    Kind.QUESTION: t("questions"),
    Kind.STORY: t("stories"),
    Kind.TIP: t("tips"),
    Kind.CHALLENGE: t("what is hard just now"),
    Kind.PERSPECTIVE: t("seeing with other eyes"),
    Kind.ARTICLE: t("things to read"),
    Kind.SPOTLIGHT: t("people to put in the light"),
    Kind.CELEBRATE: t("things to celebrate"),
}


def named(kind: Kind) -> Text:
    """A kind in the middle of a sentence."""
    return KINDS[kind]


class Stage(StrEnum):
    """When in a community's life a prompt fits."""

    POTENTIAL = "potential"
    COALESCING = "coalescing"
    ACTIVE = "active"
    DISPERSED = "dispersed"
    ANY = "any"


class State(StrEnum):
    """The life of a prompt."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    POSTED = "posted"
    HARVESTED = "harvested"
    RETIRED = "retired"


WAITING = (State.ACCEPTED, State.SCHEDULED)
AGAIN = (State.POSTED, State.HARVESTED)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of the backlog; words by language. `author` is the member who suggested it.

    `planned` is when it goes out, once it is scheduled; `posted` when it last did.
    """

    id: str
    kind: Kind
    text: Mapping[str, str]
    purpose: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    stage: Stage = Stage.ANY
    link: str = ""
    first: int = 0
    state: State = State.ACCEPTED
    author: Person | None = None
    at: datetime | None = None
    planned: datetime | None = None
    posted: datetime | None = None

    def may_go(self, now: datetime) -> bool:
        """Whether it can be scheduled: accepted, with a purpose, and not of the last 26 weeks."""
        if not self.purpose:
            return False
        if self.state in AGAIN:
            return self.posted is not None and self.posted + NO_REUSE <= now
        return self.state in WAITING


Spoken = Mapping[str, str]  # the same words in several languages, by language


def spoken(words: Mapping[str, str], language: str) -> str:
    """Words in a language; in another where there are none."""
    return words.get(language) or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class Posting:
    """A prompt that went out on a day; there is one a day at most.

    `answers` is how many people answered, once the week is over; `measured` how that was seen.
    """

    day: date
    prompt: str
    kind: Kind
    posted: datetime | None = None
    harvest: datetime | None = None  # since when the coordinators may look at the answers
    harvested: datetime | None = None
    asked: datetime | None = None  # since when authors are asked whether they may be quoted
    noted: datetime | None = None
    answers: int | None = None

    @property
    def id(self) -> str:
        """The day as one word, for keys and subjects."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's own words under a prompt, written through our form.

    `naming` is what they said to being quoted, None before they said anything.
    """

    id: str
    posting: str
    person: Person
    words: str
    at: datetime
    chosen: bool = False
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Somebody's *me too* to a challenge: an answer's id, or a posting's own."""

    challenge: str
    person: Person
    at: datetime
    willing: bool = False  # they would like to be introduced to somebody who said the same


class Prompts(Housekeeping, Protocol):
    """The store this room needs."""

    def prompts(self, *states: State) -> tuple[Prompt, ...]:
        """Those in one of the states, or the whole backlog; in the order they were added."""
        ...

    def prompt(self, id_: str) -> Prompt | None:
        """One of them."""
        ...

    def save(self, prompt: Prompt) -> None:
        """Write a prompt over the one of its name."""
        ...

    def remove(self, prompt: Prompt) -> None:
        """Keep nothing of it."""
        ...

    def bring(self, prompts: Iterable[Prompt], at: datetime) -> int:
        """Add those whose name is not known yet; how many."""
        ...

    def postings(self, since: datetime | None = None) -> tuple[Posting, ...]:
        """What went out, newest first."""
        ...

    def posting(self, id_: str) -> Posting | None:
        """What went out, or is about to, on a day."""
        ...

    def save_posting(self, posting: Posting) -> None:
        """Write it."""
        ...

    def answers(self, posting: str) -> tuple[Answer, ...]:
        """The answers written through the form, oldest first."""
        ...

    def answer(self, id_: str) -> Answer | None:
        """One of them."""
        ...

    def save_answer(self, answer: Answer) -> None:
        """Write it."""
        ...

    def mark(self, answer: str, person: Person, at: datetime) -> bool:
        """Somebody found it useful; False when they had said so before."""
        ...

    def marks(self, posting: str) -> Mapping[str, int]:
        """How many found each answer to a posting useful."""
        ...

    def support(self, support: Support) -> bool:
        """Keep a *me too*; False when they had said so before."""
        ...

    def supports(self, challenge: str) -> tuple[Support, ...]:
        """All of one challenge, oldest first."""
        ...

    def save_support(self, support: Support) -> None:
        """Write one over the one before."""
        ...

    def mute(self, person: Person, kind: Kind, *, muted: bool) -> None:
        """Somebody would rather not, or again, be asked personally about a kind."""
        ...

    def muted(self, person: Person) -> frozenset[Kind]:
        """The kinds somebody is not asked about."""
        ...


Job = Work[Prompts]
HARVESTABLE = timedelta(days=14)  # how long the coordinators are shown answers to keep
