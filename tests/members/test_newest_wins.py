"""Doubled, late and shuffled: every group of settings ends as if all had come in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.directory import Level
from bot.events import Person
from bot.members.model import Consent, Profile, Shown, Source
from storage.members import MembersStore
from tests.members.club import MONDAY, Club, person

Act = Callable[[MembersStore, Person, datetime, int], None]
A, B = person("ana"), person("bea")


def consent(n: int) -> Consent | None:
    return Consent(Shown(learn=(f"skill {n}",)), n % 2 == 0, MONDAY) if n % 5 else None


GROUPS: dict[str, Act] = {
    "arrive": lambda s, p, at, _: s.arrive((p,), Source.JOIN, at),
    "depart": lambda s, p, at, _: s.depart(p, at),
    "join": lambda s, p, at, n: s.join(p, at, full=n % 2 == 0),
    "leave": lambda s, p, at, _: s.leave(p, at),
    "introduce": lambda s, p, at, n: s.introduce(p, at, ticked=n % 2 == 0),
    "tick": lambda s, p, at, n: s.tick(p, at, rounds=n % 2 == 0, ask=n % 3 == 0),
    "allow": lambda s, p, at, n: s.allow(p, (0, 1, 2, 5)[n % 4], at),
    "pause": lambda s, p, at, n: s.pause(p, at + timedelta(days=n) if n % 4 else None, at),
    "tell": lambda s, p, at, n: s.tell(p, Profile(role=f"role {n}", days=(n % 7 + 1,)), at),
    "hardest": lambda s, p, at, n: s.name_hardest(p, f"hard {n}" if n % 3 else "", at),
    "claim": lambda s, p, at, n: s.claim(
        p, {f"skill {n % 4}": Level.DO, "Shared" if n % 2 else "shared": Level.LEARN}, at
    ),
    "norms": lambda s, p, at, n: s.acknowledge(p, n, at),
    "consent": lambda s, p, at, n: s.consent(p, consent(n), at),
    "apart": lambda s, p, at, n: s.set_apart(p, B, at, apart=n % 2 == 0),
}


def acts(names: tuple[str, ...], random: Random) -> list[tuple[str, datetime, int]]:
    """A life: one act a minute, of the kinds named."""
    return [(random.choice(names), MONDAY + timedelta(minutes=n), n) for n in range(12)]


def state(club: Club) -> object:
    """All there is about ana, and the tasks as the community words them."""
    store = club.store
    tasks = tuple((task.words, task.claims) for task in store.tasks() if task.claims)
    return store.belonging(A), store.member(A), store.set_apart_by(A), store.kept(A), tasks


def live(club: Club, life: list[tuple[str, datetime, int]]) -> object:
    club.store.erase(A)
    for name, at, n in life:
        GROUPS[name](club.store, A, at, n)
    return state(club)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_each_group_alone(club: Club, group: str) -> None:
    """Whatever the order, the newest of a kind stands."""
    random = Random(group)
    for _ in range(8):
        life = acts((group,), random)
        in_order = live(club, life)
        shuffled = [*life, *random.sample(life, 4)]
        random.shuffle(shuffled)
        assert live(club, shuffled) == in_order


def test_all_groups_together(both: Club) -> None:
    """The same for whole lives, on both databases.

    Belonging is tried with a leaving here: which of three arrivals began a stay cannot be told
    when the leaving between them comes last, and two of them are enough for any platform.
    """
    random = Random("lives")
    kinds = tuple(sorted(set(GROUPS) - {"arrive", "depart"}))
    for _ in range(30):
        life = acts(kinds, random)
        life += [("arrive", MONDAY + timedelta(hours=n), n) for n in (1, 3)]
        life += [("depart", MONDAY + timedelta(hours=2), 0)]
        in_order = live(both, life)
        shuffled = [*life, *random.sample(life, 5)]
        random.shuffle(shuffled)
        assert live(both, shuffled) == in_order


def test_an_older_word_changes_nothing(club: Club) -> None:
    """The guard itself: without it the late word would stand."""
    club.store.allow(A, 5, MONDAY)
    club.store.allow(A, 0, MONDAY - timedelta(seconds=1))
    assert club.store.member(A).allowance == 5
