"""What members answered, found useful, said *me too* to, and would rather not be asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table, delete, insert, select, update

from bot.events import Person
from bot.prompts.model import Answer, Kind, Support
from bot.wording import Naming
from storage.prompts.tables import prompt_answers, prompt_marks, prompt_mutes, prompt_supports

if TYPE_CHECKING:
    from storage.database import Scope, Tx


class Answering:
    """One community's answers, marks, supports and mutes, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def answers(self, posting: str) -> tuple[Answer, ...]:
        """The answers written through the form, oldest first."""
        c = prompt_answers.c
        mine = self._of(prompt_answers, posting=date.fromisoformat(posting))
        rows = self.tx.run.execute(select(prompt_answers).where(*mine).order_by(c.at, c.id))
        return tuple(self._answer(row) for row in rows)

    def answer(self, id_: str) -> Answer | None:
        """One of them."""
        asked = select(prompt_answers).where(*self._of(prompt_answers, id=id_))
        row = self.tx.run.execute(asked).one_or_none()
        return self._answer(row) if row else None

    def answers_of(self, person: Person) -> tuple[Answer, ...]:
        """All that somebody wrote, oldest first."""
        c = prompt_answers.c
        mine = self._of(prompt_answers, person=person.id)
        rows = self.tx.run.execute(select(prompt_answers).where(*mine).order_by(c.at, c.id))
        return tuple(self._answer(row) for row in rows)

    def save_answer(self, answer: Answer) -> None:
        """Write it."""
        values = {
            "posting": date.fromisoformat(answer.posting),
            "person": answer.person.id,
            "words": self.tx.vault.seal(answer.words, *self._where(answer.id)),
            "at": answer.at,
            "chosen": answer.chosen,
            "naming": answer.naming,
        }
        self._write(prompt_answers, {"id": answer.id}, values)

    def mark(self, answer: str, person: Person, at: datetime) -> bool:
        """Somebody found it useful; False when they had said so before."""
        return self._once(prompt_marks, {"answer": answer, "person": person.id}, {"at": at})

    def marks(self, posting: str) -> Mapping[str, int]:
        """How many found each answer to a posting useful."""
        ids = [answer.id for answer in self.answers(posting)]
        mine = (*self._of(prompt_marks), prompt_marks.c.answer.in_(ids))
        rows = self.tx.run.execute(select(prompt_marks.c.answer).where(*mine))
        return Counter(row.answer for row in rows)

    def support(self, support: Support) -> bool:
        """Keep a *me too*; False when they had said so before."""
        key = {"challenge": support.challenge, "person": support.person.id}
        values = {"at": support.at, "willing": support.willing}
        return self._once(prompt_supports, key, values)

    def supports(self, challenge: str) -> tuple[Support, ...]:
        """All of one challenge, oldest first."""
        return self._supports(challenge=challenge)

    def supports_of(self, person: Person) -> tuple[Support, ...]:
        """All that somebody said *me too* to, oldest first."""
        return self._supports(person=person.id)

    def save_support(self, support: Support) -> None:
        """Write one over the one before."""
        key = {"challenge": support.challenge, "person": support.person.id}
        self._write(prompt_supports, key, {"at": support.at, "willing": support.willing})

    def mute(self, person: Person, kind: Kind, *, muted: bool) -> None:
        """Somebody would rather not, or again, be asked personally about a kind."""
        key = {"person": person.id, "kind": kind.value}
        if muted:
            self._once(prompt_mutes, key, {})
        else:
            self.tx.run.execute(delete(prompt_mutes).where(*self._of(prompt_mutes, **key)))

    def muted(self, person: Person) -> frozenset[Kind]:
        """The kinds somebody is not asked about."""
        asked = select(prompt_mutes.c.kind).where(*self._of(prompt_mutes, person=person.id))
        return frozenset(Kind(row.kind) for row in self.tx.run.execute(asked))

    def erase_acts(self, person: Person) -> None:
        """Remove what somebody wrote and pressed, and what others pressed under it."""
        run = self.tx.run
        for answer in self.answers_of(person):
            run.execute(delete(prompt_marks).where(*self._of(prompt_marks, answer=answer.id)))
            below = self._of(prompt_supports, challenge=answer.id)
            run.execute(delete(prompt_supports).where(*below))
        for table in (prompt_answers, prompt_marks, prompt_supports, prompt_mutes):
            run.execute(delete(table).where(*self._of(table, person=person.id)))

    def _supports(self, **which: str) -> tuple[Support, ...]:
        c = prompt_supports.c
        asked = select(prompt_supports).where(*self._of(prompt_supports, **which))
        rows = self.tx.run.execute(asked.order_by(c.at, c.person, c.challenge))
        return tuple(
            Support(row.challenge, self._person(row.person), row.at, row.willing) for row in rows
        )

    def _answer(self, row: Row[Any]) -> Answer:
        words = self.tx.vault.open(row.words, *self._where(row.id))
        plain = Answer(row.id, row.posting.isoformat(), self._person(row.person), words, row.at)
        return replace(plain, chosen=row.chosen, naming=Naming(row.naming) if row.naming else None)

    def _where(self, id_: str) -> tuple[str, ...]:
        return "prompt_answers", "words", self.scope.community, id_

    def _person(self, id_: str) -> Person:
        return Person(self.scope.space, id_)

    def _of(self, table: Table, **which: Any) -> list[Any]:
        here = table.c.community == self.scope.community
        return [here, *(table.c[name] == value for name, value in which.items())]

    def _once(self, table: Table, key: Mapping[str, str], values: Mapping[str, Any]) -> bool:
        """Write a row that is not there; whether it was not."""
        if self.tx.run.execute(select(table).where(*self._of(table, **key))).first():
            return False
        row = {"community": self.scope.community, **key, **values}
        self.tx.run.execute(insert(table).values(**row))
        return True

    def _write(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        done = self.tx.run.execute(update(table).where(*self._of(table, **key)).values(**values))
        if not done.rowcount:
            row = {"community": self.scope.community, **key, **values}
            self.tx.run.execute(insert(table).values(**row))
