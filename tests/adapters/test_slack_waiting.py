"""When an answer takes its time, or our memory is away: nothing is lost, and people are told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from adapters.slack.platform import SlackPlatform
from bot.errors import Away
from bot.events import (
    Typed,
)
from bot.platform import Answer
from bot.ui import (
    Fill,
    Later,
    Say,
)
from tests.adapters.slack_running import (
    ENVELOPE,
    FORM,
    JOIN,
    Core,
    Running,
    always,
    connected,
    say,
    texts,
)
from tests.loopback.slack import LoopbackSlack


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
async def running(core: Core) -> AsyncIterator[tuple[LoopbackSlack, SlackPlatform]]:
    async with connected(core) as both:
        slack = both[0]
        ana, bea = slack.add_user("ana", "Ana Alba"), slack.add_user("bea", is_admin=True)
        slack.add_channel("hello", [ana, bea])
        yield both


async def test_an_event_is_kept_back_while_the_database_is_away(
    core: Core, running: Running
) -> None:
    """What is not acknowledged comes again under the same id."""
    slack, _ = running
    core.fails = [Away()]
    await slack.mentions("ana", "hello", "why")
    await slack.until(lambda: core.heard)
    assert slack.courier.events[-1].tries[0].acked is False
    assert core.last(Typed).id == slack.courier.events[-1].payload["event_id"]


async def test_people_are_asked_to_try_again_meanwhile(core: Core, running: Running) -> None:
    """A command, a press and a form each say so at once, and a form stays open as written."""
    slack, _ = running
    core.fails = [Away()]
    await slack.runs("ana", "/hearth", "why", "hello")
    assert "try again" in (await texts(slack, "ana", 1))[0]
    core.answers = lambda event: (
        Say(say("Hi", JOIN)) if isinstance(event, Typed) else Fill(FORM, id="f1")
    )
    await slack.runs("ana", "/hearth", "", "hello")
    core.fails = [Away()]
    await slack.presses("ana", "Join")
    assert "try again" in (await texts(slack, "ana", 3))[-1]
    await slack.presses("ana", "Join")
    await slack.until(lambda: slack.form("ana"))
    core.fails = [Away()]
    refused = await slack.submits("ana", {"I can help with": "tax"})
    assert "try again" in next(iter(refused.errors.values()))
    assert slack.form("ana") is not None


async def test_a_slow_answer_comes_when_it_is_there(running: Running, core: Core) -> None:
    """After two seconds Slack is told that we heard, and the answer follows."""
    slack, _ = running
    core.answers, core.gate = always(Say(say("At last."))), asyncio.Event()
    done = await slack.runs("ana", "/hearth", "find x", "hello")
    assert done.acked
    core.gate.set()
    assert (await texts(slack, "ana", 1)) == ["At last."]


async def test_a_form_slower_than_slack_waits_shows_its_next_step(
    running: Running, core: Core
) -> None:
    """The window says that it takes a moment, and then shows what comes next."""
    slack, _ = running
    core.answers = always(Fill(FORM, id="f1"))
    await slack.message_shortcut("ana", "questions.keep", await slack.writes("bea", "hello", "x"))
    await slack.until(lambda: slack.form("ana"))
    core.answers, core.gate = always(Fill(FORM, 1, id="f1")), asyncio.Event()
    await slack.submits("ana", {"I can help with": "tax"})
    assert "One moment" in slack.reads(slack.form("ana"))
    core.gate.set()
    await slack.until(lambda: "Host" in slack.reads(slack.form("ana")))


async def test_a_form_that_comes_too_late_says_so(core: Core, running: Running) -> None:
    """A trigger is good for three seconds; after that the person hears why nothing opened."""
    slack, _ = running
    slack.at.triggers.life = 0.0
    core.answers = always(Fill(FORM, id="f1"))
    await slack.runs("ana", "/hearth", "join", "hello")
    assert "once more" in (await texts(slack, "ana", 1))[0]


async def test_an_answer_can_come_later(core: Core, running: Running) -> None:
    """The saved handle answers where it was asked, and in private once it is spent."""
    slack, platform = running
    core.answers = always(Later())
    await slack.runs("ana", "/hearth", "find x", "hello")
    handle = core.last(Typed).handle
    for _ in range(5):
        await platform.answer(handle, Answer(Say(say("Found.")), ENVELOPE))
    assert {seen.channel.name for seen in slack.sees("ana")} == {"hello"}
    await platform.answer(handle, Answer(Say(say("Found.")), ENVELOPE))
    assert slack.sees("ana")[-1].channel.kind == "im"
    assert json.loads(handle)["user"] == slack.world.user("ana").id
