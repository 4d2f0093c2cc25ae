"""How text is drawn here: everything a pen returns is escaped, and may stand in a page."""

from __future__ import annotations

import re
from html import escape
from typing import Protocol
from urllib.parse import urlsplit

from bot.events import Person, Place

# Controls that reorder or hide what a person reads; members' words may not use them on others.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


class Names(Protocol):
    """How people and places are called here."""

    def person(self, person: Person) -> str: ...

    def place(self, place: Place) -> str: ...


def clean(said: str) -> str:
    """Without the characters that no keyboard has and only trouble uses."""
    return UNSEEN.sub("", said)


def safe(url: str) -> bool:
    """Only http and https, with a host; never a script."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


class HtmlPen:
    """Everything it returns is escaped, and so may stand in a page as it is."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def escape(self, said: str) -> str:
        return escape(clean(said)).replace("\n", "<br>")

    def person(self, person: Person) -> str:
        name = self.escape(self.names.person(person))
        return f'<span class="mention" data-person="{escape(person.id)}">@{name}</span>'

    def place(self, place: Place) -> str:
        name, path = self.escape(self.names.place(place)), f"/playground/in/{escape(place.id)}"
        thread = f"?thread={escape(place.thread)}" if place.thread else ""
        return f'<a class="mention" href="{path}{thread}">{name}</a>'

    def link(self, url: str, label: str) -> str:
        if not safe(url):
            return f"{label} ({self.escape(url)})"
        address = escape(url)
        return f'<a href="{address}" rel="noopener noreferrer" target="_blank">{label}</a>'


class PlainPen:
    """The same without markup: labels, notifications, a screen reader's text."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def escape(self, said: str) -> str:
        return clean(said)

    def person(self, person: Person) -> str:
        return f"@{clean(self.names.person(person))}"

    def place(self, place: Place) -> str:
        return clean(self.names.place(place))

    def link(self, url: str, label: str) -> str:
        return f"{label} ({clean(url)})"
