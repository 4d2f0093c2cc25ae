"""The table of contents of this room, and what its modules ask of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.directory import Card
from bot.errors import Refusal
from bot.events import Person, Pressed, Submitted
from bot.handlers import Handlers
from bot.rounds.model import Often, Out, Part, Round, State
from bot.rounds.store import Rounds
from bot.text import t
from bot.work import Work

on = Handlers("rounds")
Working = Work[Rounds]
CHUNK = 50  # groups of one transaction: with its people some 100 ms
KEY, PRIVATE = "rounds.meet.", "rounds.meet_alone."


@dataclass(frozen=True, slots=True)
class Known:
    """Some people as they are now: who may be drawn, and who must not sit together."""

    cards: Mapping[Person, Card]
    parts: Mapping[Person, Part]
    apart: frozenset[tuple[Person, Person]]
    now: datetime

    def may(self, person: Person) -> bool:
        """Whether somebody still wants to be drawn, now."""
        return self.why_not(person) is None

    def why_not(self, person: Person) -> Out | None:
        """What keeps somebody out of the draw; None when nothing does."""
        card = self.cards.get(person)
        if card is None or not card.in_rounds:
            return Out.LEFT
        if card.paused_until and card.paused_until > self.now:
            return Out.PAUSED
        part = self.part(person)
        if part.skips:
            return Out.SKIPPED
        return Out.SILENT if part.out else None

    def part(self, person: Person) -> Part:
        """How somebody takes part."""
        return self.parts.get(person, Part(person, Often.EVERY))

    def fit(self, people: Iterable[Person]) -> bool:
        """Whether nobody of them must be kept apart from another."""
        here = set(people)
        return not any(one in here and other in here for one, other in self.apart)


def known(work: Working, people: Iterable[Person]) -> Known:
    """Look at some hundred people as they are now, in a few statements."""
    wanted = [person for person in dict.fromkeys(people) if person.id]
    cards = work.directory.cards_of(wanted)
    return Known(cards, work.store.parts_of(wanted), work.directory.all_apart(), work.now)


def identity(work: Working) -> str:
    """A new id, from the event's own dice."""
    return f"{work.random.getrandbits(48):012x}"


def draft_of(event: Pressed | Submitted, work: Working) -> Round:
    """The draft that is meant, while it can be changed."""
    round_ = work.store.round(event.subject)
    if round_ is None or round_.state is not State.DRAFT:
        raise Refusal(t("That round cannot be changed any more. Look again: /hearth desk round"))
    return round_
