"""A large community in a real database: members, what they can do, asked, answered and wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert

from bot.events import Begin, Community, Person, Place, Space
from bot.members.model import Profile
from bot.questions.model import State
from storage.codec import Vault
from storage.database import Scope, Tx
from storage.listening.tables import heard
from storage.members.near import NearTasks
from storage.members.tables import belonging, claims, members, skill_stems
from storage.questions import past
from storage.questions.tables import answers, offers, questions
from storage.tables import exchanges, people
from tests.bench.routing import LEVELS, THINGS, VERBS
from tests.bench.timing import rested

HERE = Space("web", "crowd")
VAULT = Vault((b"k" * 32,))
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
CHUNK, OWN = 5000, 0.2  # rows at once; of the skills, those nobody else has
COMMUNITY = Community(
    id="c1",
    space=HERE,
    home=Place(HERE, "home"),
    hello=Place(HERE, "hello"),
    name="Many",
    purpose="To be many",
    language="en",
    zone="Europe/Madrid",
    begin=Begin.ALL,
    held=False,
    since=NOW - timedelta(days=900),
)
TASKS = [f"{verb} {thing}" for verb in VERBS for thing in THINGS]
Row = dict[str, Any]


def moves_in(run: Connection, many: int, dice: Random) -> None:
    """So many members; for each three, a question of the last year; for each one, ten messages."""
    tx = Tx(run, VAULT)
    near = NearTasks(tx, Scope(HERE, "c1"))
    _fill(run, people, (_known(at) for at in range(many)))
    _fill(run, belonging, (_belongs(at) for at in range(many)))
    _fill(run, members, (_member(near, at, dice) for at in range(many)))
    said: dict[str, str] = {}
    _fill(run, claims, (row for at in range(many) for row in _claims(near, at, dice, said)))
    _fill(run, skill_stems, (
        {"community": "c1", "stem": stem, "task": key, "size": size}
        for key, words in said.items() for size, stem in near.stems_of(words)
    ))  # fmt: skip
    asked = [_asked(tx, at, dice) for at in range(many // 3)]
    _fill(run, questions, (row for row, _ in asked))
    _fill(run, answers, (_answer(tx, at, *asked[at % len(asked)], dice) for at in range(many // 2)))
    _fill(run, offers, (_offer(tx, at, dice, many) for at in range(many // 20)))
    _fill(run, heard, (_wrote(at, dice, many) for at in range(many * 10)))
    _fill(run, exchanges, (_met(at, who) for at in range(many // 10) for who in (at, at + 1)))
    run.commit()
    rested(run)


def needs(dice: Random, many: int) -> list[str]:
    """What is asked: about a task, in a sentence or two."""
    return [
        f"How do I {dice.choice(TASKS)} when nobody in my team ever did, and the"
        f" {dice.choice(THINGS)} are late? We tried to {dice.choice(TASKS)} last year."
        for _ in range(many)
    ]


def _fill(run: Connection, table: Table, rows: Iterator[Row]) -> None:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == CHUNK:
            run.execute(insert(table), batch)
            batch = []
    if batch:
        run.execute(insert(table), batch)


def id_of(at: int) -> str:
    """The so-many-th member's id."""
    return f"U{at:06}"


def person(id_: str) -> Person:
    """Somebody of the crowd."""
    return Person(HERE, id_)


def _known(at: int) -> Row:
    told = json.dumps({"name": f"Member {at}", "locale": "en", "zone": "Europe/Madrid"})
    known = VAULT.seal(told, "people", "known", HERE.key, id_of(at))
    return {"space": HERE.key, "person": id_of(at), "known": known, "powers": "",
            "is_bot": False, "is_guest": False, "at": NOW}  # fmt: skip


def _belongs(at: int) -> Row:
    since = NOW - timedelta(days=at % 800)
    return {"community": "c1", "person": id_of(at), "space": HERE.key, "since": since,
            "source": "join", "left_at": None, "changed_at": since}  # fmt: skip


def _member(near: NearTasks, at: int, dice: Random) -> Row:
    joined = NOW - timedelta(days=at % 800)
    zone = dice.choice(("Europe/Madrid", "America/Lima", "Asia/Tokyo"))
    told = Profile(role="Officer", organisation=f"Team {at % 300}", zone=zone)
    moments = ("joined_at", "full_at", "introduce_at", "ticks_at", "profile_at", "claims_at")
    return {
        "community": "c1", "person": id_of(at), "space": HERE.key, "introduce_me": True,
        "in_rounds": True, "ask_me": at % 4 != 0, "allowance": (0, 1, 2, 2, 5)[at % 5],
        "profile": near.sealed_profile(person(id_of(at)), told), "norms_version": 0,
        **dict.fromkeys(moments, joined),
    }  # fmt: skip


def _claims(near: NearTasks, at: int, dice: Random, said: dict[str, str]) -> Iterator[Row]:
    for number, task in enumerate(dice.sample(TASKS, 3)):
        words = f"{task} for district {at}" if dice.random() < OWN else task
        key = near.task_key(words)
        said[key] = words
        sealed = near.seal(words, "claims", "words", id_of(at), key)
        yield {"community": "c1", "person": id_of(at), "task": key, "words": sealed,
               "level": dice.choice(LEVELS).value,
               "at": NOW - timedelta(days=at % 800, seconds=number)}  # fmt: skip


def _asked(tx: Tx, at: int, dice: Random) -> tuple[Row, str]:
    (need,) = needs(dice, 1)
    id_, when = f"q{at}", NOW - timedelta(minutes=dice.randrange(60, 500_000))
    sealed = tx.vault.seal(json.dumps([need, *[""] * 4]), "questions", "words", "c1", id_)
    return {"community": "c1", "id": id_, "asker": id_of(at), "words": sealed, "wish": "answer",
            "state": State.ACCEPTED.value, "at": when, "posted": when}, need  # fmt: skip


def _answer(tx: Tx, at: int, question: Row, need: str, dice: Random) -> Row:
    said = f"We {dice.choice(TASKS)} every spring; begin with the {dice.choice(THINGS)}."
    id_, place = f"a{at}", ("question_answers", "words", "c1", f"a{at}")
    told = tx.vault.seal("", "question_answers", "told", "c1", id_)
    person = id_of(min(int(dice.paretovariate(0.4)), 4 * at + 7) % (2 * at + 3))
    return {"community": "c1", "id": id_, "question": question["id"], "person": person,
            "words": tx.vault.seal(said, *place), "told": told, "via": "form",
            "terms": past.packed(tx, "c1", f"{need} {said}"),
            "at": question["at"] + timedelta(minutes=dice.randrange(1, 500))}  # fmt: skip


def _offer(tx: Tx, at: int, dice: Random, many: int) -> Row:
    about = tx.vault.seal("", "question_offers", "about", "c1", f"o{at}")
    when = NOW - timedelta(minutes=dice.randrange(10_080))
    return {"community": "c1", "id": f"o{at}", "question": "q0", "at": when,
            "person": id_of(dice.randrange(many)), "why": "do", "about": about, "topic": "",
            "said": "asked"}  # fmt: skip


def _wrote(at: int, dice: Random, many: int) -> Row:
    """Few write much."""
    who = int(many * dice.random() ** 3)
    return {"community": "c1", "place": "home", "thread": f"t{at // 4}", "person": id_of(who),
            "at": NOW - timedelta(seconds=dice.randrange(60, 7_776_000), microseconds=at),
            "begins": at % 4 == 0}  # fmt: skip


def _met(at: int, who: int) -> Row:
    return {"community": "c1", "id": f"e{at}", "person": id_of(who), "kind": "introduction",
            "mode": "learn", "about": "", "size": 2,
            "at": NOW - timedelta(days=at % 300)}  # fmt: skip
