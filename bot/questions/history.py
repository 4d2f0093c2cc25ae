"""A community's past, lived through again: at each question, who could have answered, and who did.

Everything is as it was known then. What is learnt of it is `learning.learned`.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.questions.learning import Relearnt, Round, learned, round_of
from bot.questions.model import Act, History
from bot.questions.picking import shares
from bot.questions.weighing import LEARNT, TOGETHER, Candidate, Need, Past

ACTIVE, MONTH = timedelta(days=60), timedelta(days=30)
REMEMBERED = 100  # answers of a person
MOST, LOOKED_AT = 500, 150  # questions, the last ones; people at each, those seen last


def learn(history: History) -> Relearnt:
    """What this community's past says of who answers whom."""
    told = [each for each in rounds(history) if each.did]
    weights = learned(told)
    return Relearnt(
        numbers={name: round(float(getattr(weights, name)), 4) for name in LEARNT},
        questions=len(told),
    )


def rounds(history: History) -> Iterator[Round]:
    """Every question that somebody answered, the last ones."""
    did: dict[str, set[str]] = defaultdict(set)
    for act in history.acts:
        did[act.thread].add(act.person)
    answered = [act for act in history.acts if act.begins and did[act.thread] - {act.person, ""}]
    first = answered[-MOST].at if len(answered) > MOST else datetime.min.replace(tzinfo=UTC)
    memory = _Memory()
    for act in history.acts:
        who = did[act.thread] - {act.person, ""}
        if act.begins and who and act.at >= first:
            yield memory.at_question(act, who)
        memory.hear(act)


@dataclass
class _Known:
    """What is known of one person so far."""

    seen: datetime
    wrote: deque[datetime] = field(default_factory=deque)
    answers: deque[Past] = field(default_factory=lambda: deque(maxlen=REMEMBERED))


class _Memory:
    def __init__(self) -> None:
        self.people: dict[str, _Known] = {}
        self.met: dict[tuple[str, str], deque[datetime]] = defaultdict(
            lambda: deque(maxlen=TOGETHER)
        )
        self.inside: dict[str, set[str]] = defaultdict(set)
        self.began: dict[str, str] = {}

    def at_question(self, act: Act, did: set[str]) -> Round:
        """The question as it stood when it was asked."""
        need = Need("", act.topic, act.person, terms=act.said)
        known = (
            (one.seen, id_)
            for id_, one in self.people.items()
            if id_ != act.person and act.at - one.seen <= ACTIVE
        )
        last = sorted(known, reverse=True)
        near = [id_ for at, (_, id_) in enumerate(last) if at < LOOKED_AT or id_ in did]
        candidates = [self._candidate(id_, act) for id_ in near]
        return round_of(need, candidates, act.at, did)

    def _candidate(self, id_: str, act: Act) -> Candidate:
        known = self.people[id_]
        while known.wrote and act.at - known.wrote[0] > MONTH:
            known.wrote.popleft()
        return Candidate(
            id_,
            answered=tuple(known.answers),
            seen=known.seen,
            hours=shares(tuple(known.wrote)),
            with_asker=tuple(self.met.get((act.person, id_), ())),
        )

    def hear(self, act: Act) -> None:
        """Remember what somebody did."""
        if not act.person:
            return
        known = self.people.setdefault(act.person, _Known(act.at))
        inside = self.inside[act.thread]
        if act.begins:
            self.began[act.thread] = act.person
        elif act.person not in inside and self.began.get(act.thread) != act.person:
            known.answers.append(Past(act.at, act.said, act.topic))
        for other in inside - {act.person}:
            self.met[act.person, other].append(act.at)
            self.met[other, act.person].append(act.at)
        inside.add(act.person)
        known.seen = act.at
        known.wrote.append(act.at)
