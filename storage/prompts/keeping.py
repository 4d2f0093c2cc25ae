"""What this room tells coordinators, members and *me* about its rows."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from bot.events import Person
from bot.prompts.model import (
    AGAIN,
    HARVESTABLE,
    THIN,
    WAITING,
    Prompt,
    State,
    named,
    spoken,
)
from bot.text import LANGUAGES, Moment, Text, t, tn
from bot.ui import Button
from bot.wording import Naming
from bot.work import DAY, WEEK, Chore, Kept

if TYPE_CHECKING:
    from storage.prompts.store import PromptsStore

RUN_OUT, HARVEST, IDEAS, READY = 58, 45, 40, 30  # how urgent; the highest comes first
LATELY = 5 * WEEK
SHOWN = DAY  # how long before it goes out a prompt stands on the desk


def chores(store: PromptsStore, now: datetime) -> tuple[Chore, ...]:
    """Ideas that wait, a prompt about to go, answers worth keeping, a thin backlog."""
    ready = store.prompts(State.SCHEDULED)
    found = [_thin(store, ready, now), _ideas(store.prompts(State.SUGGESTED)), _ready(ready, now)]
    found += [_harvest(store, one.id) for one in store.postings(now - HARVESTABLE) if one.harvest
              and not one.harvested]  # fmt: skip
    return tuple(chore for chore in found if chore)


def _thin(store: PromptsStore, ready: tuple[Prompt, ...], now: datetime) -> Chore | None:
    """Two weeks ahead, while prompts go out here at all."""
    goes_on = any(prompt.planned for prompt in ready)
    may_go = (True for prompt in store.each(*WAITING, *AGAIN) if prompt.may_go(now))
    left = sum(islice(may_go, THIN + 1))
    if left > THIN or not (goes_on or store.postings(now - LATELY)):
        return None
    said = tn(
        "There is one prompt left; after it I have nothing to ask.",
        "There are {n} prompts left; after them I have nothing to ask.",
        left,
    )
    none = t("I have no prompt left to ask.")
    buttons = (
        Button(t("Add one"), "prompts.add"),
        Button(t("See all"), "prompts.desk", "thin"),
    )
    return Chore(RUN_OUT, said if left else none, buttons)


def _ideas(suggested: tuple[Prompt, ...]) -> Chore | None:
    waiting = len(suggested)
    said = tn(
        "An idea for a prompt waits for your yes.",
        "{n} ideas for prompts wait for your yes.",
        waiting,
    )
    look = Button(t("Look"), "prompts.ideas")
    return Chore(IDEAS, said, (look,)) if waiting else None


def _ready(scheduled: tuple[Prompt, ...], now: datetime) -> Chore | None:
    for prompt in scheduled:
        if prompt.planned and prompt.planned - SHOWN <= now:
            said = t("The prompt of {day} is ready.", day=Moment(prompt.planned, "weekday"))
            return Chore(READY, said, (Button(t("Look"), "prompts.desk", "ready"),))
    return None


def _harvest(store: PromptsStore, posting: str) -> Chore | None:
    answered = len({answer.person for answer in store.answers(posting)})
    said = tn(
        "One person answered the last prompt; you could keep the answer.",
        "{n} people answered the last prompt; you could keep some answers.",
        answered,
    )
    look = Button(t("Look"), "prompts.harvest", posting)
    return Chore(HARVEST, said, (look,), weekly=True) if answered else None


def reasons(store: PromptsStore, person: Person, now: datetime) -> tuple[Text, ...]:
    """Why somebody hears from this room, and what they are not asked about."""
    said = []
    if any(p.author == person for p in store.prompts(State.SUGGESTED)):
        said.append(t("You suggested a prompt. I tell you what the coordinators say."))
    if any(now - one.at < WEEK for one in store.supports_of(person)):
        said.append(t("You said me too, so I may tell you that it is not only you."))
    muted = tuple(named(kind) for kind in sorted(store.muted(person)))
    if muted:
        said.append(t("I don't ask you personally about {kinds}, as you wished.", kinds=muted))
    return tuple(said)


def kept(store: PromptsStore, person: Person) -> tuple[Kept, ...]:
    """All that this room keeps about somebody."""
    ideas = [_idea(prompt) for prompt in store.prompts() if prompt.author == person]
    answers = [
        {"on": f"{a.at:%Y-%m-%d}", "words": a.words, "may be quoted": _quoted(a.naming)}
        for a in store.answers_of(person)
    ]
    me_too = [{"me too on": f"{one.at:%Y-%m-%d}"} for one in store.supports_of(person)]
    muted = [{"not asked about": kind.value} for kind in sorted(store.muted(person))]
    items = (*ideas, *answers, *me_too, *muted)
    what, why = t("Prompts"), t("to post your ideas and answers as yours, and to ask you fittingly")
    return (Kept(what, why, t("until you erase it"), items),) if items else ()


def _idea(prompt: Prompt) -> dict[str, str]:
    words = spoken(prompt.text, LANGUAGES[0])
    return {"your idea": words, "state": prompt.state.value}


def _quoted(naming: Naming | None) -> str:
    return naming.value if naming else "not asked"
