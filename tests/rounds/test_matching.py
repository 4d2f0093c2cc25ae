"""What the matcher promises of every round, of communities made up and of some that are told."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from bot.rounds.matching import draw
from bot.rounds.matching.model import Absent, Draw, Lens, Member, Met, Term, working
from tests.bench.properties import communities, mixed, together, wrong_with
from tests.contracts.house import HOUSE

LENSES = [lens for lens in Lens if lens is not Lens.CHANCE]


def people(*ids: str) -> tuple[Member, ...]:
    return tuple(Member(id_) for id_ in ids)


@settings(max_examples=250)
@given(communities())
def test_every_round_keeps_the_rules(community: Draw) -> None:
    """Nobody kept apart or absent is drawn, nobody is in two groups, everybody is accounted for."""
    assert not wrong_with(community, draw(community))


@settings(max_examples=60)
@given(communities())
def test_the_same_seed_draws_the_same_round(community: Draw) -> None:
    """In whatever order the members, the past and the blocks are told."""
    assert draw(mixed(community, 1)) == draw(community)


TWICE = """
from random import Random
from bot.rounds.matching import draw
from bot.rounds.matching.model import Draw, Member
people = [Member(f"u{i}", teaches=(f"s{i % 7}",), wants=(f"s{i % 5}",)) for i in range(601)]
Random(ORDER).shuffle(people)
print([group.members for group in draw(Draw(tuple(people), seed="x")).groups])
"""


def test_another_process_draws_the_same_round() -> None:
    """With another hash seed, another order and another number of threads."""
    said = {
        subprocess.run(
            [sys.executable, "-c", TWICE.replace("ORDER", at)],
            env={**os.environ, "PYTHONHASHSEED": at, "OPENBLAS_NUM_THREADS": at},
            cwd=HOUSE, capture_output=True, text=True, check=True,
        ).stdout
        for at in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1


def test_another_seed_draws_another_round() -> None:
    """Where nothing else decides."""
    everybody = people(*"abcdefghij")
    rounds = {frozenset(together(draw(Draw(everybody, seed=str(at))))) for at in range(20)}
    assert len(rounds) > 10


@pytest.mark.parametrize(("n", "size", "sizes"), [
    (2, 2, [2]), (7, 2, [2, 2, 3]), (3, 3, [3]), (4, 3, [4]), (5, 3, [2, 3]), (7, 3, [3, 4]),
    (11, 4, [3, 4, 4]), (9, 8, [4, 5]), (24, 8, [8, 8, 8]), (13, 5, [4, 4, 5]),
])  # fmt: skip
def test_groups_differ_by_one(n: int, size: int, sizes: list[int]) -> None:
    """An odd number makes one trio; no group is larger than a platform allows."""
    drawn = draw(Draw(people(*(f"u{at}" for at in range(n))), size=size))
    assert sorted(len(group.members) for group in drawn.groups) == sizes


def test_somebody_alone_is_told_so() -> None:
    assert draw(Draw(people("a"))).left_out[0].why is Absent.ALONE


def test_who_is_kept_apart_from_everybody_stays_out() -> None:
    """And the others are drawn as if they were not there."""
    drawn = draw(Draw(people("a", "b", "c", "d", "e"), apart=tuple(("a", one) for one in "bcde")))
    assert [(each.member, each.why) for each in drawn.left_out] == [("a", Absent.APART)]
    assert len(together(drawn)) == 2


def test_who_was_left_out_comes_first() -> None:
    """Where somebody must stay out, it is somebody else the next time."""
    apart, members = (("a", "b"),), people("a", "b", "c")
    for seed in range(5):
        once = Draw(members, apart=apart, seed=str(seed))
        out = draw(once).left_out[0]
        again = tuple(replace(one, left_out=one.id == out.member) for one in members)
        assert out.why is Absent.NO_PLACE
        assert draw(replace(once, members=again)).left_out[0].member != out.member


@pytest.mark.parametrize("n", [8, 10, 20, 30])
def test_nobody_meets_again_before_everybody_has_met(n: int) -> None:
    """So many rounds without a repeat as there are others to meet, by looking ahead."""
    members = people(*(f"u{at}" for at in range(n)))
    met: dict[frozenset[str], int] = {}
    for number in range(1, n):
        past = tuple(Met(min(pair), max(pair), number - at) for pair, at in met.items())
        pairs = together(draw(Draw(members, past, seed=str(number))))
        assert not pairs & met.keys()
        met.update(dict.fromkeys(pairs, number))
    assert len(met) == n * (n - 1) // 2


def test_the_one_met_longest_ago_comes_first() -> None:
    """Once all have met, a group of four begins again where it began."""
    past = (Met("a", "b", 3), Met("c", "d", 3), Met("a", "c", 2), Met("b", "d", 2))
    drawn = draw(Draw(people(*"abcd"), (*past, Met("a", "d", 1), Met("b", "c", 1))))
    assert together(drawn) == {frozenset("ab"), frozenset("cd")}
    assert drawn.groups[0].reasons[-1].term is Term.AGAIN


LED: dict[Lens, dict[str, Any]] = {
    Lens.SKILLS: {"teaches": ("cook",), "wants": ("bake",)},
    Lens.CHALLENGE: {"challenges": ("money",)},
    Lens.TOPIC: {"topics": ("bread",)},
    Lens.ROLE: {"role": "nurse"},
    Lens.REGION: {"region": "north"},
    Lens.ELSEWHERE: {"organisation": "x"},
    Lens.NEWCOMERS: {"newcomer": True},
}
LIKE: dict[Lens, dict[str, Any]] = {
    Lens.SKILLS: {"teaches": ("bake",), "wants": ("cook",)},
    Lens.ELSEWHERE: {"organisation": "y"},
    Lens.NEWCOMERS: {"welcomes": True},
}


@pytest.mark.parametrize("lens", LENSES)
def test_a_lens_leads(lens: Lens) -> None:
    """Two who are alike under each lens are each other's under that one."""
    members = []
    for each in LENSES:
        members += [
            Member(f"{each} 1", **LED[each]),
            Member(f"{each} 2", **LIKE.get(each, LED[each])),
        ]
    drawn = draw(Draw(tuple(members), lens=lens))
    assert frozenset((f"{lens} 1", f"{lens} 2")) in together(drawn)


def test_a_reason_says_who_teaches_what() -> None:
    """And what was taught before is no reason any more."""
    two = (Member("a", teaches=("cook",)), Member("b", wants=("cook", "bake")))
    reason = draw(Draw(two)).groups[0].reasons[0]
    assert (reason.term, reason.one, reason.other, reason.what) == (Term.TEACH, "a", "b", "cook")
    taught = (two[0], replace(two[1], taught=("cook",)))
    assert not draw(Draw(taught)).groups[0].reasons


def test_who_had_little_gets_more() -> None:
    """Two want what one can teach: the one whose rounds were worth less meets them."""
    one = Member("a", teaches=("cook",))
    had = [Member("b", wants=("cook",), worth=9.0), Member("c", wants=("cook",), worth=1.0)]
    for seed in range(5):
        drawn = draw(Draw((one, *had, Member("d")), seed=str(seed)))
        assert frozenset("ac") in together(drawn)


def test_who_alone_can_teach_something_teaches_that() -> None:
    """One of two learners had a little less; the other wants what nobody else here can teach."""
    bakers = [Member(id_, teaches=("bake",)) for id_ in "de"]
    learners = [Member("b", wants=("cook",), worth=5.0), Member("c", wants=("bake",), worth=4.6)]
    members = (Member("a", teaches=("cook", "bake")), *learners, *bakers, Member("f"))
    for seed in range(5):
        drawn = draw(Draw(members, apart=(("c", "d"), ("c", "e")), seed=str(seed)))
        assert frozenset("ab") in together(drawn)


def test_a_round_of_any_size_is_nearly_the_best_there_is() -> None:
    """The same kinds of people in small and in large: within a thousandth of the bound."""
    for n in (40, 301, 1500):
        kinds = [
            Member(
                f"u{at}",
                teaches=(f"s{at % 11}", f"s{at % 7}"),
                wants=(f"s{at % 13}",),
                challenges=(f"s{at % 29}",),
                organisation=str(at % 17),
                awake=working(at % 5),
            )
            for at in range(n)
        ]
        drawn = draw(Draw(tuple(kinds), seed="1"))
        assert drawn.bound is not None
        assert drawn.worth >= 0.999 * drawn.bound - 3


def test_a_size_no_platform_allows_is_refused() -> None:
    with pytest.raises(ValueError, match="groups of 9"):
        draw(Draw(people("a", "b"), size=9))


def test_a_lock_gives_way_to_a_block() -> None:
    """Who is locked together stays together, unless they are kept apart."""
    locked = Draw(people(*"abcd"), locked=(("a", "b"),))
    for seed in range(5):
        assert frozenset("ab") in together(draw(replace(locked, seed=str(seed))))
        apart = replace(locked, seed=str(seed), apart=(("b", "a"),))
        assert frozenset("ab") not in together(draw(apart))


@pytest.mark.parametrize(("n", "rounds"), [(7, 3), (21, 14), (51, 42)])
def test_an_odd_number_runs_out_of_new_people_late(n: int, rounds: int) -> None:
    """A trio uses up more of them than a pair: there are n (n - 1) / (n + 3) rounds at most."""
    members = people(*(f"u{at}" for at in range(n)))
    met: dict[frozenset[str], int] = {}
    for number in range(1, rounds + 1):
        past = tuple(Met(min(pair), max(pair), number - at) for pair, at in met.items())
        pairs = together(draw(Draw(members, past, seed=str(number))))
        assert not pairs & met.keys()
        met.update(dict.fromkeys(pairs, number))
