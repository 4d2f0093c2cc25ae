"""What people of a story can do and see, the same on every platform."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import clock as clocks
from bot.clock import Clock
from bot.compose import house
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.events import Space
    from bot.hearth import Hearth

KEY = "aGVhcnRoIGtleSBmb3IgdGVzdHMsIDMyIGJ5dGVzLi4="
COORDINATOR = "cora"


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as somebody sees it: its words, its buttons, who else sees it.

    `together` holds the names in a private conversation, reader included; empty in a channel.
    """

    text: str
    buttons: tuple[str, ...]
    together: frozenset[str]
    place: str


def next_tuesday() -> timedelta:
    """How far from now the next Tuesday, ten o'clock UTC, is: a working hour in most of Europe."""
    now = clocks.wall()
    day = now + timedelta(days=(1 - now.weekday()) % 7 or 7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0) - now


class World(ABC):
    """A story's stage. People are named; `cora` is the coordinator and administrator."""

    settings: dict[str, Any]
    hearth: Hearth

    def __init__(self, folder: Path, database: str) -> None:
        """Nothing runs yet; the clock starts on a Tuesday at ten and moves when told."""
        self.folder, self.database = folder, database
        self.offset = next_tuesday()
        self.clock = Clock(read=self.now)

    def now(self) -> datetime:
        """The story's time."""
        return datetime.now(UTC) + self.offset

    async def open(self) -> None:
        """Start the platform, then Hearth."""
        await self.raise_platform()
        await self.start_hearth()

    async def start_hearth(self) -> None:
        """Start Hearth as `hearth run` does, without the web server."""
        settings = Settings(
            data=self.folder, database=self.database, key=KEY, look_after=0.05, **self.chat()
        )
        self.hearth = house(settings, self.clock)
        await self.hearth.start()
        await self.ready()

    async def close(self) -> None:
        """Stop both."""
        await self.hearth.stop()
        await self.lower_platform()

    async def restart(self) -> None:
        """Stop Hearth and start it again, as a deploy does."""
        await self.hearth.stop()
        await self.start_hearth()

    @property
    def space(self) -> Space:
        """The one space of the story."""
        return self.hearth.spaces()[0]

    async def settle(self) -> None:
        """Let everything that is due happen."""
        await self.arrived()
        await self.hearth.settle(self.space)
        await self.arrived()

    async def passes(self, **span: float) -> None:
        """Let time pass (hours=, days=), stepping to each due moment in order, as a clock does."""
        end = self.now() + timedelta(**span)
        while (due := await self.hearth.next_due(self.space)) is not None and due < end:
            await self._moves_to(max(due, self.now()))
            await self.settle()
        await self._moves_to(end)
        await self.settle()

    async def _moves_to(self, to: datetime) -> None:
        self.offset += max(to - self.now(), timedelta())
        self.moved()
        await asyncio.sleep(0)

    def reads(self, who: str) -> str:
        """All the words somebody sees, oldest first."""
        return "\n".join(seen.text for seen in self.sees(who))

    def last(self, who: str) -> str:
        """The newest words somebody sees."""
        return self.sees(who)[-1].text

    def met(self, *names: str) -> bool:
        """Whether these people, and nobody else, are in one private conversation."""
        return any(seen.together == set(names) for seen in self.sees(names[0]))

    @abstractmethod
    def chat(self) -> dict[str, Any]:
        """The settings that connect Hearth to this platform."""

    @abstractmethod
    async def raise_platform(self) -> None:
        """Start the platform's server, with the coordinator and an empty home."""

    @abstractmethod
    async def lower_platform(self) -> None:
        """Stop it."""

    async def ready(self) -> None:  # noqa: B027 - most platforms are ready when connected
        """Wait until events reach Hearth."""

    async def arrived(self) -> None:  # noqa: B027 - most platforms deliver before they return
        """Wait until everything that people did has reached Hearth."""

    def moved(self) -> None:  # noqa: B027 - the platform may read the story's clock itself
        """Tell the platform that time has passed."""

    @abstractmethod
    def person(self, name: str, *, zone: str | None = None, locale: str = "en") -> None:
        """Somebody who has an account of the platform and is not in the community yet."""

    @abstractmethod
    async def joins(self, name: str) -> None:
        """Enter the community's home, past any screening."""

    @abstractmethod
    async def leaves(self, name: str) -> None:
        """Leave the community's home."""

    @abstractmethod
    async def runs(self, name: str, verb: str, **options: str) -> None:
        """Give a command in the home; a value `@ana` is that person."""

    @abstractmethod
    async def says(self, name: str, words: str) -> None:
        """Write to Hearth privately."""

    @abstractmethod
    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to Hearth."""

    @abstractmethod
    async def presses(self, name: str, button: str) -> None:
        """Press the newest button of that label somebody sees."""

    @abstractmethod
    async def fills(self, name: str, **values: Any) -> None:
        """Fill in the open form, one step after the other, and send each.

        Values by field name; a field of people or channels takes names.
        """

    @abstractmethod
    def sees(self, name: str) -> list[Seen]:
        """Everything somebody can read, oldest first."""

    async def sets_up(self, begin: str = "all", hosts: tuple[str, ...] = (), **more: Any) -> None:
        """Set the community up as an administrator does, and post the hello."""
        await self.runs(COORDINATOR, "setup")
        await self.fills(
            COORDINATOR,
            purpose="We help each other open government data.",
            begin=begin,
            **({"hosts": hosts} if hosts else {}),
            **more,
        )
        await self.settle()
