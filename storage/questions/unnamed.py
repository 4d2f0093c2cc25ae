"""Tickets as keyed digests, and words that wait to be put under a question; of nobody."""

from __future__ import annotations

from sqlalchemy import delete, select

from storage.questions.offering import Offering
from storage.questions.unnamed_tables import asides, tickets


class Unnamed(Offering):
    """One community's tickets, in one transaction."""

    def keep_ticket(self, ticket: str, question: str) -> None:
        """Know the ticket again; what it says is kept nowhere."""
        self._write(tickets, {"digest": self._ticket(ticket)}, {"question": question})

    def of_ticket(self, ticket: str) -> str | None:
        """The question a ticket was given for."""
        mine = self._of(tickets, digest=self._ticket(ticket))
        found = self.tx.run.execute(select(tickets.c.question).where(*mine)).scalar()
        return str(found) if found else None

    def keep_aside(self, id_: str, question: str, words: str) -> None:
        """Hold words until they are put under the question."""
        sealed = self.tx.vault.seal(words, *self._aside_place(id_))
        self._write(asides, {"id": id_}, {"question": question, "words": sealed})

    def take_aside(self, id_: str) -> tuple[str, str] | None:
        """The question and the words, once."""
        mine = self._of(asides, id=id_)
        row = self.tx.run.execute(select(asides).where(*mine)).first()
        if row is None:
            return None
        self.tx.run.execute(delete(asides).where(*mine))
        return row.question, self.tx.vault.open(row.words, *self._aside_place(id_))

    def forget_tickets(self, question: str) -> None:
        """The question is no more."""
        for table in (tickets, asides):
            self.tx.run.execute(delete(table).where(*self._of(table, question=question)))

    def _ticket(self, ticket: str) -> str:
        return self.tx.vault.digest("ticket", self.scope.community, ticket)

    def _aside_place(self, id_: str) -> tuple[str, ...]:
        return "question_asides", "words", self.scope.community, id_
