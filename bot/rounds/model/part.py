"""How a community's rounds work, and how each member takes part in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.events import Person
from bot.rounds.matching.model import Lens

SMALLEST, LARGEST = 2, 8
SILENT_ROUNDS = 3
MONTH_OF_ROUNDS = timedelta(days=28)


class Often(StrEnum):
    """How often a member wants to be drawn."""

    EVERY = "every"
    SECOND = "second"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a community's rounds work; `look`: each waits for a coordinator's Send."""

    size: int = 2
    lens: Lens = Lens.SKILLS
    look: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """How somebody takes part in rounds, and what came of it so far."""

    person: Person
    often: Often = Often.EVERY
    skips: bool = False
    once: bool = False  # this time, though it is not their turn
    drawn_on: date | None = None
    missed_on: date | None = None  # the last round in which there was nobody for them
    hosted_on: date | None = None
    silent: int = 0
    out: bool = False  # after silent rounds, until they say
    worth: float = 0.0
    rounds: int = 0

    def is_due(self, day: date, before: date | None) -> bool:
        """Whether their own cadence lets them be drawn on `day`; `before`: the last round's."""
        if self.once or self.drawn_on is None or self.drawn_on == day or self.often is Often.EVERY:
            return True
        if self.often is Often.SECOND:
            return self.drawn_on != before
        return day - self.drawn_on >= MONTH_OF_ROUNDS
