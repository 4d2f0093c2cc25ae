"""What residents write into the forms that their presses open."""

from __future__ import annotations

from random import Random

from adapters.web.history import ANSWERS, CAME, HOME, LINES, THOUGHTS
from adapters.web.people import Resident
from adapters.web.render import Drawn

FITTING = {"answer": ANSWERS, "came": CAME}  # by the field's name, where it tells what to write


def fill(
    person: Resident, form: Drawn, chance: Random, people: dict[str, Resident]
) -> dict[str, list[str]]:
    """What somebody writes into one step of a form, as the browser would send it."""
    return {each["name"]: _written(person, each, chance, people) for each in form["fields"]}


def _written(
    person: Resident, field: Drawn, chance: Random, people: dict[str, Resident]
) -> list[str]:
    if field["chosen"] and not field["error"]:
        return list(field["chosen"])
    wanted = field["required"] or chance.random() < 0.5  # noqa: PLR2004 - even odds
    match field["is"]:
        case "line":
            known = person.facts.get(field["name"])
            fitting = FITTING.get(field["name"], ())
            lines = fitting or (THOUGHTS if field["long"] else LINES)
            wanted = field["required"] or bool(fitting)
            words = known or (chance.choice(lines) if wanted else "")
            return [words[: field["limit"]]]
        case "choice" if wanted:
            values = [option["value"] for option in field["options"]]
            return chance.sample(values, min(2, len(values))) if field["many"] else values[:1]
        case "people" if field["required"]:
            return [chance.choice(sorted(people.keys() - {person.id}))]
        case "where" if field["required"]:
            return [HOME]
        case _:
            return []
