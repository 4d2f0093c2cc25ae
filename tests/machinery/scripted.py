"""A platform in memory: it keeps all it accepted, in order, and fails as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.errors import DeliveryError, Unsure
from bot.events import Actor, Person, Place, Space
from bot.handlers import Declaration
from bot.platform import Answer, Can, Finding, Hear, Landed, Letter
from bot.text import PLAIN, Envelope, Text, draw
from bot.ui import Paragraph

SPACE = Space("test", "1")


class Lost:
    """Accepted, but the answer never comes back."""


class Hang:
    """Not accepted, and no answer for longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message, or edit, that the platform took."""

    key: str
    said: str
    to: object
    edits: str = ""


@dataclass
class Scripted:
    """Implements `bot.platform.Platform`. Faults are used up in order, one for each call."""

    name: str = "test"
    title: str = "Test"
    can: Can = field(default_factory=lambda: Can(True, True, True, None, 9, False))
    log: list[Accepted] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    calls: int = 0
    faults: deque[object] = field(default_factory=deque)
    blind: deque[DeliveryError] = field(default_factory=deque)
    rosters: deque[object] = field(default_factory=deque)
    answered: list[str] = field(default_factory=list)
    during: list[Coroutine[Any, Any, None]] = field(default_factory=list)

    @property
    def said(self) -> list[str]:
        """What was accepted, in words."""
        return [one.said for one in self.log]

    async def deliver(self, letter: Letter) -> Landed:
        """Accept, or fail as scripted."""
        self.calls += 1
        fault = self.faults.popleft() if self.faults else None
        for meanwhile in self.during:
            await meanwhile
        self.during.clear()
        if isinstance(fault, Hang):
            await asyncio.sleep(3600)
        if isinstance(fault, Exception):
            raise fault
        first = letter.message.blocks[0]
        assert isinstance(first, Paragraph)
        edits = letter.landed.message if letter.landed else ""
        said = draw(first.text, Envelope(), PLAIN)
        self.log.append(Accepted(letter.key, said, letter.to, edits))
        if isinstance(fault, Lost):
            raise Unsure("reply lost")
        return self._landed(letter, edits or str(len(self.log)))

    async def find(self, letter: Letter, since: float) -> Landed | None:
        """Read our own log back, if we may."""
        self.looks.append(letter.key)
        if self.blind:
            raise self.blind.popleft()
        for number, one in enumerate(self.log, 1):
            if one.key == letter.key and not one.edits:
                return self._landed(letter, str(number))
        return None

    @staticmethod
    def _landed(letter: Letter, message: str) -> Landed:
        to = letter.to
        place = to if isinstance(to, Place) else Place(SPACE, f"talk-{getattr(to, 'id', 'all')}")
        return Landed(place, message)

    async def roster(self, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
        """Give the chunks that were scripted, or fail where an error stands among them."""
        for chunk in list(self.rosters):
            self.rosters.popleft()
            if isinstance(chunk, Exception):
                raise chunk
            assert isinstance(chunk, tuple)
            yield chunk

    async def start(self, hear: Hear, declarations: tuple[Declaration, ...]) -> None:
        """Nothing listens here."""

    async def stop(self) -> None:
        """Nothing runs here."""

    def spaces(self) -> tuple[Space, ...]:
        """One world."""
        return (SPACE,)

    async def answer(self, handle: str, answer: Answer) -> None:
        """Keep the handle that was answered."""
        self.answered.append(handle)

    async def person(self, person: Person) -> Actor | None:
        """Everybody is there."""
        return Actor(person, person.id)

    async def check(self, places: tuple[Place, ...]) -> tuple[Finding, ...]:
        """All is well."""
        return ()

    def address(self, place: Place) -> str:
        """Nobody opens anything here."""
        return ""

    def listen(
        self, space: Space, places: frozenset[Place], forums: frozenset[Place] = frozenset()
    ) -> None:
        """Keep where it was told to listen."""
        self.listened, self.forums = places, forums

    async def deaf(self, place: Place) -> tuple[Text, ...]:
        """Everything can be heard."""
        return ()

    async def unfit(self, forum: Place) -> tuple[Text, ...]:
        """Everything is permitted."""
        return ()

    async def missing(self, home: Place) -> tuple[Text, ...]:
        """Everything is permitted."""
        return ()
