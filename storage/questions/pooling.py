"""What a choice of whom to ask is made from.

Not everybody is read for it: whose skills or answers are near, who helped or replied lately, and
the hosts are found by their keys; the most likely of them are looked at closely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from bot.activity import Utterance
from bot.directory import Able, Directory, Holding, Hours, Level
from bot.events import Person, Role
from bot.likeness import most_similar
from bot.questions.model import (
    ANYBODY,
    AT_ONCE,
    MONTH,
    STRENGTH,
    WAITING,
    Earlier,
    Helper,
    Pool,
    Question,
    asked_for_good,
    is_wide,
    open_offers,
)
from storage.ledger.exchanges import ExchangeLog
from storage.questions import past

if TYPE_CHECKING:
    from storage.questions.store import QuestionsStore

WRITTEN = 600  # of what was written lately, to see who is about
THEIRS = 1_000  # of what those wrote lately who are looked at closely
WIDELY = 36  # people looked at when nobody is known to know


def pool(
    store: QuestionsStore, question: Question, now: datetime, directory: Directory
) -> Pool | None:
    """The input of one choice; None where nobody need be asked any more."""
    if question.state not in WAITING:
        return None
    asked = store.offers(question.id)
    mine = directory.card(question.asker) if question.asker else None
    found = _Found(store, question, now, directory)
    gone = {offer.person for offer in asked_for_good(asked)} | found.never
    gone |= {answer.person for answer in store.answers(question.id)}
    rough = Pool(
        question=question,
        topic=found.topic,
        organisation=mine.organisation if mine else "",
        helpers=found.among(gone),
        now=now,
        places=AT_ONCE - len(open_offers(asked)),
        widened=any(offer.why == ANYBODY for offer in asked),
        total=found.answered.total,
        holding=found.answered.holding,
        learnt=store.learnt(),
    )
    near = found.lent.shortlist(rough)
    wide = found.anybody(gone, directory) if is_wide(rough) else ()
    people = tuple(dict.fromkeys((*near, *wide)))
    return replace(rough, helpers=found.closely(people, directory))


class _Found:
    """Who may come into question, by what can be told without reading everybody."""

    def __init__(
        self, store: QuestionsStore, question: Question, now: datetime, directory: Directory
    ) -> None:
        if store.lent is None:
            raise LookupError("nothing lent to choose by")
        self.store, self.lent, self.question, self.now = store, store.lent, question, now
        self.asker = question.asker
        near = directory.holding(filter(None, (question.words, question.topic)), now)
        self.topic = question.topic or most_similar(question.words, {one.task for one in near})
        self.claims = _by_person(near)
        self.answered = past.answered(store, question.words, self.topic, now)
        self.asked = past.asks_of(store, now)
        self.hosts = {person.id for person in directory.with_role(Role.HOST)}
        self.never = {self.asker, *directory.apart(self.asker)} if self.asker else set()

    def among(self, gone: Container[Person | None]) -> tuple[Helper, ...]:
        """Everybody there may be a reason to ask, as far as nobody has to be read for it."""
        wrote = _by_writer(self.lent.activity.utterances(self.now - MONTH, most=WRITTEN))
        replied = (id_ for id_, turns in wrote.items() if _replies(turns))
        everybody = {*self.claims, *self.answered.by, *self.hosts, *replied}
        people = (Person(self.store.scope.space, id_) for id_ in sorted(everybody))
        hours = Hours("UTC")  # not looked at yet
        return tuple(
            self._helper(Able(one, hours, host=one.id in self.hosts), wrote)
            for one in people
            if one not in gone
        )

    def anybody(self, gone: Container[Person | None], directory: Directory) -> tuple[Person, ...]:
        """Some of those who said that they may be asked, those asked least first."""
        dice = Random(f"{self.question.seed}/{self.question.wave}/anybody")
        free = [one for one in directory.open_to_asks(self.now) if one not in gone]
        return tuple(sorted(free, key=lambda one: (self.asked[one.id], dice.random()))[:WIDELY])

    def closely(self, people: tuple[Person, ...], directory: Directory) -> tuple[Helper, ...]:
        """Those of them who may be asked now, with all that is known of them."""
        wrote = _by_writer(self.lent.activity.utterances(self.now - MONTH, of=people, most=THEIRS))
        stopped = past.who_stopped(self.store, self.topic)
        together = self._together()
        return tuple(
            replace(
                self._helper(able, wrote),
                stopped=able.person.id in stopped,
                with_asker=tuple(sorted(together.get(able.person.id, ()))),
            )
            for able in directory.able(people, self.now)
        )

    def _helper(self, able: Able, wrote: Mapping[str, list[Utterance]]) -> Helper:
        """Their answers here, and the threads in which they replied, of which no word is known."""
        id_ = able.person.id
        turns = wrote.get(id_, ())
        return Helper(
            able=able,
            claims=self.claims.get(id_, {}),
            asked=self.asked[id_],
            earlier=(*self.answered.by.get(id_, ()), *_replies(turns)),
            turns=tuple([one.at for one in turns]),
        )

    def _together(self) -> Mapping[str, list[datetime]]:
        """When people did something with whoever asks: in a thread, or introduced to each other."""
        found: dict[str, list[datetime]] = defaultdict(list)
        if self.asker is None:
            return found
        for spoken in self.lent.activity.beside(self.asker, self.now - MONTH):
            found[spoken.person.id].append(spoken.at)
        for one in ExchangeLog(self.store.tx, self.store.scope).of(self.asker):
            for person in one.people:
                found[person.id].append(one.at)
        return found


def _replies(wrote: Sequence[Utterance]) -> tuple[Earlier, ...]:
    """Once for each thread that somebody else began, as far as that is known."""
    if not wrote:
        return ()
    begun = {one.thread for one in wrote if one.begins}
    last = {one.thread: one.at for one in wrote if one.thread not in begun}
    return tuple(Earlier(at, frozenset(), "", accepted=False) for at in last.values())


def _by_person(near: Iterable[Holding]) -> Mapping[str, dict[str, Level]]:
    """What people can help with; of a task that somebody holds twice, the stronger level."""
    found: dict[str, dict[str, Level]] = defaultdict(dict)
    for one in near:
        if one.level is Level.LEARN:
            continue
        theirs = found[one.person.id]
        had = theirs.get(one.task, Level.LEARN)
        theirs[one.task] = max(had, one.level, key=STRENGTH.index)
    return found


def _by_writer(heard: Iterable[Utterance]) -> dict[str, list[Utterance]]:
    found: dict[str, list[Utterance]] = defaultdict(list)
    for one in heard:
        found[one.person.id].append(one)
    return found
