"""The log of exchanges and the day of the last act, on both databases: counted once, erasable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from bot.events import Person, Space
from bot.exchanges import Exchange
from storage.codec import Vault
from storage.database import Scope, Tx
from storage.ledger.exchanges import ActBook, ExchangeLog
from storage.ledger.traces import Traces
from storage.tables import acts, exchanges

HERE = Space("web", "town")
MONDAY = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ANA, BEA, CAI = (Person(HERE, name) for name in ("ana", "bea", "cai"))
MET = Exchange("introduction", (ANA, BEA), "learn", "7f3a", MONDAY, 2)


def tx(run: Connection) -> Tx:
    return Tx(run, Vault((b"k" * 32,)))


def log(run: Connection, community: str = "c1") -> ExchangeLog:
    return ExchangeLog(tx(run), Scope(HERE, community))


def book(run: Connection, community: str = "c1") -> ActBook:
    return ActBook(tx(run), Scope(HERE, community))


def test_an_exchange_has_both_parties_and_a_mode(run: Connection) -> None:
    """What was written is what is read, of this community alone."""
    log(run).note(MET)
    assert log(run).since(MONDAY) == (MET,)
    assert log(run).since(MONDAY + DAY) == ()
    assert log(run, "c2").since(MONDAY) == ()


def test_told_twice_it_is_one(run: Connection) -> None:
    """The same matter of the same people counts once, whoever tells it and when."""
    log(run).note(MET)
    log(run).note(replace(MET, people=(BEA, ANA), at=MONDAY + DAY))
    assert log(run).since(MONDAY - DAY) == (MET,)
    log(run).note(replace(MET, about="other"))
    log(run).note(replace(MET, kind="round", about="skill:7f3a"))
    assert len(log(run).since(MONDAY)) == 3


def test_without_a_matter_each_moment_is_its_own(run: Connection) -> None:
    """Two visits of the same two people are two."""
    visit = Exchange("visit", (ANA, BEA), "learn", "", MONDAY, 2)
    log(run).note(visit)
    log(run).note(replace(visit, at=MONDAY + DAY))
    assert len(log(run).since(MONDAY)) == 2


def test_the_aspect_stands_before_the_colon() -> None:
    """A round tells its lens; an introduction has none."""
    assert replace(MET, about="skill:7f3a").aspect == "skill"
    assert MET.aspect == ""


def test_somebody_erased_stands_in_no_row(run: Connection) -> None:
    """Their row goes, their id goes from the others'; that the other did something stays."""
    log(run).note(MET)
    log(run).note(replace(MET, people=(BEA, CAI), about="by:ana"))
    book(run).note(ANA, MONDAY)
    Traces(tx(run), Scope(HERE, "c1"), MONDAY).erase(ANA)
    assert "ana" not in str(run.execute(select(exchanges)).all())
    assert run.execute(select(acts)).all() == []
    first, second = log(run).since(MONDAY)
    assert {first.people, second.people} == {(BEA,), (BEA, CAI)}
    assert first.size == second.size == 2


def test_only_the_day_of_the_last_act_is_kept(run: Connection) -> None:
    """The newest day wins; the hour is nobody's business."""
    for moment in (MONDAY, MONDAY + 2 * DAY, MONDAY + DAY):
        book(run).note(ANA, moment)
    (row,) = run.execute(select(acts)).all()
    assert row.day == (MONDAY + 2 * DAY).replace(hour=0, minute=0)
    assert book(run).since(MONDAY + 2 * DAY + timedelta(hours=9)) == {ANA}
    assert book(run).since(MONDAY + 3 * DAY) == frozenset()
    assert book(run, "c2").since(MONDAY) == frozenset()


def test_it_is_shown_to_whoever_asks(run: Connection) -> None:
    """*me* names both, and not with whom."""
    log(run).note(MET)
    book(run).note(ANA, MONDAY)
    kept = Traces(tx(run), Scope(HERE, "c1"), MONDAY).kept(ANA)
    assert [item for one in kept for item in one.items] == [
        {"what": "introduction", "for": "learn", "on": "2026-11-23"},
        {"day": "2026-11-23"},
    ]
    assert Traces(tx(run), Scope(HERE, "c1"), MONDAY).kept(CAI) == ()
