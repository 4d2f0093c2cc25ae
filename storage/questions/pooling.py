"""What a choice of whom to ask is made from: who may be asked, what they answered, their load."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.directory import Card, Directory
from bot.events import Person
from bot.questions.model import (
    ANYBODY,
    AT_ONCE,
    WAITING,
    Earlier,
    Helper,
    Pool,
    Question,
    Verdict,
    asked_for_good,
    open_offers,
)
from bot.terms import terms
from bot.work import WEEK

if TYPE_CHECKING:
    from storage.questions.store import QuestionsStore

REMEMBERED = timedelta(days=365)


def pool(
    store: QuestionsStore, question: Question, now: datetime, directory: Directory
) -> Pool | None:
    """The input of one choice; None where nobody need be asked any more."""
    if question.state not in WAITING:
        return None
    asked, asker = store.offers(question.id), question.asker
    gone = {offer.person for offer in asked_for_good(asked)}
    gone |= {answer.person for answer in store.answers(question.id)}
    if asker:
        gone |= {asker, *directory.apart(asker)}
    everybody = directory.askable(now)
    cards = [card for card in everybody if card.ask_me]
    mine = directory.card(asker) if asker else None
    told = _Told(store, question, now)
    return Pool(
        question=question,
        organisation=mine.organisation if mine else "",
        helpers=tuple(told.helper(card) for card in cards if card.person not in gone),
        tasks=tuple(sorted({task for card in everybody for task in card.claims})),
        now=now,
        places=AT_ONCE - len(open_offers(asked)),
        widened=any(offer.why == ANYBODY for offer in asked),
    )


class _Told:
    """What this room's rows tell of everybody, read once."""

    def __init__(self, store: QuestionsStore, question: Question, now: datetime) -> None:
        self.stopped = store.stopped_topics()
        self.asked = Counter(offer.person for offer in store.offers_since(now - WEEK))
        self.seen: dict[Person, datetime] = {}
        self.earlier: dict[Person, list[Earlier]] = defaultdict(list)
        known = {one.id: one for one in store.questions(since=now - REMEMBERED)}
        wanted = frozenset(terms(question.words))
        for one in store.answers_since(now - REMEMBERED):
            to = known.get(one.question)
            if to is None or one.verdict is Verdict.FAILED:
                continue
            shared = wanted & frozenset(terms(f"{to.words} {one.words}"))
            accepted = one.verdict is Verdict.ACCEPTED
            self.seen[one.person] = one.at
            self.earlier[one.person].append(Earlier(one.at, shared, to.topic, accepted))

    def helper(self, card: Card) -> Helper:
        """Somebody with what is known of them here."""
        person = card.person
        return Helper(
            card=card,
            asked=self.asked[person],
            stopped=self.stopped.get(person.id, ()),
            earlier=tuple(self.earlier.get(person, ())),
            seen=self.seen.get(person),
        )
