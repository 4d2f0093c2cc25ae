"""A playground for tests: a Hearth that answers by a script, and a clock in the hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from adapters.web.platform import WebPlatform
from adapters.web.workspace import SPACE
from bot.events import Event, Person, Pressed, Space, Submitted, Typed
from bot.handlers import COORDINATOR, Declaration, Handlers, Target, choice, person, words
from bot.platform import Answer, Letter, Pending
from bot.text import Envelope, Text, t
from bot.ui import (
    Button,
    Choice,
    Fill,
    Form,
    Line,
    Message,
    Option,
    Paragraph,
    People,
    Recipient,
    Reply,
    Row,
    Step,
    Style,
    Weight,
    Where,
)

HOUR = timedelta(hours=1)
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
E = TypeVar("E", bound=Event)
on = Handlers("story")


@on.command("help", help=t("What I do here, in your words"))
@on.command(
    "introduce",
    help=t("Introduce two members; both are asked first"),
    one=person(),
    other=person(),
    because=words(),
)
@on.command("pause", help=t("A break"), until=choice("next round", "two weeks", required=False))
@on.command("find", help=t("People who can help"), what=words(suggests=True))
@on.command("desk today", help=t("At most three things"), who=COORDINATOR)
@on.shortcut("story.apart", label=t("Not this person"), target=Target.PERSON)
@on.shortcut("story.keep", label=t("Keep this"), target=Target.MESSAGE)
@on.shortcut("story.ask", label=t("Ask the community"), target=Target.NOTHING)
def declared() -> None:
    """The table alone is what the page is made from."""


def message(
    *texts: Text, buttons: tuple[Button, ...] = (), pings: tuple[Person, ...] = ()
) -> Message:
    """A few sentences, and a row of buttons."""
    rows = (Row(buttons),) if buttons else ()
    blocks = (*(Paragraph(text) for text in texts), *rows)
    return Message("story.told", Weight.ANSWER, blocks, pings=pings)


def button(
    label: str, name: str, style: Style = Style.PLAIN, confirm: Text | None = None
) -> Button:
    return Button(t(label), name, "7f3a", style, confirm)


FORM = Form(
    "story.join",
    t("Take part"),
    (
        Step(
            (
                Choice(
                    "ticks",
                    t("What may I do?"),
                    (Option("meet", t("Introduce me")), Option("ask", t("Ask me"))),
                    chosen=("meet",),
                    many=True,
                ),
                Choice(
                    "times",
                    t("How often?"),
                    (Option("1", t("Once a week")), Option("2", t("Twice a week"))),
                    required=True,
                ),
            ),
            intro=t("All of it can be changed later."),
        ),
        Step(
            (
                Line("role", t("What do you do?"), required=True),
                Line("hardest", t("The hardest thing"), long=True, hint=t("Few will see it")),
                People("host", t("Who invited you?")),
                Where("home", t("Where are you at home?")),
            )
        ),
    ),
    submit=t("Join"),
)


@dataclass
class Scripted:
    """What Hearth answers, by the name of a button or the first word typed; it keeps all events."""

    replies: dict[str, Reply | Callable[[Event], Reply | None]] = field(default_factory=dict)
    heard: list[Event] = field(default_factory=list)

    async def hear(self, event: Event) -> Answer | None:
        self.heard.append(event)
        reply = self.replies.get(self._about(event))
        reply = reply(event) if callable(reply) else reply
        envelope = Envelope(event.actor.locale or "en", event.actor.zone or "UTC", "c1")
        return Answer(reply, envelope) if reply else None

    def _about(self, event: Event) -> str:
        match event:
            case Pressed(name=name):
                return name
            case Typed(parts=parts):
                return str(parts[0]).split()[0] if parts else ""
            case _:
                return type(event).__name__.lower()

    def last(self, kind: type[E]) -> E:
        found = [event for event in self.heard if isinstance(event, kind)]
        return found[-1]


def in_steps(event: Event) -> Reply | None:
    """What a form of two steps answers: the next step, the same one with an error, nothing."""
    assert isinstance(event, Submitted)
    if "times" in event.values:
        return Fill(FORM, 1, {}, {}, "f1")
    if not event.values["role"]:
        return Fill(FORM, 1, event.values, {"role": t("Please say a word about it.")}, "f1")
    return None


class Hand:
    """A clock in the hand, and promises kept when it passes them."""

    def __init__(self) -> None:
        self.at = BEGINNING
        self.due: list[tuple[datetime, Letter]] = []
        self.kept: list[datetime] = []
        self.held: datetime | None = None  # due, and waiting for something else than time
        self.platform: WebPlatform | None = None

    def now(self, space: Space) -> datetime:
        return self.at

    async def promised(self, space: Space) -> tuple[Pending, ...]:
        return tuple(Pending(at, t("Write to somebody"), t("It is early")) for at, _ in self.due)

    async def decided(self, space: Space) -> tuple[Pending, ...]:
        return (Pending(self.at, t("Chose {p}", p=Person(SPACE, "amina")), t("Both are awake")),)

    async def next_due(self, space: Space) -> datetime | None:
        waiting = [self.held] if self.held else []
        return min([*(at for at, _ in self.due), *waiting], default=None)

    async def move_clock(self, space: Space, to: datetime) -> None:
        self.at = to
        assert self.platform is not None
        for at, letter in sorted(self.due, key=lambda each: each[0]):
            if at <= to:
                self.due.remove((at, letter))
                self.kept.append(to)
                await self.platform.deliver(letter)

    def promise(self, after: timedelta, key: str, to: Recipient, told: Message) -> None:
        self.due.append((self.at + after, Letter(key, to, told, Envelope())))


@dataclass
class Room:
    """A playground that runs: the platform, what it heard, its clock, its address."""

    platform: WebPlatform
    hearth: Scripted
    hand: Hand
    url: str = ""

    def read(self, who: str, spot: str = "") -> list[str]:
        """What somebody can read, as plain text."""
        posts = self.platform.world.seen_by(who)
        return [post.body["plain"] for post in posts if not spot or post.spot == spot]


async def nothing_more() -> None:
    """Nothing else is forgotten when the playground begins afresh."""


def declarations() -> tuple[Declaration, ...]:
    return tuple(on.table)


@asynccontextmanager
async def living(
    folder: Path, hearth: Scripted | None = None, *, residents: bool = False
) -> AsyncIterator[Room]:
    """A playground without a server."""
    hand, hearth = Hand(), hearth or Scripted()
    platform = WebPlatform(folder, lambda: hand.at, hand, afresh=nothing_more, tick=3600)
    hand.platform = platform
    await platform.start(hearth.hear, declarations())
    platform.world.tell(seed="story", residents=residents)  # what chance does here, it does again
    try:
        yield Room(platform, hearth, hand)
    finally:
        await platform.stop()


@asynccontextmanager
async def serving(
    folder: Path, hearth: Scripted | None = None, *, residents: bool = False
) -> AsyncIterator[Room]:
    """A playground on a port of its own."""
    async with living(folder, hearth, residents=residents) as room:
        app = web.Application()
        app.add_routes(room.platform.routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        room.url = f"http://{host}:{port}"
        try:
            yield room
        finally:
            await room.platform.pages.stop()
            await runner.cleanup()
