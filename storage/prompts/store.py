"""The backlog and what went out, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from bot.events import Person
from bot.prompts.model import Kind, Posting, Prompt, Stage, State, spoken
from bot.shelf import Source
from bot.text import LANGUAGES, Text
from bot.wording import Naming
from bot.work import Chore, Kept
from storage.ledger.marks import thread_of
from storage.prompts import keeping
from storage.prompts.answering import Answering
from storage.prompts.tables import postings, prompts

WORDS = ("text", "purpose", "about")
POST = "prompts.post."  # how the key of a prompt's post begins
MOMENTS = ("posted", "harvest", "harvested", "asked", "noted", "answers")


class PromptsStore(Answering):
    """One community's prompts, in one transaction."""

    def prompts(self, *states: State) -> tuple[Prompt, ...]:
        """Those in one of the states, or the whole backlog; in the order they were added."""
        return tuple(self.each(*states))

    def each(self, *states: State) -> Iterator[Prompt]:
        """The same, opened one by one: whoever needs only a few stops there."""
        mine = self._of(prompts)
        if states:
            mine.append(prompts.c.state.in_([state.value for state in states]))
        asked = select(prompts).where(*mine).order_by(prompts.c.place, prompts.c.id)
        return (self._prompt(row) for row in self.tx.run.execute(asked).all())

    def prompt(self, id_: str) -> Prompt | None:
        """One of them."""
        row = self.tx.run.execute(select(prompts).where(*self._of(prompts, id=id_))).one_or_none()
        return self._prompt(row) if row else None

    def save(self, prompt: Prompt) -> None:
        """Write a prompt over the one of its name."""
        values = self._values(prompt)
        if self.prompt(prompt.id) is None:
            values["place"] = self._places()
        self._write(prompts, {"id": prompt.id}, values)

    def remove(self, prompt: Prompt) -> None:
        """Keep nothing of it."""
        self.tx.run.execute(delete(prompts).where(*self._of(prompts, id=prompt.id)))

    def bring(self, new: Iterable[Prompt], at: datetime) -> int:
        """Add those whose name is not known yet; how many."""
        asked = select(prompts.c.id).where(*self._of(prompts))
        known = {row.id for row in self.tx.run.execute(asked)}
        place = self._places()
        rows = [
            {
                "community": self.scope.community,
                "id": prompt.id,
                **self._values(prompt),
                "at": at,
                "place": place + number,
            }
            for number, prompt in enumerate(one for one in new if one.id not in known)
        ]
        if rows:
            self.tx.run.execute(insert(prompts), rows)
        return len(rows)

    def postings(self, since: datetime | None = None) -> tuple[Posting, ...]:
        """What went out, newest first."""
        c = postings.c
        went = [*self._of(postings), c.posted.is_not(None), *([c.posted >= since] if since else [])]
        rows = self.tx.run.execute(select(postings).where(*went).order_by(c.day.desc()))
        return tuple(_posting(row) for row in rows)

    def posting(self, id_: str) -> Posting | None:
        """What went out, or is about to, on a day."""
        try:
            day = date.fromisoformat(id_)
        except ValueError:
            return None
        asked = select(postings).where(*self._of(postings, day=day))
        row = self.tx.run.execute(asked).one_or_none()
        return _posting(row) if row else None

    def save_posting(self, posting: Posting) -> None:
        """Write it."""
        values = {name: getattr(posting, name) for name in MOMENTS}
        values |= {"prompt": posting.prompt, "kind": posting.kind.value}
        self._write(postings, {"day": posting.day}, values)

    def source(self, subject: str) -> Source | None:
        """An answer that stands in a note, as the library may keep it; named as its author said."""
        room, _, id_ = subject.partition(":")
        one = self.answer(id_) if room == "prompts" else None
        posting = self.posting(one.posting) if one else None
        if one is None or posting is None or one.naming in (None, Naming.NO):
            return None
        prompt = self.prompt(posting.prompt)
        asked = spoken(prompt.text, LANGUAGES[0]) if prompt else one.words
        where = thread_of(self.tx, self.scope.community, POST + one.posting)
        return Source("prompt", asked, one.words, one.person, one.at, where, naming=one.naming)

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """Ideas that wait, a prompt about to go, answers worth keeping, a thin backlog."""
        return keeping.chores(self, now)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why somebody hears from this room."""
        return keeping.reasons(self, person, now)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """Ideas, answers, *me too*s, and the kinds somebody would rather not be asked about."""
        return keeping.kept(self, person)

    def erase(self, person: Person) -> None:
        """Remove what somebody suggested, wrote and pressed."""
        self.erase_acts(person)
        self.tx.run.execute(delete(prompts).where(*self._of(prompts, author=person.id)))

    def _places(self) -> int:
        asked = select(func.max(prompts.c.place)).where(*self._of(prompts))
        return int(self.tx.run.execute(asked).scalar_one_or_none() or 0) + 1

    def _values(self, prompt: Prompt) -> dict[str, Any]:
        said = json.dumps([*(dict(getattr(prompt, name)) for name in WORDS), prompt.link])
        return {
            "kind": prompt.kind.value,
            "stage": prompt.stage.value,
            "first": prompt.first,
            "state": prompt.state.value,
            "author": prompt.author.id if prompt.author else None,
            "words": self.tx.vault.seal(said, *self._place(prompt.id)),
            "at": prompt.at,
            "planned": prompt.planned,
            "posted": prompt.posted,
        }

    def _place(self, id_: str) -> tuple[str, ...]:
        return "prompts", "words", self.scope.community, id_

    def _prompt(self, row: Row[Any]) -> Prompt:
        *said, link = json.loads(self.tx.vault.open(row.words, *self._place(row.id)))
        words: dict[str, dict[str, str]] = dict(zip(WORDS, said, strict=True))
        return Prompt(
            id=row.id,
            kind=Kind(row.kind),
            **words,
            stage=Stage(row.stage),
            link=link,
            first=row.first,
            state=State(row.state),
            author=self._person(row.author) if row.author else None,
            at=row.at,
            planned=row.planned,
            posted=row.posted,
        )


def _posting(row: Row[Any]) -> Posting:
    moments = {name: getattr(row, name) for name in MOMENTS}
    return Posting(row.day, row.prompt, Kind(row.kind), **moments)
