"""Who lives in generated lives, what they need, and where they live."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import Connection, Engine

from bot.compose import questions_store
from bot.directory import Level
from bot.questions.handlers import on
from bot.questions.model import State
from bot.questions.picking import choose
from bot.work import DAY, HOUR
from tests.introductions.town import HOME, Town, opened, who
from tests.prompts.conftest import Heard
from tests.questions.acting import ALL
from tests.questions.conftest import CAN

ASKERS = ("ana", "gus", "bea")
PEOPLE = (*sorted(ALL), "ana", "gus")
TOLD = ("questions.news", "questions.nobody_yet", "questions.closed", "questions.still")
DONE = frozenset({State.ACCEPTED, State.CLOSED, State.HELPED})
NEEDS = ("How do I publish procurement contracts?", "Who runs school meals?", "What is a comet?")
SPANS = (HOUR, 5 * HOUR, DAY, 3 * DAY, 8 * DAY)


def database() -> Engine:
    """One for all lives; each undoes what it wrote."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-questions-"))
    return opened(f"sqlite:///{folder / 'lives.db'}")


def moved_in(run: Connection) -> Town:
    """Cleo coordinates; many can do procurement, Gus cooks, Ana may not be asked; all is heard."""
    town = Town(run, on, questions_store, {"questions.choose": choose}, overheard=Heard())
    town.overheard.places = (HOME,)
    town.moves_in("cleo", ask_me=False, introduce_me=False)
    town.members.coordinators.append(who("cleo"))
    town.moves_in("ana", ask_me=False)
    for name in sorted(ALL):
        town.moves_in(name, claims=CAN)
    town.moves_in("gus", claims={"school meals": Level.DO})
    return town
