"""Why these people: the terms that made a group worth its place, strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.rounds.matching.model import Member, Reason, Term, Weights

NINE_HOURS = 18


def reasons(group: Sequence[Member], weights: Weights, ages: Sequence[int]) -> tuple[Reason, ...]:
    """What each two of a group are to each other. `ages`: how long ago each pair met, 0 never."""
    found: list[Reason] = []
    for (one, other), age in zip(combinations(group, 2), ages, strict=True):
        found.extend(_of(one, other, weights))
        if age:
            found.append(Reason(Term.AGAIN, one.id, other.id, str(age)))
    return tuple(sorted(found, key=lambda reason: -reason.worth))


def _of(one: Member, other: Member, w: Weights) -> Iterator[Reason]:
    there, back = list(_teaches(one, other, w)), list(_teaches(other, one, w))
    yield from there + back
    if there and back and w.mutual:
        yield Reason(Term.MUTUAL, one.id, other.id, there[0].what, w.mutual)
    for term, worth, what in _shared(one, other, w):
        if worth:
            yield Reason(term, one.id, other.id, what, worth)
    if w.welcome and one.newcomer != other.newcomer:
        new, old = (one, other) if one.newcomer else (other, one)
        if old.welcomes:
            yield Reason(Term.WELCOME, old.id, new.id, "", w.welcome)


def _teaches(one: Member, other: Member, w: Weights) -> Iterator[Reason]:
    """Everything that one can do and the other would learn; it counts once, however much it is."""
    skills = sorted({*one.teaches}.intersection(other.wants).difference(other.taught))
    for skill in skills if w.teach else ():
        yield Reason(Term.TEACH, one.id, other.id, skill, w.teach)


def _shared(one: Member, other: Member, w: Weights) -> Iterator[tuple[Term, float, str]]:
    for term, worth, mine, theirs in (
        (Term.CHALLENGE, w.challenge, one.challenges, other.challenges),
        (Term.TOPIC, w.topic, one.topics, other.topics),
    ):
        if both := sorted({*mine}.intersection(theirs)):
            yield term, worth, both[0]
    if one.role and one.role == other.role:
        yield Term.ROLE, w.role, one.role
    if one.region and one.region == other.region:
        yield Term.REGION, w.region, one.region
    if one.organisation and other.organisation and one.organisation != other.organisation:
        yield Term.TEAM, w.team, ""
    hours = min((one.awake & other.awake).bit_count() / NINE_HOURS, 1.0)
    yield Term.HOURS, w.hours * hours, ""
    yield Term.CHANCE, w.chance, ""
