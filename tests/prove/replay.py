"""A real community's talk, played through a loopback platform on its own clock, listened to.

The folder has `gitter/gitter.jsonl.gz`: a line a message, its conversation (`conv`), author,
instant and words. Conversations become threads. Whoever writes most takes part and may be asked;
they answer what Hearth brings them as dice say.
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Row, create_engine, func, select

from storage.tables import failed, outbox
from tests.loopback.discord.refusals import NotPossible as NotOnDiscord
from tests.loopback.slack.forms import NotPossible as NotOnSlack
from tests.world import World, open_world
from tests.world.discord import DiscordWorld
from tests.world.slack import SlackWorld
from tests.world.story import COORDINATOR, HOME

PLATFORMS = ("slack", "discord")
ROOM = "docker_docker"
REGULARS = 120  # who write most take part, and may be asked
ALLOWANCE, WEEK = 2, timedelta(days=7)
LATELY = 60  # messages that somebody has before their eyes
NOT_POSSIBLE = (NotOnSlack, NotOnDiscord, AssertionError, StopIteration)


@dataclass(frozen=True, slots=True)
class Line:
    """One message, as it was written."""

    thread: str
    at: datetime
    who: str
    words: str


@dataclass
class Figures:
    """What came of it."""

    platform: str
    messages: int = 0
    threads: int = 0
    people: int = 0
    joined: int = 0
    found: Counter[str] = field(default_factory=Counter)  # messages of Hearth that arrived, by kind
    pressed: Counter[str] = field(default_factory=Counter)
    most_asked: int = 0  # of one person, in any seven days
    beyond: int = 0  # asks beyond somebody's allowance
    errors: int = 0
    parked: int = 0
    days: float = 0.0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """No error, and nobody asked beyond their allowance."""
        return not (self.errors or self.beyond or self.parked)


def read(folder: Path, most: int) -> tuple[Line, ...]:
    """The first so many messages of the room, in order. Raises OSError when it is not there."""
    lines = []
    with gzip.open(folder / "gitter" / "gitter.jsonl.gz", "rt", encoding="utf-8") as file:
        for said in map(json.loads, file):
            if said["ch"] == ROOM and said["text"].strip():
                at = datetime.fromisoformat(said["ts"]).replace(tzinfo=UTC)
                lines.append(Line(said["conv"], at, said["user"], said["text"]))
    return tuple(sorted(lines, key=lambda line: line.at)[:most])


async def passage(platform: str, lines: Sequence[Line], seed: str) -> Figures:
    """Play them; what came of it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hearth-replay-") as kept:
        folder = Path(kept)
        async with open_world(platform, folder, f"sqlite:///{folder / 'hearth.db'}") as world:
            figures = await Replay(world, lines, Figures(platform), Random(seed)).plays()
    figures.seconds = time.monotonic() - began
    return figures


class Replay:
    """One run of it."""

    def __init__(self, world: World, lines: Sequence[Line], figures: Figures, dice: Random) -> None:
        self.world, self.lines, self.figures, self.dice = world, lines, figures, dice
        often = Counter(line.who for line in lines)
        self.names = {who: f"u{n}" for n, (who, _) in enumerate(often.most_common())}
        self.regulars = [self.names[who] for who, _ in often.most_common(REGULARS)]
        self.by_id: dict[str, str] = {}
        self.roots: dict[str, Any] = {}
        self.newest: dict[str, str] = {}
        self.seen = datetime.min.replace(tzinfo=UTC)

    async def plays(self) -> Figures:
        """Everybody comes, listening is switched on, and time begins."""
        await self._gathers()
        begins = self.world.now() + timedelta(hours=1)
        shift = begins - self.lines[0].at
        for line in self.lines:
            await self.world.reaches(line.at + shift)
            await self._says(line)
            await self._answers()
        await self.world.passes(days=15)
        await self._answers()
        self._judges(self.world.now() - begins)
        return self.figures

    async def _gathers(self) -> None:
        world = self.world
        for name in self.names.values():
            world.person(name)
            await world.joins(name)
            self.by_id[world.id_of(name)] = name
        await world.sets_up()
        for name in self.regulars:
            await world.runs(name, "join")
            ticks = ("introduce", "ask")
            await world.fills(name, ticks=ticks, help="docker containers", learn="new things")
        await world.runs(COORDINATOR, "help")
        for button in ("What do you see?", "Change that per channel", "Listen in a channel"):
            await world.presses(COORDINATOR, button)
        await world.fills(COORDINATOR, place=HOME)
        self.figures.people, self.figures.joined = len(self.names), len(self.regulars)
        self.seen = world.now()

    async def _says(self, line: Line) -> None:
        name, root = self.names[line.who], self.roots.get(line.thread)
        if isinstance(self.world, SlackWorld):
            thread = root.ts if root else None
            message: Any = await self.world.slack.writes(name, HOME, line.words, thread=thread)
        elif isinstance(self.world, DiscordWorld):
            message = await self.world.discord.writes(name, HOME, line.words[:1900], root)
        else:
            raise TypeError(f"no replay on {type(self.world).__name__}")
        self.roots.setdefault(line.thread, message)
        self.newest[name] = line.words
        self.figures.messages += 1
        self.figures.threads = len(self.roots)
        await self.world.settle()

    async def _answers(self) -> None:
        """Whoever got something private since looks at it."""
        since, self.seen = self.seen, self.world.now()
        recent = select(outbox.c.person, outbox.c.kind).where(
            outbox.c.sent_at > since, outbox.c.person.is_not(None)
        )
        kinds = defaultdict(set)
        for row in self._rows(recent):
            self.figures.found[row.kind] += 1
            kinds[self.by_id.get(row.person, "")].add(row.kind)
        for name in sorted(set(kinds) - {""}):
            await self._looks(name)

    async def _looks(self, name: str) -> None:
        """Somebody meets whatever stands before them, as people do: some do, some do not."""
        offered = self._offered(name)
        for label, willing, words in (
            ("Find somebody", 0.7, {"need": self.newest.get(name, "Who can help me?")[:900]}),
            ("Ask anyway", 0.9, None),
            ("I can help", 0.4, {"answer": "I had the same; here is what I did."}),
            ("Not me", 0.5, None),
            ("That solved it", 0.8, None),
        ):
            if label in offered and self.dice.random() < willing:
                await self._presses(name, label, words)
                offered = self._offered(name)

    def _offered(self, name: str) -> set[str]:
        """What can be pressed in what came lately; nobody reads a year's talk at each message."""
        world: Any = self.world
        chat = world.slack if isinstance(self.world, SlackWorld) else world.discord
        return {button for seen in chat.sees(name, LATELY) for button in seen.buttons}

    async def _presses(self, name: str, label: str, words: dict[str, str] | None) -> None:
        try:
            await self.world.presses(name, label)
            if words is not None and self.world.form(name):
                await self.world.fills(name, **words)
            if "Post as it is" in self._offered(name):
                await self.world.presses(name, "Post as it is")
        except NOT_POSSIBLE:
            self.figures.pressed["what was there no more"] += 1
            return
        self.figures.pressed[label] += 1

    def _judges(self, took: timedelta) -> None:
        figures = self.figures
        figures.days = took / timedelta(days=1)
        figures.errors = self._rows(select(func.count()).select_from(failed))[0][0]
        parked = select(func.count()).select_from(outbox).where(outbox.c.state == "parked")
        figures.parked = self._rows(parked)[0][0]
        asks = select(outbox.c.person, outbox.c.sent_at).where(
            outbox.c.weight == "ask", outbox.c.sent_at.is_not(None)
        )
        when: dict[str, list[datetime]] = defaultdict(list)
        for row in self._rows(asks.order_by(outbox.c.sent_at)):
            when[row.person].append(row.sent_at)
        for times in when.values():
            weeks = [sum(at - WEEK < each <= at for each in times) for at in times]
            figures.most_asked = max(figures.most_asked, *weeks)
            figures.beyond += sum(n > ALLOWANCE for n in weeks)

    def _rows(self, query: Any) -> list[Row[Any]]:
        engine = create_engine(self.world.database)
        with engine.connect() as connection:
            rows = list(connection.execute(query))
        engine.dispose()
        return rows


def show(found: Sequence[Figures]) -> None:
    """The figures, a community after the other."""
    print("\na real community's messages, with listening on and people who answer as dice say")
    for each in found:
        print(
            f"{each.platform}: {each.messages} messages in {each.threads} threads over "
            f"{each.days:.0f} days, {each.people} people, {each.joined} of them take part; "
            f"{each.seconds:.0f} s"
        )
        print(
            f"  errors {each.errors}, parked {each.parked}, "
            f"asked beyond their allowance {each.beyond}"
        )
        print(f"  most asks of one person in seven days: {each.most_asked} of {ALLOWANCE}")
        for title, counted in (("Hearth wrote", each.found), ("people pressed", each.pressed)):
            told = ", ".join(f"{what} {n}" for what, n in counted.most_common())
            print(f"  {title}: {told}")
