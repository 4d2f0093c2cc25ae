"""What the rounds' room needs of its store (storage/rounds)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from bot.directory import Directory
from bot.events import Person
from bot.rounds.model import (
    Absence,
    Counts,
    Group,
    Lens,
    Often,
    Out,
    Part,
    Pool,
    Result,
    Round,
    Settings,
)
from bot.work import Housekeeping


class Rounds(Housekeeping, Protocol):
    """The store this room needs; what members set obeys the newest `at`."""

    def settings(self) -> Settings:
        """How this community's rounds work."""
        ...

    def set_up(self, settings: Settings, at: datetime) -> None:
        """A coordinator changed it."""
        ...

    def part(self, person: Person) -> Part:
        """How somebody takes part; the usual way for whoever never said."""
        ...

    def parts(self) -> dict[Person, Part]:
        """Everybody who ever said, or was drawn."""
        ...

    def parts_of(self, people: Iterable[Person]) -> dict[Person, Part]:
        """The same, of some hundred people."""
        ...

    def set_often(self, person: Person, often: Often, at: datetime) -> None:
        """How often somebody wants to be drawn."""
        ...

    def set_skips(self, person: Person, at: datetime, *, skips: bool) -> None:
        """Somebody skips the next round, or does not any more."""
        ...

    def save_part(self, part: Part) -> None:
        """Write what came of somebody's rounds; never what they set."""
        ...

    def round(self, id_: str) -> Round | None:
        """One round."""
        ...

    def newest(self) -> Round | None:
        """The newest round that was not dropped."""
        ...

    def running(self) -> Round | None:
        """The round whose conversations go on."""
        ...

    def draft(self) -> Round | None:
        """The round that is being drawn or looked at."""
        ...

    def last_sent(self, before: Round | None = None) -> Round | None:
        """The newest round that went out, besides this one."""
        ...

    def save(self, round_: Round) -> None:
        """Write a round."""
        ...

    def keep_result(self, round_: Round, result: Result | None) -> None:
        """Keep what a draw came to until it has been taken in."""
        ...

    def result(self, round_: Round) -> Result | None:
        """What was kept."""
        ...

    def group(self, id_: str) -> Group | None:
        """One group."""
        ...

    def groups(self, round_: Round, first: int = 0, most: int | None = None) -> tuple[Group, ...]:
        """A round's groups by position, from the `first` on."""
        ...

    def locked(self, round_: Round) -> tuple[Group, ...]:
        """The groups a coordinator locked."""
        ...

    def group_of(self, round_: Round, person: Person) -> Group | None:
        """Somebody's group of that round, unless they left it."""
        ...

    def orphaned(self, round_: Round) -> tuple[Group, ...]:
        """Open groups in which an erased seat leaves somebody alone."""
        ...

    def together_before(self, round_: Round, person: Person) -> frozenset[Person]:
        """Whom somebody sat with in this round, also in groups they left."""
        ...

    def save_group(self, group: Group) -> None:
        """Write a group and its seats."""
        ...

    def add_groups(self, groups: Iterable[Group]) -> None:
        """Write many new groups."""
        ...

    def drop_groups(self, round_: Round) -> None:
        """Forget a draft's groups and absences."""
        ...

    def drop_group(self, group: Group) -> None:
        """Forget one group of a draft."""
        ...

    def absences(self, round_: Round) -> tuple[Absence, ...]:
        """Who is not in a round, and why."""
        ...

    def absence(self, round_: Round, person: Person) -> Absence | None:
        """Why somebody is not in it."""
        ...

    def miss(self, round_: Round, person: Person, out: Out | None, at: datetime) -> None:
        """Somebody is not in it, for that reason; None: they are, after all."""
        ...

    def add_absences(self, round_: Round, absences: Iterable[Absence]) -> None:
        """Write many new ones."""
        ...

    def learns(self, person: Person, task: str, at: datetime) -> None:
        """A conversation brought somebody what they wanted to learn."""
        ...

    def counts(self, round_: Round) -> Counts:
        """What came of a round."""
        ...

    def by_lens(self) -> tuple[tuple[Lens, Counts], ...]:
        """What came of all rounds that are over, by what they went by."""
        ...

    def pool(self, subject: str, now: datetime, directory: Directory) -> Pool | None:
        """The input of the draw of the round whose id is `subject`."""
        ...

    def last_day(self) -> date | None:
        """The day of the newest round that went out."""
        ...
