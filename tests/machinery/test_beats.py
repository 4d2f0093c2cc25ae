"""Planned beats: heard once inside their window, counted and told when that is over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.beats import Beats
from bot.errors import Away
from bot.events import Beat, Event, Missed, Space, Started
from bot.handlers import Handlers
from bot.platform import Answer
from bot.work import DAY, HOUR, Planned
from storage.communities import CommunityBook
from storage.database import Tx
from storage.ledger import glance
from storage.ledger.agenda import SqlAgenda
from storage.ledger.book import Book
from storage.tables import occurrences
from tests.machinery.office import Office
from tests.machinery.scripted import SPACE

TODAY = date(2026, 11, 24)  # the office's Tuesday; it is eleven there
on = Handlers("tests")


@on.daily("tests.morning", at=time(9, 0))
@on.beat("tests.short")
@on.beat("tests.long", window=timedelta(hours=24))
@on.event("started")
@on.event("missed")
def nothing(_event: object, _work: object) -> None:
    """Declare what is heard."""


@dataclass
class House:
    """Beats over an office's database; each id has its effect once, as the dispatcher sees to."""

    office: Office
    heard: list[Event] = field(default_factory=list)
    away: int = 0

    def __post_init__(self) -> None:
        def communities(tx: Tx, space: Space) -> Any:
            return CommunityBook(tx, space).in_space()

        self.agenda = SqlAgenda(self.office.database, communities)
        self.beats = Beats(self.agenda, self.hear, tuple(on.table))

    async def hear(self, event: Event) -> Answer | None:
        """As the dispatcher: an id heard before has no effect."""
        if all(event.id != known.id for known in self.heard):
            self.heard.append(event)
        if self.away:
            self.away -= 1
            raise Away("OperationalError")
        return None

    @property
    def now(self) -> datetime:
        """By the office's clock."""
        return self.office.clock.moment

    async def plans(self, name: str, *moments: datetime) -> None:
        """As a handler would."""
        found = [(moment.date(), moment) for moment in moments]
        await self.office.write(lambda book: book.plan(name, found))

    async def runs(self, *, later: timedelta = timedelta()) -> int:
        """After some time; how many beats were heard."""
        self.office.clock.pass_(later.total_seconds())
        return await self.beats.run(SPACE, self.now)

    def of(self, name: str) -> list[date]:
        """The dates on which a beat was heard."""
        return [e.day for e in self.heard if isinstance(e, Beat) and e.name == name]

    def missed(self) -> list[tuple[str, date]]:
        """What was told as missed, daily beats aside."""
        told = [beat for e in self.heard if isinstance(e, Missed) for beat in e.beats]
        return [beat for beat in told if beat[0] != "tests.morning"]

    async def coming(self) -> tuple[Planned, ...]:
        """What is planned for the next hundred days."""
        found: list[tuple[Planned, ...]] = []
        await self.office.write(lambda b: found.append(b.planned(self.now, self.now + 100 * DAY)))
        return found[0]


@pytest.fixture
async def house(office: Office) -> House:
    """A house in which the day's own beats were heard already."""
    house = House(office)
    await house.runs()
    house.heard.clear()
    return house


async def test_a_planned_beat_is_heard_at_its_hour_and_once(house: House) -> None:
    """Not before it, and not again."""
    await house.plans("tests.short", house.now + HOUR)
    assert await house.runs(later=timedelta(minutes=59)) == 0
    assert await house.runs(later=timedelta(minutes=1)) == 1
    assert await house.runs() == 0
    assert house.of("tests.short") == [TODAY]


async def test_killed_between_hearing_and_noting_it_is_heard_under_the_same_id(
    house: House,
) -> None:
    """The effect is there once, and the note is made after the crash."""
    await house.plans("tests.short", house.now + HOUR)
    house.away = 1
    with pytest.raises(Away):
        await house.runs(later=HOUR)
    after = House(house.office, house.heard)
    await after.runs()
    assert await after.runs() == 0
    assert house.of("tests.short") == [TODAY]


async def test_two_replicas_hear_it_once(house: House) -> None:
    """Whoever notes it first has heard it; the other finds the note."""
    await house.plans("tests.short", house.now + HOUR)
    other = House(Office(house.office.url, clock=house.office.clock), house.heard)
    (claimed,) = await other.agenda.come(SPACE, house.now + HOUR)
    await house.runs(later=HOUR)
    for planned in claimed.planned:
        assert not await other.agenda.occurred("c1", planned.name, planned.day, house.now)
    await other.office.close()
    assert house.of("tests.short") == [TODAY]


@pytest.mark.parametrize(("late", "short", "long"), [(5, 1, 1), (7, 0, 1), (25, 0, 0)])
async def test_late_it_is_heard_inside_its_own_window(
    house: House, late: int, short: int, long: int
) -> None:
    """Six hours for most, a day for what asks for it; what is over is told."""
    await house.plans("tests.short", house.now + HOUR)
    await house.plans("tests.long", house.now + HOUR)
    await house.runs(later=HOUR + timedelta(hours=late))
    assert (len(house.of("tests.short")), len(house.of("tests.long"))) == (short, long)
    assert len(house.missed()) == 2 - short - long


async def test_of_several_that_came_meanwhile_only_the_last_is_heard(house: House) -> None:
    """The others are missed, each counted and told."""
    first = house.now + HOUR
    await house.plans("tests.long", first, first + DAY - HOUR, first + DAY + HOUR)
    await house.runs(later=DAY + 4 * HOUR)
    assert house.of("tests.long") == [TODAY + DAY]
    assert house.missed() == [("tests.long", TODAY)]


async def test_ninety_days_away_every_missed_beat_is_counted_and_told_once(house: House) -> None:
    """The daily ones too; and a second look counts nothing twice."""
    await house.plans("tests.short", *(house.now + HOUR + week * 7 * DAY for week in range(12)))
    for _ in range(2):
        await house.runs(later=90 * DAY if not house.heard else timedelta())
    assert len(house.missed()) == 12
    (told,) = [e for e in house.heard if isinstance(e, Missed)]
    assert len([name for name, _ in told.beats if name == "tests.morning"]) == 89
    assert house.of("tests.morning") == [TODAY + 90 * DAY]
    query = select(occurrences).where(occurrences.c.missed.is_(True))
    rows = await house.office.database.read(lambda tx: tx.run.execute(query).all())
    assert len(rows) == 12 + 89 + 1  # the office's Monday, before it was opened


async def test_killed_while_misses_are_told_they_are_told_once(house: House) -> None:
    """The telling has its own id, by the first of them."""
    await house.plans("tests.short", house.now + HOUR)
    house.away = 1
    with pytest.raises(Away):
        await house.runs(later=8 * HOUR)
    await house.runs()
    assert house.missed() == [("tests.short", TODAY)]


async def test_two_looks_at_once_tell_the_same_misses_once(house: House) -> None:
    """Replicas, or a slow look and the next: each miss is in one telling, and noted once."""
    await house.plans("tests.short", *(house.now + HOUR + week * 7 * DAY for week in range(6)))
    house.office.clock.pass_(60 * 86_400)
    other = House(Office(house.office.url, clock=house.office.clock), house.heard)
    await asyncio.gather(*(one.beats.run(SPACE, house.now) for one in (house, other, house, other)))
    await other.office.close()
    told = [beat for e in house.heard if isinstance(e, Missed) for beat in e.beats]
    assert len(told) == len(set(told)) == 6 + 59
    query = select(occurrences).where(occurrences.c.missed.is_(True))
    rows = await house.office.database.read(lambda tx: tx.run.execute(query).all())
    assert len(rows) == 6 + 59 + 1


async def test_planned_anew_only_what_is_to_come_changes(house: House) -> None:
    """What is due stays due, what happened does not come back, the rest is replaced."""
    due, later = house.now + HOUR, house.now + 7 * DAY
    await house.plans("tests.short", due, later)
    house.office.clock.pass_(3700)
    moved = later + HOUR
    await house.plans("tests.short", due + 2 * HOUR, moved)
    assert [p.at for p in await house.coming()] == [moved]
    assert await house.runs() == 1
    await house.plans("tests.short", house.now + HOUR, moved)
    assert [p.at for p in await house.coming()] == [moved]
    await house.plans("tests.short")
    assert await house.coming() == ()


async def test_what_nobody_answers_any_more_is_not_heard(house: House) -> None:
    """A room that was taken out leaves no beat that comes for ever."""
    await house.plans("tests.gone", house.now + HOUR)
    assert await house.runs(later=HOUR) == 0
    (come,) = await house.agenda.come(SPACE, house.now)
    assert come.planned == ()


async def test_what_happened_is_told_and_what_was_missed_is_not(house: House) -> None:
    """The date of the last that was heard."""
    await house.plans("tests.short", house.now + HOUR, house.now + DAY)
    await house.runs(later=HOUR)
    await house.runs(later=2 * DAY)
    found: list[date | None] = []

    def ask(book: Book) -> None:
        found.extend(book.happened(name) for name in ("tests.short", "tests.long"))

    await house.office.write(ask)
    assert found == [TODAY, None]


async def test_the_playground_steps_to_a_planned_beat(house: House) -> None:
    """It is what is due next, and shown among what is promised; those after it are not."""
    at = house.now + HOUR
    await house.plans("tests.short", at, at + DAY)
    read = house.office.database.read
    assert await read(lambda tx: glance.next_due(tx, SPACE)) == at
    (shown,) = await read(lambda tx: glance.promised(tx, SPACE, {"tests.short": "It beats."}))
    assert shown.at == at


async def test_a_start_is_heard_once_in_each_process(house: House) -> None:
    """Before anything that is due."""
    again = House(house.office)
    await again.plans("tests.short", house.now + HOUR)
    await again.runs(later=HOUR)
    await again.runs()
    assert [type(event) for event in again.heard] == [Started, Beat]


async def test_a_daily_beat_new_in_this_release_comes_the_same_day(house: House) -> None:
    """Also when another's hour of that day has come already; what was before it is not missed."""
    later = Handlers("tests")
    later.daily("tests.noon", at=time(12, 30))(nothing)
    later.daily("tests.dawn", at=time(3, 0))(nothing)
    house.beats = Beats(house.agenda, house.hear, (*on.table, *later.table))
    await house.runs(later=timedelta(hours=2))
    assert house.of("tests.noon") == [TODAY]
    assert house.missed() == []
    assert house.of("tests.dawn") == []
    await house.runs(later=timedelta(hours=16))
    assert house.of("tests.dawn") == [TODAY + DAY]
