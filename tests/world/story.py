"""What people of a story can do and see, the same on every platform."""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, create_engine

from bot import clock as clocks
from bot.clock import Clock
from bot.compose import house
from bot.settings import Settings
from storage.codec import Vault
from storage.communities import make_claim
from storage.database import Database
from tests.world.lent import Lent

if TYPE_CHECKING:
    from bot.events import Space
    from bot.hearth import Hearth
    from tests.loopback.judge import Judge

KEY = "aGVhcnRoIGtleSBmb3IgdGVzdHMsIDMyIGJ5dGVzLi4="
COORDINATOR, HOME = "cora", "home"
DOORS = ("Show me", "Open the form")  # buttons behind which an answer waits
ADDRESS = re.compile(r"https?://[^\s|<>()\"]+")
STUCK = 40  # settlings without time passing


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as somebody sees it: its words, its buttons, who else sees it.

    `together` holds the names in a private conversation, reader included; empty in a channel.
    """

    text: str
    buttons: tuple[str, ...]
    together: frozenset[str]
    place: str
    private: bool  # nobody sees it but those in `together`, or the reader alone
    ours: bool  # Hearth wrote it


def next_tuesday() -> timedelta:
    """How far from now the next Tuesday, ten o'clock UTC, is: a working hour in most of Europe."""
    now = clocks.wall()
    day = now + timedelta(days=(1 - now.weekday()) % 7 or 7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0) - now


class World(ABC):
    """A story's stage. People are named; `cora` is the coordinator and administrator."""

    settings: dict[str, Any]
    hearth: Hearth

    def __init__(self, folder: Path, database: str, judge: Judge | None = None) -> None:
        """Nothing runs yet; the clock starts on a Tuesday at ten and moves when told."""
        self.folder, self.database, self.judge = folder, database, judge
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
        self.hearth.parts.computing._pool = Lent()
        await self.hearth.start()
        await self.ready()

    async def stop_hearth(self) -> None:
        """Stop it as a deploy does."""
        await self.hearth.stop()

    async def close(self) -> None:
        """Stop both."""
        await self.stop_hearth()
        await self.lower_platform()

    async def restart(self) -> None:
        """Stop Hearth and start it again, as a deploy does."""
        await self.stop_hearth()
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
        await self.reaches(self.now() + timedelta(**span))

    async def reaches(self, end: datetime) -> None:
        """The same, up to a moment."""
        stuck = 0
        while (due := await self.hearth.next_due(self.space)) is not None and due < end:
            stuck = 0 if due > self.now() else stuck + 1
            assert stuck < STUCK, f"something stays due since {due}"
            await self._moves_to(due)
            await self.settle()
        await self._moves_to(end)
        await self.settle()

    async def comes(self, weekday: int, hour: int) -> None:
        """Let time pass until the next such weekday (Monday is 1) at that hour, UTC."""
        day = self.now() + timedelta(days=(weekday - self.now().isoweekday()) % 7)
        at = day.replace(hour=hour, minute=0, second=0, microsecond=0)
        await self.reaches(at if at > self.now() else at + timedelta(days=7))

    async def _moves_to(self, to: datetime) -> None:
        self.offset += max(to - self.now(), timedelta())
        self.moved()
        await asyncio.sleep(0)

    def reads(self, who: str) -> str:
        """All the words somebody sees, oldest first."""
        return "\n".join(seen.text for seen in self.sees(who))

    def last(self, who: str) -> str:
        """The newest words of Hearth that somebody sees."""
        return next((s.text for s in reversed(self.sees(who)) if s.ours), "")

    def received(self, who: str) -> list[str]:
        """What Hearth wrote to somebody privately, oldest first."""
        return [seen.text for seen in self.sees(who) if seen.private and seen.ours]

    def offered(self, who: str, button: str) -> bool:
        """Whether somebody sees a button of that label."""
        return any(button in seen.buttons for seen in self.sees(who))

    def links(self, who: str) -> list[str]:
        """The addresses that links in Hearth's words lead somebody to, oldest first."""
        return ADDRESS.findall(self.reads(who))

    def met(self, *names: str) -> bool:
        """Whether these people, and nobody else, are in one private conversation."""
        return any(seen.together == set(names) for seen in self.sees(names[0]))

    async def opens_the_door(self, name: str) -> None:
        """Press what stands before an answer that may not be shown, or a form, at once."""
        for door in DOORS:
            newest = next((s for s in reversed(self.sees(name)) if s.ours), None)
            if newest and door in newest.buttons:
                await self.presses(name, door)

    async def claims(self, code: str) -> None:
        """The command line makes a claim code, good for an hour."""
        settings = Settings(data=self.folder, database=self.database, key=KEY)
        database = Database(settings.database_url, Vault(settings.keys()))
        until = self.now() + timedelta(hours=1)
        await database.write(lambda tx: make_claim(tx, code, until))
        await database.close()

    def holds(self) -> bytes:
        """All that the database holds: the file with its log, or every row of every table."""
        if self.database.startswith("sqlite"):
            files = sorted(self.folder.glob("hearth.db*"))
            return b"".join(file.read_bytes() for file in files)
        engine = create_engine(self.database)
        with engine.connect() as connection:
            tables = MetaData()
            tables.reflect(connection)
            rows = [connection.execute(table.select()).all() for table in tables.sorted_tables]
        engine.dispose()
        return repr(rows).encode()

    async def points(self, name: str, shortcut: str, at: str) -> None:
        """Use a shortcut on the newest message with these words; where the story needs no hand."""
        raise NotImplementedError

    def forbids(self) -> None:
        """Take from the bot what it needs in the home; only where there are permissions."""
        raise NotImplementedError

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
    def person(
        self, name: str, *, zone: str | None = None, locale: str = "en", **traits: Any
    ) -> None:
        """Somebody who has an account of the platform and is not in the community yet."""

    @abstractmethod
    def id_of(self, name: str) -> str:
        """The platform's id of somebody."""

    @abstractmethod
    def channel(self, name: str) -> None:
        """One more channel, with the coordinator in it and the bot."""

    @abstractmethod
    async def joins(self, name: str) -> None:
        """Enter the community's home, past any screening."""

    @abstractmethod
    async def leaves(self, name: str) -> None:
        """Leave the community's home."""

    @abstractmethod
    async def runs(self, name: str, verb: str, *, place: str = HOME, **options: str) -> None:
        """Give a command in a channel; a value `@ana` is that person."""

    @abstractmethod
    async def says(self, name: str, words: str) -> None:
        """Write to Hearth privately; where an answer waits behind a button, press it."""

    @abstractmethod
    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to Hearth; look behind the button of the answer."""

    @abstractmethod
    async def writes(self, name: str, words: str, *, place: str = HOME, under: str = "") -> None:
        """Write to the others in a channel; or under the newest message with these words in it."""

    @abstractmethod
    async def presses(self, name: str, button: str, *, place: str = "") -> None:
        """Press the newest button of that label somebody sees, or sees in that channel."""

    @abstractmethod
    async def chooses(self, name: str, menu: str, option: str) -> None:
        """Choose in the newest menu whose label begins so."""

    @abstractmethod
    def form(self, name: str) -> str:
        """The words of the form somebody has open; empty when there is none."""

    @abstractmethod
    async def fills(self, name: str, **values: Any) -> None:
        """Fill in the open form, one step after the other, and send each.

        Values by field name; a field of people or channels takes names.
        """

    @abstractmethod
    def file(self, name: str) -> bytes:
        """The newest file somebody was given."""

    @abstractmethod
    def sees(self, name: str) -> list[Seen]:
        """Everything somebody can read, oldest first."""

    async def sets_up(
        self, begin: str = "all", hosts: tuple[str, ...] = (), place: str = HOME, **more: Any
    ) -> None:
        """Set a community up as an administrator does; nothing is posted yet."""
        await self.runs(COORDINATOR, "setup", place=place)
        purpose = more.pop("purpose", "We help each other open government data.")
        asked = {"hosts": hosts} if hosts else {}
        await self.fills(COORDINATOR, purpose=purpose, begin=begin, **asked, **more)
        await self.settle()
