"""Communities, roles and claim codes as rows, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import Connection, select

from bot.communities.model import TRIES, Founded
from bot.events import Begin, Community, Person, Place, Role, Space
from storage.codec import Vault
from storage.communities import CommunitiesStore, CommunityBook, make_claim, make_coordinator
from storage.communities.tables import claims, communities
from storage.database import Scope, Tx

SPACE, ELSEWHERE = Space("web", "one"), Space("web", "two")
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA, BEA = Person(SPACE, "ana"), Person(SPACE, "bea")
HOME, HELLO = Place(SPACE, "town-square"), Place(SPACE, "welcome")


def commons(id_: str = "commons1", space: Space = SPACE) -> Community:
    return Community(
        id=id_,
        space=space,
        home=Place(space, "town-square"),
        hello=Place(space, "welcome"),
        name="Buyers",
        purpose="People who buy for the public",
        language="en",
        zone="Europe/Madrid",
        begin=Begin.EACH,
        held=False,
        since=NOW,
        norms=("Be kind.",),
    )


@pytest.fixture
def tx(run: Connection) -> Tx:
    """A transaction in an empty database of each kind."""
    return Tx(run, Vault((b"k" * 32,)))


@pytest.fixture
def store(tx: Tx) -> CommunitiesStore:
    store = CommunitiesStore(tx, Scope(SPACE, "commons1"))
    store.found(Founded(commons(), by=ANA), NOW)
    return store


def test_a_community_is_found_by_its_places(tx: Tx, store: CommunitiesStore) -> None:
    """Home and place of welcome lead to it, from any thread; another space's never do."""
    book = CommunityBook(tx, SPACE)
    assert book.by_id("commons1") == commons()
    assert book.at(HOME) == book.at(replace(HELLO, thread="t")) == commons()
    assert book.at(Place(SPACE, "elsewhere")) is None
    other = CommunityBook(tx, ELSEWHERE)
    assert (other.by_id("commons1"), other.in_space()) == (None, ())
    assert other.at(HOME) is None


def test_words_are_sealed(tx: Tx, store: CommunitiesStore) -> None:
    """Name, purpose and norms cannot be read from the row."""
    row = tx.run.execute(select(communities)).one()
    assert b"public" not in row.said
    assert b"Buyers" not in row.said


def test_the_newest_settings_win(store: CommunitiesStore) -> None:
    """An older form that arrives late changes nothing."""
    newer, older = replace(commons(), purpose="newer"), replace(commons(), purpose="older")
    store.found(Founded(newer), NOW + HOUR)
    store.found(Founded(older), NOW)
    founded = store.founded()
    assert founded is not None
    assert founded.community.purpose == "newer"


@pytest.mark.parametrize("order", tuple(permutations((0, 1, 2))))
def test_the_newest_word_about_a_role_wins(store: CommunitiesStore, order: tuple[int, ...]) -> None:
    """Made, unmade, made again: shuffled or doubled, the last one by the platform's time counts."""
    said = ((NOW, True), (NOW + HOUR, False), (NOW + 2 * HOUR, True))
    for turn in (*order, *order):
        at, given = said[turn]
        store.give(BEA, Role.HOST, ANA, at, given=given)
    assert store.with_role(Role.HOST) == (BEA,)


def test_roles_keep_the_order_they_were_named_in(tx: Tx, store: CommunitiesStore) -> None:
    """The first host named is the first asked."""
    for position, name in enumerate(("zoe", "ana", "max")):
        store.give(Person(SPACE, name), Role.HOST, ANA, NOW, given=True, position=position)
    assert [p.id for p in store.with_role(Role.HOST)] == ["zoe", "ana", "max"]
    assert CommunityBook(tx, SPACE).roles("commons1", ANA) == {Role.HOST}
    assert CommunityBook(tx, SPACE).roles("other", ANA) == frozenset()


def test_a_code_works_once(tx: Tx) -> None:
    """However it is typed; a second use finds nothing."""
    make_claim(tx, "EMBER-4821", NOW + HOUR)
    codes = CommunitiesStore(tx, Scope(SPACE, ""))
    assert codes.is_valid("ember-4821 ", NOW)
    assert codes.spend("ember-4821", NOW)
    assert not codes.is_valid("EMBER-4821", NOW)
    assert not codes.spend("EMBER-4821", NOW)


def test_a_code_lasts_an_hour_and_stands_nowhere(tx: Tx) -> None:
    """After its hour it opens nothing; the row holds a digest."""
    make_claim(tx, "EMBER-4821", NOW + HOUR)
    codes = CommunitiesStore(tx, Scope(SPACE, ""))
    assert not codes.spend("EMBER-4821", NOW + HOUR)
    assert "EMBER" not in str(tx.run.execute(select(claims)).one())


def test_a_code_of_another_space_opens_nothing_here(tx: Tx) -> None:
    """A code made for one space is no key to the next."""
    make_claim(tx, "EMBER-4821", NOW + HOUR, ELSEWHERE.key)
    assert not CommunitiesStore(tx, Scope(SPACE, "")).is_valid("EMBER-4821", NOW)
    assert CommunitiesStore(tx, Scope(ELSEWHERE, "")).is_valid("EMBER-4821", NOW)


def test_nobody_guesses_a_code(tx: Tx) -> None:
    """After twenty wrong tries the open codes close."""
    make_claim(tx, "EMBER-4821", NOW + HOUR)
    codes = CommunitiesStore(tx, Scope(SPACE, ""))
    for _ in range(TRIES):
        assert codes.is_valid("EMBER-4821", NOW)
        codes.missed(NOW)
    assert not codes.spend("EMBER-4821", NOW)


def test_a_community_is_rescued(tx: Tx, store: CommunitiesStore) -> None:
    """`hearth owner` makes somebody coordinator; of a community that is there."""
    assert make_coordinator(tx, "commons1", BEA, NOW)
    assert store.with_role(Role.COORDINATOR) == (BEA,)
    assert not make_coordinator(tx, "nothing1", BEA, NOW)


def test_erasing_somebody_leaves_no_trace(store: CommunitiesStore) -> None:
    """Their roles go, and their name from what they did for others."""
    store.give(ANA, Role.COORDINATOR, ANA, NOW, given=True)
    store.give(BEA, Role.HOST, ANA, NOW, given=True)
    assert store.kept(ANA)[0].items[0]["here as"] == "coordinator"
    store.erase(ANA)
    assert store.kept(ANA) == ()
    founded = store.founded()
    assert founded is not None
    assert founded.by is None
    assert store.with_role(Role.HOST) == (BEA,)


def test_erasing_a_community_empties_every_room(tx: Tx, store: CommunitiesStore) -> None:
    """Every table with a community column loses its rows, and no other community's."""
    other = CommunitiesStore(tx, Scope(SPACE, "commons2"))
    other.found(Founded(commons("commons2")), NOW)
    for one in (store, other):
        one.give(ANA, Role.COORDINATOR, ANA, NOW, given=True)
    store.erase_all()
    assert store.founded() is None
    assert store.with_role(Role.COORDINATOR) == ()
    assert other.with_role(Role.COORDINATOR) == (ANA,)
