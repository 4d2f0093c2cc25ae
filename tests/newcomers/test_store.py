"""Newcomers as rows, on both databases: one community's, the line sealed, and erasable."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.newcomers.model import Newcomer, Raid
from storage.database import Scope, Tx
from storage.newcomers import NewcomersStore
from storage.newcomers.tables import newcomers
from tests.introductions.town import HERE, MONDAY, VAULT, who, written

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINE = "I have been reading about kilns."
MOMENTS = [f.name for f in fields(Newcomer) if f.name.endswith("_at")]


def store(run: Connection, community: str = "c1") -> NewcomersStore:
    return NewcomersStore(Tx(run, VAULT), Scope(HERE, community))


def full() -> Newcomer:
    moments: dict[str, Any] = {name: MONDAY + n * HOUR for n, name in enumerate(MOMENTS)}
    return Newcomer(who("ana"), held=True, asked_day=14, hello=LINE, **moments)


def test_what_is_written_is_read(run: Connection) -> None:
    """Every moment, and the line."""
    store(run).save(full())
    assert store(run).newcomer(who("ana")) == full()
    store(run).save(Newcomer(who("ana")))
    assert store(run).newcomer(who("ana")) == Newcomer(who("ana"))


def test_another_community_finds_nothing(run: Connection) -> None:
    """Nor does it erase anything."""
    store(run).save(full())
    store(run).save_raid(Raid(MONDAY, MONDAY))
    other = store(run, "c2")
    assert other.newcomer(who("ana")) is None
    assert other.raid() is None
    assert other.greeted_last() is None
    assert other.joined_since(MONDAY - DAY) == other.waiting(MONDAY - DAY, held=True) == ()
    other.erase(who("ana"))
    other.hold(MONDAY - DAY)
    assert store(run).newcomer(who("ana")) == full()


def test_the_line_is_sealed_and_everything_erased(run: Connection) -> None:
    """Nothing of them stays."""
    store(run).save(full())
    raw = run.execute(select(newcomers.c.hello)).scalar_one()
    assert LINE.encode() not in raw
    store(run).erase(who("ana"))
    assert run.execute(select(newcomers)).all() == []


def test_who_is_present_is_noted_once(run: Connection) -> None:
    """Five hundred at a time, twice over, and known people stay as they are."""
    store(run).save(full())
    people = [who("ana"), *(who(f"p{n}") for n in range(500))]
    for _ in range(2):
        store(run).present(people, MONDAY)
    assert len(run.execute(select(newcomers)).all()) == 501
    assert store(run).newcomer(who("ana")) == full()
    assert store(run).newcomer(who("p7")) == Newcomer(who("p7"), came_at=MONDAY)


def came(name: str, at: datetime, **more: Any) -> Newcomer:
    return replace(Newcomer(who(name)).comes(at), **more)


def test_waiting_are_those_who_came_and_are_here(run: Connection) -> None:
    """Neither greeted nor gone; held and not held are told apart."""
    kept = store(run)
    kept.save(came("late", MONDAY + HOUR))
    kept.save(came("early", MONDAY))
    kept.save(came("old", MONDAY - DAY))
    kept.save(came("greeted", MONDAY, greeted_at=MONDAY))
    kept.save(came("gone", MONDAY, left_at=MONDAY + HOUR))
    kept.save(came("back", MONDAY, left_at=MONDAY - HOUR))
    kept.present([who("here")], MONDAY)
    names = [one.person.id for one in kept.waiting(MONDAY, held=False)]
    assert names == ["back", "early", "late"]
    kept.hold(MONDAY + HOUR)
    assert [one.person.id for one in kept.waiting(MONDAY, held=True)] == ["late"]
    assert sorted(kept.joined_since(MONDAY - HOUR)) == [MONDAY] * 4 + [MONDAY + HOUR]


def test_raids_are_written_over(run: Connection) -> None:
    """One at a time."""
    store(run).save_raid(Raid(MONDAY, MONDAY))
    store(run).save_raid(Raid(MONDAY, MONDAY + HOUR, decided=True))
    assert store(run).raid() == Raid(MONDAY, MONDAY + HOUR, decided=True)


def test_what_is_kept_is_told(run: Connection) -> None:
    """The moments by name, and the line itself."""
    kept = store(run)
    kept.save(full())
    (mine,) = kept.kept(who("ana"))
    assert mine.items[0]["your line"] == LINE
    assert mine.items[0]["joined"] == "2026-11-23"
    assert kept.kept(who("eve")) == ()


def test_reasons(run: Connection) -> None:
    """By what they pressed; nothing for who has been here for long."""
    kept = store(run)

    def said(one: Newcomer) -> list[str]:
        kept.save(one)
        return [written(text) for text in kept.reasons(one.person, MONDAY + DAY)]

    assert said(came("ana", MONDAY)) == [
        "You are new here. I write to you only after you press something."
    ]
    assert "at most once a week" in said(came("ana", MONDAY, started_at=MONDAY))[0]
    assert "won't write unless you ask" in said(came("ana", MONDAY, looking_at=MONDAY))[0]
    assert said(came("ana", MONDAY - 91 * DAY)) == []
    assert said(Newcomer(who("ana"))) == []


@pytest.mark.parametrize(
    "more",
    [
        {"hi_at": MONDAY},
        {"held": True},
        {"looking_at": MONDAY},
        {"introduced_at": MONDAY},
        {"left_at": MONDAY + HOUR},
    ],
)
def test_chores_leave_out_whom_nobody_need_greet(run: Connection, more: dict[str, Any]) -> None:
    """Answered, held, quiet, introduced, or gone."""
    kept = store(run)
    kept.save(came("ana", MONDAY))
    assert len(kept.chores(MONDAY + DAY)) == 1
    assert kept.chores(MONDAY + 19 * HOUR) == ()
    assert kept.chores(MONDAY + 8 * DAY) == ()
    kept.save(came("ana", MONDAY, **more))
    assert kept.chores(MONDAY + DAY) == ()
