"""Questions and answers, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.directory import Directory
from bot.events import Person
from bot.questions.model import (
    WAITING,
    Answer,
    History,
    Learnt,
    Outcome,
    Pool,
    Question,
    State,
    Verdict,
    Via,
    Wish,
)
from bot.shelf import Source
from bot.text import Text
from bot.work import Chore, Kept
from storage.ledger.marks import message_of, thread_of
from storage.questions import keeping, past, pooling
from storage.questions.forum import InForum
from storage.questions.tables import answers, offers, questions
from storage.questions.tables import learnt as weighed
from storage.questions.unnamed import Unnamed

# How the keys of a question's post and of an answer under it begin.
POST, ANSWER = "questions.post.", "questions.answer."
MOMENTS = ("at", "posted", "touched", "first", "settled", "told", "asked_quiet")
PLAIN = ("seed", "wave", "item", "kind", "by", *MOMENTS)


class QuestionsStore(InForum, Unnamed):
    """One community's questions, in one transaction."""

    def question(self, id_: str) -> Question | None:
        """One of them."""
        return next(iter(self._questions(questions.c.id == id_)), None)

    def questions(self, *states: State, since: datetime | None = None) -> tuple[Question, ...]:
        """Those in these states (all, when none is named), oldest first."""
        which = [questions.c.state.in_([state.value for state in states])] if states else []
        return self._questions(*which, *([questions.c.at >= since] if since else []))

    def replies(self, since: datetime) -> tuple[timedelta | None, ...]:
        """How long questions asked since then waited for a reply, without opening a word of them.

        Only those that stood somewhere and wait no more; None where no reply came.
        """
        c = questions.c
        over = (
            c.state.not_in([state.value for state in WAITING]),
            c.posted.is_not(None),
            c.at >= since,
        )
        asked = select(c.posted, c.first).where(*self._of(questions), *over)
        rows = self.tx.run.execute(asked.order_by(c.at, c.id))
        return tuple(first - posted if first else None for posted, first in rows)

    def of(self, person: Person) -> tuple[Question, ...]:
        """What somebody asked, oldest first."""
        return self._questions(questions.c.asker == person.id)

    def waits(self) -> bool:
        """Whether any question waits for a human reply."""
        c = questions.c
        waiting = c.state.in_([state.value for state in WAITING]), c.posted.is_not(None)
        asked = select(c.id).where(*self._of(questions), *waiting).limit(1)
        return self.tx.run.execute(asked).first() is not None

    def save(self, question: Question) -> None:
        """Write it over the one of its id."""
        told = question.need, question.tried, question.topic, question.title, question.above
        said = json.dumps(told)
        values = {name: getattr(question, name) for name in PLAIN}
        values |= {
            "asker": question.asker.id if question.asker else None,
            "words": self.tx.vault.seal(said, *self._place("questions", "words", question.id)),
            "topic": self.digest(question.topic),
            "wish": question.wish.value,
            "state": question.state.value,
        }
        self._write(questions, {"id": question.id}, values)

    def note_place(self, question: Question) -> None:
        """Know again where it stands, by a digest."""
        where = thread_of(self.tx, self.scope.community, POST + question.id)
        if where:
            here = update(questions).where(*self._of(questions, id=question.id))
            self.tx.run.execute(here.values(thread=self._thread(where.thread)))

    def standing(self, threads: Iterable[str]) -> tuple[Question, ...]:
        """The questions whose posts begin these threads."""
        known = [self._thread(one) for one in threads if one]
        return self._questions(questions.c.thread.in_(known)) if known else ()

    def _thread(self, name: str) -> str:
        return self.tx.vault.digest("question stands", self.scope.community, name)

    def remove(self, question: Question) -> None:
        """Keep nothing of it, nor of what hangs on it."""
        self.forget_tickets(question.id)
        for table in (offers, answers):
            mine = self._of(table, question=question.id)
            self.tx.run.execute(delete(table).where(*mine))
        self.tx.run.execute(delete(questions).where(*self._of(questions, id=question.id)))

    def answer(self, id_: str) -> Answer | None:
        """One of them."""
        return next(iter(self._answers(answers.c.id == id_)), None)

    def answers(self, question: str) -> tuple[Answer, ...]:
        """What was replied to a question, oldest first."""
        return self._answers(answers.c.question == question)

    def answers_of(self, person: Person) -> tuple[Answer, ...]:
        """What somebody replied to others, oldest first."""
        return self._answers(answers.c.person == person.id)

    def answers_since(self, at: datetime) -> tuple[Answer, ...]:
        """Whatever was replied since then, oldest first."""
        return self._answers(answers.c.at >= at)

    def save_answer(self, answer: Answer) -> None:
        """Write it."""
        seal = self.tx.vault.seal
        values = {
            "question": answer.question,
            "person": answer.person.id,
            "words": seal(answer.words, *self._place("question_answers", "words", answer.id)),
            "told": seal(answer.told, *self._place("question_answers", "told", answer.id)),
            "at": answer.at,
            "via": answer.via.value,
            "verdict": answer.verdict.value,
            "accepted": answer.accepted,
            "outcome": answer.outcome.value,
            "terms": self._terms(answer),
        }
        self._write(answers, {"id": answer.id}, values)

    def source(self, subject: str) -> Source | None:
        """An accepted answer, as the library may keep it."""
        room, _, id_ = subject.partition(":")
        one = self.answer(id_) if room == "questions" else None
        question = self.question(one.question) if one else None
        if one is None or question is None or not one.words:
            return None
        where = thread_of(self.tx, self.scope.community, POST + question.id)
        message = message_of(self.tx, self.scope.community, ANSWER + one.id)
        return Source("answer", question.need, one.words, one.person, one.at, where,
                      question.topic, message=message)  # fmt: skip

    def pool(self, subject: str, now: datetime, directory: Directory) -> Pool | None:
        """The input of the choice of whom to ask next."""
        question = self.question(subject)
        return pooling.pool(self, question, now, directory) if question else None

    def learnt(self) -> Learnt | None:
        """What was learnt from the community's own past."""
        return past.read_learnt(self)

    def learn(self, learnt: Learnt) -> None:
        """Weigh people so from now on."""
        weights = json.dumps(dict(learnt.numbers))
        values = {"weights": weights, "questions": learnt.questions, "at": learnt.at}
        self._write(weighed, {}, values)

    def chores(self, now: datetime) -> tuple[Chore, ...]:
        """Questions that are late, topics without helpers."""
        return keeping.chores(self, now)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """Why somebody hears from this room."""
        return keeping.reasons(self, person, now)

    def report(self, since: datetime, until: datetime) -> tuple[Text, ...]:
        """How many questions, how many answered, how fast."""
        return keeping.report(self, since, until)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """What they asked, answered, were asked, and would rather not be asked about."""
        return (*keeping.kept(self, person), *self.spared_kept(person))

    def erase(self, person: Person) -> None:
        """Remove what they asked and answered, and what they were asked."""
        for question in self.of(person):
            self.remove(question)
        self.tx.run.execute(delete(answers).where(*self._of(answers, person=person.id)))
        self.erase_offers(person)
        self.spare_no_more(person)

    def _terms(self, answer: Answer) -> str:
        """What a later question is compared with: what was asked, and what was answered."""
        question = self.question(answer.question)
        asked = question.words if question else ""
        return past.packed(self.tx, self.scope.community, f"{asked} {answer.words}")

    def _questions(self, *which: Any) -> tuple[Question, ...]:
        asked = select(questions).where(*self._of(questions), *which)
        rows = self.tx.run.execute(asked.order_by(questions.c.at, questions.c.id))
        return tuple(self._question(row) for row in rows)

    def _question(self, row: Row[Any]) -> Question:
        said = self.tx.vault.open(row.words, *self._place("questions", "words", row.id))
        need, tried, topic, title, above = json.loads(said)
        return Question(
            id=row.id,
            asker=self._person(row.asker) if row.asker else None,
            need=need,
            tried=tried,
            topic=topic,
            title=title,
            above=above,
            wish=Wish(row.wish),
            state=State(row.state),
            **{name: getattr(row, name) for name in PLAIN},
        )

    def _answers(self, *which: Any) -> tuple[Answer, ...]:
        asked = select(answers).where(*self._of(answers), *which)
        # Put in order here: for it, SQLite would leave the index of the question.
        rows = sorted(self.tx.run.execute(asked), key=lambda row: (row.at, row.id))
        return tuple(self._answer(row) for row in rows)

    def _answer(self, row: Row[Any]) -> Answer:
        opened = self.tx.vault.open
        return Answer(
            id=row.id,
            question=row.question,
            person=self._person(row.person),
            words=opened(row.words, *self._place("question_answers", "words", row.id)),
            told=opened(row.told, *self._place("question_answers", "told", row.id)),
            at=row.at,
            via=Via(row.via),
            verdict=Verdict(row.verdict),
            accepted=row.accepted,
            outcome=Outcome(row.outcome),
        )

    def _place(self, table: str, column: str, id_: str) -> tuple[str, ...]:
        return table, column, self.scope.community, id_


class QuestionsPast:
    """The same rows, as what the weights are learnt from."""

    def __init__(self, store: QuestionsStore) -> None:
        """Read that store."""
        self._store = store

    def pool(self, _subject: str, now: datetime, _directory: Directory) -> History:
        """The input of learning."""
        return past.history(self._store, now)
