"""Everything that can happen, as frozen values that say who, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Space:
    """A platform's world: a workspace, a guild, the playground. The id is the platform's own."""

    platform: str
    id: str

    @property
    def key(self) -> str:
        """The space as one word, for rows and log lines."""
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """Somebody's account in a space. The id is opaque: only the adapter mints or reads it."""

    space: Space
    id: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A channel, or a thread in one; private conversations are addressed by Person instead."""

    space: Space
    id: str
    thread: str = ""


class Begin(StrEnum):
    """How carefully a community starts (set-up, last question)."""

    EACH = "each"  # every message waits for a coordinator's yes
    SMALL = "small"  # hosts are asked, other members are not yet
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Community:
    """People with a domain around a home place; the unit of settings and membership."""

    id: str
    space: Space
    home: Place
    hello: Place
    name: str
    purpose: str
    language: str
    zone: str
    begin: Begin
    held: bool
    since: datetime
    languages: tuple[str, ...] = ("en",)
    norms: tuple[str, ...] = ()
    norms_version: int = 1


class Power(StrEnum):
    """What the platform itself lets somebody do; at most 60 s old."""

    MANAGE = "manage"  # workspace admin or owner; may manage the guild; the playground's keeper


class Role(StrEnum):
    """What somebody is in a community."""

    MEMBER = "member"
    HOST = "host"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who caused an event, with what is known of them. `zone` is an IANA name, `locale` a tag."""

    person: Person
    name: str
    locale: str | None = None
    zone: str | None = None
    powers: frozenset[Power] = frozenset()
    is_bot: bool = False
    is_guest: bool = False


def itself(space: Space) -> Actor:
    """Hearth as the actor of its own timers, computations and beats."""
    return Actor(Person(space, ""), "Hearth", is_bot=True)


Value = str | tuple[str, ...] | Person | tuple[Person, ...] | Place | None
Part = str | Person | Place


class Door(StrEnum):
    """How words reached us; all three mean the same, only the answer's place differs."""

    COMMAND = "command"  # after the slash
    MENTION = "mention"  # in a channel or thread, addressed to us
    DIRECT = "direct"  # in the private conversation with us


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event has.

    `id` is unique per space and stable over redelivery; `at` is the platform's time (UTC), which
    decides between two settings that arrive out of order; `handle` lets an adapter answer later.
    """

    id: str
    at: datetime
    actor: Actor
    place: Place | None = None
    community: str | None = None
    handle: str = ""

    @property
    def space(self) -> Space:
        """The world it happened in."""
        return self.actor.person.space


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody began in a forum: its title, and whose it is, as the platform tells it."""

    title: str
    author: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded(Event):
    """A verb with typed values, as a command tree gives them or typed words were understood."""

    verb: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Event):
    """Words somebody wrote to us; people and places in them are already values."""

    parts: tuple[Part, ...]
    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class Completing(Event):
    """Somebody is typing an option of a command and would like suggestions."""

    verb: str
    option: str
    partial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(Event):
    """A button was pressed (no values) or something chosen from a menu (`values`).

    `post` is told where that happened in a forum.
    """

    name: str
    subject: str = ""
    values: tuple[str, ...] = ()
    post: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Event):
    """One step of a form was sent; `form` is the opaque id under which it was opened.

    A handler gets it once, after the last step, with all values, the form's name and subject.
    """

    form: str
    values: Mapping[str, Value] = field(default_factory=dict)
    name: str = ""
    subject: str = ""
    post: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed(Event):
    """A shortcut was used, on a person, on a message (its text and author), or on nothing.

    `message` is the platform's own name for the message, as it tells of it once it is deleted.
    """

    name: str
    target: Person | None = None
    text: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """Somebody opened our home page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited(Event):
    """Somebody signed in looks at a web page of that name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Event):
    """Somebody entered a place (or the space, `place` None), screening passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote(Event):
    """Somebody wrote in a channel that is listened to: who, where, when. There is no text in it.

    `place` names the thread, also of a message that begins one; `id` is a digest of the platform's
    own id of the message. Of what Hearth wrote there itself, the actor is Hearth. `seeks` is the
    one thing told of the words: whether they begin a thread with what looks like a question.
    """

    begins: bool
    seeks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(Event):
    """Somebody began a post in a forum that a coordinator chose; `place` is its thread.

    `text` are its first words, "" where we may not read them. Of other forums nothing is told.
    """

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Event):
    """Something said is no more: these messages, or, where none is named, the thread `place`.

    By whom, nobody learns. A post's own message has the name of the thread it begins.
    """

    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Event):
    """Somebody left a place, or the space (`place` None), or was deactivated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Event):
    """What is known of somebody changed: name, zone, locale, powers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rostered(Event):
    """A chunk (at most 500) of who is in a place, asked for with `work.roster`."""

    people: tuple[Actor, ...]
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLost(Event):
    """We can no longer write in `place`: archived, deleted, or we were removed from it."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Event):
    """We were uninstalled from the space. An outage is not a removal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken(Event):
    """A timer set with `work.wake` is due, however late."""

    name: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Event):
    """A computation asked for with `work.compute` has its result."""

    name: str
    subject: str
    result: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Event):
    """A promise ended: `landed` where it stands, or `reason` why it could not be kept."""

    key: str
    landed: Place | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat(Event):
    """The occurrence of a daily or a planned beat on the community's local date."""

    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """We run again: what is derived from settings is derived anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(Event):
    """What was to happen while we were away, and its window is over: name and local date."""

    beats: tuple[tuple[str, date], ...]
