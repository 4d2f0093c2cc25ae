"""Beats, daily or planned: each occurrence is heard at most once, inside its window, or counted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

import structlog

from bot import calendar, faults
from bot.events import Beat, Community, Missed, Space, Started, itself
from bot.handlers import Declaration, Kind
from bot.platform import Hear
from bot.work import Planned

logger = structlog.get_logger("beats")


@dataclass(frozen=True, slots=True)
class Come:
    """A community, the latest noted date of each of its beats, and what was planned and has come.

    What was noted is planned no more, so nothing stands in both.
    """

    community: Community
    latest: Mapping[str, date]
    planned: tuple[Planned, ...]


class Agenda(Protocol):
    """Occurrences as rows (storage/ledger); each call a transaction."""

    async def communities(self, space: Space) -> tuple[Community, ...]:
        """The communities of a space."""
        ...

    async def come(self, space: Space, now: datetime) -> tuple[Come, ...]:
        """What has come in each community of a space, all as it stood at one moment."""
        ...

    async def occurred(self, community: str, name: str, day: date, now: datetime) -> bool:
        """Note what was heard, under its unique key; False when it was noted before."""
        ...

    async def missed(
        self, community: str, beats: tuple[tuple[str, date], ...], now: datetime
    ) -> None:
        """Note all that was missed at once, so that no second look finds a part of it."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One occurrence whose instant has come; `fresh` while its window is open."""

    at: datetime
    name: str
    day: date
    fresh: bool


class Beats:
    """Makes events of what the wall clock of each community has reached."""

    def __init__(self, agenda: Agenda, hear: Hear, table: tuple[Declaration, ...]) -> None:
        """`table` tells which beats there are, and whether anybody hears of starts and misses."""
        self._agenda, self._hear = agenda, hear
        self._daily = tuple(d for d in table if d.kind is Kind.DAILY)
        self._windows = {d.name: d.window for d in table if d.kind is Kind.BEAT}
        self._listened = {d.name for d in table if d.kind is Kind.EVENT}
        self._begun: set[Space] = set()
        self._locks: dict[Space, asyncio.Lock] = {}

    async def run(self, space: Space, now: datetime) -> int:
        """What has come in a space; how much of it was heard."""
        async with self._locks.setdefault(space, asyncio.Lock()):
            await self._begin(space, now)
            done = 0
            for each in await self._agenda.come(space, now):
                community, come = each.community, self._due(each, now)
                await self._missed(community, tuple(one for one in come if not one.fresh), now)
                for one in come:
                    if one.fresh:
                        done += await self._occurs(community, one, now)
            return done

    async def _begin(self, space: Space, now: datetime) -> None:
        """Once in a process and space, before anything else is due there."""
        if space in self._begun:
            return
        if "started" in self._listened:
            id_ = f"started.{now.isoformat()}"
            await self._hear(Started(id=id_, at=now, actor=itself(space)))
        self._begun.add(space)

    def _due(self, come: Come, now: datetime) -> list[Occurrence]:
        """All that has come and was not noted, in order."""
        newest = {planned.name: planned for planned in come.planned}
        found = [
            # Of several that came meanwhile only the last may still be heard.
            Occurrence(p.at, p.name, p.day, p is newest[p.name] and now < p.at + self._window(p))
            for p in come.planned
        ]
        return sorted([*found, *self._days(come.community, come.latest, now)])

    def _window(self, planned: Planned) -> timedelta:
        """None at all where nobody answers it any more."""
        return self._windows.get(planned.name, timedelta(0))

    def _days(
        self, community: Community, latest: Mapping[str, date], now: datetime
    ) -> Iterator[Occurrence]:
        known = max(latest.values(), default=None)
        for daily in self._daily:
            if daily.at is None:
                continue
            # A beat that is new in this release was not missed before it; but its first hour may
            # come on a day on which another's has come already.
            noted = latest.get(daily.name)
            after = noted or (known - timedelta(days=1) if known else None)
            for day, moment, last in calendar.due(now, daily.at, community.zone, after):
                fresh = last and now < moment + daily.window
                is_missed_before = noted is None and known is not None and not fresh
                if moment > community.since and not is_missed_before:
                    yield Occurrence(moment, daily.name, day, fresh)

    async def _missed(
        self, community: Community, missed: tuple[Occurrence, ...], now: datetime
    ) -> None:
        """Tell once what was missed, then note it; told again after a crash, it has the same id."""
        if not missed:
            return
        first, beats = missed[0], tuple((one.name, one.day) for one in missed)
        logger.warning("missed", community=community.id, count=len(missed), since=str(first.day))
        if "missed" in self._listened:
            id_ = f"missed.{community.id}.{first.name}.{first.day}"
            me = itself(community.space)
            await self._hear(Missed(id=id_, at=now, actor=me, community=community.id, beats=beats))
        await self._agenda.missed(community.id, beats, now)

    async def _occurs(self, community: Community, one: Occurrence, now: datetime) -> bool:
        """Heard first, noted then: a crash between does not lose it, and its id not double it."""
        await self._hear(
            Beat(
                id=f"beat.{community.id}.{one.name}.{one.day}",
                at=now,
                actor=itself(community.space),
                community=community.id,
                name=one.name,
                day=one.day,
            )
        )
        faults.hit("beats.after_hear")
        return await self._agenda.occurred(community.id, one.name, one.day, now)
