"""What a coordinator asks for in chat: a link, and to be signed out everywhere."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, func, insert, select

from bot.events import Person
from bot.text import Text, t
from bot.work import Chore, Kept
from storage.database import Scope, Tx
from storage.pages.tables import passes, visits

BYTES = 32  # of chance in a link and in a cookie


class PagesStore:
    """One community's links and visits; implements `bot.pages.model.Doors`."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def issue(self, person: Person, page: str, until: datetime) -> str:
        """A new way in; only its digest stays here."""
        self._end_unused(person)
        token = secrets.token_urlsafe(BYTES)
        row = {
            "digest": digest(self.tx, "pass", token),
            "space": self.scope.space.key,
            "community": self.scope.community,
            "person": person.id,
            "page": page,
            "until": until,
        }
        self.tx.run.execute(insert(passes).values(**row))
        return token

    def _end_unused(self, person: Person) -> None:
        unused = and_(self._mine(passes, person), passes.c.used_at.is_(None))
        self.tx.run.execute(delete(passes).where(unused))

    def visits(self, person: Person, at: datetime) -> int:
        """In how many browsers somebody is signed in."""
        mine = and_(self._mine(visits, person), visits.c.until > at)
        return self.tx.run.execute(select(func.count()).where(mine)).scalar_one()

    def shut(self, person: Person) -> None:
        """End all visits and links of somebody."""
        for table in (passes, visits):
            self.tx.run.execute(delete(table).where(self._mine(table, person)))

    def chores(self, _now: datetime) -> tuple[Chore, ...]:
        """None."""
        return ()

    def reasons(self, _person: Person, _now: datetime) -> tuple[Text, ...]:
        """None: it is answered at once, or not at all."""
        return ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """Where somebody is signed in."""
        rows = self.tx.run.execute(select(visits).where(self._mine(visits, person)))
        items = tuple(
            {"signed in": f"{row.since:%Y-%m-%d %H:%M}", "last look": f"{row.seen_at:%H:%M}"}
            for row in rows
        )
        what, why = t("That you are signed in to the web page"), t("to know you there")
        return (Kept(what, why, t("until you sign out, twelve hours at most"), items),) * bool(
            items
        )

    def erase(self, person: Person) -> None:
        """Sign them out, and forget it."""
        self.shut(person)

    def _mine(self, table: Table, person: Person) -> Any:
        return and_(table.c.community == self.scope.community, table.c.person == person.id)


def digest(tx: Tx, what: str, token: str) -> str:
    """What stands in a row instead of a link's or a cookie's token."""
    return tx.vault.digest("page", what, token)
