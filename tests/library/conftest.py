"""A town with the library in it, its shelf, and another room that has things worth keeping."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection

from bot.events import Actor, Person, Pointed, Pressed
from bot.handlers import Kind
from bot.library.handlers import on
from bot.shelf import Source
from bot.ui import Reply
from storage.library import LibraryStore, SqlShelf
from tests.introductions.town import HOME, Town, who


@dataclass
class Sources:
    """Another room's store: what was said, by subject."""

    said: dict[str, Source] = field(default_factory=dict)

    def source(self, subject: str) -> Source | None:
        return self.said.get(subject)


@dataclass
class Reading(Town):
    """The town, with acts of its own."""

    sources: Sources = field(default_factory=Sources)

    def keeps(self, name: str, author: Person | None, words: str) -> Reply | None:
        """Use *Keep this* on a message."""
        event = Pointed(
            **self._by(name), name="library.keep_this", target=author, text=words, place=HOME
        )
        return self.does(event, self.line(Kind.SHORTCUT, "library.keep_this"))

    def chooses(self, name: str, menu: str, value: str, subject: str = "") -> Reply | None:
        """Choose in a menu."""
        event = Pressed(**self._by(name), name=menu, subject=subject, values=(value,))
        return self.does(event, self.line(Kind.BUTTON, menu))

    def actor(self, name: str) -> Actor:
        return Actor(who(name), name)


@pytest.fixture
def town(sqlite_run: Connection) -> Reading:
    """Cleo coordinates; Bea, Dan and Eve take part."""
    sources = Sources()
    town = Reading(sqlite_run, on, LibraryStore, others=(sources,), sources=sources)
    town.shelved = SqlShelf(town.store, lambda one: one in town.members.cards,
                            lambda: (who("cleo"),))  # fmt: skip
    town.moves_in("cleo")
    town.members.coordinators.append(who("cleo"))
    for name in ("bea", "dan", "eve"):
        town.moves_in(name)
    return town
