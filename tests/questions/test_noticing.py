"""A message that looks like a question is offered to its author alone, once, and only if it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.activity import Thread
from bot.directory import Hours
from bot.questions.noticing import PATIENCE
from bot.spotting import TALKING
from bot.ui import Fill, Message, Weight
from bot.work import DAY, HOUR
from tests.introductions.town import Phonebook, Town, buttons, labels, read, who
from tests.questions.acting import asked

KIND = "questions.shall_i_look"
MICRO = timedelta(microseconds=1)


def begins(town: Town, name: str = "ana", thread: str = "m7", *, noted: bool = True) -> int:
    """Somebody begins a thread with what looks like a question; its place in what was heard."""
    if noted:
        town.overheard.begun.append(Thread(who(name), town.now))
    micros = (town.now - datetime.fromtimestamp(0, UTC)) // MICRO
    town.promises.wake("questions.alone", f"{name}|home|{thread}|{micros}", town.now)
    return len(town.overheard.begun) - 1


def offered(town: Town, name: str = "ana") -> list[Message]:
    """What was offered to somebody."""
    return town.to(name, KIND)


def test_after_four_waking_hours_its_author_is_asked(town: Town) -> None:
    """A nudge that says what is known of the message, and goes stale."""
    begins(town)
    town.wait(PATIENCE * HOUR - MICRO)
    assert offered(town) == []
    town.wait(MICRO)
    [message] = offered(town)
    assert message.weight is Weight.NUDGE
    assert "looked like a question, and nobody has written under it yet." in read(message)
    assert "I did not keep what you wrote" in read(message)
    assert labels(message) == ["Find somebody", "Not this time", "Never offer this"]
    [promise] = [p for p in town.promises.posted.values() if p.message is message]
    assert promise.to == who("ana")
    assert promise.expires == town.now + 12 * HOUR


def test_the_hours_are_those_of_whoever_wrote_it(town: Town) -> None:
    """Written in their evening, it waits for their next day."""
    town.changes("ana", hours=Hours("UTC", start=9, end=11))
    begins(town)
    town.wait(10 * HOUR)
    assert offered(town) == []
    town.wait(2 * DAY)
    assert len(offered(town)) == 1


def test_who_has_a_reply_is_left_alone(town: Town) -> None:
    """Anybody's; one's own words under it are none."""
    number = begins(town)
    thread = town.overheard.begun[number]
    town.overheard.begun[number] = replace(thread, answers=frozenset({who("bea")}))
    begins(town, "dan")
    town.wait(DAY)
    assert offered(town) == []
    assert len(offered(town, "dan")) == 1


@pytest.mark.parametrize("minutes", [1, 14, 16])
def test_who_is_answered_without_a_thread_is_left_alone(town: Town, minutes: int) -> None:
    """Anybody else's words in the channel, shortly after; one's own and later ones are none."""
    begins(town)
    town.wait(MICRO)
    begun = town.overheard.begun
    begun.append(Thread(who("ana"), town.now + timedelta(minutes=1)))
    begun.append(Thread(who("bea"), town.now + timedelta(minutes=minutes)))
    town.wait(DAY)
    assert len(offered(town)) == (minutes > 15)


def test_only_members_are_offered_anything(town: Town) -> None:
    """Whoever never joined, or is a guest, hears nothing, and is not waited for."""
    begins(town, "nobody")
    town.people = Phonebook(frozenset({"ana"}))
    begins(town, "ana")
    town.wait()
    assert town.promises.timers == {}
    town.wait(DAY)
    assert offered(town) + offered(town, "nobody") == []


def test_what_is_not_noted_any_more_is_not_spoken_of(town: Town) -> None:
    """Left out, erased, switched off meanwhile: the rows are gone, and so is the offer."""
    begins(town, noted=False)
    town.overheard.begun.append(Thread(who("bea"), town.now))  # somebody else, at that moment
    town.wait(DAY)
    assert offered(town) == []


def test_whoever_asked_meanwhile_needs_no_offer(town: Town) -> None:
    """They found the way by themselves."""
    begins(town)
    asked(town)
    town.wait(DAY)
    assert offered(town) == []


def test_two_of_them_in_a_day_are_one_offer(town: Town) -> None:
    """Nobody is followed around."""
    begins(town)
    town.wait(HOUR)
    begins(town, thread="m8")
    town.wait(8 * HOUR)
    [message] = offered(town)
    assert [one.subject for one in buttons(message)] == ["home,m7", "", ""]


def test_the_form_is_empty(town: Town) -> None:
    """Their words are not known; what they send is a question like any other."""
    begins(town)
    town.wait(DAY)
    fill = town.presses_on("ana", offered(town)[0], "Find somebody")
    assert isinstance(fill, Fill)
    assert fill.form.name == "questions.ask"
    assert getattr(fill.form.steps[0].fields[0], "value", None) == ""


@pytest.mark.parametrize("again", [False, True])
def test_never_is_kept_until_they_take_it_back(town: Town, *, again: bool) -> None:
    """It stands under *me*, with the way back; erasing takes it, too."""
    begins(town)
    town.wait(DAY)
    town.presses_on("ana", offered(town)[0], "Never offer this")
    [kept] = town.store.kept(who("ana"))
    [back] = kept.buttons
    assert town.store.kept(who("bea")) == ()
    if again:
        town.presses("ana", back.name)
        assert town.store.kept(who("ana")) == ()
    town.wait(2 * DAY)
    town.promises.posted.clear()
    begins(town)
    town.wait(DAY)
    assert len(offered(town)) == int(again)
    town.store.erase(who("ana"))
    assert town.store.kept(who("ana")) == ()


def test_not_this_time_changes_nothing_else(town: Town) -> None:
    """One sentence; the next one is offered again, some other day."""
    begins(town)
    town.wait(DAY)
    assert "I look for nobody." in read(town.presses_on("ana", offered(town)[0], "Not this time"))
    town.wait(2 * DAY)
    town.promises.posted.clear()
    begins(town)
    town.wait(DAY)
    assert len(offered(town)) == 1


def test_whoever_was_talking_already_is_not_interrupted(town: Town) -> None:
    """What follows within ten minutes is to those they talk with; later it begins anew."""
    town.overheard.wrote[who("ana")] = town.now
    town.wait(TALKING)
    begins(town)
    town.wait(MICRO)
    begins(town, thread="m8")
    town.wait(DAY)
    assert [one.subject for one in buttons(offered(town)[0])] == ["home,m8", "", ""]
