"""The bot is killed while somebody asks without a name: no trace of who may stay in its folder.

The asker wears, for each asking, a name of that moment only, which the platform tells with the
press: were anything of the press kept, a draft, an event, a refreshed name, a log line, it would
stand somewhere. Besides, nothing may say more often than before the asking who the asker is.
"""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.prove.faults import Plan
from tests.prove.town import SlackTown

POINTS = ("inbound.before_commit", "inbound.after_commit")
PEOPLE = tuple(f"p{n}" for n in range(10))
ASKER = PEOPLE[0]
NOTED = ("people", "drafts", "failed", "acts", "log")
OURS = ("hearth.db*", "bot.log", "forgotten*")  # what the bot itself writes


@dataclass
class Leaks:
    """What came of the kills."""

    kills: int = 0
    received: int = 0  # said to be
    taken: int = 0  # there, whether its receipt arrived or not
    found: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """It died, and nothing told who."""
        return self.kills > 0 and not self.found


class AtOnce(Plan):
    """It dies at the command or at the form: each asking is two events."""

    def next(self) -> str:
        """Mostly at the form, where the words are."""
        point = super().next().partition(":")[0]
        return f"{point}:{self._random.choice((1, 2, 2))}" if point else ""


class Asking(SlackTown):
    """A workspace of ten, one of whom asks again and again."""

    def holds_of(self, canary: str) -> list[str]:
        """Files of the bot that hold these words, as bytes."""
        files = [str(file) for pattern in OURS for file in self.folder.glob(pattern)]
        # Not read here: closing a database's file would let go of this process's locks on it.
        command = ["grep", "--files-with-matches", "--text", "--fixed-strings", canary, *files]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        return said.stdout.split()

    def rows_naming(self, id_: str) -> int:
        """How many rows hold that id anywhere."""
        with sqlite3.connect(f"file:{self.folder / 'hearth.db'}?mode=ro", uri=True) as run:
            tables = run.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            rows = (row for (name,) in tables for row in run.execute(f'SELECT * FROM "{name}"'))
            return sum(id_ in repr(row) for row in rows)

    def noted(self) -> dict[str, str]:
        """What an event that is noted would change: all of these rows."""
        with sqlite3.connect(f"file:{self.folder / 'hearth.db'}?mode=ro", uri=True) as run:
            return {name: repr(run.execute(f"SELECT * FROM {name}").fetchall()) for name in NOTED}

    def count(self) -> int:
        """The questions that were taken."""
        with sqlite3.connect(f"file:{self.folder / 'hearth.db'}?mode=ro", uri=True) as run:
            counted: int = run.execute("SELECT count(*) FROM questions").fetchone()[0]
            return counted


async def prove(kills: int, seed: str) -> Leaks:
    """Ask until the bot has died so often."""
    found, began = Leaks(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hearth-prove-") as kept:
        folder = Path(kept)
        plan = AtOnce(kills, seed, POINTS)
        town = Asking(folder, f"sqlite:///{folder / 'hearth.db'}", plan)
        await town.open()
        try:
            await _prepare(town)
            await _ask(town, kills, found)
        finally:
            await town.close()
    found.seconds = time.monotonic() - began
    return found


async def _prepare(town: Asking) -> None:
    for name in PEOPLE:
        town.person(name)
        await town.joins(name)
    await town.sets_up(begin="all")
    for name in PEOPLE:
        await town.runs(name, "join")
        await town.fills(name, ticks=("introduce",), help="tea", learn="rest")
    await town.arm()


async def _ask(town: Asking, kills: int, found: Leaks) -> None:
    user, number = town.slack.world.user(ASKER), 0
    before, noted = town.rows_naming(user.id), town.noted()
    while town.kills < kills and number < 4 * kills:
        number += 1
        canary = f"Canary{number:05}x"
        user.name = user.real_name = canary
        said = sum("Received." in seen.text for seen in town.sees(user.id))
        await town._alive()
        await town._unless_it_dies(town.runs(user.id, "ask"))
        if town.bot.alive and town.open_form(user.id):
            need = f"Question number {number}, which nobody may trace?"
            await town._unless_it_dies(town.sends(user.id, need=need, naming="unnamed"))
        await town.settle()
        where = town.holds_of(canary)
        found.found += [f"asking {number}: {each} holds the asker's name" for each in where]
        found.received += sum("Received." in seen.text for seen in town.sees(user.id)) - said
        if (now := town.rows_naming(user.id)) > before:
            found.found.append(f"asking {number}: {now} rows hold the asker's id, {before} before")
            before = now
        if (lately := town.noted()) != noted:
            changed = ", ".join(name for name in NOTED if lately[name] != noted[name])
            found.found.append(f"asking {number}: noted in {changed}")
            noted = lately
    found.kills, found.taken = town.kills, town.count()


def show(found: Leaks) -> None:
    """The figures."""
    print("\nkill -9 while somebody asks without a name")
    print(
        f"  {found.kills} kills, {found.taken} questions taken, {found.received} said to be,"
        f" {len(found.found)} traces of who, {found.seconds:.0f} s"
    )
    for each in found.found[:20]:
        print(f"    {each}")
