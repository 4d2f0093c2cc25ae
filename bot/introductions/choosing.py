"""Who is asked for a newcomer: what each peer is worth, and why, in one sentence.

The worth of a peer is the sum of the levels at which they hold what the newcomer wants to learn
(do 5, explain 2, connect 1), and what else makes a conversation likely and useful; see WORTH.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from bot.directory import Card, Level
from bot.events import Role
from bot.introductions.model import Chosen, Peer, Pick, Pool, Why
from bot.likeness import similar, stems
from bot.waking import shared_hours

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = {Level.DO: 5.0, Level.EXPLAIN: 2.0, Level.CONNECT: 1.0}
WORTH = {
    "learns from them": 2.0,  # reciprocity: the peer wants what the newcomer can do
    "hardest": 4.0,
    "same role elsewhere": 3.0,
    "elsewhere": 1.0,
    "hours": 2.0,  # when a fifth of a working week or more is shared, else in proportion
    "no language": -8.0,
    "asked": -1.0,  # for each ask of the last seven days
    "met": -0.5,  # for each introduction of the last four weeks
    "contact": -4.0,  # these two were brought together in the last ninety days
}
ENOUGH_HOURS, CONTACT_DAYS = 10, 90
THIN = 5  # peers with a reason, as many as one newcomer may need; fewer: hosts come first
CAN = (Level.DO, Level.EXPLAIN)


@dataclass(frozen=True, slots=True)
class Fit:
    """What one peer is worth to the newcomer, by name, and the reason that would be told."""

    peer: Peer
    why: Why | None
    points: dict[str, float]
    wants: str = ""
    can: str = ""

    @property
    def worth(self) -> float:
        """The sum."""
        return sum(self.points.values())

    @property
    def explained(self) -> str:
        """What counted for and against, in one sentence, for the coordinator's log."""
        parts = [f"{name} {points:+g}" for name, points in self.points.items() if points]
        return f"{self.worth:g}: " + ", ".join(parts)


def choose(pool: Pool) -> Chosen:
    """The peers to ask now, best first; equal worth is settled by the pool's seed."""
    fits = [found for found in (fit(pool, peer) for peer in pool.peers) if found.why]
    meet = [f for f in fits if f.why is not Why.CONNECT]
    thin = sum(f.why is not Why.HOST for f in meet) < THIN

    def rank(f: Fit) -> tuple[bool, float, float]:
        host = Role.HOST in f.peer.card.roles
        return thin and not host, -f.worth, _die(pool, f.peer)

    best = sorted(meet, key=rank)[: pool.places]
    if not any(f.why in {Why.DO, Why.EXPLAIN} for f in meet):
        # Nobody can do or explain it: somebody who knows who is asked, in the last place there is.
        who = sorted((f for f in fits if f.why is Why.CONNECT), key=rank)[: min(1, pool.places)]
        best = [*best[: pool.places - len(who)], *who]
    return Chosen(round=pool.round, picks=tuple(_pick(f) for f in best))


def _die(pool: Pool, peer: Peer) -> float:
    return Random(f"{pool.seed}/{peer.card.person.id}").random()


def _pick(f: Fit) -> Pick:
    return Pick(
        person=f.peer.card.person.id,
        why=str(f.why),
        wants=f.wants,
        can=f.can,
        explained=f.explained,
    )


def fit(pool: Pool, peer: Peer) -> Fit:
    """What this peer is worth to the pool's newcomer."""
    one, other = pool.newcomer, peer.card
    held = list(_held(one, other))
    points = {f"{level} {can}": LEVELS[level] for level, _, can in held}
    points |= {name: WORTH[name] for name in _signs(one, other)}
    hours = shared_hours(one.hours, other.hours, pool.now)
    points["hours"] = WORTH["hours"] * min(1.0, hours / ENOUGH_HOURS)
    points["asked"] = WORTH["asked"] * peer.asked
    points["met"] = WORTH["met"] * peer.met_lately
    if peer.contact is not None and peer.contact < CONTACT_DAYS:
        points["contact"] = WORTH["contact"]
    why, wants, can = _reason(one, other, held)
    return Fit(peer, why, points, wants, can)


def _held(one: Card, other: Card) -> Iterable[tuple[Level, str, str]]:
    """What the newcomer wants and the peer holds: the level, the want, the peer's own words."""
    for want in sorted(one.wants):
        held = [
            (LEVELS[level], level, task)
            for task, level in sorted(other.claims.items())
            if level in LEVELS and (task == want or similar(task, want))
        ]
        if held:
            _, level, task = max(held, key=lambda h: (h[0], h[2] == want))
            yield level, want, task


def _signs(one: Card, other: Card) -> Iterable[str]:
    if any(_holds(one, want) for want in other.wants):
        yield "learns from them"
    if similar(one.hardest, other.hardest):
        yield "hardest"
    if _elsewhere(one, other):
        yield "elsewhere"
        if _same_role(one, other):
            yield "same role elsewhere"
    if not _common_language(one, other):
        yield "no language"


def _holds(card: Card, want: str) -> bool:
    return any(
        level in CAN and (task == want or similar(task, want))
        for task, level in card.claims.items()
    )


def _same_role(one: Card, other: Card) -> bool:
    return bool(stems(one.role)) and stems(one.role) == stems(other.role)


def _elsewhere(one: Card, other: Card) -> bool:
    a, b = stems(one.organisation), stems(other.organisation)
    return bool(a) and bool(b) and a != b


def _common_language(one: Card, other: Card) -> bool:
    return bool(
        {x.split("-")[0] for x in one.languages} & {x.split("-")[0] for x in other.languages}
    )


def _reason(
    one: Card, other: Card, held: list[tuple[Level, str, str]]
) -> tuple[Why | None, str, str]:
    """What both would recognise, the strongest first; None when there is nothing."""
    for level, why in ((Level.DO, Why.DO), (Level.EXPLAIN, Why.EXPLAIN)):
        for held_at, wants, can in held:
            if held_at is level:
                return why, wants, can
    if similar(one.hardest, other.hardest):
        return Why.HARDEST, "", ""
    if _same_role(one, other) and _elsewhere(one, other):
        return Why.ROLE, other.role, ""
    if Role.HOST in other.roles:
        return Why.HOST, "", ""
    for _, wants, can in held:
        return Why.CONNECT, wants, can
    return None, "", ""
