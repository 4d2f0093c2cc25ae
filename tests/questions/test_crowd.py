"""Whom to ask among many: found by a handful of statements, the same on both databases."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import Connection, event

from bot import compose
from bot.questions.history import learn
from bot.questions.learning import ENOUGH
from bot.questions.model import Pool, Question, State
from bot.questions.picking import choose
from bot.questions.weighing import LEARNT
from storage.database import Scope, Tx
from tests.bench import crowd

MANY = 1200
(NEED,) = crowd.needs(Random(3), 1)


@pytest.fixture
def crowded(run: Connection) -> Connection:
    """A community too large to be read one by one."""
    crowd.moves_in(run, MANY, Random(1))
    return run


def counted(crowded: Connection) -> list[str]:
    """Every statement from now on."""
    said: list[str] = []

    def note(_run: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(crowded, "before_cursor_execute", note)
    return said


def pool_of(crowded: Connection, asker: str | None = None) -> Pool:
    """What is read for a question."""
    tx = Tx(crowded, crowd.VAULT)
    store = compose.questions_store(tx, Scope(crowd.HERE, "c1"))
    who = crowd.person(asker) if asker else None
    question = Question("new", who, NEED, crowd.NOW, state=State.OPEN, posted=crowd.NOW, seed=7)
    store.save(question)
    pool = store.pool("new", crowd.NOW, compose.directory(tx, crowd.COMMUNITY, crowd.NOW))
    assert pool is not None
    return pool


def test_everybody_is_looked_at_with_a_handful_of_statements(crowded: Connection) -> None:
    """However many they are: one for each of them would be 1,200."""
    directory = compose.directory(Tx(crowded, crowd.VAULT), crowd.COMMUNITY, crowd.NOW)
    said = counted(crowded)
    found = directory.askable(crowd.NOW)
    assert len(found) == sum(at % 5 != 0 for at in range(MANY))
    assert len(said) <= 12


def test_a_question_reads_those_who_come_into_question(crowded: Connection) -> None:
    """Some dozens of statements, and of some dozens of people more than their keys."""
    said = counted(crowded)
    pool = pool_of(crowded, crowd.id_of(7))
    assert len(said) <= 36
    assert 0 < len(pool.helpers) <= 36
    picks = choose(pool)["picks"]
    assert len(picks) == 3
    assert pool.topic in crowd.TASKS


def test_all_that_is_known_of_them_is_told(crowded: Connection) -> None:
    """What they can do, when they answered, when they wrote, and that they know the asker."""
    pool = pool_of(crowded, crowd.id_of(7))
    assert any(one.claims for one in pool.helpers)
    assert any(one.earlier and one.earlier[0].terms for one in pool.helpers)
    assert any(one.turns for one in pool.helpers)
    assert {one.able.hours.zone for one in pool.helpers} > {"America/Lima"}
    beside = pool_of(crowded, pool.helpers[0].able.person.id)
    assert any(one.with_asker for one in beside.helpers)
    assert not any(one.with_asker for one in pool_of(crowded).helpers)


def test_weights_are_learnt_from_what_happened_here(crowded: Connection) -> None:
    """From questions answered through Hearth, and from threads of which no word is known."""
    tx = Tx(crowded, crowd.VAULT)
    past = compose.POOLS["questions.learn"](tx, Scope(crowd.HERE, "c1"))
    directory = compose.directory(tx, crowd.COMMUNITY, crowd.NOW)
    found = learn(past.pool("", crowd.NOW, directory))
    assert found["questions"] >= ENOUGH
    assert set(found["numbers"]) == set(LEARNT)
