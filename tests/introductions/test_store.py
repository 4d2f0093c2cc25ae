"""Introductions and searches as rows, on both databases: one community's, sealed, and erasable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Table, select

from bot.introductions.model import (
    Introduction,
    Looking,
    Outcome,
    Reason,
    Said,
    Search,
    Side,
    State,
    Why,
)
from storage.database import Scope, Tx
from storage.introductions import IntroductionsStore
from storage.introductions.tables import introductions, searches
from tests.introductions.town import HERE, LEARNS, MONDAY, VAULT, Members, Town, who, written

DAY = timedelta(days=1)
SECRET = "kiln building"


def store(run: Connection, community: str = "c1") -> IntroductionsStore:
    return IntroductionsStore(Tx(run, VAULT), Scope(HERE, community))


ONE = Introduction(
    id="one",
    a=Side(who("ana"), Said.YES),
    b=Side(who("bea"), Said.NOTHING, Outcome.ARRANGED),
    reason=Reason(Why.DO, SECRET, SECRET, SECRET),
    state=State.OFFERED,
    at=MONDAY,
    by=who("dora"),
    name_first=True,
    round=2,
    late=True,
    offered_at=MONDAY + DAY,
    together_at=MONDAY + 2 * DAY,
)
SEARCH = Search(
    person=who("ana"),
    since=MONDAY,
    promised=MONDAY + DAY,
    seed=2**30 - 1,
    name_first=True,
    hosts_only=True,
    round=2,
    coordinator=who("cleo"),
    told=MONDAY + DAY,
)


def test_what_is_written_is_read(run: Connection) -> None:
    """All of it, and the newest of it."""
    kept = store(run)
    kept.save(ONE)
    kept.save_search(SEARCH)
    assert kept.introduction("one") == ONE
    assert kept.search(who("ana")) == SEARCH
    changed = replace(ONE, state=State.MET, by=None, together_at=None)
    kept.save(changed)
    kept.save_search(replace(SEARCH, state=Looking.FOUND, coordinator=None, told=None))
    assert kept.introduction("one") == changed
    assert kept.search(who("ana")) == replace(
        SEARCH, state=Looking.FOUND, coordinator=None, told=None
    )
    assert kept.looking() == ()


def test_another_community_finds_nothing(run: Connection) -> None:
    """Ids are not keys to what is not theirs."""
    store(run).save(ONE)
    store(run).save_search(SEARCH)
    other = store(run, "c2")
    assert other.introduction("one") is None
    assert other.search(who("ana")) is None
    assert (other.of(who("ana")), other.looking()) == ((), ())
    assert not other.hosting()
    assert other.chores(MONDAY) == ()
    assert other.reasons(who("ana"), MONDAY) == ()
    assert other.kept(who("ana")) == ()
    other.erase(who("ana"))
    assert store(run).introduction("one") == ONE
    assert store(run).search(who("ana")) == SEARCH


def test_hosting_counts_what_is_open_for_newcomers(run: Connection) -> None:
    """Neither what is over, nor what members proposed."""
    kept = store(run)
    states = (State.PROPOSED, State.OFFERED, State.ACCEPTED, State.MET, State.DECLINED)
    for number, state in enumerate((*states, State.EXPIRED)):
        kept.save(replace(ONE, id=f"i{number}", state=state))
    kept.save(replace(ONE, id="member", search=False))
    assert dict(kept.hosting()) == {who("bea"): 3}


def cells(run: Connection, table: Table) -> str:
    # Not repr: that of a byte 0xbe before an "a" would spell a name.
    return " ".join(
        value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for row in run.execute(select(table))
        for value in row
    )


def test_words_are_sealed(run: Connection) -> None:
    """What people want, can and wrote stands nowhere in the clear."""
    store(run).save(ONE)
    raw = run.execute(select(introductions.c.reason)).scalar_one()
    assert SECRET.encode() not in raw
    assert SECRET not in cells(run, introductions)


@pytest.mark.parametrize("name", ["ana", "bea", "dora", "cleo"])
def test_an_erased_person_is_in_no_row(run: Connection, name: str) -> None:
    """Newcomer, peer, proposer, coordinator: of open rows and of closed ones."""
    kept = store(run)
    kept.save(ONE)
    kept.save(replace(ONE, id="two", state=State.MET))
    kept.save_search(SEARCH)
    assert name in cells(run, introductions) + cells(run, searches)
    kept.erase(who(name))
    assert name not in cells(run, introductions) + cells(run, searches)


def test_the_words_go_with_the_person(run: Connection) -> None:
    """The empty side of an open row has no reason either; the proposer's words go too."""
    kept = store(run)
    kept.save(ONE)
    kept.erase(who("dora"))
    left = kept.introduction("one")
    assert left is not None
    assert (left.reason.words, left.reason.wants) == ("", SECRET)
    kept.erase(who("ana"))
    left = kept.introduction("one")
    assert left is not None
    assert left.reason == Reason(Why.DO)
    kept.erase(who("bea"))
    assert kept.introduction("one") is None


def test_what_is_kept_is_shown_without_names_not_yet_shared(run: Connection) -> None:
    """The newcomer does not learn who was asked, also not from their own data."""
    kept = store(run)
    kept.save(replace(ONE, together_at=None))
    kept.save_search(SEARCH)
    (mine,) = kept.kept(who("ana"))
    assert [item.get("with") for item in mine.items] == [None, ""]
    (theirs,) = kept.kept(who("bea"))
    assert [item["with"] for item in theirs.items] == [""]
    kept.save(ONE)
    (mine,) = kept.kept(who("ana"))
    assert mine.items[1]["with"] == "bea"
    assert kept.kept(who("eve")) == ()


def test_the_pool_holds_who_may_be_asked(town: Town) -> None:
    """With their load; without whom anything forbids."""
    town.moves_in("bea")
    town.moves_in("carl")
    town.moves_in("dora")
    town.moves_in("newer", days=10)
    town.members.asked[who("bea")] = 1
    town.members.kept_apart.add(frozenset({who("ana"), who("carl")}))
    kept = town.store
    kept.save_search(replace(SEARCH, hosts_only=False, since=MONDAY - DAY))
    kept.save(replace(ONE, b=Side(who("dora")), at=MONDAY - 2 * DAY))
    kept.save(replace(ONE, id="m", search=False, state=State.MET, together_at=MONDAY - 5 * DAY))
    pool = kept.pool("ana", MONDAY, town.members)
    (bea,) = pool.peers
    assert (bea.card.person, bea.asked, bea.met_lately, bea.contact) == (who("bea"), 1, 1, 5)
    assert (pool.places, pool.seed, pool.round) == (2, SEARCH.seed, 2)
    assert pool.newcomer.claims == {"procurement": LEARNS}


def test_there_are_places_for_five(town: Town) -> None:
    """Counted since the consent."""
    kept = town.store
    kept.save_search(SEARCH)
    for number, places in enumerate((2, 2, 2, 2, 1, 0)):
        assert kept.pool("ana", MONDAY, town.members).places == places
        kept.save(replace(ONE, id=f"i{number}", b=Side(who(f"b{number}"))))
    kept.save_search(replace(SEARCH, since=MONDAY + DAY))
    assert kept.pool("ana", MONDAY, town.members).places == 2


def test_nobody_to_choose_for(town: Town) -> None:
    """Who has no search, or no card, has no pool."""
    assert town.store.pool("bea", MONDAY, town.members) is None
    town.store.save_search(SEARCH)
    assert town.store.pool("ana", MONDAY, Members()) is None


def test_reasons_never_hold_what_is_over(run: Connection) -> None:
    """Neither declined nor expired, nor anything to who said no."""
    kept = store(run)
    for number, state in enumerate((State.DECLINED, State.EXPIRED)):
        kept.save(replace(ONE, id=f"i{number}", state=state))
    kept.save(replace(ONE, id="no", b=Side(who("bea"), Said.NO), together_at=None))
    assert kept.reasons(who("bea"), MONDAY) == ()
    kept.save(replace(ONE, id="open", together_at=None, name_first=False))
    (said,) = kept.reasons(who("bea"), MONDAY)
    assert written(said) == f"I asked you about @ana. You said you can do {SECRET}."
