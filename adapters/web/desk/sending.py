"""What a browser posts → the values of the step of the form that is open (pure)."""

from __future__ import annotations

from typing import Protocol

from bot.events import Person, Place, Space, Value
from bot.ui import Choice, Field, Fill, Line, People

PREFIX = "f."


class Posted(Protocol):
    """Posted fields, several of a name."""

    def getall(self, key: str, default: object = ..., /) -> object: ...


def values_of(fill: Fill, posted: Posted, space: Space) -> dict[str, Value]:
    """The fields of that step, and nothing else that was sent."""
    fields = fill.form.steps[fill.step].fields
    return {each.name: _value(each, _said(posted, each.name), space) for each in fields}


def _said(posted: Posted, name: str) -> list[str]:
    sent = posted.getall(f"{PREFIX}{name}", ())
    words = sent if isinstance(sent, list | tuple) else ()
    return [word for word in words if isinstance(word, str) and word]


def _value(field: Field, said: list[str], space: Space) -> Value:
    match field:
        case Line():
            return said[0].replace("\r\n", "\n").strip() if said else ""
        case Choice(many=True):
            return tuple(said)
        case Choice():
            return said[0] if said else None
        case People(most=1):
            return Person(space, said[0]) if said else None
        case People():
            return tuple(Person(space, each) for each in said)
        case _:
            return Place(space, said[0]) if said else None
