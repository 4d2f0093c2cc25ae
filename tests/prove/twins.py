"""Two worlds: the same seed and script, once asked by one member, once by another; all is equal.

What is compared is everything somebody could get hold of later: every row of the database, the
bytes of its file and log (how often they name anybody), a backup, the lines of the log at its most
talkative, and what went out to the platform, but for the replies to the asker's own presses.
Sealing is switched off meanwhile, so that nothing can hide behind it. Chance itself is thrown from
the seed; `left.DECLARED` names what else may differ, and why.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.questions import tickets
from migrations import migrate
from storage import backup
from storage.codec import Vault
from storage.premises import SqlPremises
from tests.prove.left import Left, differences, overheard, rows
from tests.world.discord import DiscordWorld
from tests.world.slack import SlackWorld
from tests.world.web import WebWorld

# No name stands in a hexadecimal number, nor in a word of ours: in the playground it is the id.
PEOPLE = (
    *("oskar", "priya", "quinn", "rolfo", "sveno", "thilo"),
    *("ullan", "viktor", "wandal", "xenia", "yorick", "zuzka"),
)
PLATFORMS = ("web", "slack", "discord")
WORLDS: dict[str, Any] = {"web": WebWorld, "slack": SlackWorld, "discord": DiscordWorld}
# A busy machine answers later, or folds the database's log at another moment: such a pair is played
# again. Who asked makes the same difference each time.
TRIES = 3
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d):\d\d(\.\d+)?")
CHANCE = re.compile(r"\b[0-9a-f]{8,}\b|\d{9,}(\.\d+)?|ms=[\d.]+|timestamp=\S+|\b[A-Z0-9]{8,}\b")


@dataclass
class Pairs:
    """What came of many pairs on one platform."""

    platform: str
    pairs: int = 0
    again: int = 0  # played once more
    unlike: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """No pair differed."""
        return not self.unlike and self.pairs > 0


class Dice:
    """Every throw of a life follows from its seed."""

    def __init__(self, seed: str) -> None:
        self._numbers = (random.Random(f"{seed}/{n}") for n in itertools.count())

    def next(self) -> random.Random:
        """The dice of the next traceless event."""
        return next(self._numbers)


@contextlib.contextmanager
def laid_open(seed: str) -> Iterator[None]:
    """Nothing is sealed, and chance follows from the seed."""
    seal, opened, dice = Vault.seal, Vault.open, SqlPremises.dice
    thrown = Dice(seed)
    holder: Any = Vault
    premises: Any = SqlPremises
    holder.seal = lambda _self, said, *_place: said if isinstance(said, bytes) else said.encode()
    holder.open = lambda _self, sealed, *_place: bytes(sealed).decode()
    premises.dice = lambda _self: thrown.next()
    try:
        yield
    finally:
        holder.seal, holder.open, premises.dice = seal, opened, dice


def still(kind: Any) -> Any:
    """A world whose clock stands, but for what the script lets pass."""

    class Still(kind):  # type: ignore[misc] # any of the three
        def now(self) -> datetime:
            if not hasattr(self, "_zero"):
                self._begin, self._zero = (
                    super().now().replace(second=0, microsecond=0),
                    self.offset,
                )
            moved: datetime = self._begin + (self.offset - self._zero)
            return moved

    return Still


class Life:
    """One life: set-up, the script, and what is left."""

    def __init__(
        self, platform: str, folder: Path, seed: str, author: str, pair: tuple[str, ...]
    ) -> None:
        self.pair = pair
        self.platform, self.folder, self.author = platform, folder, author
        self.dice = random.Random(seed)
        self.need = f"How do I publish {seed} contracts as open data?"
        self.world = still(WORLDS[platform])(folder, f"sqlite:///{folder / 'hearth.db'}")
        self.left = Left()
        self.names: dict[str, str] = {}  # platforms' ids, as the comparison reads them
        self._own: list[tuple[int, int]] = []

    async def prepare(self, base: Path) -> None:
        """Found the community; where all of a platform lies in files, only once for all lives."""
        if (base / "hearth.db").exists() and self.platform == "web":
            shutil.copytree(base, self.folder, dirs_exist_ok=True)
            await self.world.start_hearth()
            return
        migrate(self.world.database)
        await self.world.open()
        for name in PEOPLE:
            self.world.person(name)
            await self.world.joins(name)
        await self.world.sets_up()
        for name in PEOPLE:
            await self.world.runs(name, "join")
            ticks = ("ask",) if name in PEOPLE[:6] else ("introduce",)
            await self.world.fills(name, ticks=ticks, help="procurement", learn="patience")
        if self.platform == "web":
            await self.world.stop_hearth()
            for file in self.folder.glob("*.db*"):
                shutil.copy(file, base / file.name)
            await self.world.start_hearth()

    async def play(self) -> None:
        """Ask without a name; others answer; look, write back, and say what came of it."""
        self.names = {self.world.id_of(name): f"<{name}>" for name in PEOPLE}
        world, helper = self.world, "cora"
        await world.passes(hours=1)  # so that what is noted anew bears another time
        await self._own_act(self._asks())
        await world.passes(minutes=16)
        await world.presses(helper, "I can answer")
        await world.fills(helper, answer="Use the templates.")
        await world.settle()
        await self._own_act(world.runs(self.author, "ask", question=self.ticket))
        said = self.dice.choice(("That solved it", "It did not work", "No longer needed", "write"))
        await self._own_act(self._says(said))
        await world.passes(minutes=20)
        await world.passes(hours=5)

    async def _asks(self) -> None:
        await self.world.runs(self.author, "ask")
        await self.world.fills(self.author, need=self.need, naming="unnamed")
        last = self.world.received(self.author)[-1].replace(">", " ").split()
        self.ticket = next(found for word in last if (found := tickets.read(word)))

    async def _says(self, said: str) -> None:
        if said == "write":
            await self.world.presses(self.author, "Write back")
            await self.world.fills(self.author, words="Which of them?")
        else:
            await self.world.presses(self.author, said)

    async def _own_act(self, act: Any) -> None:
        """The replies to the asker's own presses are theirs, and the platform's."""
        before = len(self._requests())
        await act
        self._own.append((before, len(self._requests())))

    def _requests(self) -> Sequence[Any]:
        world: Any = self.world
        if self.platform == "web":
            return ()
        log = (world.slack if self.platform == "slack" else world.discord).log
        return list(log.entries)

    def raw(self) -> bytes:
        """The database's file and its log, free pages and all."""
        return b"".join(each.read_bytes() for each in sorted(self.folder.glob("hearth.db*")))

    def look_after(self, said: str, sent: list[str], raw: bytes) -> Left:
        """Everything somebody could get hold of later."""
        file = self.folder / "hearth.db"
        with contextlib.closing(sqlite3.connect(file)) as run:
            (community,) = run.execute("SELECT id FROM communities").fetchone()
            self.names[community] = "<community>"
            self.left.rows = rows(run, self.plain)
        raw += self.raw()
        lines: list[str] = []
        backup.write(self.world.database, self.world.now(), lines.append)
        copy = "".join(lines).encode()
        for name in PEOPLE:
            id_ = self.world.id_of(name).encode()
            self.left.named[name], self.left.copied[name] = raw.count(id_), copy.count(id_)
        self.left.logged = sorted(self.plain(line) for line in said.splitlines())
        self.left.sent = sorted(self.plain(one) for one in sent)
        return self.left

    def sent(self) -> list[str]:
        """What went out, but for the replies; in the playground, what the others see."""
        if self.platform == "web":
            others = [name for name in ("cora", *PEOPLE) if name != self.author]
            everywhere = self.world.sees("cora")
            seen = [(s.place, s.text) for s in everywhere if not s.private]
            seen += [(n, text) for n in others for text in self.world.received(n)]
            return [repr(one) for one in seen if one[0] not in self.pair]
        own = {n for begin, end in self._own for n in range(begin, end)}
        kept = [e for n, e in enumerate(self._requests()) if n not in own]
        return [f"{e.method} {json.dumps(e.body, sort_keys=True, default=str)}" for e in kept]

    def plain(self, line: str) -> str:
        """Without what chance or the platform threw, and the seconds of a moment; but with who."""
        for id_, name in self.names.items():
            line = line.replace(id_, name)
        return CHANCE.sub("#", MOMENT.sub(r"\1", line))


async def life(platform: str, base: Path, seed: str, author: str, pair: tuple[str, ...]) -> Left:
    """One life, from the beginning to what it left."""
    with tempfile.TemporaryDirectory(prefix="hearth-twin-", dir=_memory()) as kept:
        one = Life(platform, Path(kept), seed, author, pair)
        with laid_open(seed), overheard() as said:
            await one.prepare(base)
            try:
                said.truncate(0)
                said.seek(0)
                await one.play()
                sent, raw = one.sent(), one.raw()
                await one.world.stop_hearth()
                left = one.look_after(said.getvalue(), sent, raw)
            finally:
                await one.world.lower_platform()
        return left


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a disk's fsync costs 5 ms


async def prove(platform: str, pairs: int, seed: str) -> Pairs:
    """So many pairs on one platform."""
    found, began = Pairs(platform), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hearth-twins-") as kept:
        for number in range(pairs):
            told = f"{seed}-{platform}-{number}"
            pair = tuple(random.Random(told).sample(PEOPLE, 2))
            for again in range(TRIES):
                lives = [await life(platform, Path(kept), told, name, pair) for name in pair]
                wrong = differences(*lives)
                if not wrong:
                    break
                found.again += again + 1 < TRIES
            found.unlike += [f"pair {number} ({' and '.join(pair)}): {each}" for each in wrong[:8]]
            found.pairs += 1
    found.seconds = time.monotonic() - began
    return found


def show(found: Sequence[Pairs]) -> None:
    """The figures, one line a platform."""
    print("\nthe same question, asked by one member or by another: what is left is equal")
    for each in found:
        unlike = len({line.split(":")[0] for line in each.unlike})
        good = each.pairs - unlike
        print(
            f"  {each.platform:10}{good:>5} of {each.pairs} pairs equal,"
            f" {each.again} played again{each.seconds:>8.0f} s"
        )
        for line in each.unlike[:20]:
            print(f"    {line}")
