"""Listening, read and written: the room's own store, and what other rooms may read of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, select, update

from bot.events import Person, Place
from bot.listening.model import KEPT_DAYS, Channel
from bot.text import t
from bot.ui import Button
from bot.work import Kept
from storage.database import Database, Tx
from storage.listening.reading import Reading
from storage.listening.tables import heard, listening, unheard

if TYPE_CHECKING:
    from bot.text import Text
    from bot.work import Chore


class ListeningStore(Reading):
    """One community's listening, in one transaction; also its `bot.activity.Activity`."""

    def channels(self) -> tuple[Channel, ...]:
        """Where listening was asked for."""
        rows = self.tx.run.execute(
            select(listening).where(self._at()).order_by(listening.c.asked_at, listening.c.place)
        )
        return tuple(self._read(row) for row in rows)

    def channel(self, place: Place) -> Channel | None:
        """The one of that place."""
        row = self.tx.run.execute(select(listening).where(self._at(place))).one_or_none()
        return self._read(row) if row else None

    def ask(self, place: Place, by: Person, at: datetime) -> None:
        """Listening is to begin there once it is announced."""
        if self.channel(place) is None:
            row = {"community": self.scope.community, "place": place.id, "by": by.id}
            row["space"] = self.scope.space.key
            self.tx.run.execute(insert(listening).values(**row, asked_at=at))

    def begin(self, place: Place, at: datetime) -> None:
        """The announcement stands."""
        waits = and_(self._at(place), listening.c.since.is_(None))
        self.tx.run.execute(update(listening).where(waits).values(since=at))

    def end(self, place: Place) -> None:
        """Listen there no longer, and forget all that was heard there."""
        self.tx.run.execute(delete(listening).where(self._at(place)))
        self.tx.run.execute(delete(heard).where(self._heard(), heard.c.place == place.id))

    def note(self, place: Place, person: Person, at: datetime, *, begins: bool) -> None:
        """Somebody wrote there; told twice it is one."""
        row = {"place": place.id, "thread": self._thread(place.id, place.thread)}
        row |= {"community": self.scope.community, "person": person.id}
        same = and_(*(heard.c[name] == value for name, value in row.items()), heard.c.at == at)
        if self.tx.run.execute(select(heard.c.at).where(same)).first() is None:
            self.tx.run.execute(insert(heard).values(**row, at=at, begins=begins))

    def is_left_out(self, person: Person) -> bool:
        """Whether somebody asked not to be noted."""
        return self.tx.run.execute(select(unheard).where(self._out(person))).first() is not None

    def leave_out(self, person: Person) -> None:
        """Note nothing more of somebody, and forget what was noted."""
        self.tx.run.execute(delete(heard).where(self._heard(), heard.c.person == person.id))
        self.take_in(person)
        mine = {"community": self.scope.community, "digest": self._digest(person)}
        self.tx.run.execute(insert(unheard).values(**mine))

    def take_in(self, person: Person) -> None:
        """Note somebody again from now on."""
        self.tx.run.execute(delete(unheard).where(self._out(person)))

    def chores(self, _now: datetime) -> tuple[Chore, ...]:
        """None: what waits for a yes is told by the ledger."""
        return ()

    def reasons(self, _person: Person, _now: datetime) -> tuple[Text, ...]:
        """None: listening writes to nobody."""
        return ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """When somebody wrote in listened channels; what they wrote stands nowhere."""
        mine = select(heard).where(self._heard(), heard.c.person == person.id)
        rows = self.tx.run.execute(mine.order_by(heard.c.at)).all()
        if not rows:
            return ()
        items = tuple({"channel": row.place, "when": row.at.isoformat()} for row in rows)
        return (
            Kept(
                t("When you wrote in channels where listening is on, never what"),
                t("so that newcomers are answered, and questions come to people who are about"),
                t("{days} days, until you press “Leave me out”, or erase it", days=KEPT_DAYS),
                items,
                (Button(t("Leave me out"), "listening.leave_me_out"),),
            ),
        )

    def erase(self, person: Person) -> None:
        """Remove when somebody wrote; a digest makes sure that it does not begin again."""
        theirs = and_(self._at(), listening.c.by == person.id)
        self.tx.run.execute(update(listening).where(theirs).values(by=None))
        self.leave_out(person)

    def _at(self, place: Place | None = None) -> Any:
        here = listening.c.community == self.scope.community
        return and_(here, listening.c.place == place.id) if place else here

    def _out(self, person: Person) -> Any:
        mine = unheard.c.community == self.scope.community
        return and_(mine, unheard.c.digest == self._digest(person))

    def _digest(self, person: Person) -> str:
        return self.tx.vault.digest("unheard", self.scope.community, person.space.key, person.id)

    def _read(self, row: Any) -> Channel:
        by = Person(self.scope.space, row.by) if row.by else None
        return Channel(Place(self.scope.space, row.place), row.asked_at, row.since, by)


def listening_at(tx: Tx, place: Place) -> tuple[str, ...]:
    """The communities that listen in a channel, its announcement standing."""
    here = and_(listening.c.space == place.space.key, listening.c.place == place.id)
    rows = tx.run.execute(
        select(listening.c.community)
        .where(here, listening.c.since.is_not(None))
        .order_by(listening.c.community)
    )
    return tuple(rows.scalars())


class SqlEars:
    """Implements `bot.hearth.Ears`."""

    def __init__(self, database: Database) -> None:
        """Read nothing yet."""
        self._database = database

    async def channels(self) -> dict[str, frozenset[str]]:
        """The listened channels by space: one small question, also where there are many spaces."""
        on = listening.c.since.is_not(None)
        query = select(listening.c.space, listening.c.place).where(on)
        found: dict[str, set[str]] = {}
        for space, place in await self._database.read(lambda tx: tx.run.execute(query).all()):
            found.setdefault(space, set()).add(place)
        return {space: frozenset(places) for space, places in found.items()}
