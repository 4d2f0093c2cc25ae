"""The running house: what is started in which order, and how it stops without losing work."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Protocol

import structlog

from bot import calendar
from bot.clock import Clock
from bot.computing import Computing
from bot.dispatcher import Dispatcher
from bot.errands import Diary, Errands
from bot.errors import DeliveryError, where
from bot.events import Community, Event, Place, Space
from bot.handlers import Declaration, Kind
from bot.metronome import Metronome
from bot.outbox import Outbox, Spool
from bot.picturing import Picturing
from bot.platform import Answer, Pending, Platform
from bot.premises import Units
from bot.reception import Reception, Visits

RETRY = (1.0, 5.0, 30.0, 120.0)  # seconds between attempts to connect a platform
DRAIN = 10.0  # seconds a stop may take to finish what runs

logger = structlog.get_logger("hearth")


class Inside(Protocol):
    """What can be seen of the ledger without taking anything (storage/ledger/backstage.py)."""

    async def promised(self, space: Space) -> tuple[Pending, ...]:
        """Waiting and held messages, and timers."""
        ...

    async def decided(self, space: Space) -> tuple[Pending, ...]:
        """What was decided and sent lately."""
        ...

    async def coming(self, space: Space) -> tuple[tuple[Community, ...], datetime | None]:
        """The communities of a space, and when what is promised or planned there is due next."""
        ...

    async def offset(self, space: Space, now: datetime) -> float:
        """How far the space's clock is ahead, in seconds."""
        ...

    async def set_offset(self, space: Space, seconds: float) -> None:
        """Keep how far the space's clock is ahead."""
        ...


class Ears(Protocol):
    """Which channels are listened to (storage/listening), or which forums (storage/questions)."""

    async def channels(self) -> Mapping[str, frozenset[str]]:
        """Those of every space that has any, by its key, over all its communities."""
        ...


class Upkeep(Protocol):
    """Opening, purging and closing the store (storage/ledger/upkeep.py)."""

    async def open(self) -> None:
        """Bring the schema up to this release."""
        ...

    async def beat(self, real: float) -> None:
        """Say that this process lives."""
        ...

    async def forget(self, space: Space) -> None:
        """Remove every row of a space."""
        ...

    async def keep(self, now: datetime) -> None:
        """Remove what is past its time."""
        ...

    async def close(self) -> None:
        """Let go of every connection."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """Every replaceable part; compose makes the real ones."""

    table: tuple[Declaration, ...]
    clock: Clock
    units: Units
    spool: Spool
    diary: Diary
    inside: Inside
    computing: Computing
    upkeep: Upkeep
    visits: Visits
    ears: Ears
    forums: Ears


class Hearth:
    """Runs the platforms it is given; implements `bot.platform.Backstage` for a playground."""

    def __init__(self, parts: Parts, look_after: float) -> None:
        """`look_after`: seconds between an unknown delivery and the look for it."""
        self.parts, self.clock = parts, parts.clock
        self.platforms: dict[str, Platform] = {}
        self.troubles: dict[str, str] = {}  # platform → why it is not connected
        self.dispatcher = Dispatcher(
            parts.table, parts.units, parts.clock, self.platform, self._committed
        )
        self.reception = Reception(parts.visits, parts.clock, self.platform)
        self.picturing = Picturing(parts.computing, self.platform)
        self.outbox = Outbox(
            parts.spool, parts.clock, self.platform, look_after, self.picturing.letter
        )
        self.errands = Errands(
            parts.diary,
            self.hear,
            parts.clock,
            self.platform,
            parts.computing,
            parts.table,
            self.listen,
        )
        self.metronome = Metronome(
            self.outbox, self.errands, self.spaces, self.keep_house, self.beat
        )
        self._connecting: list[asyncio.Task[None]] = []

    async def hear(self, event: Event) -> Answer | None:
        """Handle one event for a chat; its answer's charts become pictures where they must."""
        return await self.picturing.answer(await self.dispatcher.hear(event), event.space)

    def connect(self, platform: Platform) -> None:
        """Add a platform, to be started with the rest."""
        self.platforms[platform.name] = platform

    def platform(self, space: Space) -> Platform:
        """The platform that serves a space."""
        return self.platforms[space.platform]

    def spaces(self) -> tuple[Space, ...]:
        """All worlds that are connected now."""
        return tuple(space for platform in self.platforms.values() for space in platform.spaces())

    async def start(self) -> None:
        """Migrate, connect every platform on its own, begin to tick."""
        await self.parts.upkeep.open()
        await self.beat()
        for platform in self.platforms.values():
            self._connecting.append(asyncio.create_task(self._connect(platform)))
        if self._connecting:
            await asyncio.wait(self._connecting, timeout=DRAIN)
        self.metronome.start()

    async def _connect(self, platform: Platform) -> None:
        """Connect, again and again with growing patience; one platform never stops another."""
        for wait in chain(RETRY, repeat(RETRY[-1])):
            try:
                await platform.start(self.hear, self.parts.table)
            except DeliveryError as error:
                await self._troubled(platform, error.reason, wait)
            except Exception as error:  # noqa: BLE001 - one platform's mistake must not stop the others
                logger.error("connecting", kind=type(error).__name__, at=where(error))  # noqa: TRY400 - an error's words may be somebody's
                await self._troubled(platform, type(error).__name__, wait)
            else:
                self.troubles.pop(platform.name, None)
                for space in platform.spaces():
                    await self._wind(space)
                    await self.listen(space)
                return

    async def _troubled(self, platform: Platform, reason: str, wait: float) -> None:
        self.troubles[platform.name] = reason
        logger.error("cannot connect", platform=platform.title, reason=reason)
        await asyncio.sleep(wait)

    async def _wind(self, space: Space) -> None:
        """Set the space's clock to where it was left."""
        seconds = await self.parts.inside.offset(space, self.clock.read())
        if seconds:
            self.clock.offsets[space] = timedelta(seconds=seconds)

    async def stop(self) -> None:
        """Take nothing new, finish what runs, keep the rest for the next start."""
        for task in self._connecting:
            task.cancel()
        await asyncio.gather(*self._connecting, return_exceptions=True)
        try:
            # Deliveries end before the connections they go through.
            await asyncio.wait_for(self.metronome.stop(), DRAIN)
        except TimeoutError:
            logger.warning("stopped in the middle of something; the next start looks after it")
        try:
            for platform in self.platforms.values():
                await self._stopped(platform)
        finally:
            self.parts.computing.close()
            await self.parts.upkeep.close()

    @staticmethod
    async def _stopped(platform: Platform) -> None:
        try:
            await platform.stop()
        except Exception as error:  # noqa: BLE001 - the others are stopped all the same
            logger.error("stopping", kind=type(error).__name__, at=where(error))  # noqa: TRY400 - an error's words may be somebody's

    async def settle(self, space: Space) -> None:
        """Run what is due there until nothing is."""
        await self.metronome.settle(space)

    async def forget(self, space: Space) -> None:
        """Begin a space anew: nothing is kept of it, and its clock is real time again."""
        await self.parts.upkeep.forget(space)
        self.clock.offsets.pop(space, None)
        await self._wind(space)
        await self.listen(space)

    async def keep_house(self) -> None:
        """Remove what is past its time, by real time: a playground's clock runs ahead."""
        await self.parts.upkeep.keep(self.clock.read())

    async def beat(self) -> None:
        """Say that this process lives, so that another one on the same token is noticed."""
        await self.parts.upkeep.beat(self.clock.real())
        await self.listen(*self.spaces())  # another process may have switched it on or off

    async def listen(self, *spaces: Space) -> None:
        """Tell the platforms in which channels to listen, and that in no others."""
        channels = await self.parts.ears.channels() if spaces else {}
        forums = await self.parts.forums.channels() if spaces else {}
        for space in spaces:
            ids, theirs = (found.get(space.key, frozenset()) for found in (channels, forums))
            self.platform(space).listen(
                space,
                frozenset(Place(space, id_) for id_ in ids),
                frozenset(Place(space, id_) for id_ in theirs),
            )

    def _committed(self, space: Space) -> None:
        self.metronome.poke(space)

    def now(self, space: Space) -> datetime:
        """The space's own clock."""
        return self.clock.now(space)

    async def promised(self, space: Space) -> tuple[Pending, ...]:
        """What is promised there, soonest first."""
        return await self.parts.inside.promised(space)

    async def decided(self, space: Space) -> tuple[Pending, ...]:
        """What was decided there lately."""
        return await self.parts.inside.decided(space)

    async def next_due(self, space: Space) -> datetime | None:
        """When something of the space is due next, daily beats included."""
        now = self.clock.now(space)
        communities, due = await self.parts.inside.coming(space)
        moments = [
            calendar.following(now, declaration.at, community.zone)
            for community in communities
            for declaration in self.parts.table
            if declaration.kind is Kind.DAILY and declaration.at
        ]
        return min([*moments, *([due] if due else [])], default=None)

    async def move_clock(self, space: Space, to: datetime) -> None:
        """Set the space's clock forward and settle what has become due."""
        offset = max(to - self.clock.read(), self.clock.offsets.get(space, timedelta()))
        self.clock.offsets[space] = offset
        await self.parts.inside.set_offset(space, offset.total_seconds())
        await self.settle(space)
