"""A town with the rhythm room in it, and beats of other rooms that somebody answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.handlers import Handlers
from bot.rhythm.handlers import on
from storage.rhythm import RhythmStore
from tests.introductions.town import Town, who

prompts, rounds, checkins = (Handlers(name) for name in ("prompts", "rounds", "checkins"))


@prompts.beat("prompts.post", window=timedelta(hours=24))
@rounds.beat("rounds.draw")
@rounds.beat("rounds.notice")
@checkins.beat("checkins.quiet")
def answered(_event: object, _work: object) -> None:
    """Declare what other rooms answer."""


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Cleo coordinates; Ana and Bea are members."""
    table = Handlers("rhythm")
    table.table = [*on.table, *prompts.table, *rounds.table, *checkins.table]
    town = Town(sqlite_run, table, RhythmStore)
    for name in ("cleo", "ana", "bea"):
        town.moves_in(name)
    town.members.coordinators.append(who("cleo"))
    return town
