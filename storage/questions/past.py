"""What was answered here before, without opening a word: digests of terms, people, moments."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from bot.questions.model import MONTH, Act, Earlier, History, Learnt, Verdict
from bot.terms import terms
from bot.work import WEEK
from storage.questions.tables import answers, learnt, offers, questions, topics

if TYPE_CHECKING:
    from storage.database import Tx
    from storage.questions.store import QuestionsStore

REMEMBERED = timedelta(days=365)
LEARNT_FROM = timedelta(days=90)
LETTERS = 16  # of a digest
LOOKED_AT, HEARD = 800, 20_000  # answers, the newest; what was written lately


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered in the last year, by person's id, as far as one question needs it.

    `holding` is how many of the `total` looked at hold each term of the question.
    """

    by: dict[str, list[Earlier]]
    total: int
    holding: Counter[str]


def answered(store: QuestionsStore, words: str, topic: str, now: datetime) -> Answered:
    """Read the newest answers; what they share with these words is seen by their digests."""
    here = store.scope.community
    asked = [(digest(store.tx, here, term), term) for term in set(terms(words))]
    matter, by, holding, total = store.digest(topic), defaultdict(list), Counter[str](), 0
    for person, at, verdict, held, _, about in _rows(store, now - REMEMBERED):
        shared = frozenset([term for told, term in asked if held and told in held])
        same = topic if matter and about == matter else ""
        if shared or same or at >= now - MONTH:
            accepted = verdict == Verdict.ACCEPTED.value
            by[person].append(Earlier(at, shared, same, accepted))
        holding.update(shared)
        total += 1
    return Answered(by, total, holding)


def _rows(store: QuestionsStore, since: datetime) -> Iterator[Any]:
    """The newest first."""
    a, q = answers.c, questions.c
    asked = (
        select(a.person, a.at, a.verdict, a.terms, a.question, q.topic)
        .join(questions, and_(q.community == a.community, q.id == a.question))
        .where(a.community == store.scope.community, a.at >= since)
        .where(a.verdict != Verdict.FAILED.value)
        .order_by(a.at.desc(), a.id)
        .limit(LOOKED_AT)
    )
    yield from store.tx.run.execute(asked).all()


def asks_of(store: QuestionsStore, now: datetime) -> Counter[str]:
    """How often everybody was asked about a question this week."""
    o = offers.c
    counted = select(o.person, func.count().label("asks")).where(
        o.community == store.scope.community, o.at >= now - WEEK
    )
    rows = store.tx.run.execute(counted.group_by(o.person))
    return Counter({row.person: row.asks for row in rows})


def who_stopped(store: QuestionsStore, topic: str) -> frozenset[str]:
    """Who would rather not be asked about a topic."""
    about = topics.c.topic == store.digest(topic), topics.c.stopped
    mine = topics.c.community == store.scope.community, *about
    return frozenset(store.tx.run.execute(select(topics.c.person).where(*mine)).scalars())


def history(store: QuestionsStore, now: datetime) -> History:
    """What was asked, answered and written lately, as the weights are learnt from it."""
    heard = store.lent.activity.utterances(now - LEARNT_FROM, most=HEARD) if store.lent else ()
    acts = [Act(turn.person.id, turn.at, turn.thread, turn.begins) for turn in heard]
    here = store.scope.community
    for asked in store.questions(since=now - REMEMBERED):
        if asked.posted:
            said = frozenset(digest(store.tx, here, term) for term in terms(asked.words))
            asker = asked.asker.id if asked.asker else ""
            acts.append(Act(asker, asked.posted, asked.id, begins=True, said=said))
    acts += [
        Act(row.person, row.at, row.question, False, unpacked(row.terms))
        for row in _rows(store, now - REMEMBERED)
    ]
    return History(tuple(sorted(acts, key=lambda act: (act.at, not act.begins))), now)


def read_learnt(store: QuestionsStore) -> Learnt | None:
    """What was learnt last."""
    row = store.tx.run.execute(
        select(learnt).where(learnt.c.community == store.scope.community)
    ).one_or_none()
    return Learnt(json.loads(row.weights), row.questions, row.at) if row else None


def digest(tx: Tx, community: str, term: str) -> str:
    """Eight bytes of a keyed digest, as sixteen letters."""
    return tx.vault.digest("question term", community, term)[:LETTERS]


def packed(tx: Tx, community: str, words: str) -> str:
    """The terms of some words as digests, in an order that does not tell theirs."""
    return "".join(sorted({digest(tx, community, term) for term in terms(words)}))


def unpacked(held: str | None) -> frozenset[str]:
    """The digests again."""
    told = held or ""
    return frozenset(told[at : at + LETTERS] for at in range(0, len(told), LETTERS))
