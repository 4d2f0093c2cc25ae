"""Breaks: understood in both languages, effective at once, over by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.budget import when
from bot.errors import Invalid
from bot.members.model import ENDLESS
from bot.members.until import LEADING, understood
from bot.ui import Fill, Weight
from storage.members import reading
from tests.members.club import MONDAY, Club, button, names, person, words

if TYPE_CHECKING:
    from bot.budget import Reading

ANA = person("ana")


def local(month: int, day: int) -> datetime:
    """Midnight in Madrid in the winter of 2026, as an instant."""
    return datetime(2026, month, day, tzinfo=UTC) - timedelta(hours=1)


# MONDAY is 2 November 2026, 10:00 UTC.
UNDERSTOOD = {
    "until Monday": local(11, 9),
    "Friday": local(11, 6),
    "hasta el lunes": local(11, 9),
    "hasta el miércoles": local(11, 4),
    "2026-12-01": local(12, 1),
    "until 2026-12-1": local(12, 1),
    "two weeks": local(11, 16),
    "for 2 weeks": local(11, 16),
    "dos semanas": local(11, 16),
    "next week": local(11, 9),
    "a month": local(12, 2),
    "3 days": local(11, 5),
    "tomorrow": local(11, 3),
    "mañana": local(11, 3),
    "next round": MONDAY + timedelta(weeks=2),
    "until I say": ENDLESS,
    "until I’m back.": ENDLESS,
    "until further notice": ENDLESS,
    "hasta que yo diga": ENDLESS,
    "hasta nuevo aviso": ENDLESS,
}


@pytest.mark.parametrize("said", UNDERSTOOD)
def test_understood(said: str) -> None:
    """A day means its first moment where the person lives."""
    meant = understood(said, MONDAY, "Europe/Madrid")
    assert meant is not None
    assert meant.until == UNDERSTOOD[said]
    assert not meant.fewer


@pytest.mark.parametrize(
    "said",
    ["", "for a while", "2020-01-01", "2026-02-31", "9999-01-01", "0 days", "soon", "²"],
)
def test_not_understood(said: str) -> None:
    """What is not a day ahead is not guessed."""
    assert understood(said, MONDAY, "Europe/Madrid") is None


def test_leading_words_are_read_in_no_time() -> None:
    """A long run of them does not hang."""
    assert LEADING.sub("", "until the " * 2000).strip() == ""


def read(club: Club) -> Reading:
    return reading(club.tx, club.community, ANA, club.now)


def test_a_pause_stops_everything_unsolicited_at_once(club: Club) -> None:
    """Within the same minute, and until the day it names; answers still come."""
    club.joins("ana", help="Budgets")
    for weight in (Weight.ASK, Weight.NUDGE, Weight.SURVEY):
        assert when(weight, club.now, read(club)).at == club.now
    reply = club.says("ana", "pause", until="Friday")
    assert "You have a break until Friday 6 November." in words(reply)
    for weight in (Weight.ASK, Weight.NUDGE, Weight.SURVEY):
        assert when(weight, club.now, read(club)).at == local(11, 6) + timedelta(hours=9)
    assert when(Weight.ANSWER, club.now, read(club)).at == club.now
    assert club.directory.askable(club.now) == ()
    club.now += timedelta(days=4, hours=2)
    assert club.directory.askable(club.now)
    assert read(club).paused_until is None


def test_back_ends_it(club: Club) -> None:
    """By the button, or by `resume`, which is `join` for whoever has a break."""
    club.joins("ana", help="Budgets")
    reply = club.says("ana", "pause", until="until I say")
    assert "until you say otherwise" in words(reply)
    club.now += timedelta(minutes=1)
    club.presses("ana", button(reply, "members.back").name)
    assert read(club).paused_until is None
    club.now += timedelta(minutes=1)
    club.says("ana", "pause", until="2 weeks")
    club.now += timedelta(minutes=1)
    assert "Welcome back" in words(club.says("ana", "join"))
    assert read(club).paused_until is None


def test_changing_ticks_does_not_end_a_break(club: Club) -> None:
    """Only coming in by the form does."""
    club.joins("ana", help="Budgets")
    club.now += timedelta(minutes=1)
    club.says("ana", "pause", until="2 weeks")
    club.now += timedelta(minutes=1)
    club.sends("ana", club.presses("ana", "members.join"))
    assert read(club).paused_until is not None


def test_unclear_words_open_the_choices(club: Club) -> None:
    """Nothing is guessed; a day of one's own counts more than the choice."""
    fill = club.says("ana", "pause", until="a while")
    assert isinstance(fill, Fill)
    with pytest.raises(Invalid) as no:
        club.sends("ana", fill, day="yesterday")
    assert set(no.value.fields) == {"day"}
    assert "Friday" in words(club.sends("ana", fill, day="Friday", how="1 month"))
    assert isinstance(club.says("ana", "pause", until=None), Fill)


def test_fewer_asks_instead(club: Club) -> None:
    """No break; one step down."""
    club.joins("ana", help="Budgets")
    club.now += timedelta(minutes=1)
    assert "at most once a week" in words(club.says("ana", "pause", until="fewer asks"))
    assert club.store.member(ANA).allowance == 1
    assert read(club).paused_until is None


def test_leave_stops_everything_for_good(club: Club) -> None:
    """Kept or erased, nothing reaches them until they join again."""
    club.joins("ana", help="Budgets")
    club.now += timedelta(minutes=1)
    reply = club.says("ana", "leave")
    assert "members.keep" in names(reply)
    assert button(reply, "members.erase").confirm is not None
    assert read(club).paused_until == ENDLESS
    assert club.directory.card(ANA) is None
    club.presses("ana", "members.keep")
    assert club.store.member(ANA).claims
    club.now += timedelta(minutes=1)
    club.joins("ana")
    assert read(club).paused_until is None
    assert club.directory.card(ANA) is not None
