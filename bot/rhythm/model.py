"""A community's rhythm, its meetings and what they leave open, and the store this room needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.events import Person
from bot.text import Text, t
from bot.ui import Button

PROMPT, NOTICE, DRAW = "prompts.post", "rounds.notice", "rounds.draw"
QUIET, REPORT = "checkins.quiet", "reports.week"
BEFORE, AFTER, GATHERING = "rhythm.before", "rhythm.after", "rhythm.meeting"
BEATS = (PROMPT, NOTICE, DRAW, QUIET, REPORT, BEFORE, AFTER, GATHERING)
TEN = time(10)
SLOWEST = 4  # weeks between two of anything
PRESSED = "buttons"  # silence was counted by buttons alone, as nobody listens
AHEAD = timedelta(weeks=18)  # how far everything is planned: as long as we may be away and count


class Pace(StrEnum):
    """How often prompts come, measured by the setting."""

    FULL = "full"
    SLOWED = "slowed"  # three went without an answer: half as often
    TAPERED = "tapered"  # members begin by themselves: half as often


@dataclass(frozen=True, slots=True)
class Touch:
    """Something that comes again: every so many weeks (0: never), that weekday, that hour."""

    every: int = 0
    weekday: int = 1  # Monday
    at: time = TEN


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What coordinators set; `set_at` None: nobody did yet, and nothing is planned."""

    prompt: Touch = Touch(1, 1)
    round: Touch = Touch(2, 2)
    checkin: Touch = Touch(1, 3)
    region: str = ""
    calendar: str = ""
    set_at: datetime | None = None
    set_by: Person | None = None
    pace: Pace = Pace.FULL
    known_until: int = 0  # the last year whose public holidays we know
    trouble: str = ""  # why the calendar could not be read the last time


@dataclass(frozen=True, slots=True)
class Meeting:
    """A gathering; `known_at` is since when we know of it, `uid` what its calendar calls it."""

    id: str
    title: str
    at: datetime
    minutes: int
    known_at: datetime
    uid: str = ""
    skipped: bool = False

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Moved:
    """One occurrence of a week taken elsewhere; `to` None: it is left out."""

    name: str
    week: date  # its Monday
    to: datetime | None = None


class State(StrEnum):
    """How something open stands."""

    ASKING = "asking"  # somebody is being asked privately
    OPEN = "open"  # it stands in the channel
    DONE = "done"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Point:
    """Something a meeting left open; who looks after it said yes first."""

    id: str
    meeting: str
    words: str
    by: Person
    at: datetime
    state: State = State.ASKING
    owner: Person | None = None
    named: Person | None = None  # whom the one who wrote it would ask
    asked: tuple[Person, ...] = ()
    posted_at: datetime | None = None
    closed_at: datetime | None = None
    touched_at: datetime | None = None  # somebody pressed something under it


class Telling(StrEnum):
    """What coordinators are told once, with the day's one message."""

    PROPOSE = "propose"
    SLOWER = "slower"
    TAPER = "taper"
    RESTORE = "restore"
    MISSED = "missed"
    CALENDAR = "calendar"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something coordinators are told, as a line of the day's message: from when, until when."""

    id: str
    telling: Telling
    about: str
    at: datetime
    until: datetime


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


KINDS: Mapping[str, Text] = {
    "question": t("questions"),
    "story": t("stories"),
    "tip": t("tips"),
    "challenge_check": t("what is hard just now"),
    "perspective": t("seeing with other eyes"),
    "article": t("things to read"),
    "spotlight": t("people to put in the light"),
    "celebrate": t("things to celebrate"),
}
SET = Button(t("Set the rhythm"), "rhythm.set")
FULL_PACE = Button(t("Ask as often as before"), "rhythm.full_pace")
CHANGE = Button(t("Change the rhythm"), "rhythm.set")
BUTTONS: Mapping[Telling, tuple[Button, ...]] = {
    Telling.PROPOSE: (SET,),
    Telling.SLOWER: (FULL_PACE,),
    Telling.TAPER: (FULL_PACE,),
    Telling.CALENDAR: (CHANGE,),
    Telling.REGION: (CHANGE,),
}


def said(notice: Notice) -> Text:
    """A notice in a sentence or two."""
    match notice.telling:
        case Telling.PROPOSE:
            return t(
                "Nothing is planned here yet. A prompt a week and a round every two would be a "
                "rhythm; it takes a minute to set."
            )
        case Telling.SLOWER:
            return slower(notice.about)
        case Telling.TAPER:
            return t(
                "For four weeks members began at least half of the conversations themselves, so "
                "they need fewer prompts. I'll ask every other week."
            )
        case Telling.RESTORE if notice.about == "fewer":
            return t("Members began few conversations last week, so I ask as often as you set it.")
        case Telling.RESTORE:
            return t("People answer prompts again, so I ask as often as you set it.")
        case Telling.MISSED:
            return t(
                "I was away. Meanwhile this was due, and I skipped it: {what}", what=notice.about
            )
        case Telling.CALENDAR:
            return t("I could not read your calendar: {why}", why=TROUBLES[notice.about])
        case Telling.REGION:
            return t(
                "I know no public holidays for {region}. Please write it like ES, or ES-MD.",
                region=notice.about,
            )


def slower(seen: str) -> Text:
    """Three prompts went quiet; `seen` is how that was known, and kinds answered before, by comma.

    Where nobody listens, what people wrote in the thread is not known: then the sentence says so.
    """
    how, *kinds = seen.split(",")
    known = tuple(KINDS[kind] for kind in (how, *kinds) if kind in KINDS)[:2]
    if how == PRESSED and not known:
        return t(
            "As far as my buttons tell, three prompts went quiet. I'll ask every other week. "
            "What people write in the thread I cannot see."
        )
    if how == PRESSED:
        return t(
            "As far as my buttons tell, three prompts went quiet. I'll ask every other week. "
            "What people write in the thread I cannot see. Here are kinds people answered before: "
            "{kinds}.",
            kinds=known,
        )
    if not known:
        return t("Three prompts went quiet. I'll ask every other week.")
    return t(
        "Three prompts went quiet. I'll ask every other week; here are kinds people answered "
        "before: {kinds}.",
        kinds=known,
    )


TROUBLES: Mapping[str, Text] = {
    "address": t("that is not an address I can read; it begins with https:// and ends in .ics"),
    "private": t("its address leads into a private network, where I do not go"),
    "unreachable": t("nothing answers at its address"),
    "slow": t("it took too long to answer"),
    "large": t("it is larger than I read"),
    "refused": t("its server refused; it may need to be shared for reading"),
    "not_a_calendar": t("what stands there is no calendar"),
    "too_often": t("it has something in it that repeats more often than daily"),
}
