"""What looks like a question is passed on, for members who are noted; and it is kept nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.events import Place, Wrote
from bot.handlers import Kind
from bot.listening.handlers import on
from storage.listening import ListeningStore
from storage.listening.tables import heard
from tests.introductions.town import HERE, HOME, Town, who

NAME = "questions.alone"


@pytest.fixture
def town(sqlite_run: Connection) -> Town:
    """Listening is on in the home; Ana has joined."""
    town = Town(sqlite_run, on, ListeningStore)
    town.moves_in("ana")
    town.store.ask(HOME, who("cleo"), town.now)
    town.store.begin(HOME, town.now)
    return town


def writes(
    town: Town, name: str = "ana", *, begins: bool = True, seeks: bool = True, place: str = "home"
) -> list[str]:
    """Somebody writes; whom is looked after from now on."""
    where = Place(HERE, place, "m7")
    event = Wrote(**town._by(name), place=where, begins=begins, seeks=seeks)
    town.does(event, town.line(Kind.EVENT, "wrote"))
    return [subject for key, subject in town.promises.timers if key == NAME]


def test_a_members_question_is_passed_on(town: Town) -> None:
    """Who, where and when, to the microsecond."""
    town.now += timedelta(microseconds=7)
    [subject] = writes(town)
    assert subject == f"ana|home|m7|{round(town.now.timestamp() * 1_000_000)}"


def test_what_is_no_question_and_what_is_an_answer_is_not(town: Town) -> None:
    """Nor is either of them noted differently."""
    assert writes(town, seeks=False) == []
    assert writes(town, begins=False) == []


def test_of_who_did_not_join_nothing_waits(town: Town) -> None:
    """It is noted when they wrote, as the announcement says, and nothing else."""
    assert writes(town, "bea") == []
    assert town.run.execute(select(heard.c.person)).scalars().all() == ["bea"]


def test_of_who_is_left_out_nothing_waits(town: Town) -> None:
    """Not even for a moment."""
    town.store.leave_out(who("ana"))
    assert writes(town) == []


def test_where_listening_is_off_nothing_is_passed_on(town: Town) -> None:
    """In another channel, and before the announcement stood."""
    assert writes(town, place="kitchen") == []
    town.now -= timedelta(minutes=1)
    assert writes(town) == []


def test_the_row_does_not_tell_a_question(town: Town) -> None:
    """The same columns, the same values, whether it looked like one or not."""
    writes(town)
    [row] = town.run.execute(select(heard)).mappings().all()
    assert set(row) == {"community", "place", "thread", "person", "at", "begins"}
