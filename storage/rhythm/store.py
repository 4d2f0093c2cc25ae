"""One community's rhythm, meetings and what they left open, in one transaction."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, insert, select, update

from bot.events import Person
from bot.feeds import Calendar, Region
from bot.rhythm.model import AHEAD, Meeting, Moved, Notice, Pace, Rhythm, Telling, Touch
from storage.rhythm.points import Points
from storage.rhythm.tables import holidays, meetings, moved_beats, notices, quiet_weeks, rhythms

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200  # characters of a holiday's name


class RhythmStore(Points):
    """Implements `bot.rhythm.model.Rhythms`."""

    def rhythm(self) -> Rhythm:
        """What was set; the defaults before."""
        row = self.tx.run.execute(select(rhythms).where(self.here(rhythms))).one_or_none()
        return self._rhythm(row) if row else Rhythm()

    def _rhythm(self, row: Row[Any]) -> Rhythm:
        calendar = self._open(row.calendar, "rhythms", "calendar") if row.calendar else ""
        return Rhythm(
            prompt=_touch(row.prompt),
            round=_touch(row.round),
            checkin=_touch(row.checkin),
            region=row.region,
            calendar=calendar,
            set_at=row.set_at,
            set_by=Person(self.scope.space, row.set_by) if row.set_by else None,
            pace=Pace(row.pace),
            known_until=row.known_until,
            trouble=row.trouble,
        )

    def save(self, rhythm: Rhythm) -> None:
        """Write it over the one before."""
        sealed = self._seal(rhythm.calendar, "rhythms", "calendar") if rhythm.calendar else None
        values = {
            "prompt": _written(rhythm.prompt),
            "round": _written(rhythm.round),
            "checkin": _written(rhythm.checkin),
            "region": rhythm.region,
            "calendar": sealed,
            "set_at": rhythm.set_at,
            "set_by": rhythm.set_by.id if rhythm.set_by else None,
            "pace": rhythm.pace.value,
            "known_until": rhythm.known_until,
            "trouble": rhythm.trouble,
        }
        self.write(rhythms, {}, values)

    def pool(self, subject: str, now: datetime, _directory: object) -> Calendar | Region | None:
        """What is to be read: the calendar (`subject` is the zone), or whose holidays."""
        rhythm = self.rhythm()
        if subject:
            return Calendar(rhythm.calendar, now, now + AHEAD, subject) if rhythm.calendar else None
        years = tuple(range(now.year, (now + AHEAD).year + 1))
        return Region(rhythm.region, years) if rhythm.region else None

    def meetings(self, since: datetime) -> tuple[Meeting, ...]:
        """Meetings from then on, in order; those left out, too."""
        mine = select(meetings).where(self.here(meetings), meetings.c.at >= since)
        rows = self.tx.run.execute(mine.order_by(meetings.c.at, meetings.c.id))
        return tuple(self._meeting(row) for row in rows)

    def meeting(self, id_: str) -> Meeting | None:
        """One meeting."""
        mine = select(meetings).where(self.here(meetings), meetings.c.id == id_)
        row = self.tx.run.execute(mine).one_or_none()
        return self._meeting(row) if row else None

    def last_meeting(self, before: datetime) -> Meeting | None:
        """The newest that took place before then."""
        mine = select(meetings).where(
            self.here(meetings), meetings.c.at < before, meetings.c.skipped.is_(False)
        )
        row = self.tx.run.execute(mine.order_by(meetings.c.at.desc()).limit(1)).first()
        return self._meeting(row) if row else None

    def save_meeting(self, meeting: Meeting) -> None:
        """Write one."""
        values = {
            "title": self._seal(meeting.title, "meetings", "title", meeting.id),
            "at": meeting.at,
            "minutes": meeting.minutes,
            "known_at": meeting.known_at,
            "uid": meeting.uid,
            "skipped": meeting.skipped,
        }
        self.write(meetings, {"id": meeting.id}, values)

    def drop_meeting(self, meeting: Meeting) -> None:
        """Forget one; what it left open stays."""
        mine = delete(meetings).where(self.here(meetings), meetings.c.id == meeting.id)
        self.tx.run.execute(mine)

    def _meeting(self, row: Row[Any]) -> Meeting:
        title = self._open(row.title, "meetings", "title", row.id)
        about = (row.at, row.minutes, row.known_at, row.uid, row.skipped)
        return Meeting(row.id, title, *about)

    def quiet_weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks in which nothing is posted."""
        mine = select(quiet_weeks.c.monday).where(self.here(quiet_weeks))
        return tuple(self.tx.run.execute(mine.order_by(quiet_weeks.c.monday)).scalars())

    def keep_quiet(self, monday: date, *, quiet: bool) -> None:
        """Make a week quiet, or not."""
        mine = self.here(quiet_weeks), quiet_weeks.c.monday == monday
        self.tx.run.execute(delete(quiet_weeks).where(*mine))
        if quiet:
            row = {"community": self.scope.community, "monday": monday}
            self.tx.run.execute(insert(quiet_weeks).values(row))

    def holidays(self) -> Mapping[date, str]:
        """Public holidays by date."""
        rows = self.tx.run.execute(select(holidays).where(self.here(holidays)))
        return {row.day: row.name for row in rows}

    def keep_holidays(self, found: Mapping[date, str]) -> None:
        """Replace all of them."""
        self.tx.run.execute(delete(holidays).where(self.here(holidays)))
        here = {"community": self.scope.community}
        rows = [{**here, "day": day, "name": name[:LONGEST]} for day, name in found.items()]
        if rows:
            self.tx.run.execute(insert(holidays), rows)

    def moved(self) -> tuple[Moved, ...]:
        """What coordinators moved or left out."""
        rows = self.tx.run.execute(select(moved_beats).where(self.here(moved_beats)))
        return tuple(Moved(row.name, row.week, row.to) for row in rows)

    def save_moved(self, moved: Moved) -> None:
        """Write one; the same beat and week again replaces it."""
        self.write(moved_beats, {"name": moved.name, "week": moved.week}, {"to": moved.to})

    def notice(self, notice: Notice) -> None:
        """Keep something to tell; a telling of that id is kept once."""
        mine = select(notices.c.id).where(self.here(notices), notices.c.id == notice.id)
        if self.tx.run.execute(mine).first() is None:
            values = {
                "telling": notice.telling.value,
                "about": notice.about,
                "at": notice.at,
                "until": notice.until,
            }
            self.write(notices, {"id": notice.id}, values)

    def told(self, telling: Telling) -> None:
        """Somebody has acted on it: it needs no telling."""
        mine = update(notices).where(self.here(notices), notices.c.telling == telling.value)
        self.tx.run.execute(mine.values(until=notices.c.at))


def _written(touch: Touch) -> str:
    return f"{touch.every} {touch.weekday} {touch.at:%H:%M}"


def _touch(written: str) -> Touch:
    every, weekday, at = written.split()
    return Touch(int(every), int(weekday), time.fromisoformat(at))
