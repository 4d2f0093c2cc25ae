"""What a draw depends on and comes to, in plain values: they cross a process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from bot.rounds.matching.model import Lens

REMEMBERED = 24  # rounds of which it is known who met whom
NEWCOMER_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Drawable:
    """What a draw knows of one member, in plain values: it crosses a process."""

    id: str
    can: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    hardest: str = ""
    role: str = ""
    organisation: str = ""
    zone: str = "UTC"
    start: int = 9
    end: int = 18
    new: bool = False
    regular: bool = False
    worth: float | None = None  # the mean so far
    missed: bool = False  # there was nobody for them last time


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a draw depends on. `met`: pairs of ids with how many rounds ago, the newest one."""

    attempt: int
    seed: int
    size: int
    lens: Lens
    now: datetime
    people: tuple[Drawable, ...]
    met: tuple[tuple[str, str, int], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    locked: tuple[tuple[str, ...], ...] = ()
    absent: tuple[tuple[str, str], ...] = ()  # who is not in it, and why


class Plan(TypedDict):
    """One group as drawn, the reason found for it as the five words of a `Reason`."""

    people: list[str]
    reason: list[str]
    worth: float
    locked: bool


class Result(TypedDict):
    """What a draw came to, in plain values: it is kept until every row of it is written.

    `alone`: there was nobody they may be put with; `absent`: who is not in it, and why.
    """

    attempt: int
    groups: list[Plan]
    alone: list[str]
    absent: list[list[str]]
