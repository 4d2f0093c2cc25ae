"""What a lens does to the weights: its own term leads, the others still break ties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.rounds.matching.model import Lens, Weights

LEADS = 8.0  # more than what all the others are worth together once they are quietened
QUIET = 0.25
WORTHS = (
    "teach", "mutual", "challenge", "topic", "role", "region", "team", "hours", "welcome", "chance",
)  # fmt: skip
LED_BY = {
    Lens.CHALLENGE: "challenge",
    Lens.TOPIC: "topic",
    Lens.ROLE: "role",
    Lens.REGION: "region",
    Lens.ELSEWHERE: "team",
    Lens.NEWCOMERS: "welcome",
}


def seen(weights: Weights, lens: Lens) -> Weights:
    """The weights under a lens. Skills are what the plain weights are about."""
    if lens is Lens.SKILLS:
        return weights
    if lens is Lens.CHANCE:
        nothing: dict[str, Any] = dict.fromkeys(WORTHS, 0.0)
        return replace(weights, **{**nothing, "chance": 1.0}, fairness=0.0)
    quiet: dict[str, Any] = {name: getattr(weights, name) * QUIET for name in WORTHS}
    return replace(weights, **{**quiet, LED_BY[lens]: LEADS})
