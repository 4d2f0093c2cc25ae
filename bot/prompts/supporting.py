"""*Me too*: counted once; from two others on people are told, and introduced if both say yes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import Refusal
from bot.events import Person, Pressed
from bot.handlers import MEMBER
from bot.prompts import views
from bot.prompts.model import NOT_ONLY, Job, Kind, Support
from bot.prompts.table import on
from bot.text import t
from bot.ui import Reply, Say, Update
from bot.work import DAY

LASTS = 7 * DAY


@dataclass(frozen=True, slots=True)
class Challenge:
    """What people say *me too* to: a prompt's own words, or somebody's answer to it."""

    id: str
    author: Person | None
    supports: tuple[Support, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """All who have it: its author first, then in the order of their presses."""
        named = [self.author] if self.author else []
        return tuple(dict.fromkeys([*named, *(one.person for one in self.supports)]))

    def others(self, person: Person) -> int:
        """How many besides this person."""
        return len(set(self.people) - {person})


def challenge(work: Job, id_: str) -> Challenge:
    """What a press was about; a Refusal when it is not there any more."""
    answer, posting = work.store.answer(id_), work.store.posting(id_)
    if answer is None and (posting is None or posting.kind is not Kind.CHALLENGE):
        raise Refusal(t("This is not there any more. Nothing was changed."))
    return Challenge(id_, answer.person if answer else None, work.store.supports(id_))


@on.button("prompts.me_too", who=MEMBER)
def me_too(pressed: Pressed, work: Job) -> Reply:
    """One more, once; who makes it two others for somebody has them all told."""
    person, about = pressed.actor.person, challenge(work, pressed.subject)
    if person == about.author:
        raise Refusal(t("This one is yours: I tell you once two others say the same."))
    fresh = work.store.support(Support(about.id, person, work.now))
    about = challenge(work, about.id)
    if fresh and len(about.people) == NOT_ONLY + 1:
        for other in about.people:
            if other != person:
                _tell(work, about, other)
    others = about.others(person)
    return Say(views.not_only_you(about.id, others) if others >= NOT_ONLY else views.me_too())


def _tell(work: Job, about: Challenge, person: Person) -> None:
    """One private message, once, with the count and nobody's name."""
    message = views.not_only_told(about.id, about.others(person))
    work.post(told_key(about.id, person), person, message, expires=work.now + LASTS)


def told_key(id_: str, person: Person) -> str:
    """The name of the one message to somebody about a challenge."""
    return f"prompts.not_only.{id_}.{person.id}"


@on.button("prompts.introduce", who=MEMBER)
def introduce(pressed: Pressed, work: Job) -> Reply:
    """They would like to meet one of them: who that is, is asked first, and both say yes."""
    person, about = pressed.actor.person, challenge(work, pressed.subject)
    if person not in about.people:
        raise Refusal(t("That was for somebody who said the same. Nothing was changed."))
    mine = next((one for one in about.supports if one.person == person), None)
    if mine and mine.willing:
        return Update(views.asking())
    mine = mine or Support(about.id, person, work.now)
    work.store.save_support(replace(mine, willing=True))
    other = _partner(work, about, person)
    if other:
        work.wake("introductions.propose", f"{person.id},{other.id}", at=work.now)
    return Update(views.asking())


def _partner(work: Job, about: Challenge, person: Person) -> Person | None:
    """Somebody who may be asked: who wishes it too first, then who said it, then by the hour."""
    found = work.directory.askable(work.now)
    askable = {card.person for card in found if card.introduce_me}
    apart = work.directory.apart(person)
    free = [p for p in about.people if p != person and p in askable and p not in apart]
    willing = {one.person for one in about.supports if one.willing}
    return min(free, key=lambda p: p not in willing, default=None)


@on.button("prompts.no_introduction")
def no_introduction(pressed: Pressed, work: Job) -> Reply:
    """Knowing it is enough."""
    return Update(views.good_to_know())
