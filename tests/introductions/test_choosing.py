"""Who is asked for a newcomer: every criterion turns a choice, and chance settles ties only."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.directory import Card, Hours
from bot.events import Role
from bot.introductions.choosing import choose
from bot.introductions.model import HOSTED_AT_ONCE, Peer, Pool, Stops
from bot.likeness import similar
from tests.introductions.town import CAN_DO, CAN_EXPLAIN, KNOWS_WHO, LEARNS, who

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOST = frozenset({Role.HOST})


def card(name: str, **more: Any) -> Card:
    told: dict[str, Any] = {
        "person": who(name),
        "name": name,
        "since": MONDAY - timedelta(days=200),
        "established": True,
        "introduce_me": True,
        "ask_me": True,
        "hours": Hours("UTC"),
    }
    return Card(**(told | more))


def newcomer(**more: Any) -> Card:
    told: dict[str, Any] = {"claims": {"procurement": LEARNS}, "established": False}
    return card("ana", **(told | more))


def teacher(name: str, **more: Any) -> Card:
    """Somebody with a reason to be asked, so that only what is in `more` differs."""
    told: dict[str, Any] = {"claims": {"procurement": CAN_EXPLAIN}}
    return card(name, **(told | more))


def pool(one: Card, *peers: Card | Peer, places: int = 1, seed: int = 7) -> Pool:
    found = tuple(p if isinstance(p, Peer) else Peer(p) for p in peers)
    return Pool(one, found, MONDAY, seed, 1, places)


def chosen(one: Card, *peers: Card | Peer, places: int = 1, seed: int = 7) -> list[str]:
    return [p["person"] for p in choose(pool(one, *peers, places=places, seed=seed))["picks"]]


def always(one: Card, better: Card | Peer, worse: Card | Peer) -> bool:
    """Whether the better one is chosen whatever the dice say, and in whatever order they stand."""
    name = (better.card if isinstance(better, Peer) else better).person.id
    return all(
        chosen(one, *order, seed=seed) == [name]
        for seed in range(12)
        for order in ((better, worse), (worse, better))
    )


def test_who_can_do_it_comes_before_who_can_explain_it() -> None:
    """Do 5, explain 2."""
    assert always(newcomer(), card("doer", claims={"procurement": CAN_DO}), teacher("explainer"))


def test_two_of_the_wanted_tasks_come_before_one() -> None:
    """The number of wanted tasks somebody holds counts."""
    wants = newcomer(claims={"procurement": LEARNS, "tendering": LEARNS})
    both = teacher("both", claims={"procurement": CAN_EXPLAIN, "tendering": CAN_EXPLAIN})
    assert always(wants, both, teacher("one"))


def test_a_task_in_other_words_is_the_same_task() -> None:
    """And the peer is told in their own."""
    said = choose(pool(newcomer(), card("bea", claims={"public procurement": CAN_DO})))
    assert [(p["wants"], p["can"]) for p in said["picks"]] == [
        ("procurement", "public procurement")
    ]


def test_who_wants_what_the_newcomer_can_do_comes_first() -> None:
    """Reciprocity."""
    can = newcomer(claims={"procurement": LEARNS, "spreadsheets": CAN_DO})
    wants = {"procurement": CAN_EXPLAIN, "spreadsheets": LEARNS}
    assert always(can, teacher("learner", claims=wants), teacher("other"))


def test_a_shared_hardest_thing_comes_first() -> None:
    """In similar words, not the same."""
    one = newcomer(hardest="Getting suppliers to answer")
    other = teacher("same", hardest="suppliers never answer our calls")
    assert always(one, other, teacher("none", hardest="the budget"))


def test_the_same_role_in_another_organisation_comes_first() -> None:
    """Before the same role next door, and before another role elsewhere."""
    one = newcomer(role="Buyer", organisation="Leeds")
    elsewhere = teacher("elsewhere", role="buyer", organisation="York")
    assert always(one, elsewhere, teacher("next door", role="buyer", organisation="Leeds"))
    assert always(one, elsewhere, teacher("lawyer", role="lawyer", organisation="York"))


def test_another_organisation_comes_first() -> None:
    """People who do not meet anyway."""
    one = newcomer(organisation="Leeds")
    assert always(one, teacher("far", organisation="York"), teacher("near", organisation="Leeds"))


def test_shared_waking_hours_come_first() -> None:
    """Tokyo sleeps while London works."""
    tokyo = teacher("tokyo", hours=Hours("Asia/Tokyo"))
    assert always(newcomer(), teacher("london", hours=Hours("Europe/London")), tokyo)


def test_a_common_language_comes_before_everything() -> None:
    """A doer one cannot talk to is worth less than an explainer one can."""
    doer = card("doer", claims={"procurement": CAN_DO}, languages=("fr",))
    assert always(newcomer(languages=("en-GB", "es")), teacher("both", languages=("en",)), doer)


def test_who_was_asked_lately_comes_later() -> None:
    """One ask of the last seven days."""
    assert always(newcomer(), Peer(teacher("rested")), Peer(teacher("asked"), asked=1))


def test_who_met_many_lately_comes_later() -> None:
    """Introductions of the last four weeks."""
    assert always(newcomer(), Peer(teacher("rested")), Peer(teacher("busy"), met_lately=2))


def test_who_was_met_lately_comes_later() -> None:
    """Contact within ninety days, and not before."""
    assert always(newcomer(), Peer(teacher("new")), Peer(teacher("known"), contact=20))
    old = chosen(newcomer(), Peer(teacher("new")), Peer(teacher("old"), contact=91), seed=1)
    older = {
        chosen(newcomer(), Peer(teacher("new")), Peer(teacher("old"), contact=91), seed=s)[0]
        for s in range(20)
    }
    assert old
    assert older == {"new", "old"}


def test_hosts_come_first_when_the_pool_is_thin() -> None:
    """Four others with a reason are few; five are enough to choose by worth alone."""
    host = card("host", roles=HOST)
    others = [teacher(f"t{n}") for n in range(5)]
    assert chosen(newcomer(), *others[:4], host) == ["host"]
    assert "host" not in chosen(newcomer(), *others, host, places=2)


def test_without_a_reason_nobody_but_a_host_is_asked() -> None:
    """A reason both recognise, or none."""
    stranger = card("stranger", claims={"juggling": CAN_DO})
    assert chosen(newcomer(), stranger) == []
    assert chosen(newcomer(), stranger, card("host", roles=HOST)) == ["host"]


def test_who_knows_who_is_asked_only_where_nobody_can() -> None:
    """The route over a connector; it never takes the place of somebody who can."""
    knows = card("knows", claims={"procurement": KNOWS_WHO})
    host = card("host", roles=HOST)
    assert chosen(newcomer(), knows, teacher("bea"), places=2) == ["bea"]
    assert chosen(newcomer(), knows, host, places=2) == ["host", "knows"]
    said = choose(pool(newcomer(), knows))["picks"]
    assert [p["why"] for p in said] == ["connect"]


def test_only_ties_are_settled_by_chance_and_always_the_same() -> None:
    """Two alike: both are chosen sometimes, the same seed chooses the same."""
    two = teacher("one"), teacher("two")
    assert {chosen(newcomer(), *two, seed=s)[0] for s in range(20)} == {"one", "two"}
    for seed in range(20):
        assert chosen(newcomer(), *two, seed=seed) == chosen(newcomer(), *two[::-1], seed=seed)


def test_no_more_than_there_are_places_for() -> None:
    """Also when none is left."""
    everybody = [teacher(f"t{n}") for n in range(9)]
    for places in (0, 1, 2):
        assert len(chosen(newcomer(), *everybody, places=places)) == places
    assert chosen(newcomer(), card("k", claims={"procurement": KNOWS_WHO}), places=0) == []


def test_a_choice_is_explained_in_one_sentence() -> None:
    """What counted, and how much."""
    (pick,) = choose(pool(newcomer(), Peer(teacher("bea"), asked=1)))["picks"]
    assert pick["explained"] == "3: explain procurement +2, hours +2, asked -1"


def test_it_crosses_processes() -> None:
    """The pool and the answer are plain values."""
    given = pool(newcomer(), teacher("bea"))
    assert choose(pickle.loads(pickle.dumps(given))) == choose(given)  # noqa: S301 - made here


def test_four_hundred_peers_are_chosen_from_quickly() -> None:
    """A large community's choice, far below what a person would notice."""
    everybody = [teacher(f"t{n}", hardest="suppliers do not answer") for n in range(400)]
    assert len(chosen(newcomer(hardest="suppliers"), *everybody, places=2)) == 2


@pytest.mark.parametrize(
    ("said", "other", "alike"),
    [
        ("procurement", "Public Procurement", True),
        ("write tenders", "writing a tender", True),
        ("escribir pliegos", "Escribir un pliego", True),
        ("write tenders", "write code", False),
        ("", "", False),
        ("the and of", "of the and", False),
    ],
)
def test_similar_words(said: str, other: str, *, alike: bool) -> None:
    """Endings, accents and little words do not matter; one shared word of many does not do."""
    assert similar(said, other) is alike


class TestStops:
    """What forbids a meeting, whatever it is worth."""

    ana = who("ana")

    def stops(self, **more: Any) -> Stops:
        told: dict[str, Any] = {"apart": frozenset(), "already": frozenset()}
        return Stops(**(told | more))

    def test_an_established_peer_may_be_asked(self) -> None:
        """Nothing is in the way."""
        assert self.stops().allow(self.ana, card("bea"))

    def test_never_themselves(self) -> None:
        """Nobody meets themselves."""
        assert not self.stops().allow(self.ana, card("ana"))

    def test_never_who_is_kept_apart(self) -> None:
        """Absolute."""
        assert not self.stops(apart=frozenset({who("bea")})).allow(self.ana, card("bea"))

    def test_never_twice(self) -> None:
        """Asked once for this newcomer is enough."""
        assert not self.stops(already=frozenset({who("bea")})).allow(self.ana, card("bea"))

    def test_never_another_newcomer(self) -> None:
        """Newcomers meet the established; a named host is one from the first day."""
        assert not self.stops().allow(self.ana, card("bea", established=False))
        assert self.stops().allow(self.ana, card("hal", established=False, roles=HOST))

    def test_never_a_third_newcomer_at_once(self) -> None:
        """Two are enough for anybody."""
        full = self.stops(hosting={who("bea"): HOSTED_AT_ONCE})
        assert not full.allow(self.ana, card("bea"))
        assert self.stops(hosting={who("bea"): 1}).allow(self.ana, card("bea"))

    def test_only_hosts_in_a_small_start(self) -> None:
        """Other members are not asked yet."""
        small = self.stops(hosts_only=True)
        assert not small.allow(self.ana, card("bea"))
        assert small.allow(self.ana, card("hal", roles=HOST))
