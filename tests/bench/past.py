"""A room as it was known at each question: who could be asked, and what was known of them then."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.questions.weighing import Candidate, Need, Past
from bot.terms import terms
from tests.bench.rooms import Message, Room

ACTIVE = timedelta(days=60)
REMEMBERED, TOGETHER = 300, 50  # of answers, of conversations with somebody
SHORTEST = 3  # letters of a name
_NAME = re.compile(r"[^\s@,:;.!?()<>\"']+(?:\.[^\s@,:;.!?()<>\"']+)*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with those who could be asked then, and those who did answer."""

    need: Need
    at: datetime
    candidates: tuple[Candidate, ...]
    did: frozenset[str]
    learn: bool
    waited: float  # minutes until the first answer

    @property
    def reachable(self) -> bool:
        """Whether any of those who answered could have been asked."""
        return any(one.id in self.did for one in self.candidates)


@dataclass
class _Known:
    """What is known of one person so far."""

    seen: datetime
    answers: deque[Past] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    hours: Counter[int] = field(default_factory=Counter)

    def share(self) -> tuple[float, ...]:
        """By the hour, with its two neighbours counting half."""
        whole = 2.0 * self.hours.total()
        if not whole:
            return ()
        return tuple(
            (self.hours[h] + 0.5 * (self.hours[(h - 1) % 24] + self.hours[(h + 1) % 24])) / whole
            for h in range(24)
        )


class _Memory:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.people: dict[str, _Known] = {}
        self.by_name: dict[str, str] = {}
        self.holding: Counter[str] = Counter()
        self.total = 0
        self.met: dict[tuple[str, str], deque[datetime]] = defaultdict(
            lambda: deque(maxlen=TOGETHER)
        )
        self.inside: dict[str, set[str]] = defaultdict(set)
        self.asked: dict[str, frozenset[str]] = {}

    def question(self, root: Message) -> Asked:
        told = self.room.conversations[root.conversation]
        first = next((each for each in told if each.user != root.user), None)
        words = frozenset(terms(root.text))
        holding = {term: self.holding[term] for term in words}
        need = Need(
            root.text,
            asker=root.user,
            named=self._named(root.text),
            total=max(1, self.total),
            holding=holding,
        )
        near = [
            self._candidate(id_, known, root)
            for id_, known in self.people.items()
            if id_ != root.user and root.at - known.seen <= ACTIVE
        ]
        did = frozenset(each.user for each in told) - {root.user}
        waited = (first.at - root.at).total_seconds() / 60 if first else float("inf")
        return Asked(need, root.at, tuple(near), did, root.learn, waited)

    def _named(self, text: str) -> frozenset[str]:
        """Whose names stand in it; one of two letters is more likely a word."""
        said = set(_NAME.findall(text.casefold()))
        return frozenset(self.by_name[name] for name in said & self.by_name.keys())

    def _candidate(self, id_: str, known: _Known, root: Message) -> Candidate:
        return Candidate(
            id_,
            answered=tuple(known.answers),
            seen=known.seen,
            hours=known.share(),
            with_asker=tuple(self.met.get((root.user, id_), ())),
        )

    def hear(self, message: Message) -> None:
        """Remember what somebody wrote."""
        known = self.people.setdefault(message.user, _Known(message.at))
        if len(message.user) >= SHORTEST:
            self.by_name[message.user.casefold()] = message.user
        conversation, who = message.conversation, message.user
        if conversation not in self.asked:
            self.asked[conversation] = frozenset(terms(message.text))
        elif who != self.room.conversations[conversation][0].user:
            self._answer(known, message)
        for other in self.inside[conversation] - {who}:
            self.met[(who, other)].append(message.at)
            self.met[(other, who)].append(message.at)
        self.inside[conversation].add(who)
        known.seen = message.at
        known.hours[message.at.hour] += 1

    def _answer(self, known: _Known, message: Message) -> None:
        """Once for each conversation, with the question's words."""
        if message.user in self.inside[message.conversation]:
            return
        said = frozenset(terms(message.text)) | self.asked[message.conversation]
        known.answers.append(Past(message.at, said))
        self.holding.update(said)
        self.total += 1


def questions(room: Room) -> Iterator[Asked]:
    """Every question of a room that was answered by somebody, in order, as it stood then."""
    memory = _Memory(room)
    for message in room.messages:
        told = room.conversations[message.conversation]
        if told[0] is message and any(each.user != message.user for each in told):
            yield memory.question(message)
        memory.hear(message)
