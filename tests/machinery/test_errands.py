"""Promises to ourselves: each timer, beat and computation has its effect once."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.computing import Computing
from bot.errands import LEASE, Asked, Errands
from bot.errors import Away, Busy
from bot.events import Actor, Beat, Computed, Event, Person, Rostered, Settled, Space, Woken
from bot.handlers import Handlers
from bot.platform import Answer
from bot.text import Envelope
from bot.ui import Say
from storage.communities import CommunityBook
from storage.database import Tx
from storage.ledger.timers import SqlDiary
from storage.tables import computations, occurrences, timers
from tests.machinery.office import ANA, Office, message
from tests.machinery.scripted import SPACE
from tests.machinery.sums import COMPUTATIONS

on = Handlers("tests")


@on.daily("tests.morning", at=time(9, 0))
def morning(_event: object, _work: object) -> None:
    """Declare a beat."""


@dataclass
class Desk:
    """Errands over an office's database; what is heard is kept, each id having its effect once."""

    office: Office
    heard: list[Event] = field(default_factory=list)
    once: set[str] = field(default_factory=set)
    away: int = 0
    idle: float = 60.0

    def __post_init__(self) -> None:
        def communities(tx: Tx, space: Space) -> Any:
            return CommunityBook(tx, space).in_space()

        def given(_tx: Tx, asked: Asked, _space: Space, _now: datetime) -> Any:
            if asked.subject == "gone":
                raise LookupError(asked.subject)
            return 21

        self.diary = SqlDiary(self.office.database, communities, given)
        self.computing = Computing(COMPUTATIONS, self.idle)
        self.errands = Errands(
            self.diary, self.hear, self.office.clock, lambda _space: self.office.platform,
            self.computing, tuple(on.table), self.listen,
        )  # fmt: skip

    async def listen(self, space: Space) -> None:
        """As the house: tell the platform where to listen."""
        self.office.platform.listen(space, frozenset())

    async def hear(self, event: Event) -> Answer | None:
        """As the dispatcher: an id heard before has no effect."""
        if self.away:
            self.away -= 1
            raise Away("OperationalError")
        if event.id not in self.once:
            self.once.add(event.id)
            self.heard.append(event)
        return Answer(Say(message("there")), Envelope()) if event.handle else None

    async def states(self) -> list[str]:
        """How computations stand."""
        query = select(computations.c.state)
        return await self.office.database.read(lambda tx: list(tx.run.execute(query).scalars()))


@pytest.fixture
async def desk(office: Office) -> AsyncIterator[Desk]:
    """One desk in the office."""
    desk = Desk(office)
    yield desk
    desk.computing.close()


async def arm(office: Office, count: int) -> None:
    """Many timers, all due."""
    rows = [
        {
            "community": "c1", "name": "tests.timer", "subject": str(number), "space": SPACE.key,
            "due": office.clock.moment, "version": number,
        }
        for number in range(count)
    ]  # fmt: skip
    await office.database.write(lambda tx: tx.run.execute(insert(timers), rows))


async def test_every_timer_fires_once_though_a_runner_dies(desk: Desk) -> None:
    """Four hundred timers, two runners; a third claimed some and was killed."""
    await arm(desk.office, 400)
    killed = await desk.diary.timers(SPACE, desk.office.clock.moment, desk.office.clock.real())
    assert len(killed) == 100
    await asyncio.gather(desk.errands.run(SPACE), desk.errands.run(SPACE))
    assert len(desk.heard) == 300
    desk.office.clock.pass_(LEASE + 1)
    await desk.errands.run(SPACE)
    counted = Counter(event.subject for event in desk.heard if isinstance(event, Woken))
    assert counted == Counter(str(number) for number in range(400))
    assert await desk.errands.run(SPACE) == 0


async def test_a_timer_armed_anew_while_it_fires_fires_again(desk: Desk) -> None:
    """The handler moved it: the old firing does not take the new one away."""
    await desk.office.write(lambda book: book.wake("tests.again", "x", desk.office.clock.moment))
    (due,) = await desk.diary.timers(SPACE, desk.office.clock.moment, desk.office.clock.real())
    later = desk.office.clock.moment + timedelta(hours=1)
    await desk.office.write(lambda book: book.wake("tests.again", "x", later))
    await desk.diary.timer_done(due)
    assert await desk.errands.run(SPACE) == 0
    desk.office.clock.pass_(3601)
    assert await desk.errands.run(SPACE) == 1


async def test_a_timer_heard_and_not_noted_has_its_effect_once(desk: Desk) -> None:
    """Killed between the effect and the note: it is heard again under the same id."""
    await desk.office.write(lambda book: book.wake("tests.once", "x", desk.office.clock.moment))
    (due,) = await desk.diary.timers(SPACE, desk.office.clock.moment, desk.office.clock.real())
    await desk.hear(await desk.errands._woken(SPACE, due, desk.office.clock.moment))
    desk.office.clock.pass_(LEASE + 1)
    await desk.errands.run(SPACE)
    assert len(desk.heard) == 1


async def test_the_room_hears_where_its_promise_landed(desk: Desk) -> None:
    """Settled, with the place."""
    await desk.office.post("tests.k", ANA, "hello")
    await desk.office.drain()
    await desk.errands.run(SPACE)
    (settled,) = desk.heard
    assert isinstance(settled, Settled)
    assert (settled.key, settled.landed and settled.landed.id) == ("tests.k", "talk-ana")


async def test_a_beat_is_heard_once_a_day_by_whichever_replica(desk: Desk) -> None:
    """Nine in Madrid is eight here; it is eleven there by now."""
    other = Desk(Office(desk.office.url, clock=desk.office.clock), desk.heard, desk.once)
    for _ in range(2):
        await asyncio.gather(desk.errands.beats(SPACE), other.errands.beats(SPACE))
    await other.office.close()
    today = [event for event in desk.heard if isinstance(event, Beat)]
    assert [event.day for event in today] == [date(2026, 11, 24)]


async def test_a_beat_not_heard_for_a_crash_is_heard_after_it(desk: Desk) -> None:
    """The database went away at the wrong moment: nothing was noted, so it comes again."""
    desk.away = 1
    with pytest.raises(Away):
        await desk.errands.beats(SPACE)
    await desk.errands.beats(SPACE)
    assert len(desk.heard) == 1


async def test_a_beat_outside_its_window_is_counted_and_not_heard(desk: Desk) -> None:
    """Down over yesterday's and today's: each is a miss."""
    desk.office.clock.pass_(12 * 3600)
    assert await desk.errands.beats(SPACE) == 0
    rows = await desk.office.database.read(lambda tx: tx.run.execute(select(occurrences)).all())
    assert [(row.day.day, row.missed) for row in rows] == [(23, True), (24, True)]
    assert desk.heard == []


async def test_a_result_is_heard_and_whoever_waits_is_answered(desk: Desk) -> None:
    """Computed in a process of its own, answered by the handle that was kept."""
    await desk.office.write(lambda book: book.compute("double", "s", "handle-1"))
    assert await desk.errands.compute(SPACE) == 1
    (computed,) = desk.heard
    assert isinstance(computed, Computed)
    assert computed.result == 42
    assert desk.office.platform.answered == ["handle-1"]
    assert await desk.states() == []


async def test_a_computation_that_fails_is_tried_once_more_then_parked(desk: Desk) -> None:
    """Also when its error looks like a matter that is gone."""
    await desk.office.write(lambda book: book.compute("fail", "s", ""))
    for states in (["todo"], ["parked"], ["parked"]):
        await desk.errands.compute(SPACE)
        assert await desk.states() == states


async def test_a_computation_whose_matter_is_gone_is_done(desk: Desk) -> None:
    """Nothing is left to compute, and nobody hears of it."""
    await desk.office.write(lambda book: book.compute("double", "gone", ""))
    await desk.errands.compute(SPACE)
    assert (await desk.states(), desk.heard) == ([], [])


async def test_a_computation_that_ends_its_process_does_not_end_the_others(desk: Desk) -> None:
    """The pool starts anew."""
    await desk.office.write(lambda book: book.compute("end", "s", ""))
    await desk.errands.compute(SPACE)
    await desk.office.write(lambda book: book.compute("double", "s", ""))
    await desk.errands.compute(SPACE)
    assert [event.result for event in desk.heard if isinstance(event, Computed)] == [42]


async def test_a_computation_that_ends_us_each_time_is_parked(desk: Desk) -> None:
    """Claimed twice, never settled: the third start does not try it again."""
    await desk.office.write(lambda book: book.compute("double", "s", ""))
    for _ in range(2):
        assert len(await desk.diary.computations(SPACE, desk.office.clock.real())) == 1
        desk.office.clock.pass_(1_000)
    assert await desk.errands.compute(SPACE) == 0
    assert await desk.states() == ["parked"]


async def test_a_result_not_noted_for_a_crash_has_its_effect_once(desk: Desk) -> None:
    """Heard, then killed: it is computed again, under the same id."""
    await desk.office.write(lambda book: book.compute("double", "s", ""))
    (asked,) = await desk.diary.computations(SPACE, desk.office.clock.real())
    await desk.errands._compute(SPACE, asked)
    desk.office.clock.pass_(1_000)
    await desk.errands.compute(SPACE)
    assert len(desk.heard) == 1
    await desk.office.write(lambda book: book.compute("double", "s", ""))
    await desk.errands.compute(SPACE)
    assert len(desk.heard) == 2  # asked anew, at whatever moment, it is another asking


def chunk(*names: str) -> tuple[Actor, ...]:
    """People of a place."""
    return tuple(Actor(Person(SPACE, name), name) for name in names)


async def test_a_roster_is_heard_chunk_by_chunk_once(desk: Desk) -> None:
    """Asked to wait in the middle, it begins again later; what was heard is not heard twice."""
    desk.office.platform.rosters.extend([chunk("a"), chunk("b"), Busy("slow_down", 30)])
    await desk.office.write(lambda book: book.roster())
    await desk.errands.compute(SPACE)
    desk.office.platform.rosters.extend([chunk("a"), chunk("b"), chunk("c")])
    await desk.errands.compute(SPACE)
    assert len(desk.heard) == 1
    desk.office.clock.pass_(31)
    await desk.errands.compute(SPACE)
    told = [
        (event.people[0].name, event.last) for event in desk.heard if isinstance(event, Rostered)
    ]
    assert told == [("a", False), ("b", False), ("c", True)]
    assert await desk.states() == []


async def test_the_processes_end_when_nothing_is_computed() -> None:
    """Started on first use, gone when idle, started again."""
    computing = Computing(COMPUTATIONS, idle=0.05)
    before = set(multiprocessing.active_children())
    for _ in range(2):
        assert await computing.run("double", 2) == 4
        assert set(multiprocessing.active_children()) > before
        for _ in range(100):
            await asyncio.sleep(0.05)
            if set(multiprocessing.active_children()) <= before:
                break
        assert set(multiprocessing.active_children()) <= before
    computing.close()
