"""Tickets: what whoever asked without a name holds in their hand, and nobody else has."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import Random

# Easy to write down, hard to mistake for one another; with the signs, some sixty bits of chance.
WORDS = (
    *("AMBER", "BIRCH", "CEDAR", "CLOVER", "CORAL", "EMBER", "FLINT", "HAZEL"),
    *("IVORY", "LINDEN", "MAPLE", "OLIVE", "PEPPER", "RIVER", "SORREL", "WALNUT"),
)
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, IN_A_GROUP = 3, 4
LOOKS_SO = re.compile(rf"({'|'.join(WORDS)})((?:-[{SIGNS}]{{{IN_A_GROUP}}}){{{GROUPS}}})")

SOONEST, LATEST = timedelta(minutes=2), timedelta(minutes=12)
TOGETHER = timedelta(minutes=3)  # what falls into the same of these goes out at once


def ticket(random: Random) -> str:
    """A new one, such as EMBER-7K2M-Q9XD-4TGH."""
    groups = ("".join(random.choices(SIGNS, k=IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join((random.choice(WORDS), *groups))


def read(said: str) -> str | None:
    """The ticket these words are, however it was typed; None where they are something else."""
    plain = "-".join(said.upper().replace("-", " ").split())
    return plain if LOOKS_SO.fullmatch(plain) else None


def later(now: datetime, random: Random) -> datetime:
    """Some two to fifteen minutes from now, at a moment that others share."""
    wanted = now + SOONEST + (LATEST - SOONEST) * random.random()
    start = datetime.min.replace(tzinfo=UTC)
    return start - ((start - wanted) // TOGETHER) * TOGETHER


def day(now: datetime) -> datetime:
    """All that is kept of when."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
