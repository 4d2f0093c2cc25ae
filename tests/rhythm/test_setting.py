"""What the forms take and refuse, and what is told when something elsewhere goes wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.errors import Invalid, Refusal
from bot.events import Beat, Computed, Missed, itself
from bot.feeds import Entry, Found
from bot.handlers import Kind
from bot.rhythm.model import AHEAD, Pace
from bot.ui import Fill, Say
from tests.introductions.town import HERE, MONDAY, Town, labels, read, written

DEFAULTS = {
    "prompt": "1", "prompt_day": "1", "round": "2", "round_day": "2", "time": "10:00",
    "checkin": "3", "calendar": "", "region": "",
}  # fmt: skip
_ids = count()


def sets(town: Town, **answers: str) -> Any:
    """Cleo fills in the form."""
    return town.fills("cleo", town.presses("cleo", "rhythm.set"), **{**DEFAULTS, **answers})


def days(town: Town, name: str) -> list[date]:
    """What is planned of a beat."""
    return [
        one.day for one in town.promises.planned(town.now, town.now + AHEAD) if one.name == name
    ]


def computed(town: Town, name: str, result: object, handle: str = "") -> Any:
    """Something was read elsewhere."""
    event = Computed(
        id=f"c{next(_ids)}", at=town.now, actor=itself(HERE), name=name, subject="", result=result,
        handle=handle,
    )  # fmt: skip
    return town.does(event, town.line(Kind.COMPUTED, name))


def told(town: Town) -> list[str]:
    """The lines of the next morning's message."""
    return [written(chore.said) for chore in town.store.chores(town.now + timedelta(hours=20))]


def dawn(town: Town) -> None:
    """The room's own beat, before everything else of the day."""
    day = town.now.date()
    beat = Beat(id=f"b{next(_ids)}", at=town.now, actor=itself(HERE), name="rhythm.day", day=day)
    town.does(beat, town.line(Kind.DAILY, "rhythm.day"))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("time", "ten"), ("time", "25:00"), ("time", "10:61"), ("time", ""),
        ("region", "Spain"), ("region", "E"), ("calendar", "my calendar"),
        ("calendar", "file:///etc/passwd"), ("meeting", "tomorrow"),
        ("meeting", "2026-02-31 15:00"), ("meeting", "2020-01-01 15:00"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(town: Town, field: str, said: str) -> None:
    """And nothing is saved or planned."""
    with pytest.raises(Invalid) as no:
        sets(town, **{field: said})
    assert field in no.value.fields
    assert town.store.rhythm().set_at is None
    assert town.promises.planned(town.now, town.now + AHEAD) == ()


@pytest.mark.parametrize("said", ["9", "9:30", "09.30", "09h30", "930"])
def test_an_hour_is_understood_as_people_write_it(town: Town, said: str) -> None:
    """Nine, or half past nine."""
    sets(town, time=said)
    assert town.store.rhythm().prompt.at.hour == 9


def test_never_is_never(town: Town) -> None:
    """What is switched off is planned no more, in the same moment."""
    sets(town)
    assert days(town, "prompts.post")
    sets(town, prompt="0", round="0", checkin="0")
    assert town.promises.planned(town.now, town.now + AHEAD) == ()


def test_a_meeting_is_kept_for_400_days(town: Town) -> None:
    """Docs/privacy.md says so; a typed one that is left out goes at once."""
    sets(town, meeting="2026-12-10 15:00")
    (meeting,) = town.store.meetings(town.now)
    for days_after, left in ((399, 1), (402, 0)):
        town.now = meeting.at + timedelta(days=days_after)
        dawn(town)
        assert len(town.store.meetings(MONDAY)) == left
    fill = town.presses("cleo", "rhythm.add")
    at = f"{town.now + timedelta(days=5):%Y-%m-%d %H:%M}"
    town.fills("cleo", fill, at=at, minutes="60", title="")
    (meeting,) = town.store.meetings(town.now)
    town.presses("cleo", "rhythm.skip", f"meeting {meeting.id}")
    assert town.store.meetings(MONDAY) == ()


def test_only_what_somebody_answers_is_planned(town: Town) -> None:
    """A room that is not there leaves no beats behind."""
    town.on.table = [line for line in town.on.table if line.name != "rounds.draw"]
    sets(town)
    assert days(town, "prompts.post")
    assert days(town, "rounds.draw") == []


def test_other_settings_do_not_move_what_was_moved(town: Town) -> None:
    """Moved within two weeks; moved again it is still the same one."""
    sets(town)
    first = days(town, "prompts.post")[0]
    for to in (first + timedelta(days=3), first + timedelta(days=4)):
        now = next(d for d in days(town, "prompts.post") if d >= first)
        fill = town.presses("cleo", "rhythm.move", f"prompts.post {now}")
        town.fills("cleo", fill, at=f"{to} 16:00")
        assert days(town, "prompts.post")[0] == to
        assert first not in days(town, "prompts.post")
    assert len(town.store.moved()) == 1
    fill = town.presses("cleo", "rhythm.move", f"prompts.post {to}")
    for far in ("2027-06-01 10:00", f"{MONDAY - timedelta(days=2):%Y-%m-%d %H:%M}"):
        with pytest.raises(Invalid):
            town.fills("cleo", fill, at=far)


def test_what_is_not_planned_any_more_cannot_be_moved(town: Town) -> None:
    """A menu may be old."""
    sets(town)
    for subject in ("prompts.post 2020-01-01", "meeting gone", "nonsense"):
        with pytest.raises(Refusal, match="not planned any more"):
            town.presses("cleo", "rhythm.skip", subject)


def test_a_meeting_alone_plans_its_own_words_and_nothing_else(town: Town) -> None:
    """Nobody asked for prompts by adding a meeting."""
    fill = town.presses("cleo", "rhythm.add")
    town.fills("cleo", fill, at="2026-12-10 15:00", minutes="60", title="Clinic")
    names = {one.name for one in town.promises.planned(town.now, town.now + AHEAD)}
    assert names == {"rhythm.before", "rhythm.meeting", "rhythm.after"}


def test_a_region_nobody_knows_is_told_whoever_set_it(town: Town) -> None:
    """At once where somebody waits, else in the morning; and nothing else breaks."""
    sets(town, region="XX")
    reply = computed(town, "rhythm.holidays", None, handle="h")
    assert isinstance(reply, Say)
    assert "I know no public holidays for XX." in read(reply.message)
    assert town.store.rhythm().region == ""
    sets(town, region="XX")
    assert computed(town, "rhythm.holidays", None) is None
    assert "I know no public holidays for XX." in told(town)[0]
    assert days(town, "prompts.post")


def test_holidays_move_what_is_planned_in_the_same_moment(town: Town) -> None:
    """The first Monday is one."""
    sets(town, region="ES")
    first = days(town, "prompts.post")[0]
    computed(town, "rhythm.holidays", {first: "A day off"})
    assert first not in days(town, "prompts.post")
    assert town.store.rhythm().known_until == first.year


def test_a_calendar_that_cannot_be_read_is_told_once(town: Town) -> None:
    """In a sentence; what was read before stays; once it is well again, nothing is said."""
    sets(town, calendar="https://example.org/a.ics")
    clinic = Entry("u1", MONDAY + timedelta(days=9), 60, "  Clinic \n of data ")
    computed(town, "rhythm.calendar", Found((clinic,)))
    assert [m.title for m in town.store.meetings(town.now)] == ["Clinic of data"]
    for _ in range(3):
        computed(town, "rhythm.calendar", Found(trouble="unreachable"))
        town.now += timedelta(minutes=1)
    assert len(town.store.meetings(town.now)) == 1
    assert told(town) == ["I could not read your calendar: nothing answers at its address"]
    computed(town, "rhythm.calendar", Found((clinic,)))
    assert town.store.rhythm().trouble == ""


def test_what_left_the_calendar_leaves_the_plan(town: Town) -> None:
    """A meeting taken out there; one that was left out here stays left out."""
    sets(town, calendar="https://example.org/a.ics")
    one, other = (Entry(u, MONDAY + timedelta(days=9), 60, u) for u in ("u1", "u2"))
    computed(town, "rhythm.calendar", Found((one, other)))
    first = town.store.meetings(town.now)[0]
    town.presses("cleo", "rhythm.skip", f"meeting {first.id}")
    computed(town, "rhythm.calendar", Found((one, other)))
    assert [m.skipped for m in town.store.meetings(town.now) if m.id == first.id] == [True]
    computed(town, "rhythm.calendar", Found(()))
    assert town.store.meetings(town.now) == ()


def test_another_address_forgets_the_old_ones_meetings(town: Town) -> None:
    """Typed ones stay."""
    sets(town, calendar="https://example.org/a.ics", meeting="2026-12-10 15:00")
    computed(town, "rhythm.calendar", Found((Entry("u1", MONDAY + timedelta(days=9), 60, "x"),)))
    assert len(town.store.meetings(town.now)) == 2
    sets(town)
    assert [m.uid for m in town.store.meetings(town.now)] == [""]


@pytest.mark.parametrize(
    ("seen", "before"),
    [("buttons", ""), ("buttons,tip", " Here are kinds people answered before: tips.")],
)
def test_where_nobody_listens_only_buttons_are_counted(town: Town, seen: str, before: str) -> None:
    """People may well have written in the thread, so the sentence does not say they did not."""
    sets(town)
    town.wakes("rhythm.slower", seen)
    quiet = "As far as my buttons tell, three prompts went quiet. I'll ask every other week."
    assert told(town) == [f"{quiet} What people write in the thread I cannot see.{before}"]


def test_the_pace_changes_once_says_why_and_is_taken_back(town: Town) -> None:
    """By the walk's words; the coordinator's press is the last word."""
    town.wakes("rhythm.slower", "listened,question,story")
    assert told(town) == []  # nothing is set yet
    sets(town)
    town.promises.last["prompts.post"] = date(2026, 11, 23)
    for _ in range(2):
        town.wakes("rhythm.slower", "listened,question,story")
    kinds = "here are kinds people answered before: questions and stories."
    assert told(town) == [f"Three prompts went quiet. I'll ask every other week; {kinds}"]
    assert days(town, "prompts.post")[:2] == [date(2026, 12, 7), date(2026, 12, 21)]
    town.presses("cleo", "rhythm.full_pace")
    assert days(town, "prompts.post")[:2] == [date(2026, 11, 30), date(2026, 12, 7)]
    town.wakes("rhythm.taper", "")
    assert town.store.rhythm().pace is Pace.TAPERED
    town.wakes("rhythm.restore", "")
    assert town.store.rhythm().pace is Pace.FULL


def test_what_was_missed_is_told_by_name_and_day(town: Town) -> None:
    """Beats nobody outside sees are not spelled out."""
    sets(town)
    beats = (("prompts.post", date(2026, 11, 16)), ("communities.today", date(2026, 11, 17)))
    event = Missed(id="m", at=town.now, actor=itself(HERE), beats=beats)
    town.happens("missed", event)
    assert told(town) == [
        "I was away. Meanwhile this was due, and I skipped it: The prompt, Monday 16 November"
    ]
    town.happens("missed", Missed(id="m2", at=town.now, actor=itself(HERE), beats=beats[1:]))
    assert len(told(town)) == 1


def test_the_desk_shows_the_form_until_something_is_set(town: Town) -> None:
    """Then what is planned, with what can be done about it."""
    assert isinstance(town.says("cleo", "desk rhythm"), Fill)
    sets(town)
    reply = town.says("cleo", "desk rhythm")
    assert isinstance(reply, Say)
    shown = labels(reply.message)
    assert {"Change the rhythm", "Add a meeting", "Quiet weeks"} <= set(shown)


def test_a_set_up_proposes_a_rhythm_by_one_line(town: Town) -> None:
    """In the next morning's message, for a day; not once one is set."""
    town.now = datetime.fromisoformat("2026-11-24T04:00:00+00:00")
    dawn(town)
    assert len(town.store.chores(town.now + timedelta(hours=5))) == 1
    town.now += timedelta(days=1)
    dawn(town)
    assert town.store.chores(town.now + timedelta(hours=5)) == ()
    assert town.promises.planned(town.now, town.now + AHEAD) == ()
