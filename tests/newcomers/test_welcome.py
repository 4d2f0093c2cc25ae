"""One line for who has just joined, and what Start shows."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.ui import Update
from tests.introductions.town import HELLO, Town, labels, read, who
from tests.newcomers.arrivals import DAY, HOUR, MINUTE, comes, goes, welcomes, were_here


def test_several_joins_share_a_line_without_mentions(town: Town) -> None:
    """A minute after the first, one line for all, in the place of welcome."""
    comes(town, "ana")
    town.wait(MINUTE / 2)
    comes(town, "ben")
    assert not welcomes(town)
    town.wait(MINUTE / 2)
    (line,) = welcomes(town)
    assert line.to == HELLO
    assert not line.message.pings
    assert "@" not in read(line.message)
    assert "nothing is posted about you" in read(line.message)
    assert labels(line.message) == ["Start"]


def test_the_next_to_join_gets_a_line_of_their_own(town: Town) -> None:
    """Who was greeted is not greeted again with the next."""
    comes(town, "ana")
    town.wait(HOUR)
    comes(town, "ben")
    town.wait(HOUR)
    assert len(welcomes(town)) == 2
    assert town.store.newcomer(who("ben")).greeted_at > town.store.newcomer(who("ana")).greeted_at


@pytest.mark.parametrize("more", [{"is_bot": True}, {"is_guest": True}])
def test_bots_and_guests_are_never_greeted(town: Town, more: dict[str, bool]) -> None:
    """Nor kept."""
    comes(town, "ana", **more)
    town.wait(HOUR)
    assert not welcomes(town)
    assert town.store.newcomer(who("ana")) is None


def test_who_was_here_at_adoption_is_never_greeted(town: Town) -> None:
    """Also when they leave and come again."""
    were_here(town, "old", "older")
    goes(town, "old")
    comes(town, "old")
    town.wait(HOUR)
    assert not welcomes(town)


def test_a_member_who_comes_back_is_not_greeted(town: Town) -> None:
    """Having a card, or having been greeted once, is enough."""
    town.moves_in("bea")
    comes(town, "bea")
    town.wait(HOUR)
    assert not welcomes(town)
    comes(town, "ana")
    town.wait(HOUR)
    goes(town, "ana")
    town.wait(DAY)
    comes(town, "ana")
    town.wait(HOUR)
    assert len(welcomes(town)) == 1


def test_start_shows_purpose_and_norms(town: Town) -> None:
    """Three lines, and two ways on."""
    comes(town, "ana")
    shown = town.presses("ana", "newcomers.start")
    assert "What this group is for: Buying well for the public" in read(shown)
    assert "What is said here stays here." in read(shown)
    assert labels(shown) == ["Sounds good", "Just looking round"]


def test_just_looking_round_ends_the_series(town: Town) -> None:
    """Not a word for ninety days."""
    comes(town, "ana")
    town.wait(HOUR)
    town.presses("ana", "newcomers.start")
    answer = town.presses("ana", "newcomers.looking")
    assert read(answer) == "Lovely. Most people read first. I won't write unless you ask."
    assert isinstance(answer, Update)
    town.wait(120 * DAY)
    assert not town.to("ana")


def test_a_coordinator_begins_a_welcome_for_somebody_who_was_here(town: Town) -> None:
    """In public, because nothing private goes to anybody who pressed nothing; and once."""
    were_here(town, "old")
    answer = town.says("cleo", "desk welcome", newcomer=who("old"))
    assert "@old" in read(answer)
    (line,) = [p for p in town.promises.posted.values() if p.to == HELLO]
    assert line.message.pings == (who("old"),)
    assert not town.to("old")
    with pytest.raises(Refusal, match="knows where I am"):
        town.says("cleo", "desk welcome", newcomer=who("old"))


def test_a_welcome_is_refused_for_members_and_for_those_looking_round(town: Town) -> None:
    """Who has joined needs none, and who asked for quiet gets it."""
    town.moves_in("bea")
    with pytest.raises(Refusal, match="joined already"):
        town.says("cleo", "desk welcome", newcomer=who("bea"))
    town.presses("ana", "newcomers.looking")
    with pytest.raises(Refusal, match="knows where I am"):
        town.says("cleo", "desk welcome", newcomer=who("ana"))


def test_moments_only_grow(town: Town) -> None:
    """A press delivered late does not undo a newer one."""
    comes(town, "ana")
    town.presses("ana", "newcomers.start")
    newest = town.store.newcomer(who("ana")).started_at
    town.now -= HOUR
    town.presses("ana", "newcomers.start")
    assert town.store.newcomer(who("ana")).started_at == newest
