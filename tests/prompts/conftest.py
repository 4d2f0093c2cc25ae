"""A town with the prompts room in it, and dates planned by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import Connection

from bot.activity import Spoken
from bot.prompts.handlers import on
from bot.work import Planned
from storage.prompts import PromptsStore
from tests.introductions.memory import Overheard, Promises
from tests.introductions.town import Town, who


@dataclass
class Dated(Promises):
    """Promises with planned dates."""

    dates: list[Planned] = field(default_factory=list)

    def planned(self, since: datetime, until: datetime) -> tuple[Planned, ...]:
        return tuple(sorted(one for one in self.dates if since <= one.at < until))


@dataclass
class Heard(Overheard):
    """Activity with who wrote under which promise."""

    under: dict[str, tuple[Spoken, ...]] = field(default_factory=dict)

    def answers(self, key: str, since: datetime) -> tuple[Spoken, ...]:
        return tuple(one for one in self.under.get(key, ()) if one.at >= since)


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Cleo coordinates; Bea, Dan, Eve and Fay take part."""
    town = Town(sqlite_run, on, PromptsStore, promises=Dated(), overheard=Heard())
    town.moves_in("cleo", ask_me=False)
    town.members.coordinators.append(who("cleo"))
    for name in ("bea", "dan", "eve", "fay"):
        town.moves_in(name)
    return town
