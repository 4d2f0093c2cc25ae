"""The forum a community chose for its questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.events import Place
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
            self._write(forums, {}, {"place": place.id, "at": at})
