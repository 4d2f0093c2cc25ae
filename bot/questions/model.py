"""What a question is and how it lives, who is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from bot.activity import Activity
from bot.directory import Able, Level
from bot.events import Person
from bot.questions.weighing import USUAL, Past, Weights
from bot.work import DAY, HOUR, WEEK

LONGEST, LONGEST_ANSWER, SHORT = 1000, 2000, 20  # characters
SHOWN = 3  # existing answers shown before a question is posted
ANYBODY = "anybody"  # why somebody was asked: for no other reason than that they may be
AT_ONCE = 3  # people asked about one question at a time
MOST_ASKED = 9  # people asked about one question in all; then it is the coordinators'
STOP_AFTER = 3  # times *Not me* on a topic until it is offered to stop it
UNPOSTED_AFTER, DROPPED_AFTER = 3 * HOUR, WEEK
QUIET_AFTER, CLOSED_AFTER = 7 * DAY, 14 * DAY
WORKED_AFTER = 14 * DAY
MONTH = 30 * DAY
WIDE_AFTER = 20 * HOUR  # a waking day, seen from an evening
LAST_WIDE = 2  # after two waves; where a third found people who know, they are enough
STRENGTH = (Level.LEARN, Level.CONNECT, Level.EXPLAIN, Level.DO)
OFFER_LASTS = 3 * DAY  # somebody whose week is full is not asked days later


class State(StrEnum):
    """How far a question is; the words are those of the community's vocabulary."""

    DRAFT = "draft"  # written, and not posted yet
    OPEN = "open"  # posted; nobody is being asked personally
    ROUTED = "routed"  # somebody is being asked, or was
    ANSWERED = "answered"  # somebody replied; the asker has not said whether it helped
    ACCEPTED = "accepted"
    HELPED = "helped"  # by an answer that was kept; never posted
    CLOSED = "closed_unanswered"


LIVE = frozenset({State.OPEN, State.ROUTED, State.ANSWERED})
WAITING = frozenset({State.OPEN, State.ROUTED})


class Wish(StrEnum):
    """What would help: words, or somebody to talk to."""

    ANSWER = "answer"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Question:
    """Something somebody needs, now. `asker` None: it is not known who asks.

    With a `title` it stands in a post of the asker's own, in a forum; `above`: in these very words.

    `first` is when the first human replied, `touched` when anybody last did anything about it.
    `wave` counts how often people were chosen; `topic` and `kind` are inside, never asked for.
    """

    id: str
    asker: Person | None
    need: str
    at: datetime
    tried: str = ""
    by: date | None = None
    wish: Wish = Wish.ANSWER
    state: State = State.DRAFT
    topic: str = ""
    kind: str = ""
    seed: int = 0
    wave: int = 0
    item: str = ""  # the kept answer that helped
    posted: datetime | None = None
    touched: datetime | None = None
    first: datetime | None = None
    settled: datetime | None = None
    told: datetime | None = None  # a coordinator, that it is late
    asked_quiet: datetime | None = None
    title: str = ""
    above: bool = False

    @property
    def words(self) -> str:
        """All that was written, for comparing."""
        return f"{self.need} {self.tried}".strip()


class Said(StrEnum):
    """What came of asking one person."""

    ASKED = "asked"
    YES = "yes"  # they can help; their answer is on its way
    NO = "no"
    TOMORROW = "tomorrow"
    WHO = "who"  # they named somebody
    LATE = "late"  # no answer in time; a late one still counts
    FAILED = "failed"  # it could not be put to them
    ANSWERED = "answered"
    SETTLED = "settled"  # they were told that there is nothing for them to do


@dataclass(frozen=True, slots=True)
class Offer:
    """A question put to one person. `why` and `about` are the reason they read."""

    id: str
    question: str
    person: Person
    at: datetime
    why: str
    about: str = ""
    by: Person | None = None  # who named them
    wave: int = 0
    said: Said = Said.ASKED
    delivered: datetime | None = None
    topic: str = ""  # written, never read back: the store keeps a digest of it


class Via(StrEnum):
    """How somebody answered."""

    FORM = "form"
    THREAD = "thread"  # in their own message; no words of it are known
    MEETING = "meeting"  # the two were brought together


class Verdict(StrEnum):
    """What the asker says about an answer."""

    NONE = ""
    ACCEPTED = "accepted"
    FAILED = "failed"


class Outcome(StrEnum):
    """Two weeks later: whether it worked."""

    NONE = ""
    WORKED = "worked"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's reply. `told` are the asker's words about what came of it."""

    id: str
    question: str
    person: Person
    words: str
    at: datetime
    via: Via = Via.FORM
    verdict: Verdict = Verdict.NONE
    accepted: datetime | None = None
    outcome: Outcome = Outcome.NONE
    told: str = ""


Earlier = Past  # something somebody answered, with the terms it shares with the question at hand


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who may be asked: what of their skills the question is near, and what they did here.

    `asked` counts a week. `turns` are the moments at which they wrote lately, where it is listened
    to; `with_asker` those at which they and whoever asks did something together.
    """

    able: Able
    claims: Mapping[str, Level] = field(default_factory=dict)
    asked: int = 0
    stopped: bool = False  # they would rather not be asked about this topic
    earlier: tuple[Earlier, ...] = ()
    turns: tuple[datetime, ...] = ()
    with_asker: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a choice depends on.

    `holding` is how many of the `total` answers looked at hold each term of the question.
    `widened` tells that people were asked already of whom no reason could be told.
    """

    question: Question
    topic: str
    organisation: str  # the asker's
    helpers: tuple[Helper, ...]
    now: datetime
    places: int
    widened: bool = False
    total: int = 0
    holding: Mapping[str, int] = field(default_factory=dict)
    learnt: Learnt | None = None

    @property
    def weights(self) -> Weights:
        """By which people are weighed here."""
        return self.learnt.weights if self.learnt else USUAL


@dataclass(frozen=True, slots=True)
class Lent:
    """What a choice needs beside this room's rows: who is about, and who may come into question."""

    activity: Activity
    shortlist: Callable[[Pool], tuple[Person, ...]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What this community's own past says of who answers whom; from how many questions.

    `numbers` are weights by their names (`weighing.LEARNT`).
    """

    numbers: Mapping[str, float]
    questions: int
    at: datetime

    @property
    def weights(self) -> Weights:
        """With the usual ones, where nothing was learnt."""
        return replace(USUAL, **self.numbers)


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody did in the past: began a thread with a question, or wrote in one.

    `said` are digests of the terms of a question, or of an answer with its question, where known.
    """

    person: str
    at: datetime
    thread: str
    begins: bool
    said: frozenset[str] = frozenset()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The acts of a community's last weeks, oldest first: what its weights are learnt from."""

    acts: tuple[Act, ...]
    now: datetime


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


def is_wide(pool: Pool) -> bool:
    """Whether it waited so long, and not even a second time was there anybody who may know."""
    posted, wave = pool.question.posted, pool.question.wave
    long = posted is not None and pool.now - posted >= WIDE_AFTER
    return long and wave <= LAST_WIDE and not pool.widened


def is_short(question: Question) -> bool:
    """Whether one more detail would likely bring a better answer."""
    return len(question.need.strip()) < SHORT


def open_offers(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Those that may still bring an answer in time."""
    return tuple(one for one in offers if one.said in {Said.ASKED, Said.YES})


def standing(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Those of which the asker did not say that they do not help."""
    return tuple(one for one in answers if one.verdict is not Verdict.FAILED)


def asked_for_good(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Those who are not asked again; whoever was let go may be, should it come to that."""
    return tuple(one for one in offers if one.said is not Said.SETTLED)
