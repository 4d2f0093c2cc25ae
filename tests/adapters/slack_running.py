"""The adapter, connected to a loopback Slack, with a small core that says what a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from adapters.slack.manifest import EVENTS_PATH, manifest
from adapters.slack.platform import SlackPlatform
from bot.events import Event, Space
from bot.handlers import Declaration, Kind, Target, Who
from bot.platform import Answer
from bot.text import Envelope, t
from bot.ui import (
    Button,
    Choice,
    Form,
    Line,
    Message,
    Option,
    Paragraph,
    People,
    Reply,
    Row,
    Step,
    Weight,
)
from tests.loopback.slack import LoopbackSlack, Timings

ENVELOPE = Envelope("en-US", "Europe/Berlin", "c7")
TEAM = Space("slack", "T0HEARTH")
JOIN = Row((Button(t("Join"), "members.join", "7f3a"), Button(t("Why?"), "members.why")))
FORM = Form(
    "members.profile",
    t("About you"),
    (
        Step((Line("help", t("I can help with"), required=True),)),
        Step((People("host", t("Host")), Choice("how", t("How?"), (Option("a", t("Softly")),)))),
    ),
)
Running = tuple[LoopbackSlack, SlackPlatform]
DECLARED = (
    Declaration(
        Kind.SHORTCUT,
        "questions.keep",
        print,
        "questions",
        Who.MEMBER,
        label=t("Keep this"),
        target=Target.MESSAGE,
    ),
    Declaration(
        Kind.SHORTCUT, "questions.ask", print, "questions", Who.MEMBER, label=t("Ask the community")
    ),
)


def say(words: str, *rows: Row, kind: str = "tests.said") -> Message:
    return Message(kind, Weight.ANSWER, (Paragraph(t(words)), *rows))


def always(reply: Reply) -> Callable[[Event], Reply]:
    """Whatever happens, the same answer."""
    return lambda _: reply


@dataclass
class Core:
    """Hears everything; `answers` decides what is said, `fails` what goes wrong first.

    With a `gate` it thinks until that opens.
    """

    answers: Callable[[Event], Reply | None] = lambda _: None
    heard: list[Event] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def hear(self, event: Event) -> Answer | None:
        if self.fails:
            raise self.fails.pop(0)
        self.heard.append(event)
        if self.gate is not None:
            await self.gate.wait()
        reply = self.answers(event)
        return None if reply is None else Answer(reply, ENVELOPE)

    def last(self, kind: type[Event]) -> Any:
        return [event for event in self.heard if isinstance(event, kind)][-1]


@asynccontextmanager
async def connected(core: Core, **more: Any) -> AsyncIterator[tuple[LoopbackSlack, SlackPlatform]]:
    """Over Socket Mode."""
    async with LoopbackSlack(manifest(DECLARED), **more) as slack:
        platform = SlackPlatform(slack.bot_token, slack.app_token, api=slack.api)
        await platform.start(core.hear, DECLARED)
        try:
            yield slack, platform
        finally:
            await platform.stop()
        slack.judge.assert_content()


@asynccontextmanager
async def over_http(
    core: Core, timings: Timings | None = None
) -> AsyncIterator[tuple[LoopbackSlack, SlackPlatform]]:
    """Signed HTTP, on a server of its own as compose would run it."""
    url = "http://127.0.0.1:1"
    async with LoopbackSlack(manifest(DECLARED, url), timings=timings) as slack:
        platform = SlackPlatform(
            slack.bot_token, signing_secret=slack.signing_secret, api=slack.api
        )
        app = web.Application()
        app.add_routes(platform.routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        slack.delivers_to(f"http://127.0.0.1:{port}{EVENTS_PATH}")
        await platform.start(core.hear, DECLARED)
        try:
            yield slack, platform
        finally:
            await platform.stop()
            await runner.cleanup()
        slack.judge.assert_content()


async def texts(slack: LoopbackSlack, who: str, count: int) -> list[str]:
    await slack.until(lambda: len(slack.sees(who)) >= count)
    return [seen.text for seen in slack.sees(who)]
