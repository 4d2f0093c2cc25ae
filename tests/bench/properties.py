"""What is true of every round, shown on communities that hypothesis makes up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.rounds.matching import draw
from bot.rounds.matching.model import Absent, Draw, Drawn, Lens, Member, Met, working
from tests.bench.tables import Report

MOST = 24
FEW = ("", "a", "b", "c")
SKILLS = tuple(f"skill {at}" for at in range(8))


@st.composite
def communities(choose: st.DrawFn) -> Draw:
    """Up to two dozen people, of whom some have met and some must not; some are not here now.

    How many there are of everything is hypothesis's choice, who it is that of dice with its seed.
    """
    n, dice = choose(st.integers(0, MOST)), Random(choose(st.integers(0, 1 << 32)))
    ids = [f"u{at}" for at in range(n)]
    pairs = list(combinations([*ids, "paused", "gone"], 2))
    met = dice.sample(pairs, min(len(pairs), choose(st.integers(0, 4 * n))))
    apart = dice.sample(pairs, min(len(pairs), choose(st.sampled_from((0, 3, n, 5 * n)))))
    locks = choose(st.integers(0, 2))
    return Draw(
        members=tuple(_member(id_, dice) for id_ in ids),
        history=tuple(Met(one, other, dice.randint(1, 30)) for one, other in met),
        apart=tuple(apart),
        locked=tuple(tuple(dice.sample([*ids, "paused"], min(n, 3))) for _ in range(locks)),
        size=choose(st.integers(2, 8)),
        lens=choose(st.sampled_from(Lens)),
        seed=choose(st.text(max_size=3)),
    )


def _member(id_: str, dice: Random) -> Member:
    def some() -> tuple[str, ...]:
        return tuple(dice.sample(SKILLS, dice.randint(0, 3)))

    return Member(
        id=id_,
        teaches=some(),
        wants=some(),
        taught=some(),
        challenges=some(),
        topics=some(),
        role=dice.choice(FEW),
        region=dice.choice(FEW),
        organisation=dice.choice(FEW),
        awake=dice.choice((0, working(dice.randint(-11, 12)))),
        newcomer=dice.random() < 0.2,
        welcomes=dice.random() < 0.4,
        worth=dice.choice((None, dice.uniform(0, 12.5))),
        left_out=dice.random() < 0.1,
    )


def together(drawn: Drawn) -> set[frozenset[str]]:
    """Everybody who is brought together with somebody."""
    return {frozenset(pair) for group in drawn.groups for pair in combinations(group.members, 2)}


def wrong_with(given_: Draw, drawn: Drawn) -> list[str]:
    """What is not as it must be in a round."""
    apart = {frozenset(pair) for pair in given_.apart}
    placed = Counter(id_ for group in drawn.groups for id_ in group.members)
    out = Counter(each.member for each in drawn.left_out)
    everybody = Counter(each.id for each in given_.members)
    rules = {
        "people kept apart meet": not together(drawn) & apart,
        "somebody is in two groups, nowhere, or not here": placed + out == everybody,
        "a group is too small or too large": all(2 <= len(g.members) <= 8 for g in drawn.groups),
        "somebody is left out who could be in a group": _no_place(drawn, apart),
        "the reason why somebody is left out is wrong": _why(given_, drawn, apart),
        "a lock is not kept": _locks(given_, drawn, apart),
    }
    return [what for what, holds in rules.items() if not holds]


def _no_place(drawn: Drawn, apart: set[frozenset[str]]) -> bool:
    """Whoever is left out is kept apart from somebody in every group with room, and each other."""
    out = [each.member for each in drawn.left_out]
    rooms = [g.members for g in drawn.groups if len(g.members) < 8 and not g.locked]
    return all(
        any(frozenset((one, other)) in apart for other in room) for one in out for room in rooms
    ) and all(frozenset(pair) in apart for pair in combinations(out, 2))


def _why(given_: Draw, drawn: Drawn, apart: set[frozenset[str]]) -> bool:
    ids = [each.id for each in given_.members]

    def why(one: str) -> Absent:
        if len(ids) == 1:
            return Absent.ALONE
        from_all = all(frozenset((one, other)) in apart for other in ids if other != one)
        return Absent.APART if from_all else Absent.NO_PLACE

    return all(each.why is why(each.member) for each in drawn.left_out)


def _locks(given_: Draw, drawn: Drawn, apart: set[frozenset[str]]) -> bool:
    """One locked group that can be kept is kept, when it is the only one."""
    here = {each.id for each in given_.members}
    wanted = [{*group} & here for group in given_.locked]
    if len(wanted) != 1 or len(wanted[0]) < 2:
        return True
    possible = not any(frozenset(pair) in apart for pair in combinations(wanted[0], 2))
    kept = any({*group.members} == wanted[0] and group.locked for group in drawn.groups)
    return kept or not possible


def mixed(given_: Draw, seed: int) -> Draw:
    """The same community told in another order."""
    dice = Random(seed)
    return replace(
        given_,
        members=tuple(dice.sample(given_.members, len(given_.members))),
        history=tuple(dice.sample(given_.history, len(given_.history))),
        apart=tuple(dice.sample(given_.apart, len(given_.apart))),
        locked=tuple(dice.sample(given_.locked, len(given_.locked))),
    )


def show(report: Report, examples: int) -> None:
    """As many communities, counted."""
    seen: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(communities())
    def look(community: Any) -> None:
        drawn = draw(community)
        seen["communities"] += 1
        seen["people"] += len(community.members)
        seen["groups"] += len(drawn.groups)
        seen["left out"] += len(drawn.left_out)
        seen["rules broken"] += len(wrong_with(community, drawn))
        seen["rounds that came out otherwise"] += draw(mixed(community, 1)) != drawn

    look()
    columns = ("communities", "people", "groups", "left out", "rules broken", "target")
    broken = seen["rules broken"] + seen["rounds that came out otherwise"]
    row = [f"{seen[name]:,}" for name in columns[:4]]
    row += [f"{broken}", report.ceiling("rules broken in made-up communities", broken, 0, "{}")]
    report.table(
        "Made-up communities, drawn twice: people kept apart or not here, two groups, nowhere,"
        " another round",
        columns,
        [row],
    )
