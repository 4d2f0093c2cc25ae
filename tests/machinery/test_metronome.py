"""The metronome wakes everybody, waits for nobody, and stops without losing work."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

from bot.errands import Waiting
from bot.errors import Away
from bot.events import Space
from bot.metronome import Metronome
from tests.machinery.office import ANA, Office
from tests.machinery.scripted import SPACE

SLOW, FAST = Space("test", "slow"), Space("test", "fast")


@dataclass
class Work:
    """Stands for both errands and outbox: the slow space's take until they are let go."""

    free: asyncio.Event = field(default_factory=asyncio.Event)
    drained: list[Space] = field(default_factory=list)
    ended: list[Space] = field(default_factory=list)
    resting: bool = False
    away: bool = False

    def served(self, _spaces: tuple[Space, ...]) -> None:
        """Nobody was put out."""

    async def waiting(self, _space: Space) -> Waiting:
        """There are always messages."""
        if self.away:
            raise Away("OperationalError")
        return Waiting(timers=False, messages=True, computations=True)

    async def compute(self, space: Space) -> int:
        """A computation that never ends."""
        if space == SLOW:
            await self.free.wait()
        return 0

    async def beats(self, _space: Space) -> int:
        """No beats."""
        return 0

    async def drain(self, space: Space) -> int:
        """Deliver, slowly or at once."""
        self.drained.append(space)
        if space == SLOW:
            await self.free.wait()
        self.ended.append(space)
        return 0


def metronome(work: Work) -> Metronome:
    """Over two spaces."""

    async def nothing() -> None:
        return None

    both = cast("Any", work)
    return Metronome(both, both, lambda: (SLOW, FAST), nothing, nothing)


async def until(seen: list[Space], space: Space, times: int) -> None:
    """Wait for the metronome to come round."""
    for _ in range(500):
        if seen.count(space) >= times:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(seen)


async def test_a_slow_space_keeps_no_other_waiting() -> None:
    """Three rounds there while the first is not over here."""
    work = Work()
    ticking = metronome(work)
    ticking.start()
    await until(work.ended, FAST, 3)
    assert work.drained.count(SLOW) == 1
    work.free.set()
    await ticking.stop()


async def test_a_stop_finishes_what_runs_and_begins_nothing() -> None:
    """The delivery under way ends; it is not torn off in the middle."""
    work = Work()
    ticking = metronome(work)
    ticking.start()
    await until(work.drained, SLOW, 1)
    stopping = asyncio.ensure_future(ticking.stop())
    await asyncio.sleep(0.05)
    assert work.resting
    assert not stopping.done()
    begun = len(work.drained)
    ticking.poke(FAST)
    work.free.set()
    await asyncio.wait_for(stopping, 5)
    assert SLOW in work.ended
    assert len(work.drained) == begun


async def test_a_database_that_is_away_ends_nothing() -> None:
    """The next tick comes, and finds it back."""
    work = Work(away=True)
    ticking = metronome(work)
    ticking.start()
    await asyncio.sleep(0.7)
    assert work.drained == []
    work.away = False
    await until(work.ended, FAST, 1)
    work.free.set()
    await ticking.stop()


async def test_a_resting_outbox_gives_back_what_it_claimed(office: Office) -> None:
    """Nothing begins any more; the next start delivers it."""
    await office.post("k", ANA, "hello")
    claimed = await office.spool.claim(SPACE, office.clock.moment, office.clock.real(), 9)
    office.outbox.resting = True
    await office.outbox._carry_all(claimed)
    await office.drain()
    assert (office.platform.calls, await office.state("k")) == (0, "todo")
    office.outbox = office.another()
    await office.drain()
    assert office.platform.said == ["hello"]
