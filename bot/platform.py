"""The port: what an adapter does for the core, and what its platform can do, as data."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from bot.events import Actor, Community, Event, Person, Place, Space
from bot.handlers import Declaration
from bot.text import Envelope, Text
from bot.ui import Message, Recipient, Reply

if TYPE_CHECKING:
    from aiohttp import web


@dataclass(frozen=True, slots=True)
class Can:
    """What a platform can do; the core asks this, never which platform it is."""

    say_privately: bool  # an answer only its reader sees, in a channel
    look_private: bool  # find() in private conversations
    look_channels: bool  # find() in channels
    watchers: Text | None  # who else can open a private conversation, to be said in it
    open_together: int  # how many people one private conversation holds
    typed_after_slash: bool  # free words after the command
    draws_charts: bool = False  # where it does not, charts come as pictures
    conversations: int | None = None  # how many private conversations may be open at once
    forums: bool = False  # there are channels in which every post is a thread with a title


@dataclass(frozen=True, slots=True)
class Letter:
    """A promise as an adapter gets it: where to, what, for whose eyes, where it stood before.

    `key` is stable over retries; `landed` set means: change what stands there.
    `home` is where a private thread can be made for somebody whose private messages are shut.
    """

    key: str
    to: Recipient
    message: Message
    envelope: Envelope
    home: Place | None = None
    landed: Landed | None = None


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a message stands: the conversation's place, and the platform's id of the message."""

    place: Place
    message: str
    # the same message again for an edit: opaque to everybody but the adapter that wrote it
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with whose eyes it is for, as `Hear` returns it to the adapter."""

    reply: Reply
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `hearth doctor`: what was looked at, whether it is well, what to do."""

    about: str
    ok: bool
    said: str
    remedy: str = ""


Hear = Callable[[Event], Awaitable[Answer | None]]


@dataclass(frozen=True, slots=True)
class Pending:
    """Something promised and not yet done: when, what, to whom, and why not now."""

    at: datetime
    what: Text
    why: Text


class Backstage(Protocol):
    """What a playground may see and move of the core's inside; compose provides it."""

    def now(self, space: Space) -> datetime:
        """The space's own clock."""
        ...

    async def promised(self, space: Space) -> tuple[Pending, ...]:
        """Timers, waiting and held messages of the space, soonest first."""
        ...

    async def decided(self, space: Space) -> tuple[Pending, ...]:
        """What was decided lately and why, newest first."""
        ...

    async def next_due(self, space: Space) -> datetime | None:
        """When something of the space is due next; None when nothing is."""
        ...

    async def move_clock(self, space: Space, to: datetime) -> None:
        """Set the space's clock forward (its offset is stored) and drain what is due."""
        ...


@dataclass(frozen=True, slots=True)
class Admitted:
    """A link was used: the secret of the visit it began, and the page it was for."""

    session: str
    page: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at the web page, of which community; `visit` names the visit and is no secret."""

    actor: Actor
    community: Community
    visit: str


class Doorkeeper(Protocol):
    """Who may come to the web page; compose provides it."""

    def now(self, space: Space) -> datetime:
        """The space's own clock."""
        ...

    async def admit(self, token: str) -> Admitted | None:
        """Use a link up; None when it was used, is over, or leads nowhere."""
        ...

    async def visitor(self, token: str) -> Visitor | None:
        """Whose visit that is, asked at every look; None when it has no right any more."""
        ...

    async def leave(self, token: str) -> None:
        """End a visit."""
        ...

    async def names(self, people: Iterable[Person]) -> Mapping[Person, str]:
        """How the platform calls these people."""
        ...

    async def people(self, community: Community) -> tuple[Actor, ...]:
        """Whom a form may name: those the community's space is known to have, by name."""
        ...


@runtime_checkable
class Served(Protocol):
    """A platform that also answers over HTTP, on the one server that all share.

    `only_local`: nobody but this machine is let in, unless a setting says otherwise.
    """

    only_local: bool

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """What to mount, each path absolute and the platform's own."""
        ...


@runtime_checkable
class Watched(Protocol):
    """A platform whose pages stay connected: they are let go first, or a stop waits for them."""

    async def let_go(self) -> None:
        """Say good-bye to every open page."""
        ...


class Platform(Protocol):
    """A chat platform, connected. Raises the family of `DeliveryError`, and nothing else."""

    name: str
    title: str
    can: Can

    async def start(self, hear: Hear, declarations: tuple[Declaration, ...]) -> None:
        """Connect and listen; returns once events flow. Every event goes to `hear`."""
        ...

    async def stop(self) -> None:
        """Take no new events, finish those at hand, disconnect."""
        ...

    def listen(
        self, space: Space, places: frozenset[Place], forums: frozenset[Place] = frozenset()
    ) -> None:
        """From now on tell (`Wrote`) who writes in these channels of a space, and in no others.

        What is written is never told, and of other channels nothing is, not even that. In these
        forums tell (`Began`) what people begin.
        """
        ...

    async def deaf(self, place: Place) -> tuple[Text, ...]:
        """What keeps us from hearing who writes in a channel, each a sentence to act on."""
        ...

    async def unfit(self, forum: Place) -> tuple[Text, ...]:
        """What keeps us from posting in a forum and following its posts, each a sentence.

        () where there are no forums.
        """
        ...

    def address(self, place: Place) -> str:
        """Where the message that began a thread is opened from anywhere; "" where there is no such.

        Asks nobody: handlers may have it drawn at any time.
        """
        ...

    def spaces(self) -> tuple[Space, ...]:
        """The worlds this connection serves now."""
        ...

    async def deliver(self, letter: Letter) -> Landed:
        """Carry one letter, once; no retries here. Raises Busy, Unsure, Undeliverable."""
        ...

    async def find(self, letter: Letter, since: float) -> Landed | None:
        """Look whether a letter of unknown fate arrived after `since` (epoch seconds).

        Raises CannotLook where we may not read.
        """
        ...

    async def answer(self, handle: str, answer: Answer) -> None:
        """Answer an earlier interaction by its saved handle (for `Later`)."""
        ...

    def roster(self, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
        """Who is in a place (or, for a guild-wide community, in the space), in chunks ≤ 500."""
        ...

    async def person(self, person: Person) -> Actor | None:
        """What the platform knows of somebody now; None when they are gone."""
        ...

    async def check(self, places: tuple[Place, ...]) -> tuple[Finding, ...]:
        """Tokens, scopes, intents, and what we may do in `places`, in plain words."""
        ...

    async def missing(self, home: Place) -> tuple[Text, ...]:
        """What keeps `home` from being a community's home: named permissions, each a sentence."""
        ...
