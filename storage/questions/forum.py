"""The forum a community chose for its questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.events import Place
from storage.database import Database
from storage.questions.sparing import Sparing
from storage.questions.tables import forums


class InForum(Sparing):
    """One community's forum, in one transaction."""

    def forum(self) -> Place | None:
        """The one that was chosen."""
        chosen = select(forums.c.place).where(*self._of(forums))
        place = self.tx.run.execute(chosen).scalar()
        return Place(self.scope.space, place) if place else None

    def set_forum(self, place: Place | None, at: datetime) -> None:
        """From now on that one; None: none."""
        if place is None:
            self.tx.run.execute(delete(forums).where(*self._of(forums)))
        else:
            row = {"space": place.space.key, "place": place.id, "at": at}
            self._write(forums, {}, row)


class SqlForums:
    """Implements `bot.hearth.Ears` for the forums whose new posts are told."""

    def __init__(self, database: Database) -> None:
        """Read nothing yet."""
        self._database = database

    async def channels(self) -> dict[str, frozenset[str]]:
        """The chosen forums by space."""
        query = select(forums.c.space, forums.c.place)
        found: dict[str, set[str]] = {}
        for space, place in await self._database.read(lambda tx: tx.run.execute(query).all()):
            found.setdefault(space, set()).add(place)
        return {space: frozenset(places) for space, places in found.items()}
