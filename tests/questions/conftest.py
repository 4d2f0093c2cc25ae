"""A town with the room of questions in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.compose import questions_store
from bot.directory import Level
from bot.questions.handlers import on
from bot.questions.picking import choose
from tests.introductions.town import Town, who
from tests.prompts.conftest import Heard

CAN = {"procurement": Level.DO}


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Cleo coordinates; Ana asks; Bea, Dan, Eve and Fay can do procurement, Gus cooks."""
    town = Town(sqlite_run, on, questions_store, {"questions.choose": choose}, overheard=Heard())
    town.moves_in("cleo", ask_me=False, introduce_me=False)
    town.members.coordinators.append(who("cleo"))
    town.moves_in("ana", ask_me=False)
    for name in ("bea", "dan", "eve", "fay", "hal", "ida", "jo"):
        town.moves_in(name, claims=CAN)
    town.moves_in("gus", claims={"school meals": Level.DO})
    return town
