"""Part F: down from a minute to ninety days: what comes late, what is missed and told, timers.

The whole house over a real database, set up by its own forms, stopped and started again at random
moments; judged by its rows and by the events its rooms heard.
"""

from __future__ import annotations

import tempfile
import time as clock
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, select

from bot.compose import TABLE
from bot.events import Beat, Event, Missed, Woken
from bot.handlers import Kind
from bot.platform import Answer
from bot.work import Planned
from storage.tables import occurrences, planned, timers
from tests.world import World, open_world

SHORTEST, LONGEST = 60.0, 90 * 86_400.0  # seconds
TIMERS = 5  # about matters, that fall due while we are away
MATTER = "communities.erase"  # a timer whose reason is gone does nothing, once
WINDOWS = {d.name: d.window for d in TABLE if d.kind in {Kind.BEAT, Kind.DAILY}}


@dataclass
class Figures:
    """What came of all downtimes."""

    database: str
    downtimes: int = 0
    longest: float = 0.0
    came: int = 0  # occurrences that were due while we were away
    late: int = 0
    missed: int = 0
    told: int = 0
    fired: int = 0  # timers
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Ears:
    """What the house hears, passed on."""

    heard: list[Event] = field(default_factory=list)

    def at(self, world: World) -> None:
        """Listen at the house that runs now."""
        errands = world.hearth.errands
        for part in (errands, errands._beats):
            part._hear = self._through(part._hear)

    def _through(self, hear: Any) -> Any:
        async def passed_on(event: Event) -> Answer | None:
            self.heard.append(event)
            answer: Answer | None = await hear(event)
            return answer

        return passed_on


async def prove(count: int, database: str, seed: str, url: str = "") -> Figures:
    """So many downtimes of one community."""
    figures, began, dice = Figures(database), clock.monotonic(), Random(f"{seed} {database}")
    with tempfile.TemporaryDirectory(prefix="hearth-down-") as kept:
        folder = Path(kept)
        async with open_world("web", folder, url or f"sqlite:///{folder / 'hearth.db'}") as world:
            await _set_up(world)
            for number in range(count):
                await _one(world, figures, dice, number)
    figures.seconds = clock.monotonic() - began
    return figures


async def _set_up(world: World) -> None:
    """A community with everything that beats, in a zone whose clocks change."""
    await world.sets_up(zone="America/New_York")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", prompt="1", round="1", calendar="", region="US")
    await world.settle()


async def _one(world: World, figures: Figures, dice: Random, number: int) -> None:
    away = SHORTEST * (LONGEST / SHORTEST) ** dice.random()
    await world.passes(hours=dice.uniform(1, 40))
    await _full_pace(world, number)
    await _arm(world, dice, number, away)
    before = await _rows(world, planned)
    daily = _dailies(await _rows(world, occurrences))
    await world.stop_hearth()
    world.offset += timedelta(seconds=away)
    await world.start_hearth()
    ears = Ears()
    ears.at(world)
    now = world.now()
    await world.settle()
    figures.downtimes, figures.longest = figures.downtimes + 1, max(figures.longest, away)
    due = [Planned(row.at, row.name, row.day) for row in before if row.at <= now]
    await _judge(world, figures, ears, due, daily, now)
    fired = Counter(e.subject for e in ears.heard if isinstance(e, Woken) and e.name == MATTER)
    figures.fired += sum(fired.values())
    wanted = Counter(f"matter{number}.{n}" for n in range(TIMERS))
    if fired != wanted:
        figures.wrong.append(f"timers fired {dict(fired)}")


async def _full_pace(world: World, number: int) -> None:
    """Nobody answers here; for the run prompts come every week all the same."""
    if number % 4 == 0:
        await world.runs("cora", "desk rhythm")
        if world.offered("cora", "Ask as often as before"):
            await world.presses("cora", "Ask as often as before")


async def _arm(world: World, dice: Random, number: int, away: float) -> None:
    """Timers about matters, due at any moment of the absence."""
    (community,) = await world.hearth.parts.diary.communities(world.space)
    rows = [
        {
            "community": community.id,
            "name": MATTER,
            "subject": f"matter{number}.{n}",
            "space": world.space.key,
            "due": world.now() + timedelta(seconds=dice.uniform(1, away)),
            "version": n,
        }
        for n in range(TIMERS)
    ]
    await _database(world).write(lambda tx: tx.run.execute(insert(timers), rows))


def _database(world: World) -> Any:
    return world.hearth.parts.diary._database  # type: ignore[attr-defined]  # the real one


async def _rows(world: World, table: Any) -> list[Any]:
    return list(await _database(world).read(lambda tx: tx.run.execute(select(table)).all()))


def _dailies(rows: list[Any]) -> dict[str, date]:
    """The last noted date of each beat."""
    last: dict[str, date] = {}
    for row in rows:
        last[row.name] = max(row.day, last.get(row.name, row.day))
    return last


async def _judge(
    world: World,
    figures: Figures,
    ears: Ears,
    due: list[Planned],
    last: dict[str, date],
    now: datetime,
) -> None:
    """Each that was due is noted once: heard inside its window, or missed and told."""
    heard = Counter({(e.name, e.day) for e in ears.heard if isinstance(e, Beat)})
    # An id is heard once, whoever says it how often: the inbox sees to that.
    tellings = {e.id: e for e in ears.heard if isinstance(e, Missed)}
    told = Counter(beat for e in tellings.values() for beat in e.beats)
    rows = {(row.name, row.day): row for row in await _rows(world, occurrences)}
    names = Counter(name for name, _ in heard)
    figures.wrong += [f"{name} came {n} times late" for name, n in names.items() if n > 1]
    figures.wrong += [f"{beat} was told {n} times" for beat, n in told.items() if n > 1]
    figures.wrong += [f"{beat} was heard and told" for beat in heard.keys() & told.keys()]
    for one in due:
        row = rows.get((one.name, one.day))
        if row is None:
            figures.wrong.append(f"{one} was lost")
        elif row.missed is ((one.name, one.day) in heard):
            figures.wrong.append(f"{one} is noted as it was not")
        elif not row.missed and now >= one.at + WINDOWS[one.name]:
            figures.wrong.append(f"{one} came outside its window")
        elif row.missed and (one.name, one.day) not in told:
            figures.wrong.append(f"{one} was missed and not told")
    figures.wrong += _gaps(rows, last, now)
    figures.came += len(heard) + len(told)
    figures.late += len(heard)
    figures.missed += sum(rows[beat].missed for beat in told)
    figures.told += len(told)


def _gaps(rows: dict[tuple[str, date], Any], last: dict[str, date], now: datetime) -> list[str]:
    """Daily beats have no day left out."""
    daily = {line.name for line in TABLE if line.kind is Kind.DAILY}
    wrong = []
    for name in daily & last.keys():
        day = last[name]
        while day < now.astimezone(UTC).date() - timedelta(days=2):
            day += timedelta(days=1)
            if (name, day) not in rows:
                wrong.append(f"{name} of {day} was not counted")
    return wrong


def show(found: list[Figures]) -> None:
    """The figures, one line a database."""
    print("\ndown from a minute to ninety days, the whole house, at random moments")
    heads = ("downtimes", "longest", "were due", "late", "missed", "told", "timers", "wrong")
    print(f"{'':12}" + "".join(f"{head:>11}" for head in heads) + f"{'seconds':>9}")
    for each in found:
        longest = f"{each.longest / 86_400:.0f} days"
        numbers = (each.came, each.late, each.missed, each.told, each.fired, len(each.wrong))
        line = f"{each.database:12}{each.downtimes:>11}{longest:>11}"
        print(line + "".join(f"{n:>11}" for n in numbers) + f"{each.seconds:>9.0f}", flush=True)
        for said in each.wrong[:10]:
            print(f"    {said}")
