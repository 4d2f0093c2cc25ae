"""The door itself: a link is used up here, and each look asks here who is looking."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update

from bot.events import Actor, Community, Person, Role, Space
from bot.pages.model import REST, VISIT_LIVES
from bot.platform import Admitted, Visitor
from bot.text import t
from bot.work import Entry
from storage.communities import CommunityBook
from storage.database import Database, Tx
from storage.ledger.book import Book
from storage.pages.store import BYTES, digest
from storage.pages.tables import passes, visits
from storage.people import People

MOST = 1000
SEEN = timedelta(minutes=1)  # how exactly a last look is known


class SqlVisits:
    """Implements `bot.reception.Visits`; each call a transaction. `now` is the machine's time."""

    def __init__(self, database: Database) -> None:
        """Keep where the rows are."""
        self._database = database

    async def admit(self, token: str, now: datetime) -> Admitted | None:
        """Use a link up and begin a visit; None when it is used, over, or its person no more in."""
        return await self._database.write(lambda tx: _admit(tx, token, now))

    async def visitor(self, token: str, now: datetime) -> Visitor | None:
        """Whose visit that is; None, and it is over, when it has no right any more."""
        row = await self._database.read(lambda tx: _visit(tx, token))
        if row is None:
            return None
        visitor = await self._database.read(lambda tx: _visitor(tx, row, now))
        if visitor is None:
            await self.leave(token)
        elif now - row.seen_at > SEEN:
            await self._database.write(lambda tx: _seen(tx, row.digest, now))
        return visitor

    async def leave(self, token: str) -> None:
        """End a visit."""
        await self._database.write(
            lambda tx: tx.run.execute(
                delete(visits).where(visits.c.digest == digest(tx, "visit", token))
            )
        )

    async def names(self, people: Iterable[Person]) -> Mapping[Person, str]:
        """How the platform calls these people."""
        asked = tuple(people)
        return await self._database.read(
            lambda tx: {each: People(tx, each.space).name(each) for each in asked}
        )

    async def people(self, community: Community) -> tuple[Actor, ...]:
        """Whom a form may name: at most MOST people of the space, by name."""
        known = await self._database.read(lambda tx: People(tx, community.space).everybody())
        people = (one for one in known if one.name and not (one.is_bot or one.is_guest))
        return tuple(sorted(people, key=lambda one: one.name.casefold())[:MOST])


def _admit(tx: Tx, token: str, now: datetime) -> Admitted | None:
    mine = passes.c.digest == digest(tx, "pass", token)
    fresh = and_(mine, _unused(), _in_time(now))
    if tx.run.execute(update(passes).where(fresh).values(used_at=now)).rowcount != 1:
        return None
    row = tx.run.execute(select(passes).where(mine)).one()
    community = _tended(tx, row)
    if community is None:
        return None
    session = secrets.token_urlsafe(BYTES)
    person = Person(community.space, row.person)
    began = {
        "digest": digest(tx, "visit", session),
        "space": row.space,
        "community": row.community,
        "person": row.person,
        "since": now,
        "seen_at": now,
        "until": now + VISIT_LIVES,
    }
    tx.run.execute(insert(visits).values(**began))
    Book(tx, community, now).log(Entry(now, person, t("Opened the web page")))
    return Admitted(session, row.page)


def _unused() -> ColumnElement[bool]:
    return passes.c.used_at.is_(None)


def _in_time(now: datetime) -> ColumnElement[bool]:
    return passes.c.until > now


def _is_over(row: Row[Any], now: datetime) -> bool:
    """Signed in for too long, or not looked for too long."""
    return bool(row.until <= now or row.seen_at + REST <= now)


def _visit(tx: Tx, token: str) -> Row[Any] | None:
    mine = visits.c.digest == digest(tx, "visit", token)
    return tx.run.execute(select(visits).where(mine)).one_or_none()


def _visitor(tx: Tx, row: Row[Any], now: datetime) -> Visitor | None:
    community = None if _is_over(row, now) else _tended(tx, row)
    if community is None:
        return None
    person = Person(community.space, row.person)
    known = People(tx, community.space, community).actor(person)
    return Visitor(known or Actor(person, ""), community, row.digest)


def _tended(tx: Tx, row: Row[Any]) -> Community | None:
    """The community, where it is still here and the person still one of its coordinators."""
    space = Space(*row.space.split(":", 1))
    book = CommunityBook(tx, space)
    found = next((each for each in book.in_space() if each.id == row.community), None)
    roles = book.roles(row.community, Person(space, row.person))
    return found if Role.COORDINATOR in roles else None


def _seen(tx: Tx, name: str, now: datetime) -> None:
    tx.run.execute(update(visits).where(visits.c.digest == name).values(seen_at=now))
