"""The playground as a platform: it listens, delivers, finds, and serves its pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

import structlog
from aiohttp import web

from adapters.web import outbound
from adapters.web.acts import Acts, Back, Done, of
from adapters.web.clock import Clock
from adapters.web.kept import Kept
from adapters.web.pages import Pages
from adapters.web.residents import Residents
from adapters.web.settling import settle
from adapters.web.workspace import SPACE, Workspace
from bot.events import Actor, Event, Person, Place, Space, Value
from bot.handlers import Declaration
from bot.platform import Answer, Backstage, Can, Finding, Hear, Landed, Letter
from bot.text import Text, t

LOG = structlog.get_logger("web")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CHUNK = 500
TICK = 1.0  # seconds between two looks at what residents mean to do


class WebPlatform:
    """A chat platform of its own, with everything it needs in one folder.

    `clock` is real time; with a `backstage` the space's own clock counts instead. `hosts` are
    the names under which the pages may be asked for (None: any). `afresh` forgets, on Hearth's
    side, what `Start afresh` forgets here; without it nobody is offered that.
    """

    name = "web"
    title = "the playground"
    only_local = True
    can = Can(
        say_privately=True,
        look_private=True,
        look_channels=True,
        watchers=None,
        open_together=9,
        typed_after_slash=True,
        draws_charts=True,
    )

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        backstage: Backstage | None = None,
        *,
        hosts: frozenset[str] | None = LOOPBACK,
        afresh: Callable[[], Awaitable[None]] | None = None,
        tick: float = TICK,
    ) -> None:
        self._real = clock
        self._tick = tick
        self._ticking: asyncio.Task[None] | None = None
        self._clock: Clock | None = None
        self.backstage = backstage
        self.world = Workspace(Kept(folder / "playground.db"))
        self.acts = Acts(self.world, self.now, _nobody_listens)
        self.pages = Pages(self, hosts=hosts, afresh=afresh)
        self.residents = Residents(self.acts, self.pages.played)
        self.world.load()

    def now(self) -> datetime:
        """The time in the playground."""
        return self.backstage.now(SPACE) if self.backstage else self._real()

    @property
    def clock(self) -> Clock | None:
        """What moves the time; without a backstage nothing does."""
        return self._clock

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        return self.pages.routes()

    async def start(self, hear: Hear, declarations: tuple[Declaration, ...]) -> None:
        if not self.world.about:
            settle(self.world, self.now())
        self.acts.hear = hear
        self.pages.declared(declarations)
        self.residents.wake()
        self._clock = Clock(self.backstage, self.residents) if self.backstage else None
        self._ticking = asyncio.create_task(self._pass_time(), name="playground")

    async def stop(self) -> None:
        if self._ticking:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)
        await self.let_go()
        self.world.kept.close()

    async def let_go(self) -> None:
        await self.pages.stop()

    def spaces(self) -> tuple[Space, ...]:
        return (SPACE,)

    async def deliver(self, letter: Letter) -> Landed:
        stood = self.world.by_key(letter.key)
        landed = outbound.deliver(letter, self.world, self.now())
        stands = self.world.posts[landed.message]
        if stood is None and letter.landed is None:
            await self.acts.overhear(stands)
        return landed

    def listen(
        self, space: Space, places: frozenset[Place], forums: frozenset[Place] = frozenset()
    ) -> None:
        self.acts.listened = frozenset(place.id for place in places)

    def address(self, place: Place) -> str:
        return ""  # a message of the playground is opened by scrolling to it

    async def deaf(self, place: Place) -> tuple[Text, ...]:
        spot = self.world.spots.get(place.id)
        if spot is None or spot.kind != "channel":
            return (t("A private conversation is never listened to. Choose a channel."),)
        return ()

    async def unfit(self, forum: Place) -> tuple[Text, ...]:
        return ()  # it has none

    async def find(self, letter: Letter, since: float) -> Landed | None:
        return outbound.find(letter, self.world)

    async def answer(self, handle: str, answer: Answer) -> None:
        self.acts.apply(answer, Back.read(handle))

    async def roster(self, place: Place) -> AsyncIterator[tuple[Actor, ...]]:
        spot = self.world.spots.get(place.id)
        members = spot.members if spot else ()
        actors = [self.acts.actor(self.world.people[each]) for each in members]
        for start in range(0, len(actors), CHUNK):
            yield tuple(actors[start : start + CHUNK])

    async def person(self, person: Person) -> Actor | None:
        known = self.world.people.get(person.id)
        return self.acts.actor(known) if known else None

    async def check(self, places: tuple[Place, ...]) -> tuple[Finding, ...]:
        file = Finding("playground.db", True, f"{len(self.world.posts)} messages are kept")
        gone = [place.id for place in places if place.id not in self.world.spots]
        lost = (
            Finding(f"#{name}", False, "there is no such channel in the playground", "Start afresh")
            for name in gone
        )
        return (file, *lost)

    async def missing(self, home: Place) -> tuple[Text, ...]:
        spot = self.world.spots.get(home.id)
        if spot is None or spot.kind != "channel":
            return (t("A community needs a channel as its home."),)
        return ()

    async def press(self, person: Person | str, message: str, button: str) -> Done:
        """Press a button by its label or name: on a message, on `home`, or the newest ("")."""
        return await self.acts.press(of(person), message, button)

    async def submit(self, person: Person | str, form: str, values: Mapping[str, Value]) -> Done:
        """Send the open step of a form."""
        return await self.acts.submit(of(person), form, values)

    async def type(self, person: Person | str, place: Place | None, text: str) -> Done:
        """Write in a place; None is the private conversation with Hearth."""
        spot, thread = (place.id, place.thread) if place else (None, "")
        return await self.acts.type(of(person), spot, text, thread)

    async def join(self, person: Person | str, place: Place | str) -> Done:
        """Enter a channel."""
        return await self.acts.join(of(person), place if isinstance(place, str) else place.id)

    async def begin_afresh(self) -> None:
        """Forget everything that happened here; the same people, the same history."""
        settle(self.world, self.now())
        self.residents.wake()

    async def _pass_time(self) -> None:
        while True:
            await asyncio.sleep(self._tick)
            if not self.pages.is_open:
                continue
            try:
                await self._residents_act()
                await self.pages.look_behind()
            except Exception:  # one resident's mishap must not stop the others for good
                LOG.exception("residents")

    async def _residents_act(self) -> None:
        if self._clock:
            await self._clock.real_time()
        else:
            await self.residents.act(self.now())


async def _nobody_listens(event: Event) -> Answer | None:
    raise RuntimeError("the playground has not been started")
