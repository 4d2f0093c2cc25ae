"""Occurrences of beats as rows: planned by transactions, noted once, as heard or as missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.beats import Come
from bot.events import Community, Space
from bot.work import Planned
from storage.database import Database, Tx
from storage.tables import occurrences, planned

# Asked with every tick, so composed once.
LATEST = (
    select(occurrences.c.name, func.max(occurrences.c.day).label("day"))
    .where(occurrences.c.community == bindparam("community"))
    .group_by(occurrences.c.name)
)
DUE = (
    select(planned)
    .where(planned.c.community == bindparam("community"), planned.c.at <= bindparam("now"))
    .order_by(planned.c.at, planned.c.name)
)
# The rest belongs to every beat that is heard or planned.
NOTE = insert(occurrences)
ONE_BEAT = and_(planned.c.community == bindparam("community"), planned.c.name == bindparam("name"))
STANDS = select(planned).where(ONE_BEAT).order_by(planned.c.at)
NO_MORE = delete(planned).where(ONE_BEAT, planned.c.day == bindparam("on"))
TAKEN = select(occurrences.c.day).where(
    occurrences.c.community == bindparam("community"),
    occurrences.c.name == bindparam("name"),
    occurrences.c.day >= bindparam("first"),
)
HAPPENED = select(func.max(occurrences.c.day)).where(
    occurrences.c.community == bindparam("community"),
    occurrences.c.name == bindparam("name"),
    occurrences.c.missed.is_(False),
)


class SqlAgenda:
    """Implements `bot.beats.Agenda`."""

    def __init__(
        self,
        database: Database,
        communities: Callable[[Tx, Space], tuple[Community, ...]],
    ) -> None:
        """`communities` lists a space's."""
        self._database, self._communities = database, communities

    async def communities(self, space: Space) -> tuple[Community, ...]:
        """The communities of a space."""
        return await self._database.read(lambda tx: self._communities(tx, space))

    async def come(self, space: Space, now: datetime) -> tuple[Come, ...]:
        """What has come in each community of a space, all as it stood at one moment."""

        def look(tx: Tx) -> tuple[Come, ...]:
            return tuple(_come(tx, each, now) for each in self._communities(tx, space))

        return await self._database.read(look)

    async def occurred(self, community: str, name: str, day: date, now: datetime) -> bool:
        """Note what was heard, under its unique key, and plan it no more."""
        noted = {"community": community, "name": name, "day": day, "at": now, "missed": False}
        return await self._noted(community, ((name, day),), [noted])

    async def missed(
        self, community: str, beats: tuple[tuple[str, date], ...], now: datetime
    ) -> None:
        """Note all that was missed at once, and plan it no more."""
        about = {"community": community, "at": now, "missed": True}
        rows = [{**about, "name": name, "day": day} for name, day in beats]
        while rows and not await self._noted(community, beats, rows):
            known = await self._database.read(lambda tx: _known(tx, community, beats))
            rows = [row for row in rows if (row["name"], row["day"]) not in known]

    async def _noted(
        self, community: str, beats: tuple[tuple[str, date], ...], rows: list[dict[str, Any]]
    ) -> bool:
        """All of them, or none where another replica was first with one."""

        def note(tx: Tx) -> None:
            tx.run.execute(NOTE, rows)
            _plan_no_more(tx, community, beats)

        try:
            await self._database.write(note)
        except IntegrityError:
            await self._database.write(lambda tx: _plan_no_more(tx, community, beats))
            return False
        return True


def _come(tx: Tx, community: Community, now: datetime) -> Come:
    here = {"community": community.id, "now": now}
    rows = tx.run.execute(DUE, here)
    latest = {row.name: row.day for row in tx.run.execute(LATEST, here)}
    return Come(community, latest, tuple(Planned(row.at, row.name, row.day) for row in rows))


def _plan_no_more(tx: Tx, community: str, beats: tuple[tuple[str, date], ...]) -> None:
    rows = [{"community": community, "name": name, "on": day} for name, day in beats]
    tx.run.execute(NO_MORE, rows)


def _known(tx: Tx, community: str, beats: tuple[tuple[str, date], ...]) -> set[tuple[str, date]]:
    days = {day for _, day in beats}
    query = select(occurrences.c.name, occurrences.c.day).where(
        occurrences.c.community == community, occurrences.c.day.in_(days)
    )
    return {(row.name, row.day) for row in tx.run.execute(query)}


def plan(
    tx: Tx, about: tuple[str, str, str], now: datetime, wanted: Iterable[tuple[date, datetime]]
) -> None:
    """Replace what is to come of a beat: `about` is its space, community and name.

    What is due already is left to whoever hears it, and keeps its date to itself.
    """
    space, community, name = about
    mine = {"community": community, "name": name}
    stands, wanted = tx.run.execute(STANDS, mine).all(), tuple(wanted)
    before = {p.day: p.at for p in stands if p.at > now}
    taken = {p.day for p in stands if p.at <= now}
    if wanted:
        first = min(day for day, _ in wanted)
        taken |= set(tx.run.execute(TAKEN, {**mine, "first": first}).scalars())
    coming = {day: at for day, at in wanted if at > now and day not in taken}
    gone = [day for day, at in before.items() if coming.get(day) != at]
    if gone:
        tx.run.execute(NO_MORE, [{**mine, "on": day} for day in gone])
    row = {**mine, "space": space}
    new = [{**row, "day": day, "at": at} for day, at in coming.items() if before.get(day) != at]
    if new:
        tx.run.execute(insert(planned), new)


def coming(tx: Tx, community: str, since: datetime, until: datetime) -> tuple[Planned, ...]:
    """Every beat's occurrences in that time, in order."""
    mine = and_(planned.c.community == community, planned.c.at >= since, planned.c.at < until)
    rows = tx.run.execute(select(planned).where(mine).order_by(planned.c.at, planned.c.name))
    return tuple(Planned(row.at, row.name, row.day) for row in rows)


def happened(tx: Tx, community: str, name: str) -> date | None:
    """The local date of a beat's latest occurrence that was heard."""
    found: date | None = tx.run.execute(HAPPENED, {"community": community, "name": name}).scalar()
    return found
