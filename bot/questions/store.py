"""The store this room needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from bot.events import Person, Place
from bot.questions.model import Answer, Learnt, Offer, Question, State
from bot.shelf import Sourced
from bot.work import Housekeeping, Work


class Questions(Housekeeping, Sourced, Protocol):
    """The store this room needs."""

    def question(self, id_: str) -> Question | None:
        """One of them."""
        ...

    def save(self, question: Question) -> None:
        """Write it over the one of its id."""
        ...

    def remove(self, question: Question) -> None:
        """Keep nothing of it, nor of what hangs on it."""
        ...

    def note_place(self, question: Question) -> None:
        """Know again where it stands, by a digest."""
        ...

    def standing(self, threads: Iterable[str]) -> tuple[Question, ...]:
        """The questions whose posts begin these threads."""
        ...

    def questions(self, *states: State, since: datetime | None = None) -> tuple[Question, ...]:
        """Those in these states (all, when none is named), oldest first."""
        ...

    def replies(self, since: datetime) -> tuple[timedelta | None, ...]:
        """How long questions asked since then waited for a reply; None where none came.

        Only those that stood somewhere and wait no more.
        """
        ...

    def of(self, person: Person) -> tuple[Question, ...]:
        """What somebody asked, oldest first."""
        ...

    def waits(self) -> bool:
        """Whether any question waits for a human reply."""
        ...

    def offer(self, id_: str) -> Offer | None:
        """One of them."""
        ...

    def offers(self, question: str) -> tuple[Offer, ...]:
        """Everybody who was asked about a question, in that order."""
        ...

    def offers_to(self, person: Person) -> tuple[Offer, ...]:
        """Everything somebody was asked, in that order."""
        ...

    def offers_since(self, at: datetime) -> tuple[Offer, ...]:
        """Whatever was put to anybody since then."""
        ...

    def save_offer(self, offer: Offer) -> None:
        """Write it."""
        ...

    def answer(self, id_: str) -> Answer | None:
        """One of them."""
        ...

    def answers(self, question: str) -> tuple[Answer, ...]:
        """What was replied to a question, oldest first."""
        ...

    def answers_of(self, person: Person) -> tuple[Answer, ...]:
        """What somebody replied to others, oldest first."""
        ...

    def answers_since(self, at: datetime) -> tuple[Answer, ...]:
        """Whatever was replied since then, oldest first."""
        ...

    def save_answer(self, answer: Answer) -> None:
        """Write it."""
        ...

    def refusals(self, person: Person, topic: str) -> int:
        """How often they said *Not me* on a topic since they last said how to go on."""
        ...

    def carry_on(self, person: Person, topic: str, at: datetime, *, stop: bool) -> None:
        """They said how to go on with a topic: as before, or not any more."""
        ...

    def keep_ticket(self, ticket: str, question: str) -> None:
        """Know a ticket again, by a digest."""
        ...

    def of_ticket(self, ticket: str) -> str | None:
        """The question a ticket was given for."""
        ...

    def keep_aside(self, id_: str, question: str, words: str) -> None:
        """Hold words until they are put under the question."""
        ...

    def take_aside(self, id_: str) -> tuple[str, str] | None:
        """The question and the words, once."""
        ...

    def learnt(self) -> Learnt | None:
        """What was learnt from the community's own past."""
        ...

    def learn(self, learnt: Learnt) -> None:
        """Weigh people so from now on."""
        ...

    def stopped(self, person: Person) -> tuple[str, ...]:
        """The topics somebody does not want to be asked about."""
        ...

    def is_spared(self, person: Person) -> bool:
        """Whether they are never to be offered help with what they write in a channel."""
        ...

    def spare(self, person: Person, at: datetime) -> None:
        """Never offer it to them again."""
        ...

    def spare_no_more(self, person: Person) -> None:
        """They changed their mind."""
        ...

    def forum(self) -> Place | None:
        """The forum chosen for questions."""
        ...

    def set_forum(self, place: Place | None, at: datetime) -> None:
        """From now on that one; None: none."""
        ...


Job = Work[Questions]
