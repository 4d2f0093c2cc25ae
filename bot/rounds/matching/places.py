"""A place for everybody: who is in no group joins one, or makes room by letting somebody move.

The groups' limits are kept as far as they can be: first a group one larger than the round's size,
then whatever a platform allows, and only who is kept apart from somebody everywhere stays out.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bot.rounds.matching.columns import Floats
from bot.rounds.matching.exact import POSSIBLE
from bot.rounds.matching.model import MOST
from bot.rounds.matching.pairs import Groups
from bot.rounds.matching.stakes import Stakes


def placed(groups: Groups, left: Iterable[int], stakes: Stakes, size: int) -> list[int]:
    """Put who is left into `groups`; who has no place is returned. Who is owed one goes first."""
    owed = stakes.crowd.owed
    waiting = sorted(left, key=lambda one: (not owed[one], one))
    out: list[int] = []
    while waiting:
        one = waiting.pop(0)
        row = stakes.rows(one, one + 1)[0]
        other = next((each for each in (*waiting, *out) if row[each] > POSSIBLE), None)
        if other is not None:
            (waiting if other in waiting else out).remove(other)
            groups.append([one, other])
        elif _has_place(one, row, groups, stakes, size):
            continue
        elif owed[one] and (instead := _instead(one, row, groups, stakes)) is not None:
            # Things stand differently now: whoever found no place before may find one.
            waiting, out = [instead, *waiting, *out], []
        else:
            out.append(one)
    return out


def _has_place(one: int, row: Floats, groups: Groups, stakes: Stakes, size: int) -> bool:
    larger = min(size + 1, MOST)
    return (
        _joins(one, row, groups, larger)
        or _swaps(one, row, groups, stakes, larger)
        or _joins(one, row, groups, MOST)
        or _swaps(one, row, groups, stakes, MOST)
    )


def _joins(one: int, row: Floats, groups: Groups, most: int) -> bool:
    """Whether somebody joins a group where nobody is kept apart from them: the best there is."""
    fits = [
        (len(group), -float(row[group].mean()), at)
        for at, group in enumerate(groups)
        if len(group) < most and row[group].min() > POSSIBLE
    ]
    if fits:
        groups[min(fits)[2]].append(one)
    return bool(fits)


def _swaps(one: int, row: Floats, groups: Groups, stakes: Stakes, most: int) -> bool:
    """Whether somebody takes the place of a member who can join another group."""
    for group in groups:
        for moving in _replaceable(row, group):
            others = [other for other in groups if other is not group]
            if _joins(moving, stakes.rows(moving, moving + 1)[0], others, most):
                group[group.index(moving)] = one
                return True
    return False


def _replaceable(row: Floats, group: list[int]) -> list[int]:
    """The members without whom nobody in the group is kept apart from the newcomer to it."""
    apart = [member for member in group if row[member] <= POSSIBLE]
    return apart if len(apart) == 1 else [] if apart else list(group)


def _instead(one: int, row: Floats, groups: Groups, stakes: Stakes) -> int | None:
    """Who gives their place to somebody who was left out the last time, if anybody can."""
    for group in groups:
        for member in _replaceable(row, group):
            if not stakes.crowd.owed[member]:
                group[group.index(member)] = one
                return member
    return None


def nobody_apart(group: list[int], stakes: Stakes) -> bool:
    """Whether everybody in a group may meet everybody else."""
    members = np.array(group)
    one, other = np.triu_indices(len(group), 1)
    return bool((stakes.past.costs(members[one], members[other]) < -POSSIBLE).all())
