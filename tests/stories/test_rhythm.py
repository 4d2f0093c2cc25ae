"""The rhythm: set in one form, listed for everybody, out of the way of meetings and holidays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from sqlalchemy import select

from storage.tables import planned as rows
from tests.rhythm.feed import Feed, serving
from tests.stories.scenes import founded, live_in, regular
from tests.world import World
from tests.world.story import Seen

MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
async def feed() -> AsyncIterator[Feed]:
    """A calendar on this machine."""
    async with serving() as feed:
        yield feed


def wall(world: World, *, days: int, hour: int = 12) -> datetime:
    """A full hour in the community's zone, so many days from now."""
    at = world.now().astimezone(MADRID) + timedelta(days=days)
    return at.replace(hour=hour, minute=0, second=0, microsecond=0)


def ours(world: World, name: str) -> list[Seen]:
    """What we posted in channels somebody sees."""
    return [seen for seen in world.sees(name) if seen.ours and not seen.private]


def option(world: World, what: str, number: int) -> str:
    """The label of the so-manieth of its kind in the list of what is planned."""
    lines = [line for line in world.last("cora").splitlines() if line.endswith(f": {what}")]
    return lines[number - 1].lstrip("•- ")


async def planned(world: World, name: str) -> list[datetime]:
    """When a beat is to come."""
    query = select(rows.c.at).where(rows.c.name == name).order_by(rows.c.at)
    spool: Any = world.hearth.parts.spool
    found: list[datetime] = await spool._database.read(
        lambda tx: list(tx.run.execute(query).scalars())
    )
    return found


async def adds_a_meeting(world: World, *, days: int, title: str, hour: int = 15) -> datetime:
    """The coordinator types a meeting in."""
    at = wall(world, days=days, hour=hour)
    await world.runs("cora", "desk rhythm")
    await world.presses("cora", "Add a meeting")
    await world.fills("cora", at=f"{at:%Y-%m-%d %H:%M}", title=title)
    assert f"15:00: {title}" in world.last("cora")
    return at


async def rhythm(world: World, *regulars: str, zone: str = "Europe/Madrid", **answers: str) -> None:
    """A community whose coordinator set a rhythm in one form."""
    await founded(world, *regulars, zone=zone)
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", **answers)


async def test_a_rhythm_is_set_in_one_form(world: World) -> None:
    """Before anybody set one nothing is planned; the form is filled in, and one press saves it."""
    await founded(world, "bea")
    await world.runs("bea", "next")
    assert "Nothing is planned in the next four weeks." in world.last("bea")
    await world.runs("cora", "desk rhythm")
    assert "A prompt worth answering" in world.form("cora")
    await world.fills("cora")
    assert "Saved. I plan by it from now on" in world.last("cora")
    await world.runs("cora", "desk rhythm")
    shown = world.last("cora")
    assert "Monday, every week, 10:00" in shown
    assert "Tuesday, every other week, 10:00" in shown


async def test_the_next_four_weeks_are_always_listed(world: World) -> None:
    """Anybody sees what comes, their own part in it, and has it as a file for their calendar."""
    await rhythm(world, "bea", "kofi")
    await regular(world, "kofi", helps="maps", ticks=("introduce", "rounds"))
    for _ in range(3):
        await world.runs("bea", "next")
        shown = world.last("bea")
        assert shown.count("The prompt") == 4
        assert shown.count("A round of conversations") == 2
        assert "You have not joined" in shown
        await world.passes(days=7)
    await world.runs("kofi", "next")
    assert "You are drawn in 2 rounds." in world.last("kofi")
    await world.presses("kofi", "For my calendar")
    calendar = icalendar.Calendar.from_ical(world.file("kofi"))
    names = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert len([name for name in names if name.startswith("The prompt (")]) == 4
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == len(names)


async def test_one_is_skipped_and_one_is_moved(world: World) -> None:
    """Only that one goes; the rest of the rhythm stays, and everybody sees it in the list."""
    await rhythm(world, "bea")
    await world.runs("cora", "desk rhythm")
    await world.chooses("cora", "Move or skip one", option(world, "The prompt", 1))
    await world.presses("cora", "Skip it")
    assert "Skipped: " in world.last("cora")
    await world.runs("bea", "next")
    assert world.last("bea").count("The prompt") == 3
    await world.runs("cora", "desk rhythm")
    await world.chooses("cora", "Move or skip one", option(world, "A round of conversations", 1))
    await world.presses("cora", "Move it")
    to = wall(world, days=10, hour=16)
    await world.fills("cora", at=f"{to:%Y-%m-%d %H:%M}")
    assert f"{to.day} {to:%B}, 16:00: A round of conversations" in world.last("cora")
    await world.runs("bea", "next")
    assert f"{to.day} {to:%B}, 16:00: A round of conversations" in world.last("bea")
    assert world.last("bea").count("A round of conversations") == 2


async def test_in_a_quiet_week_nothing_is_posted(world: World) -> None:
    """What would have come waits for the week after; the list says why."""
    await rhythm(world, "bea")
    await world.presses("cora", "Quiet weeks")
    first = wall(world, days=6)
    await world.fills("cora", **{"from": f"{first:%Y-%m-%d}", "weeks": "2"})
    assert "Quiet from " in world.last("cora")
    await world.runs("bea", "next")
    shown = world.last("bea")
    assert shown.count("quiet, I post nothing") == 2
    assert shown.count("The prompt") == 2
    before = len(ours(world, "bea"))
    await world.reaches(first + timedelta(days=13))
    assert len(ours(world, "bea")) == before
    await world.passes(days=2)
    assert len(ours(world, "bea")) == before + 1


async def test_a_meeting_pulls_prompt_and_round_to_its_right_side(world: World) -> None:
    """The prompt comes before it, the round once people have met."""
    await rhythm(world, "bea", prompt_day="2", round_day="2")
    await adds_a_meeting(world, days=8, title="Data clinic")
    await world.runs("bea", "next")
    lines = [line for line in world.last("bea").splitlines() if ":" in line]
    names = [line.rpartition(": ")[2] for line in lines]
    met = names.index("Data clinic")
    assert "The prompt" in names[met - 2 : met]
    assert names.index("A round of conversations") > met


async def test_what_was_missed_while_away_is_told_and_made_up_for_once(world: World) -> None:
    """Three weeks down: nothing comes late; the coordinator reads what was left out."""
    await rhythm(world, "bea")
    await world.passes(days=6, hours=2)
    before = len(ours(world, "bea"))
    await world.stop_hearth()
    world.offset += timedelta(days=23)
    await world.start_hearth()
    await world.settle()
    assert len(ours(world, "bea")) == before
    await world.passes(days=1)
    told = [text for text in world.received("cora") if "I was away." in text]
    assert len(told) == 1
    assert told[0].count("The prompt, ") == 3
    await world.passes(days=6)
    assert len(ours(world, "bea")) == before + 1


async def test_a_prompt_six_hours_late_still_comes(world: World) -> None:
    """Down over its hour and back within a day: it comes once."""
    await rhythm(world, "bea")
    before = len(ours(world, "bea"))
    await world.passes(days=5, hours=20)
    await world.stop_hearth()
    world.offset += timedelta(hours=8)
    await world.start_hearth()
    await world.settle()
    assert len(ours(world, "bea")) == before + 1
    await world.passes(hours=20)
    assert len(ours(world, "bea")) == before + 1


async def test_8_each_beat_has_its_own_cadence(world: World) -> None:
    """Complaint 8: each group its own cadence, and in it each beat, on its own day."""
    world.channel("garden")
    await world.sets_up(place="garden", zone="Europe/Madrid")
    await world.runs("cora", "desk rhythm", place="garden")
    await world.fills("cora", prompt="2", prompt_day="5", round="0", checkin="2", time="16:00")
    await rhythm(world, "bea", prompt="4", prompt_day="4", round="1", round_day="3", checkin="0")
    await world.runs("cora", "desk rhythm")
    shown = world.last("cora")
    assert "Thursday, every 4 weeks, 10:00" in shown
    assert "Wednesday, every week, 10:00" in shown
    assert "never" in shown
    await world.runs("cora", "desk rhythm", place="garden")
    garden = world.last("cora")
    assert "Friday, every other week, 16:00" in garden
    assert "Tuesday, every week, 16:00" in garden
    await world.runs("cora", "next", place="garden")
    assert world.last("cora").count("The prompt") == 2
    await world.runs("bea", "next", place="home")
    assert world.last("bea").count("The prompt") == 1
    assert world.last("bea").count("A round of conversations") in {3, 4}


async def test_21_no_wrong_hour(world: World) -> None:
    """Complaint 21: ten is ten on both sides of a clock change, told in each reader's zone."""
    world.person("kai", zone="Asia/Kathmandu")
    await world.joins("kai")
    await rhythm(world, "bea", zone="America/New_York")
    await regular(world, "kai", helps="maps")
    await live_in(world, "kai", "Asia/Kathmandu")
    for _ in range(2):
        await world.runs("cora", "desk rhythm")
        assert "Monday, every week, 10:00 (America/New_York)" in world.last("cora")
        (at, *_) = await planned(world, "prompts.post")
        assert at.astimezone(ZoneInfo("America/New_York")).hour == 10
        local = at.astimezone(ZoneInfo("Asia/Kathmandu"))
        await world.runs("kai", "next")
        assert f"{local:%H:%M}: The prompt" in world.last("kai")
        await world.stop_hearth()
        world.offset += timedelta(days=120)  # over at least one change of New York's clocks
        await world.start_hearth()
        await world.passes(days=1)


async def test_another_zone_moves_everything_at_once(world: World) -> None:
    """Ten o'clock is ten o'clock where the community says it is."""
    await rhythm(world, "bea")
    before = await planned(world, "prompts.post")
    await world.runs("cora", "setup")
    await world.fills("cora", zone="America/New_York")
    await world.settle()
    after = await planned(world, "prompts.post")
    assert [at.astimezone(ZoneInfo("America/New_York")).hour for at in after] == [10] * len(after)
    assert len(before) == len(after)


async def test_meetings_come_from_a_calendar(
    world: World, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from its address; moved there, they move here; what cannot be read is told once."""
    await founded(world, "bea", zone="Europe/Madrid")
    await world.runs("cora", "desk rhythm")
    at = wall(world, days=9, hour=15)
    feed.meets(at, "Data clinic")
    await world.fills("cora", calendar=feed.address)
    await world.settle()
    assert "it leads" not in world.last("cora")
    assert "its address leads into a private network" in world.reads("cora")
    monkeypatch.setenv("HEARTH_CALENDARS_FROM_PRIVATE_NETWORKS", "true")
    await world.restart()
    await world.passes(days=1)
    await world.runs("bea", "next")
    assert f"{at.day} {at:%B}, 15:00: Data clinic" in world.last("bea")
    later = at + timedelta(days=1)
    feed.meets(later, "Data clinic")
    await world.passes(days=1)
    await world.runs("bea", "next")
    assert f"{later.day} {later:%B}, 15:00: Data clinic" in world.last("bea")
    assert world.last("bea").count("Data clinic") == 1
