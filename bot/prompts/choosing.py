"""Which prompt goes out next: variety first, then what is answered here, then a die.

Hard rules: a purpose, not the same within 26 weeks, a new community listens first, at most one
perspective in four, and never the same kind twice running while there is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.prompts.model import LISTENING, Kind, Posting, Prompt, Stage
from bot.work import WEEK

WORTH = {
    "suggested": 3.0,  # a member's idea is waited for
    "answered": 1.0,  # for each person who answered such a kind lately, on average, up to three
    "rested": 0.4,  # for each prompt since the kind's last, up to eight
    "stage": 1.5,  # written for this stage of the community's life; half of it for any stage
    "die": 1.0,
}
MOST_ANSWERED, MOST_RESTED, LATELY = 3.0, 8, 16  # LATELY in prompts
PERSPECTIVE_REST = 3  # prompts between two perspectives: one in four
YOUNG, GROWN = 8 * WEEK, 26 * WEEK
SILENT = 3  # prompts in a row without an answer


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a choice depends on besides the backlog; `past` is newest first."""

    past: Sequence[Posting]
    since: datetime  # when the community began here
    at: datetime  # when the prompt is to go out
    seed: str


def ranked(backlog: Sequence[Prompt], scene: Scene) -> tuple[Prompt, ...]:
    """Those that may go out at that moment, the best first; listening comes before all others."""
    last = [one.kind for one in scene.past]
    rests = {Kind.PERSPECTIVE} & set(last[:PERSPECTIVE_REST])
    may = [p for p in backlog if p.may_go(scene.at) and p.kind not in rests]
    opening = _opening(may, scene)
    free = [prompt for prompt in may if prompt not in opening]
    worth = {prompt.id: worth_of(prompt, scene) for prompt in free}
    rest = sorted(free, key=lambda p: (p.kind in last[:1], -worth[p.id], p.id))
    return (*opening, *rest)


def _opening(free: Sequence[Prompt], scene: Scene) -> tuple[Prompt, ...]:
    """What is left of the first four, in their order, while the community still listens."""
    if len(scene.past) >= LISTENING:
        return ()
    asked = {one.prompt for one in scene.past}
    left = [prompt for prompt in free if prompt.first and prompt.id not in asked]
    return tuple(sorted(left, key=lambda prompt: (prompt.first, prompt.id)))


def worth_of(prompt: Prompt, scene: Scene) -> float:
    """What counts for a prompt now; the die settles what is nearly equal."""
    lately = scene.past[:LATELY]
    kinds = [one.kind for one in lately]
    rested = kinds.index(prompt.kind) if prompt.kind in kinds else MOST_RESTED
    points = WORTH["answered"] * min(answered(prompt.kind, lately), MOST_ANSWERED)
    points += WORTH["rested"] * min(rested, MOST_RESTED)
    points += WORTH["suggested"] * (prompt.author is not None)
    points += WORTH["stage"] * _fits(prompt.stage, stage(scene))
    return points + WORTH["die"] * Random(f"{scene.seed}/{prompt.id}").random()


def answered(kind: Kind, past: Sequence[Posting]) -> float:
    """How many people answered such a kind, on average; one is taken for granted at first."""
    told = [one.answers for one in past if one.kind is kind and one.answers is not None]
    return (sum(told) + 1.0) / (len(told) + 1.0)


def _fits(written_for: Stage, now: Stage) -> float:
    if written_for is now:
        return 1.0
    return 0.5 if written_for is Stage.ANY else 0.0


def stage(scene: Scene) -> Stage:
    """Where in its life a community is, as far as its age and its answers tell."""
    told = [one.answers for one in scene.past if one.answers is not None][:SILENT]
    if len(told) == SILENT and not any(told):
        return Stage.DISPERSED
    age = scene.at - scene.since
    if age < YOUNG:
        return Stage.POTENTIAL
    return Stage.COALESCING if age < GROWN else Stage.ACTIVE


def loved(past: Sequence[Posting], most: int = 2) -> tuple[Kind, ...]:
    """The kinds people answered here, the most answered first."""
    kinds = {one.kind for one in past if one.answers}
    return tuple(sorted(kinds, key=lambda kind: (-answered(kind, past), kind))[:most])


def silent(past: Sequence[Posting]) -> int:
    """How many of the newest prompts in a row nobody answered, among those whose week is over."""
    count = 0
    for one in (one for one in past if one.answers is not None):
        if one.answers:
            break
        count += 1
    return count
