"""The computation `rounds.draw`: a pool of members becomes groups with a reason each."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from zoneinfo import ZoneInfo

from bot.likeness import similar, stems
from bot.rounds.matching import draw as match
from bot.rounds.matching.model import Draw, Group, Member, Met, Reason, Term, working
from bot.rounds.model import Drawable, Plan, Pool, Result, Why

WHY = {
    Term.TEACH: Why.TEACHES,
    Term.MUTUAL: Why.MUTUAL,
    Term.CHALLENGE: Why.CHALLENGE,
    Term.TOPIC: Why.TOPIC,
    Term.ROLE: Why.ROLE,
    Term.REGION: Why.REGION,
    Term.TEAM: Why.ACROSS,
    Term.HOURS: Why.HOURS,
    Term.WELCOME: Why.NEWCOMER,
    Term.CHANCE: Why.CHANCE,
}
COMMON = 200  # a word in more texts than this tells nothing of any of them
HOUR = 3600.0


def draw(pool: Pool) -> Result:
    """Draw a round; the same pool draws the same one."""
    hardest = _hardest(pool.people)
    members = tuple(_member(one, hardest.get(one.id, ()), pool) for one in pool.people)
    drawn = match(
        Draw(
            members=members,
            history=tuple(Met(*met) for met in pool.met),
            apart=pool.apart,
            locked=pool.locked,
            size=pool.size,
            lens=pool.lens,
            seed=str(pool.seed),
        )
    )
    return Result(
        attempt=pool.attempt,
        groups=[_plan(group) for group in drawn.groups],
        alone=[one.member for one in drawn.left_out],
        absent=[list(one) for one in pool.absent],
    )


def _member(one: Drawable, hardest: tuple[str, ...], pool: Pool) -> Member:
    offset = pool.now.astimezone(ZoneInfo(one.zone)).utcoffset()
    return Member(
        id=one.id,
        teaches=one.can,
        wants=one.wants,
        challenges=hardest,
        topics=tuple(sorted({*one.can, *one.wants})),
        role=one.role.casefold().strip(),
        region=one.zone.partition("/")[0],
        organisation=one.organisation.casefold().strip(),
        awake=working(offset.total_seconds() / HOUR if offset else 0.0, one.start, one.end),
        newcomer=one.new,
        welcomes=one.regular,
        worth=one.worth,
        left_out=one.missed,
    )


def _hardest(people: tuple[Drawable, ...]) -> dict[str, tuple[str, ...]]:
    """A shared word for every two whose hardest things are similar, and for all who say the same.

    Only texts that share a telling word are compared, so that ten thousand stay quick.
    """
    said = {one.id: one.hardest for one in people if one.hardest}
    spoken: dict[frozenset[str], str] = {}
    for words in sorted(said.values()):
        spoken.setdefault(stems(words), words)
    texts = {words: f"#{number}" for number, words in enumerate(spoken.values())}
    having: dict[str, list[str]] = defaultdict(list)
    for words in texts:
        for stem in stems(words):
            having[stem].append(words)
    pairs = {
        pair
        for sharing in having.values()
        if len(sharing) <= COMMON
        for pair in combinations(sharing, 2)
    }
    shared: dict[str, list[str]] = {words: [name] for words, name in texts.items()}
    for one, other in sorted(pairs):
        if similar(one, other):
            name = f"{texts[one]}{texts[other]}"
            shared[one].append(name)
            shared[other].append(name)
    return {id_: tuple(shared[spoken[stems(words)]]) for id_, words in said.items()}


def _plan(group: Group) -> Plan:
    return Plan(
        people=list(group.members),
        reason=_reason(group),
        worth=group.worth,
        locked=group.locked,
    )


def _reason(group: Group) -> list[str]:
    """The strongest reason both recognise; what speaks against somebody is never one."""
    told = [reason for reason in group.reasons if reason.term in WHY]
    if not told:
        return [Why.CHANCE.value, "", "", "", ""]
    mutual = _mutual(told)
    if mutual:
        return mutual
    best = told[0]
    about = best.what if best.term is not Term.CHALLENGE else ""
    return [WHY[best.term].value, about, best.one, best.other, ""]


def _mutual(told: list[Reason]) -> list[str] | None:
    """Two who teach each other: both skills are told."""
    taught = {(r.one, r.other): r.what for r in told if r.term is Term.TEACH}
    for (one, other), about in taught.items():
        back = taught.get((other, one))
        if back:
            return [Why.MUTUAL.value, about, one, other, back]
    return None
