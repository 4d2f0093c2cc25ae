"""The rhythm as rows, on both databases: one community's, sealed where it must be, erasable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy import Connection, select

from bot.feeds import Calendar, Region
from bot.rhythm.model import (
    AHEAD,
    Meeting,
    Moved,
    Notice,
    Pace,
    Point,
    Rhythm,
    State,
    Telling,
    Touch,
)
from storage.database import Scope, Tx
from storage.rhythm import RhythmStore
from storage.rhythm.tables import meetings, point_asks, points, rhythms
from tests.introductions.town import HERE, MONDAY, VAULT, who, written

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRET = "https://calendars.example.org/private-4711/basic.ics"
FULL = Rhythm(
    prompt=Touch(2, 4, time(9, 30)),
    round=Touch(0, 2, time(9, 30)),
    checkin=Touch(1, 5, time(9, 30)),
    region="ES-MD",
    calendar=SECRET,
    set_at=MONDAY,
    set_by=who("cleo"),
    pace=Pace.SLOWED,
    known_until=2027,
    trouble="slow",
)
CLINIC = Meeting("m1", "Data clinic", MONDAY + 3 * DAY, 90, MONDAY, "digest")
LETTER = Point("p1", "m1", "Write the letter", who("ana"), MONDAY)


def store(run: Connection, community: str = "c1") -> RhythmStore:
    return RhythmStore(Tx(run, VAULT), Scope(HERE, community))


def test_what_is_set_is_read(run: Connection) -> None:
    """Every setting; before that the form's proposal."""
    assert store(run).rhythm() == Rhythm()
    store(run).save(FULL)
    assert store(run).rhythm() == FULL
    store(run).save(Rhythm())
    assert store(run).rhythm() == Rhythm()


def test_words_are_sealed(run: Connection) -> None:
    """An address may hold a secret; titles and points are people's words."""
    store(run).save(FULL)
    store(run).save_meeting(CLINIC)
    store(run).save_point(LETTER)
    raw = [
        run.execute(select(column)).scalar_one()
        for column in (rhythms.c.calendar, meetings.c.title, points.c.words)
    ]
    told = (SECRET, "Data clinic", "Write the letter")
    assert not [said for said, sealed in zip(told, raw, strict=True) if said.encode() in sealed]


def test_another_community_finds_nothing(run: Connection) -> None:
    """Nor does it erase anything."""
    mine, other = store(run), store(run, "c2")
    mine.save(FULL)
    mine.save_meeting(CLINIC)
    mine.save_point(replace(LETTER, asked=(who("bea"),)))
    mine.keep_quiet(date(2026, 12, 21), quiet=True)
    mine.keep_holidays({date(2026, 12, 25): "Christmas"})
    mine.save_moved(Moved("prompts.post", date(2026, 11, 30)))
    mine.notice(Notice("n", Telling.SLOWER, "", MONDAY, MONDAY + DAY))
    assert other.rhythm() == Rhythm()
    nothing: list[object] = [
        other.meetings(MONDAY), other.quiet_weeks(), other.moved(), other.unsettled(),
        other.chores(MONDAY), other.holidays(), other.meeting("m1"), other.point("p1"),
        other.last_meeting(MONDAY + 9 * DAY),
    ]  # fmt: skip
    assert not any(nothing)
    other.erase(who("ana"))
    assert mine.point("p1") == replace(LETTER, asked=(who("bea"),))


def test_meetings_are_moved_left_out_and_found(run: Connection) -> None:
    """In order; the newest that took place is none that was left out."""
    kept = store(run)
    later = replace(CLINIC, id="m2", at=CLINIC.at + DAY, skipped=True)
    for meeting in (later, CLINIC, replace(CLINIC, minutes=60)):
        kept.save_meeting(meeting)
    assert [m.id for m in kept.meetings(MONDAY)] == ["m1", "m2"]
    assert kept.meeting("m1") == replace(CLINIC, minutes=60)
    found = kept.last_meeting(MONDAY + 9 * DAY)
    assert found
    assert found.id == "m1"
    assert kept.last_meeting(CLINIC.at) is None
    kept.drop_meeting(later)
    assert [m.id for m in kept.meetings(MONDAY)] == ["m1"]


def test_weeks_days_and_moves_are_written_over(run: Connection) -> None:
    """Twice is once; no longer quiet is not quiet."""
    kept, week = store(run), date(2026, 12, 21)
    for _ in range(2):
        kept.keep_quiet(week, quiet=True)
    assert kept.quiet_weeks() == (week,)
    kept.keep_quiet(week, quiet=False)
    assert kept.quiet_weeks() == ()
    kept.keep_holidays({week: "One"})
    kept.keep_holidays({week: "Two"})
    assert kept.holidays() == {week: "Two"}
    kept.save_moved(Moved("rounds.draw", week, MONDAY))
    kept.save_moved(Moved("rounds.draw", week))
    assert kept.moved() == (Moved("rounds.draw", week),)


def test_what_is_to_be_read_elsewhere(run: Connection) -> None:
    """The calendar in its zone, the region for all years that are planned; None for neither."""
    kept = store(run)
    assert kept.pool("Europe/Madrid", MONDAY, None) is kept.pool("", MONDAY, None) is None
    kept.save(FULL)
    asked = Calendar(SECRET, MONDAY, MONDAY + AHEAD, "Europe/Madrid")
    assert kept.pool("Europe/Madrid", MONDAY, None) == asked
    assert kept.pool("", MONDAY, None) == Region("ES-MD", (2026, 2027))


def test_points_and_who_was_asked(run: Connection) -> None:
    """In the order they were; closed ones by when they were."""
    kept = store(run)
    asked = replace(LETTER, asked=(who("kofi"), who("bea")), named=who("bea"))
    kept.save_point(asked)
    assert kept.point("p1") == asked
    assert kept.points("m1") == kept.unsettled() == (asked,)
    done = replace(asked, state=State.DONE, owner=who("bea"), closed_at=MONDAY + DAY)
    kept.save_point(done)
    assert kept.unsettled() == ()
    assert kept.closed(MONDAY) == (done,)
    assert kept.closed(MONDAY + 2 * DAY) == ()


def test_everything_about_somebody_is_told_and_erased(run: Connection) -> None:
    """What they wrote goes; from what others wrote, their name goes."""
    kept = store(run)
    kept.save(replace(FULL, set_by=who("ana")))
    kept.save_point(replace(LETTER, asked=(who("bea"),)))
    theirs = Point("p2", "m1", "Call", who("bea"), MONDAY, named=who("ana"), asked=(who("ana"),))
    kept.save_point(replace(theirs, owner=who("ana"), state=State.OPEN))
    (told,) = kept.kept(who("ana"))
    assert [item["you"] for item in told.items] == [
        "wrote it",
        "look after it, were named for it, were asked",
    ]
    assert "words" not in kept.kept(who("bea"))[0].items[0]
    assert "look after something" in written(kept.reasons(who("ana"), MONDAY)[0])
    kept.erase(who("ana"))
    assert kept.kept(who("ana")) == ()
    assert kept.reasons(who("ana"), MONDAY) == ()
    assert kept.point("p1") is None
    found = kept.point("p2")
    assert found
    assert (found.words, found.owner, found.named, found.asked) == ("Call", None, None, ())
    assert kept.rhythm().set_by is None
    assert run.execute(select(point_asks)).all() == []


def test_a_notice_is_a_line_for_its_time(run: Connection) -> None:
    """Not before, not after, and not once somebody acted on it."""
    kept = store(run)
    notice = Notice("n", Telling.SLOWER, "listened,question,tip", MONDAY + 2 * HOUR, MONDAY + DAY)
    for _ in range(2):
        kept.notice(notice)
    assert kept.chores(MONDAY) == kept.chores(MONDAY + DAY) == ()
    (line,) = kept.chores(MONDAY + 3 * HOUR)
    assert written(line.said).endswith("people answered before: questions and tips.")
    assert [button.name for button in line.buttons] == ["rhythm.full_pace"]
    kept.told(Telling.SLOWER)
    assert kept.chores(MONDAY + 3 * HOUR) == ()


def test_points_without_anybody_are_one_chore(run: Connection) -> None:
    """Two of them share a line."""
    kept = store(run)
    for number in (1, 2):
        kept.save_point(replace(LETTER, id=f"p{number}", state=State.OPEN))
    (line,) = kept.chores(MONDAY)
    assert written(line.said).startswith("2 things meetings left open have nobody yet.")
