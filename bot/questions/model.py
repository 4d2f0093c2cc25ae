"""What a question is and how it lives, who is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from bot.directory import Card
from bot.events import Person
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


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something somebody answered, and the terms it shares with the question at hand."""

    at: datetime
    shared: frozenset[str]
    topic: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who may be asked; `asked` counts a week, `stopped` are topics they would rather not.

    `seen` is when they last did anything here.
    """

    card: Card
    asked: int = 0
    stopped: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a choice depends on. `tasks` are all that anybody here said of themselves.

    `widened` tells that people were asked already of whom no reason could be told.
    """

    question: Question
    organisation: str  # the asker's
    helpers: tuple[Helper, ...]
    tasks: tuple[str, ...]
    now: datetime
    places: int
    widened: bool = False


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
