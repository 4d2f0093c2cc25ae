"""What the browser sends → Events and their values (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from adapters.web.render import Drawn
from adapters.web.workspace import SPACE
from bot.events import Part, Person, Place, Value

ROOT = "/hearth"
OWN = ("@Hearth",)
LONGEST = 4_000


def split(text: str, people: Mapping[str, str], places: Mapping[str, str]) -> tuple[Part, ...]:
    """Typed words with `@Name` and `#channel` as values; the longest name that fits wins.

    `people` and `places` map what may be typed, without its sign, to ids.
    """
    known: dict[str, Part] = {f"@{n}".lower(): Person(SPACE, i) for n, i in people.items()}
    known |= {f"#{n}".lower(): Place(SPACE, i) for n, i in places.items()}
    if not known or not text:
        return (text,) if text else ()
    longest_first = sorted(known, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    pieces = names.split(text[:LONGEST])
    return tuple(known.get(piece.lower(), piece) if i % 2 else piece
                 for i, piece in enumerate(pieces) if piece)  # fmt: skip


def callable_names(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What people may be called after the @: id, whole name, and first name if one has it."""
    table: dict[str, str] = {}
    firsts: dict[str, list[str]] = {}
    for name, called in people:
        table[called] = table[name] = name
        firsts.setdefault(called.split()[0], []).append(name)
    return table | {first: ids[0] for first, ids in firsts.items() if len(ids) == 1}


def command(text: str) -> str | None:
    """The words after `/hearth`; None when it is no command of ours."""
    head, _, rest = text.strip().partition(" ")
    return rest.strip() if head.lower() == ROOT else None


def unmentioned(text: str) -> str | None:
    """The words without our own mention; None when we are not mentioned."""
    found = re.search(r"(?<!\w)@hearth(?!\w)", text, re.IGNORECASE)
    if not found:
        return None
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip(" ,:")


def routed(travels: str) -> tuple[str, str | None, str]:
    """What travelled with a button: its name, community and subject."""
    name, community, subject = travels.split("|", 2)
    return name, community or None, subject


def form_values(form: Drawn, sent: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    """The fields of the step that was open, and nothing else that was sent."""
    return {field["name"]: _value(field, sent.get(field["name"], ())) for field in form["fields"]}


def _value(field: Drawn, sent: Sequence[str]) -> Value:
    said = [word for word in sent if word]
    match field["is"]:
        case "line":
            return said[0].replace("\r\n", "\n").strip() if said else ""
        case "choice" if field["many"]:
            return tuple(said)
        case "choice":
            return said[0] if said else None
        case "people" if field["most"] > 1:
            return tuple(Person(SPACE, each) for each in said)
        case "people":
            return Person(SPACE, said[0]) if said else None
        case _:
            return Place(SPACE, said[0]) if said else None
