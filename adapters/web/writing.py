"""What residents write into the forms that their presses open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from adapters.web.history import ANSWERS, CAME, HOME, KNOWN, LINES, THOUGHTS
from adapters.web.people import Resident
from adapters.web.render import Drawn

BEGINNING = re.compile(r"\b\w{4}")  # of each longer word: enough to tell tasks apart
EMPTY = frozenset({"from", "that", "with", "your", "answ", "name", "unde", "peop"})
FITTING = {"came": CAME}  # by the field's name, where it tells what to write


def fill(
    person: Resident, form: Drawn, chance: Random, people: dict[str, Resident]
) -> dict[str, list[str]]:
    """What somebody writes into one step of a form, as the browser would send it."""
    told = str(form.get("intro", ""))
    fitting = FITTING | {"answer": answers_to(told)}
    others = {id_: other for id_, other in people.items() if id_ != person.id}
    known = sorted(id_ for id_, other in others.items() if knows(other, told)) or sorted(others)
    return {each["name"]: _written(person, each, chance, known, fitting) for each in form["fields"]}


def answers_to(told: str) -> Sequence[str]:
    """What may be said to a question, by what it is nearest to; something general, else."""
    asked = _beginnings(told)
    task = max(KNOWN, key=lambda each: len(asked & _beginnings(each)))
    return KNOWN[task] if len(asked & _beginnings(task)) > 1 else ANSWERS


def knows(person: Resident, told: str) -> bool:
    """Whether it is about something they do or can explain."""
    asked = _beginnings(told)
    return any(len(asked & _beginnings(task)) > 1 for task in (*person.can, *person.explains))


def _beginnings(words: str) -> set[str]:
    return set(BEGINNING.findall(words.casefold())) - EMPTY


def _written(
    person: Resident,
    field: Drawn,
    chance: Random,
    known: Sequence[str],
    fitting: Mapping[str, Sequence[str]],
) -> list[str]:
    if field["chosen"] and not field["error"]:
        return list(field["chosen"])
    wanted = field["required"] or chance.random() < 0.5  # noqa: PLR2004 - even odds
    match field["is"]:
        case "line":
            fact = person.facts.get(field["name"])
            fits = fitting.get(field["name"], ())
            lines = fits or (THOUGHTS if field["long"] else LINES)
            wanted = field["required"] or bool(fits)
            words = fact or (chance.choice(lines) if wanted else "")
            return [words[: field["limit"]]]
        case "choice" if wanted:
            values = [option["value"] for option in field["options"]]
            return chance.sample(values, min(2, len(values))) if field["many"] else values[:1]
        case "people" if field["required"]:
            return [chance.choice(known)]
        case "where" if field["required"]:
            return [HOME]
        case _:
            return []
