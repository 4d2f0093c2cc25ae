"""Who has a promise in hand, for how long, and what happens when they die with it."""

from __future__ import annotations

import asyncio

import pytest

from bot import outbox as carrying
from bot.outbox import LEASE
from tests.machinery.office import ANA, BEA, HOME, Office
from tests.machinery.scripted import SPACE, Hang


async def test_a_crash_after_sending_is_looked_for(office: Office) -> None:
    """Claimed and sent, never marked: when the lease is over, somebody looks."""
    await office.post("k", ANA, "hello")
    (claimed,) = await office.spool.claim(SPACE, office.clock.moment, office.clock.real(), 9)
    await office.platform.deliver(claimed.letter)
    await office.drain()
    assert office.platform.looks == []
    office.clock.pass_(LEASE + 1)
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("sent", ["hello"])


async def test_a_platform_that_hangs_holds_nobody_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer in time is an unknown outcome."""
    monkeypatch.setattr(carrying, "DELIVERY", 0.05)
    office.platform.faults.append(Hang())
    await office.post("k", ANA, "hello")
    await office.post("b", BEA, "hello you")
    await asyncio.wait_for(office.drain(), 5)
    assert (await office.row("k")).reason == "looking whether it arrived"
    assert office.platform.said == ["hello you"]


async def test_an_adapters_own_mistake_is_an_unknown_outcome(office: Office) -> None:
    """It neither stops the others nor is repeated for ever."""
    office.platform.faults.append(TypeError("a bug"))
    await office.post("k", ANA, "hello")
    await office.post("b", BEA, "hello you")
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("sending", ["hello you"])


async def test_none_begins_that_might_outlive_its_lease(office: Office) -> None:
    """Another replica may take it by then: whoever is late gives it back."""
    await office.post("k", ANA, "hello")
    late = await office.spool.claim(SPACE, office.clock.moment, office.clock.real() - 20, 9)
    await office.outbox._carry_all(late)
    assert office.platform.calls == 0
    await office.drain()
    assert office.platform.said == ["hello"]


async def test_who_lost_the_lease_changes_nothing(office: Office) -> None:
    """A process that slept too long may say what it sent, and nothing else."""
    await office.post("k", ANA, "hello")
    (mine,) = await office.spool.claim(SPACE, office.clock.moment, office.clock.real(), 9)
    office.clock.pass_(LEASE + 1)
    (theirs,) = await office.spool.claim(SPACE, office.clock.moment, office.clock.real(), 9)
    await office.spool.park(mine, "asleep", office.clock.moment)
    await office.spool.later(mine, office.clock.moment, "asleep")
    assert await office.state("k") == "sending"
    await office.spool.park(theirs, "awake", office.clock.moment)
    assert (await office.row("k")).reason == "awake"


async def test_two_replicas_never_hold_the_same_row(office: Office) -> None:
    """A hundred promises, two that claim at once, each row once."""
    for number in range(100):
        await office.post(f"k{number}", HOME, f"{number}")
    other = Office(office.url, clock=office.clock, platform=office.platform)
    await asyncio.gather(office.drain(), other.drain())
    await office.drain()
    await other.close()
    assert sorted(office.platform.said, key=int) == [str(number) for number in range(100)]
