"""Many joins at once: greeting stops, one line stands, the coordinators are asked."""

from __future__ import annotations

from tests.introductions.town import Town, labels, read, who
from tests.newcomers.arrivals import DAY, HOUR, MINUTE, comes, goes, welcomes


def raid(town: Town, size: int) -> None:
    for number in range(size):
        comes(town, f"r{number}")
        town.wait(MINUTE / 60)


def test_ten_joins_are_no_raid(town: Town) -> None:
    """The eleventh is."""
    raid(town, 10)
    town.wait(HOUR)
    assert not town.to("cleo")
    assert town.store.newcomer(who("r0")).greeted_at


def test_a_raid_is_one_line_and_a_question(town: Town) -> None:
    """However many come."""
    raid(town, 40)
    town.wait(HOUR)
    assert len(welcomes(town)) == 1
    (question,) = town.to("cleo")
    assert read(question) == "40 people joined in ten minutes. I've stopped greeting."
    assert labels(question) == ["Greet the 40 who passed the rules", "Keep holding"]


def test_no_second_line_where_one_has_just_been_said(town: Town) -> None:
    """Somebody was greeted two minutes before the raid."""
    comes(town, "ana")
    town.wait(2 * MINUTE)
    raid(town, 15)
    town.wait(HOUR)
    assert len(welcomes(town)) == 1


def test_a_coordinator_greets_those_who_are_still_here(town: Town) -> None:
    """In one line; those who left meanwhile are not counted, and greeting goes on."""
    raid(town, 15)
    goes(town, "r3")
    town.wait(HOUR)
    (question,) = town.to("cleo")
    assert labels(question)[0] == "Greet the 14 who passed the rules"
    answer = town.presses_on("cleo", question, "Greet the 14 who passed the rules")
    assert "14" in read(answer)
    assert len(welcomes(town)) == 2
    comes(town, "late")
    town.wait(HOUR)
    assert len(welcomes(town)) == 3


def test_keep_holding_holds_for_a_day(town: Town) -> None:
    """Who comes meanwhile waits too; the day after, greeting starts again by itself."""
    raid(town, 15)
    town.wait(HOUR)
    town.presses_on("cleo", town.to("cleo")[0], "Keep holding")
    comes(town, "later")
    town.wait(HOUR)
    assert len(welcomes(town)) == 1
    town.wait(DAY)
    comes(town, "tomorrow")
    town.wait(HOUR)
    assert len(welcomes(town)) == 2
    assert town.store.newcomer(who("later")).greeted_at is None


def test_the_other_coordinators_hear_that_it_is_decided(town: Town) -> None:
    """Two need not decide."""
    town.members.coordinators.append(who("dan"))
    raid(town, 15)
    town.wait(HOUR)
    town.presses_on("cleo", town.to("cleo")[0], "Keep holding")
    (edited,) = town.promises.edits.values()
    assert "@cleo has decided" in read(edited)


def test_a_stopped_greeting_stands_on_the_desk_until_decided(town: Town) -> None:
    """It is the first thing there."""
    raid(town, 15)
    town.wait(HOUR)
    chores = town.store.chores(town.now)
    assert "stopped greeting" in chores[-1].said.template
    town.presses("cleo", "newcomers.keep_holding")
    assert not town.store.chores(town.now)
