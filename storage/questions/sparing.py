"""Who would rather not be offered help with what they write in a channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.events import Person
from bot.text import t
from bot.ui import Button
from bot.work import Kept
from storage.questions.offering import Offering
from storage.questions.tables import spared


class Sparing(Offering):
    """One community's *never offer this*, in one transaction."""

    def is_spared(self, person: Person) -> bool:
        """Whether they said so."""
        mine = self._of(spared, person=person.id)
        return self.tx.run.execute(select(spared.c.at).where(*mine)).first() is not None

    def spare(self, person: Person, at: datetime) -> None:
        """Never offer it to them again."""
        self._write(spared, {"person": person.id}, {"at": at})

    def spare_no_more(self, person: Person) -> None:
        """They changed their mind."""
        self.tx.run.execute(delete(spared).where(*self._of(spared, person=person.id)))

    def spared_kept(self, person: Person) -> tuple[Kept, ...]:
        """That it stands here, and how to take it back."""
        mine = self._of(spared, person=person.id)
        at = self.tx.run.execute(select(spared.c.at).where(*mine)).scalar()
        if at is None:
            return ()
        what, why = t("No offers to find somebody"), t("to keep to what you said")
        again = Button(t("Offer to find somebody again"), "questions.offer_again")
        items = ({"on": f"{at:%Y-%m-%d}"},)
        return (Kept(what, why, t("until you change it, or erase it"), items, (again,)),)
