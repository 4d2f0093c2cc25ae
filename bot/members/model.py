"""What a member is: belonging, membership, ticks, profile, skills and consent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.directory import Hours, Level
from bot.events import Person

ESTABLISHED_AFTER = timedelta(days=60)
ALLOWANCES = (0, 1, 2, 5)  # asks a week
USUAL_ALLOWANCE = 2
ENDLESS = datetime(9999, 1, 1, tzinfo=UTC)  # a pause until its member says otherwise
MARK = 16  # characters
SHORT, ENDING = 4, 3  # letters a stem has at least, letters an ending has at most
HELPS = (Level.DO, Level.EXPLAIN, Level.CONNECT)


class Source(StrEnum):
    """By which door somebody came to belong."""

    ADOPTION = "adoption"  # was there when the community was set up
    JOIN = "join"  # came into the home place
    YES = "yes"  # pressed Yes, introduce me, before we saw them come
    WELCOME = "welcome"  # pressed Join or Sounds good, before we saw them come


@dataclass(frozen=True, slots=True)
class Belonging:
    """One roster row; `left_at` not before `since` means that the stay is over."""

    person: Person
    since: datetime
    source: Source
    left_at: datetime | None
    changed_at: datetime

    @property
    def here(self) -> bool:
        """Whether they are still in the home place, as far as the platform told."""
        return self.left_at is None or self.left_at < self.since

    def arrives(self, at: datetime, source: Source) -> Belonging:
        """The same after an arrival, in whatever order arrivals and leavings become known."""
        if self.left_at and at <= self.left_at:
            return self
        fresh = replace(self, changed_at=max(self.changed_at, at))
        if not self.here or at < self.since:
            return replace(fresh, since=at, source=source)
        return fresh

    def leaves(self, at: datetime) -> Belonging:
        """The same after a leaving; an arrival known to be later starts a new stay."""
        left = max(at, self.left_at or at)
        if self.since > left:
            return replace(self, left_at=left)
        later = max(self.changed_at, left)
        return replace(self, left_at=left, since=later, source=Source.JOIN, changed_at=later)


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody told about themselves; all of it optional. No `days` means no own hours."""

    role: str = ""
    organisation: str = ""
    sector: str = ""
    languages: tuple[str, ...] = ()
    zone: str = ""
    days: tuple[int, ...] = ()
    start: int = 9
    end: int = 18

    def hours(self, zone: str) -> Hours:
        """Waking hours: their own, else Monday to Friday 9–18, in their zone, else in `zone`."""
        if self.days:
            return Hours(self.zone or zone, self.days, self.start, self.end)
        return Hours(self.zone or zone)


@dataclass(frozen=True, slots=True)
class Shown:
    """The exact words shown to people who are asked about somebody."""

    help: tuple[str, ...] = ()
    learn: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    hardest: str = ""

    @property
    def mark(self) -> str:
        """A short name for exactly these words; it travels with the button that agrees to them."""
        plain = "\x1f".join((*self.help, "", *self.learn, "", *self.about))
        return sha256(plain.encode()).hexdigest()[:MARK]

    @property
    def about(self) -> tuple[str, str, str]:
        """Who they are: role, organisation, and the hardest thing in their work."""
        return self.role, self.organisation, self.hardest


@dataclass(frozen=True, slots=True)
class Consent:
    """A yes to being introduced by these words; `name_first`: the other's name is shown first."""

    shown: Shown
    name_first: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A skill as its member wrote it, its level, and the task it is kept under."""

    words: str
    level: Level
    task: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A concrete task as the community words it; `edited` once a coordinator did."""

    key: str
    words: str
    edited: bool = False
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """All that is kept of somebody in a community, as its rows say it.

    Whoever leaves takes every tick and consent along: what was set before `left_at` is off.
    """

    person: Person
    joined_at: datetime | None = None
    full_at: datetime | None = None  # pressed the Join form, not only Yes
    left_at: datetime | None = None
    introduce: bool = False
    introduce_at: datetime | None = None
    rounds: bool = False
    ask: bool = False
    ticks_at: datetime | None = None
    allowance: int = USUAL_ALLOWANCE
    paused_until: datetime | None = None
    paused_at: datetime | None = None
    profile: Profile = field(default_factory=Profile)
    profile_at: datetime | None = None
    hardest: str = ""  # a group of its own: it is told in another form than the rest
    hardest_at: datetime | None = None
    claims: tuple[Claim, ...] = ()
    claims_at: datetime | None = None
    norms_version: int = 0
    norms_at: datetime | None = None
    consent: Consent | None = None
    consent_at: datetime | None = None
    offered: tuple[Shown, ...] = ()  # the words last shown with the question, newest last

    def _stands(self, at: datetime | None) -> bool:
        return at is not None and (self.left_at is None or self.left_at < at)

    @property
    def here(self) -> bool:
        """Whether they pressed Join, or Yes, and have not left since."""
        return self._stands(self.joined_at)

    @property
    def gone(self) -> bool:
        """Whether they left and have not come back."""
        return self.left_at is not None and not self.here

    @property
    def full(self) -> bool:
        """Whether they sent the Join form in this stay: only then are they listed."""
        return self.here and self._stands(self.full_at)

    @property
    def introduce_me(self) -> bool:
        """Whether they want to be introduced."""
        return self.here and self.introduce and self._stands(self.introduce_at)

    @property
    def in_rounds(self) -> bool:
        """Whether they want to be drawn."""
        return self.full and self.rounds and self._stands(self.ticks_at)

    @property
    def ask_me(self) -> bool:
        """Whether they may be asked what they know."""
        return self.full and self.ask and self._stands(self.ticks_at)

    @property
    def consents(self) -> Consent | None:
        """The consent of this stay."""
        return self.consent if self._stands(self.consent_at) else None

    @property
    def helps(self) -> tuple[Claim, ...]:
        """What they can do, explain, or know somebody for."""
        return tuple(c for c in self.claims if c.level in HELPS)

    @property
    def learns(self) -> tuple[Claim, ...]:
        """What they want to learn."""
        return tuple(c for c in self.claims if c.level is Level.LEARN)

    @property
    def shown(self) -> Shown:
        """What would be shown of them now."""
        told = self.profile
        return Shown(
            tuple(c.words for c in self.helps),
            tuple(c.words for c in self.learns),
            told.role,
            told.organisation,
            self.hardest,
        )

    def paused(self, now: datetime) -> datetime | None:
        """Until when nothing unsolicited may reach them; endless once they left."""
        if self.gone:
            return ENDLESS
        return self.paused_until if self.paused_until and self.paused_until > now else None


def is_established(
    belonging: Belonging | None, joined: datetime | None, now: datetime, *, host: bool
) -> bool:
    """Sixty days here, or there at adoption, or named a host by a coordinator."""
    if host:
        return True
    if belonging and belonging.here:
        return belonging.source is Source.ADOPTION or now - belonging.since >= ESTABLISHED_AFTER
    return joined is not None and now - joined >= ESTABLISHED_AFTER


def folded(said: str) -> str:
    """Words without case, accents, punctuation at the ends, or doubled spaces."""
    marks = unicodedata.normalize("NFKD", said.casefold())
    bare = "".join(c for c in marks if not unicodedata.combining(c))
    return " ".join(bare.split()).strip("¡!¿?.,;:·•-–—()[]\"' ")


def alike(one: str, other: str) -> bool:
    """Whether two words are one in different inflections: most of the shorter begins both.

    `procure` and `procurement`, `budgets` and `budgeting`; short words must be the same.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORT:
        return short == long
    shared = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return shared >= max(SHORT, len(short) - ENDING)


def nearly_the_same(tasks: Iterable[Task]) -> tuple[tuple[Task, Task], ...]:
    """Pairs of tasks each word of which has its like in the other."""
    split = [(task, folded(task.words).split()) for task in tasks]
    return tuple(
        (one, other)
        for i, (one, mine) in enumerate(split)
        for other, theirs in split[i + 1 :]
        if not (one.edited and other.edited)
        and len(mine) == len(theirs)
        and all(any(alike(a, b) for b in theirs) for a in mine)
    )
