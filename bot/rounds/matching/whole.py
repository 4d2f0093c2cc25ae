"""A whole round: what is locked stays, the others are grouped, and everybody is accounted for."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from bot.rounds.matching.columns import Ints
from bot.rounds.matching.crowd import in_the_seeds_order
from bot.rounds.matching.exact import POSSIBLE
from bot.rounds.matching.grouping import groups_of
from bot.rounds.matching.model import MOST, PAIR, Absent, Draw, Drawn, Group, LeftOut, Member
from bot.rounds.matching.pairs import Groups, pairs
from bot.rounds.matching.places import nobody_apart, placed
from bot.rounds.matching.reasons import reasons
from bot.rounds.matching.stakes import Stakes, stakes


def drawn(given: Draw) -> Drawn:
    """The round that this seed draws. Raises ValueError for a size that is not 2 to 8."""
    if not PAIR <= given.size <= MOST:
        raise ValueError(f"groups of {given.size}")
    members = in_the_seeds_order(given.members, given.seed)
    at_stake = stakes(given, members)
    locked = _locked(given, at_stake)
    fixed = {one for group in locked for one in group}
    free = np.array([one for one in range(len(members)) if one not in fixed], np.int64)
    groups, bound = _grouped(at_stake, free, given.size)
    together = {one for group in groups for one in group}
    waiting = [one for one in free.tolist() if one not in together]
    left = placed(groups, waiting, at_stake, given.size)
    parts = [*((sorted(g), True) for g in locked), *((sorted(g), False) for g in groups)]
    made = _made(parts, members, at_stake)
    return Drawn(
        groups=made,
        left_out=tuple(LeftOut(members[one].id, _why(one, at_stake)) for one in left),
        worth=sum(group.worth * len(group.members) for group in made) / 2,
        bound=bound if at_stake.crowd.is_plain and not locked else None,
        seed=given.seed,
    )


def _locked(given: Draw, at_stake: Stakes) -> Groups:
    """The locked groups of people who are here and may meet; nobody is locked twice."""
    number = {id_: at for at, id_ in enumerate(at_stake.crowd.ids)}
    groups: Groups = []
    taken: set[int] = set()
    for ids in sorted(tuple(sorted(group)) for group in given.locked):
        group = [number[id_] for id_ in dict.fromkeys(ids) if id_ in number]
        if len(group) > 1 and not taken.intersection(group) and nobody_apart(group, at_stake):
            groups.append(group)
            taken.update(group)
    return groups


def _grouped(at_stake: Stakes, free: Ints, size: int) -> tuple[Groups, float | None]:
    few = at_stake if len(free) == len(at_stake) else at_stake.among(free)
    groups, bound = pairs(few) if size == PAIR else (groups_of(few, size), None)
    return [free[group].tolist() for group in groups], bound


def _made(
    parts: list[tuple[list[int], bool]], members: list[Member], at: Stakes
) -> tuple[Group, ...]:
    """The groups as they are handed out; all pairs are looked up at once."""
    two = [pair for group, _ in parts for pair in combinations(group, 2)]
    one, other = np.array(two, np.int64).reshape(-1, 2).T
    worths, ages = at.crowd.worth(one, other).tolist(), at.past.ages(one, other).tolist()
    made, start = [], 0
    for group, kept in parts:
        end = start + len(group) * (len(group) - 1) // 2
        people = [members[each] for each in group]
        why = reasons(people, at.crowd.weights, ages[start:end])
        worth = sum(worths[start:end]) / (end - start)
        made.append(Group(tuple(each.id for each in people), worth, why, kept))
        start = end
    return tuple(made)


def _why(one: int, at_stake: Stakes) -> Absent:
    if len(at_stake) == 1:
        return Absent.ALONE
    n = len(at_stake)
    others = np.array([other for other in range(n) if other != one])
    apart = at_stake.past.costs(np.full(n - 1, one), others) >= -POSSIBLE
    return Absent.APART if apart.all() else Absent.NO_PLACE
