"""Draw a round: keep what is locked, group the others, find a place for each, and say why."""

from __future__ import annotations

from bot.rounds.matching.model import Draw, Drawn


def draw(given: Draw) -> Drawn:
    """The round that this seed draws. Raises ValueError for a size that is not 2 to 8."""
    # The libraries are loaded where a round is computed, not wherever the house is.
    from bot.rounds.matching.whole import drawn  # noqa: PLC0415 - as said above

    return drawn(given)
