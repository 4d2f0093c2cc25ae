"""Rounds and open points over a weekend: what waits for Monday is still true then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, insert, select

from storage.rhythm.tables import holidays
from storage.tables import outbox
from tests.stories.rounds import circle, draws_and_sends, in_a_round
from tests.stories.scenes import (
    founded,
    regular,
    stored,
)
from tests.stories.test_rhythm import adds_a_meeting
from tests.stories.test_rhythm_meetings import opens
from tests.world import World

FRIDAY, SATURDAY, SUNDAY, MONDAY = 5, 6, 7, 1
OF_THE_CALENDAR = True  # plays on one platform in every run


async def test_an_open_point_of_a_friday_evening(world: World) -> None:
    """Said on a Friday evening: somebody is asked before it stands there without anybody."""
    await founded(world, "bea", "kofi", "ana", zone="Europe/Madrid")
    await regular(world, "bea", helps="maps")
    await regular(world, "kofi", helps="procurement")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", prompt="0", round="0", checkin="0")
    await adds_a_meeting(world, days=9, title="Data clinic")  # a Thursday
    await world.comes(weekday=4, hour=20)
    await world.comes(weekday=4, hour=20)
    await world.comes(weekday=FRIDAY, hour=20)
    await opens(world, "bea", "Find out about procurement portals")
    assert "By Tuesday it stands in the channel." in world.last("bea")
    await world.comes(weekday=MONDAY, hour=15)
    assert "Would you look after it" in world.reads("kofi")


@pytest.mark.parametrize(("day", "hour"), [(5, 10), (4, 19)])
async def test_twice(world: World, day: int, hour: int) -> None:
    """Whether they got to talk: asked once, and two days later once more; never twice at once."""
    await circle(world, bea=(), dan=())
    await world.comes(weekday=day, hour=hour)
    await draws_and_sends(world)
    times = []
    count = 0
    for _ in range(14 * 24):
        await world.passes(hours=1)
        now = sum("get to talk?" in text for text in world.received("bea"))
        times += [world.now()] * (now - count)
        count = now
    assert len(times) == 2
    assert times[1] - times[0] >= timedelta(hours=20)


async def test_who_said_they_met_is_not_asked_by_a_round(world: World) -> None:
    """Told on Saturday: Monday does not ask."""
    await circle(world, bea=(), dan=())
    await world.comes(weekday=3, hour=19)
    await draws_and_sends(world)
    for _ in range(14 * 2):
        await world.passes(hours=12)
        if world.now().isoweekday() == 7 and (await waits(world, "rounds.ask")):
            break
    await world.presses("bea", "We met")
    await world.comes(weekday=MONDAY, hour=12)
    assert "get to talk?" not in world.reads("bea")


async def waits(world: World, prefix: str) -> bool:
    """Whether messages of that name wait."""
    query = select(outbox.c.key).where(outbox.c.state == "todo")
    return any(row.key.startswith(prefix) for row in stored(world, query))


async def test_a_break_before_a_round_opened(world: World) -> None:
    """Sent on Friday evening; who takes a break on Saturday is in no conversation on Monday."""
    await circle(world, bea=(), dan=())
    await world.comes(weekday=FRIDAY, hour=21)
    await draws_and_sends(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("bea", "pause", until="two weeks")
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.met("bea", "dan")


async def test_apart_before_a_round_opened(world: World) -> None:
    """Sent on Friday evening; who are kept apart since Saturday are in no conversation."""
    await circle(world, bea=(), dan=())
    await world.comes(weekday=FRIDAY, hour=21)
    await draws_and_sends(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("bea", "why")
    await world.presses("bea", "Not this person")
    await world.fills("bea", person="dan")
    await world.comes(weekday=MONDAY, hour=12)
    assert not world.met("bea", "dan")
    assert "@Bea" not in "".join(world.received("dan"))


async def test_one_of_three_before_a_round_opened(world: World) -> None:
    """The same in a group of three: the other two meet, without whoever takes a break."""
    await circle(world, bea=(), dan=(), eve=())
    await world.comes(weekday=FRIDAY, hour=21)
    await draws_and_sends(world)
    await world.comes(weekday=SATURDAY, hour=12)
    await world.runs("bea", "pause", until="two weeks")
    await world.comes(weekday=MONDAY, hour=12)
    assert in_a_round(world, "dan") == ("eve",)


async def test_a_late_round_leaves_days_to_meet(world: World) -> None:
    """A weekly round sent on Friday evening: nobody is asked on the morning it opens."""
    await circle(world, bea=(), dan=())
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", round="1", round_day="2", checkin="0", prompt="0")
    await world.passes(days=8)
    await world.comes(weekday=FRIDAY, hour=21)
    await world.runs("cora", "desk round")
    await world.presses("cora", "Send")
    await world.passes(minutes=11)
    await world.comes(weekday=MONDAY, hour=9)
    assert in_a_round(world, "bea") == ("dan",)
    assert "get to talk?" not in world.reads("bea")


async def test_a_round_after_a_long_weekend_is_announced(world: World) -> None:
    """Monday is a holiday: before Tuesday's round people are told on Friday."""
    await founded(world, "bea", "dan")
    for name in ("bea", "dan"):
        await world.runs(name, "join")
        await world.fills(name, ticks=("rounds",), help="maps", learn="law")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", round="1", round_day="2", checkin="0", prompt="0")
    monday = (world.now() + timedelta(days=6)).date()
    engine = create_engine(world.database)
    with engine.begin() as connection:
        of = connection.execute(select(outbox.c.community)).scalars().first()
        connection.execute(insert(holidays).values(community=of, day=monday, name="A holiday"))
    engine.dispose()
    await world.passes(days=8)
    assert in_a_round(world, "bea") == ("dan",)
    assert "I draw the next conversations, and you are in." in world.reads("bea")
