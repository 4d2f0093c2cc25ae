"""Who learns together: groups of at most eight, nobody alone, and never two who are kept apart."""

from __future__ import annotations

from collections.abc import Iterable

from bot.events import Person

MOST, FEWEST = 8, 2
Pairs = frozenset[tuple[Person, Person]]


def groups(people: Iterable[Person], apart: Pairs) -> tuple[tuple[Person, ...], ...]:
    """Everybody in the first group that has room and nobody they are kept apart from."""
    found: list[list[Person]] = []
    for person in people:
        fits = (
            group
            for group in found
            if len(group) < MOST and not any(_are(person, one, apart) for one in group)
        )
        group = next(fits, None)
        if group is None:
            found.append([person])
        else:
            group.append(person)
    return tuple(tuple(group) for group in found if len(group) >= FEWEST)


def _are(one: Person, other: Person, apart: Pairs) -> bool:
    return (one, other) in apart or (other, one) in apart
