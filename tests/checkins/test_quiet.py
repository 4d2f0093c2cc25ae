"""Who is asked how it is for them: a regular after a quiet month, once, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.checkins import handlers
from bot.errors import Refusal
from bot.events import Pressed
from bot.handlers import Kind
from bot.ui import Menu, Update, Weight
from storage.checkins.tables import barriers, checkins
from tests.introductions.town import HOME, Town, labels, read, who

DAY = timedelta(days=1)
ANSWERS = ("good", "busy", "nothing", "something")


@pytest.fixture(autouse=True)
def cleo_is_about(town: Town) -> None:
    town.promises.acted[who("cleo")] = town.now + 10_000 * DAY


def looks(town: Town, name: str = "bea") -> int:
    """The week's look; how often somebody was asked so far."""
    town.beats("checkins.quiet")
    town.wait()
    return len(town.to(name))


def test_a_quiet_month_is_asked_about(town: Town) -> None:
    """In the words of the walks, as a survey, and never twice."""
    town.promises.acted[who("bea")] = town.now - 31 * DAY
    assert looks(town) == 1
    (question,) = town.to("bea")
    assert question.weight is Weight.SURVEY
    assert labels(question) == [
        "All good, I like reading along",
        "No time just now",
        "Nothing for me lately",
        "Something gets in the way",
    ]
    assert "If you don't answer, I won't ask again." in read(question)
    town.wait(7 * DAY)
    assert looks(town) == 1


def test_an_act_is_not_quiet(town: Town) -> None:
    """A press, or a word where it is listened to, within the month."""
    town.promises.acted[who("bea")] = town.now - 29 * DAY
    assert looks(town) == 0
    town.promises.acted.clear()
    town.overheard.places = (HOME,)
    town.overheard.wrote[who("bea")] = town.now - 29 * DAY
    assert looks(town) == 0
    town.wait(2 * DAY)
    assert looks(town) == 1


def test_newcomers_and_breaks_are_left_alone(town: Town) -> None:
    """Newcomers have a series of their own; a break is a break."""
    town.changes("bea", paused_until=town.now + DAY)
    town.moves_in("ana", days=45)
    town.moves_in("dan", days=20, established=True)
    assert looks(town) == looks(town, "ana") == looks(town, "dan") == 0
    town.wait(2 * DAY)
    assert looks(town) == 1


def test_one_unanswered_ends_the_series(town: Town) -> None:
    """Silence is an answer."""
    assert looks(town) == 1
    for _ in range(60):
        town.wait(7 * DAY)
        assert looks(town) == 1


def test_an_answer_is_good_for_half_a_year(town: Town) -> None:
    """Then a quiet month is asked about once more."""
    looks(town)
    town.presses("bea", "checkins.good")
    town.wait(181 * DAY)
    assert looks(town) == 1
    town.wait(2 * DAY)
    assert looks(town) == 2
    town.presses("bea", "checkins.no_more")
    town.wait(400 * DAY)
    assert looks(town) == 2


def test_a_question_that_never_arrived_needs_no_answer(town: Town) -> None:
    """It came too late, or was held: another week it is put."""
    town.delivers = False
    looks(town)
    key = f"checkins.quiet.{town.now:%Y%m%d}.bea"
    town.settles(key, "expired")
    town.delivers = True
    town.wait(7 * DAY)
    assert looks(town) == 2


def test_many_are_asked_a_few_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction writes to everybody; all are asked in the end."""
    monkeypatch.setattr(handlers, "AT_ONCE", 3)
    names = [f"m{number}" for number in range(8)]
    for name in names:
        town.moves_in(name)
    town.beats("checkins.quiet")
    assert len(town.promises.posted) == 3
    town.wait(10 * DAY)
    assert all(len(town.to(name)) == 1 for name in names)


@pytest.mark.parametrize(
    ("answer", "offers"),
    [
        ("good", ["Don't ask me this again"]),
        ("busy", ["Fewer asks", "A break"]),
        ("nothing", ["Say what I'd like to learn", "Introduce me to somebody"]),
        ("something", []),
    ],
)
def test_each_answer_opens_what_fits_it(town: Town, answer: str, offers: list[str]) -> None:
    """None of them is followed by the same."""
    looks(town)
    reply = town.presses("bea", f"checkins.{answer}")
    assert isinstance(reply, Update)
    assert labels(reply) == offers
    menus = [block for block in reply.message.blocks if isinstance(block, Menu)]
    assert [menu.options[0].value for menu in menus] == (["cleo"] if answer == "something" else [])


def chooses(town: Town, name: str, *values: str) -> Pressed:
    return replace(
        Pressed(**town._by(name), name="checkins.whom", subject=""),
        values=values,
    )


def test_a_word_reaches_the_coordinator_of_ones_choice(town: Town) -> None:
    """That one alone, and no other."""
    town.moves_in("dora")
    town.members.coordinators.append(who("dora"))
    looks(town)
    town.presses("bea", "checkins.something")
    form = town.does(chooses(town, "bea", "dora"), town.line(Kind.BUTTON, "checkins.whom"))
    reply = town.fills("bea", form, words="The meetings are when I fetch the children.")
    assert "to @dora, and to nobody else" in read(reply)
    (told,) = town.to("dora", "checkins.word")
    assert told.weight is Weight.DUTY
    assert "fetch the children" in read(told)
    assert not town.to("cleo", "checkins.word")


def test_only_a_coordinator_can_be_chosen(town: Town) -> None:
    """Nobody is written to through a form that names somebody else, nor oneself."""
    town.moves_in("eve")
    for name, chosen in (("bea", "eve"), ("cleo", "cleo"), ("bea", "")):
        with pytest.raises(Refusal):
            town.does(chooses(town, name, chosen), town.line(Kind.BUTTON, "checkins.whom"))


def answers(town: Town, *given: str) -> None:
    for number, answer in enumerate(given):
        name = f"m{number}"
        town.moves_in(name)
        looks(town, name)
        town.presses(name, f"checkins.{answer}")


def test_answers_are_counted_and_not_kept(town: Town) -> None:
    """How many gave which; a row says that somebody answered, no row says what."""
    answers(town, "good", "busy", "something", "something")
    assert town.store.report(town.now, town.now) == ()
    town.moves_in("m4")
    looks(town, "m4")
    town.presses("m4", "checkins.something")
    (line,) = town.store.report(town.now, town.now)
    holes = dict(line.holes)
    assert holes["n"] == 5
    assert [dict(text.holes)["n"] for text in holes["answers"]] == [1, 1, 0, 3]
    assert not any(answer in str(row) for row in town.run.execute(select(checkins))
                   for answer in ANSWERS)  # fmt: skip
    assert not any(f"m{n}" in str(row) for row in town.run.execute(select(barriers))
                   for n in range(5))  # fmt: skip


def test_pressed_twice_it_counts_once(town: Town) -> None:
    """And who was never asked counts not at all."""
    answers(town, "good", "good", "good", "good")
    for answer in ANSWERS:
        town.presses("m0", f"checkins.{answer}")
    town.moves_in("eve")
    town.promises.acted[who("eve")] = town.now
    town.presses("eve", "checkins.good")
    assert town.store.counted(town.now) == {}


def test_the_desk_hears_of_it_once_a_week_where_something_can_be_done(town: Town) -> None:
    """From five answers on, when at least half of them are about something in the way."""
    answers(town, "something", "something", "good", "busy")
    assert town.store.chores(town.now) == ()
    town.moves_in("m9")
    looks(town, "m9")
    town.presses("m9", "checkins.something")
    (chore,) = town.store.chores(town.now)
    assert chore.weekly
    assert dict(chore.said.holes) == {"n": 3, "of": 5}
    assert town.store.chores(town.now + 150 * DAY) == ()


def test_erased_means_erased(town: Town) -> None:
    """The row goes; the count never knew."""
    looks(town)
    town.presses("bea", "checkins.busy")
    assert town.store.kept(who("bea"))[0].items[0]["answered"] == "yes"
    town.store.erase(who("bea"))
    assert town.run.execute(select(checkins)).all() == []
    assert town.store.kept(who("bea")) == ()
