"""The store this room needs, bound to one community (storage/rhythm)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from bot.rhythm.model import Meeting, Moved, Notice, Point, Rhythm, Telling
from bot.work import Housekeeping, Work


class Rhythms(Housekeeping, Protocol):
    """The store this room needs, bound to one community."""

    def rhythm(self) -> Rhythm:
        """What was set; the defaults before."""
        ...

    def save(self, rhythm: Rhythm) -> None:
        """Write it over the one before."""
        ...

    def meetings(self, since: datetime) -> tuple[Meeting, ...]:
        """Meetings from then on, in order; those left out, too."""
        ...

    def meeting(self, id_: str) -> Meeting | None:
        """One meeting."""
        ...

    def last_meeting(self, before: datetime) -> Meeting | None:
        """The newest that took place before then."""
        ...

    def save_meeting(self, meeting: Meeting) -> None:
        """Write one."""
        ...

    def drop_meeting(self, meeting: Meeting) -> None:
        """Forget one; what it left open stays."""
        ...

    def quiet_weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks in which nothing is posted."""
        ...

    def keep_quiet(self, monday: date, *, quiet: bool) -> None:
        """Make a week quiet, or not."""
        ...

    def holidays(self) -> Mapping[date, str]:
        """Public holidays by date."""
        ...

    def keep_holidays(self, found: Mapping[date, str]) -> None:
        """Replace all of them."""
        ...

    def moved(self) -> tuple[Moved, ...]:
        """What coordinators moved or left out."""
        ...

    def save_moved(self, moved: Moved) -> None:
        """Write one; the same beat and week again replaces it."""
        ...

    def point(self, id_: str) -> Point | None:
        """One open point."""
        ...

    def points(self, meeting: str) -> tuple[Point, ...]:
        """All that a meeting left open, oldest first."""
        ...

    def unsettled(self) -> tuple[Point, ...]:
        """All that is still open, of whichever meeting, oldest first."""
        ...

    def closed(self, since: datetime) -> tuple[Point, ...]:
        """What was done since then, in the order it was."""
        ...

    def save_point(self, point: Point) -> None:
        """Write one."""
        ...

    def notice(self, notice: Notice) -> None:
        """Keep something to tell; a telling of that id is kept once."""
        ...

    def told(self, telling: Telling) -> None:
        """Somebody has acted on it: it needs no telling."""
        ...


Working = Work[Rhythms]
