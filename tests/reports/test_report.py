"""The half page: no names, every figure defined, and what is not measured said so."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.activity import Thread
from bot.directory import Level
from bot.events import Place, Visited
from bot.exchanges import Exchange
from bot.handlers import Kind
from bot.ui import Chart, Page, Say
from storage.reports.tables import readings
from tests.introductions.memory import Overheard
from tests.introductions.reading import read
from tests.introductions.town import HOME, LEARNS, Town, who

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NAMES = ("ana", "bea", "cai", "dan")


def meets(town: Town, *names: str, kind: str = "introduction", about: str = "") -> None:
    people = tuple(map(who, names))
    about = about or "-".join(names)
    one = Exchange(kind, people, "learn", about, town.now - DAY, len(people))
    town.promises.exchanged.append(one)


def peopled(town: Town) -> None:
    for name in NAMES:
        town.moves_in(name, organisation="Leeds" if name == "ana" else "Porto")


def report(town: Town) -> str:
    return read(town.says("cleo", "desk report"))


def test_it_says_what_took_place_and_who_took_part(town: Town) -> None:
    """As the sponsor reads it: counts, and how they are counted."""
    peopled(town)
    meets(town, "ana", "bea")
    meets(town, "cai", "bea", kind="round", about="skills:1")
    meets(town, "dan", kind="prompt", about="question:7")
    said = report(town)
    assert "For: Buying well for the public" in said
    assert "4 of the 5 who joined took part (how counted: below)." in said
    assert "2 conversations took place, 1 of them between organisations." in said
    assert "by what brought people together: skills 1." in said
    assert "One answer to one prompt." in said
    assert "Not in these figures: what was said in private" in said
    assert "joined at least 14 days ago and are not on a break" in said


def test_nobody_is_named(town: Town) -> None:
    """Neither by name nor by mention."""
    peopled(town)
    meets(town, "ana", "bea")
    assert not [name for name in (*NAMES, "cleo") if name in report(town).lower().split()]
    assert "@" not in report(town)


def test_what_is_not_listened_to_is_not_measured(town: Town) -> None:
    """Never a nought; where it is on, it is a figure, and the definition names the place."""
    town.moves_in("ana")
    assert "Conversations begun in the channels: not measured." in report(town)
    assert "What is written in the channels: not measured." in report(town)
    town.overheard.places = (HOME,)
    town.overheard.wrote[who("ana")] = town.now - DAY
    answered = Thread(who("ana"), town.now - DAY, frozenset({who("cleo")}), town.now - 19 * HOUR)
    town.overheard.begun = [answered, Thread(None, town.now - DAY)]
    said = report(town)
    assert "2 conversations were begun in the channels, 1 by members; one was answered" in said
    assert "half of them within 5 hours." in said
    assert "or wrote in #home" in said
    assert "One of the 2 who joined took part" in said


class Deaf(Overheard):
    """Listening is switched on, and nothing is heard."""

    def measured(self, place: Place) -> bool:
        return False


def test_listening_that_is_not_heard_to_work_measures_nothing(town: Town) -> None:
    """Switched on and silent for want of a permission is not measured either."""
    town.overheard = Deaf(places=(HOME,))
    assert "Conversations begun in the channels: not measured." in report(town)


def test_before_two_weeks_there_is_nothing_to_measure(town: Town) -> None:
    """A new community is not one in which nobody takes part."""
    town.changes("cleo", since=town.now - 3 * DAY)
    assert "Took part: not measured, as nobody has been here for two weeks yet." in report(town)


def test_the_most_wanted_is_told_from_three_on(town: Town) -> None:
    """Two would nearly be names."""
    for name in NAMES[:2]:
        town.moves_in(name, claims={"open data": LEARNS})
    assert "Most wanted" not in report(town)
    town.moves_in("cai", claims={"open data": LEARNS})
    assert "Most wanted, nobody to teach it: open data (3 people)." in report(town)
    town.moves_in("dan", claims={"open data": Level.EXPLAIN})
    assert "Most wanted" not in report(town)


def test_every_monday_two_numbers_are_kept(town: Town) -> None:
    """A second look on the same day changes nothing; from two on, there is a chart."""
    peopled(town)
    meets(town, "ana", "bea")
    town.beats("reports.week")
    meets(town, "cai", "dan")
    town.beats("reports.week")
    (kept,) = town.store.readings(12)
    assert (kept.contributors, kept.eligible) == (2, 5)
    reply = town.says("cleo", "desk report")
    assert isinstance(reply, Say)
    assert reply.message.charts == ()
    town.now += 7 * DAY
    town.beats("reports.week")
    reply = town.says("cleo", "desk report")
    assert isinstance(reply, Say)
    (chart,) = reply.message.charts
    assert chart.series[0].values == (40.0, 80.0)


def test_a_reading_is_what_the_stored_acts_say(town: Town) -> None:
    """Counted again from the acts, by hand, it is the same."""
    peopled(town)
    meets(town, "ana", "bea")
    old = Exchange("round", (who("cai"),), "learn", "x", town.now - 29 * DAY, 1)
    town.promises.exchanged.append(old)
    town.beats("reports.week")
    (kept,) = town.store.readings(12)
    did = {
        person
        for one in town.promises.exchanged
        if town.now - 28 * DAY <= one.at <= town.now
        for person in one.people
    }
    assert kept.contributors == len(did) == 2


def test_a_week_without_eligible_members_is_no_point(town: Town) -> None:
    """The chart shows no nought where nothing could be measured."""
    for _ in range(3):
        town.beats("reports.week")
        town.now += 7 * DAY
    town.run.execute(update(readings).where(readings.c.contributors == 0).values(eligible=0))
    reply = town.says("cleo", "desk report")
    assert isinstance(reply, Say)
    assert reply.message.charts == ()


def test_the_page_tells_the_same(town: Town) -> None:
    """Figures side by side, the chart, and the half page with its definition."""
    peopled(town)
    meets(town, "ana", "bea")
    for _ in range(2):
        town.beats("reports.week")
        town.now += 7 * DAY
    line = town.line(Kind.PAGE, "report")
    shown = town.does(Visited(**town._by("cleo"), name="report"), line)
    assert isinstance(shown, Page)
    assert any(isinstance(block, Chart) for block in shown.blocks)
    message = shown.message("reports.page")
    assert "how counted: below" in read(message)
