"""What meetings left open, read and written; and this room's housekeeping."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table, delete, insert, select, update

from bot.events import Person
from bot.rhythm.model import Point, State
from storage.rhythm import keeping
from storage.rhythm.tables import notices, point_asks, points, rhythms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.text import Text
    from bot.work import Chore, Kept
    from storage.database import Scope, Tx


class Points:
    """One community's open points."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def here(self, table: Table) -> Any:
        """Only rows of the community."""
        return table.c.community == self.scope.community

    def write(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Write a row over the one before."""
        mine = (self.here(table), *(table.c[name] == value for name, value in key.items()))
        if not self.tx.run.execute(update(table).where(*mine).values(**values)).rowcount:
            row = {"community": self.scope.community, **key, **values}
            self.tx.run.execute(insert(table).values(**row))

    def _seal(self, said: str, table: str, column: str, *row: str) -> bytes:
        return self.tx.vault.seal(said, table, column, self.scope.community, *row)

    def _open(self, sealed: bytes, table: str, column: str, *row: str) -> str:
        return self.tx.vault.open(sealed, table, column, self.scope.community, *row)

    def point(self, id_: str) -> Point | None:
        """One open point."""
        found = self._points(points.c.id == id_)
        return found[0] if found else None

    def points(self, meeting: str) -> tuple[Point, ...]:
        """All that a meeting left open, oldest first."""
        return self._points(points.c.meeting == meeting)

    def unsettled(self) -> tuple[Point, ...]:
        """All that is still open, of whichever meeting, oldest first."""
        return self._points(points.c.state.in_((State.ASKING.value, State.OPEN.value)))

    def closed(self, since: datetime) -> tuple[Point, ...]:
        """What was done since then, in the order it was."""
        done = self._points(points.c.state == State.DONE.value, points.c.closed_at >= since)
        return tuple(sorted(done, key=lambda point: (point.closed_at or point.at, point.id)))

    def save_point(self, point: Point) -> None:
        """Write one, and who was asked."""
        values = {
            "meeting": point.meeting,
            "words": self._seal(point.words, "points", "words", point.id),
            "by": point.by.id,
            "at": point.at,
            "state": point.state.value,
            "owner": point.owner.id if point.owner else None,
            "named": point.named.id if point.named else None,
            "posted_at": point.posted_at,
            "closed_at": point.closed_at,
            "touched_at": point.touched_at,
        }
        self.write(points, {"id": point.id}, values)
        for position, person in enumerate(point.asked):
            self.write(point_asks, {"point": point.id, "person": person.id}, {"position": position})

    def _points(self, *which: Any) -> tuple[Point, ...]:
        mine = select(points).where(self.here(points), *which)
        rows = self.tx.run.execute(mine.order_by(points.c.at, points.c.id)).all()
        return tuple(self._point(row) for row in rows)

    def _point(self, row: Row[Any]) -> Point:
        asks = select(point_asks.c.person).where(
            self.here(point_asks), point_asks.c.point == row.id
        )
        asked = self.tx.run.execute(asks.order_by(point_asks.c.position)).scalars()
        return Point(
            id=row.id,
            meeting=row.meeting,
            words=self._open(row.words, "points", "words", row.id),
            by=Person(self.scope.space, row.by),
            at=row.at,
            state=State(row.state),
            owner=self._person(row.owner),
            named=self._person(row.named),
            asked=tuple(Person(self.scope.space, id_) for id_ in asked),
            posted_at=row.posted_at,
            closed_at=row.closed_at,
            touched_at=row.touched_at,
        )

    def _person(self, id_: str | None) -> Person | None:
        return Person(self.scope.space, id_) if id_ else None

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """What coordinators were not told yet, and points nobody looks after."""
        mine = select(notices).where(self.here(notices), notices.c.at <= now, notices.c.until > now)
        rows = self.tx.run.execute(mine.order_by(notices.c.at, notices.c.id)).all()
        open_ = [p for p in self._points(points.c.state == State.OPEN.value) if p.owner is None]
        return keeping.chores(tuple(keeping.notice(row) for row in rows), tuple(open_))

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """What they look after, since they said yes."""
        theirs = self._points(points.c.owner == person.id, points.c.state == State.OPEN.value)
        return keeping.reasons(theirs)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """Points they wrote, look after, or were asked about."""
        asked = select(point_asks.c.point).where(
            self.here(point_asks), point_asks.c.person == person.id
        )
        ids = set(self.tx.run.execute(asked).scalars())
        theirs = [
            point
            for point in self._points()
            if point.id in ids or person in {point.by, point.owner, point.named}
        ]
        return keeping.kept(tuple(theirs), person)

    def erase(self, person: Person) -> None:
        """Remove what they wrote, and their name from the rest."""
        run, id_ = self.tx.run, person.id
        run.execute(delete(point_asks).where(self.here(point_asks), point_asks.c.person == id_))
        wrote = select(points.c.id).where(self.here(points), points.c.by == id_)
        gone = list(run.execute(wrote).scalars())
        run.execute(delete(point_asks).where(self.here(point_asks), point_asks.c.point.in_(gone)))
        run.execute(delete(points).where(self.here(points), points.c.by == id_))
        for column in (points.c.owner, points.c.named):
            theirs = update(points).where(self.here(points), column == id_)
            run.execute(theirs.values({column.name: None}))
        mine = update(rhythms).where(self.here(rhythms), rhythms.c.set_by == id_)
        run.execute(mine.values(set_by=None))
