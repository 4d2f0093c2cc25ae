"""Who is in the workspace, and what we may do where."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.slack.platform import SlackPlatform
from bot.events import Person, Place, Space
from tests.adapters.slack_running import Core, connected
from tests.loopback.slack import LoopbackSlack

TEAM = Space("slack", "T0HEARTH")
Running = tuple[LoopbackSlack, SlackPlatform]


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    async with connected(Core()) as both:
        slack = both[0]
        people = [slack.add_user(name) for name in ("ana", "bea", "clo")]
        slack.add_channel("hello", people)
        yield both


def person(slack: LoopbackSlack, name: str) -> Person:
    return Person(TEAM, slack.world.user(name).id)


def place(slack: LoopbackSlack, name: str) -> Place:
    return Place(TEAM, slack.world.channel(name).id)


async def test_the_roster_comes_in_chunks(running: Running) -> None:
    """A large channel is read by pages of the workspace, guests flagged, bots and gone left out."""
    slack, platform = running
    many = [slack.add_user(f"p{number}") for number in range(1100)]
    odd = [
        slack.add_user("bot", is_bot=True),
        slack.add_user("gone", deleted=True),
        slack.add_user("guest", is_restricted=True),
        slack.add_user("stranger", is_stranger=True),
    ]
    slack.add_channel("big", [*many, *odd])
    chunks = [chunk async for chunk in platform.roster(place(slack, "big"))]
    assert [len(chunk) for chunk in chunks] == [500, 500, 102]
    everybody = {actor.person.id: actor for chunk in chunks for actor in chunk}
    assert {user.id for user in many} < set(everybody)
    assert [everybody[user.id].is_guest for user in odd[2:]] == [True, True]
    assert len(slack.log.of("users.list")) <= 3
    assert slack.log.of("users.info") == []


async def test_a_small_roster_asks_for_each(running: Running) -> None:
    """Three people cost three questions, not the whole workspace."""
    slack, platform = running
    [chunk] = [chunk async for chunk in platform.roster(place(slack, "hello"))]
    assert sorted(actor.name for actor in chunk) == ["ana", "bea", "clo"]
    assert slack.log.of("users.list") == []


async def test_somebody_gone_is_nobody(running: Running) -> None:
    """A deactivated account and an unknown id."""
    slack, platform = running
    gone = slack.add_user("gone", deleted=True)
    assert await platform.person(Person(TEAM, gone.id)) is None
    assert await platform.person(Person(TEAM, "U0NOBODY")) is None
    assert await platform.person(person(slack, "ana")) is not None


async def test_a_home_needs_us_in_it(running: Running) -> None:
    """What keeps a channel from being a home is said in sentences."""
    slack, platform = running
    slack.add_channel("elsewhere", bot=False)
    assert await platform.missing(place(slack, "hello")) == ()
    [why] = await platform.missing(place(slack, "elsewhere"))
    assert "Invite me" in why.template
    findings = await platform.check((place(slack, "hello"), place(slack, "elsewhere")))
    assert [finding.ok for finding in findings] == [True] * 5 + [False]
    assert findings[-1].about.endswith("ELSEWHERE")
