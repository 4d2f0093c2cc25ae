"""Any member may propose that two others meet; the answer never tells what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.handlers import MEMBER, Kind
from bot.introductions.model import State
from tests.introductions.town import Town, read, who

DAY = timedelta(days=1)


@pytest.fixture
def town(town: Town) -> Town:
    """Bea and Carl could meet; Dora thinks they should."""
    for name in ("bea", "carl", "dora"):
        town.moves_in(name)
    return town


def proposes(town: Town, by: str = "dora", one: str = "bea", other: str = "carl") -> str:
    because = "you both fight the same form"
    reply = town.says(by, "introduce", one=who(one), other=who(other), because=because)
    town.wait()
    return read(reply)


def asks(town: Town) -> list[str]:
    return sorted(key for key in town.promises.posted if key.startswith("introductions.ask."))


def test_both_are_asked_first(town: Town) -> None:
    """With the member's own words, and whose they are."""
    assert proposes(town) == "I'll ask, if I can."
    for name, other in (("bea", "carl"), ("carl", "bea")):
        said = read(town.to(name)[0])
        assert f"@dora would like to introduce you to @{other}." in said
        assert "you both fight the same form" in said
        assert "1st of 2" in said
    assert not [key for key in town.promises.posted if "together" in key]


def test_who_may_only_be_asked_questions_is_not_asked_to_meet(town: Town) -> None:
    """*You may ask me* is no wish to be introduced."""
    town.changes("carl", introduce_me=False)
    assert proposes(town) == "I'll ask, if I can."
    assert not asks(town)


def test_two_yeses_bring_them_together(town: Town) -> None:
    """The second one does, whoever is second; should one be new, nobody need greet them."""
    proposes(town)
    assert "If it comes to a conversation" in read(
        town.presses_on("carl", town.to("carl")[0], "Happy to")
    )
    assert read(town.presses_on("bea", town.to("bea")[0], "Happy to")).startswith("Lovely")
    (one,) = town.store.of(who("bea"))
    assert one.state is State.ACCEPTED
    meeting = town.promises.posted[f"introductions.together.{one.id}"].message
    assert "you both fight the same form" in read(meeting)
    assert ("newcomers.introduced", "bea") in town.promises.timers
    assert ("newcomers.introduced", "carl") in town.promises.timers
    assert not town.store.hosting()


@pytest.mark.parametrize("second", ["Not this time", ""])
def test_a_no_sounds_like_no_answer(town: Town, second: str) -> None:
    """A week later, once, in the same words; the proposer hears nothing."""
    proposes(town)
    town.presses_on("bea", town.to("bea")[0], "Happy to")
    if second:
        town.presses_on("carl", town.to("carl")[0], second)
    town.wait(6 * DAY)
    assert len(town.to("bea")) == 1
    town.wait(2 * DAY)
    assert "does not come to one" in read(town.to("bea")[1])
    assert len(town.to("carl")) == 1
    assert not town.to("dora")


def test_a_no_before_the_other_answered_changes_nothing_for_them(town: Town) -> None:
    """Their yes is thanked for as ever."""
    proposes(town)
    town.presses_on("bea", town.to("bea")[0], "Not this time")
    assert "If it comes to a conversation" in read(
        town.presses_on("carl", town.to("carl")[0], "Happy to")
    )


def left(town: Town) -> None:
    town.members.cards.pop(who("carl"))


def paused(town: Town) -> None:
    town.changes("carl", paused_until=town.now + DAY)


def not_willing(town: Town) -> None:
    town.changes("carl", introduce_me=False)


def asked_enough(town: Town) -> None:
    town.members.asked[who("carl")] = 2


def kept_apart(town: Town) -> None:
    town.members.kept_apart.add(frozenset({who("bea"), who("carl")}))


def apart_from_the_proposer(town: Town) -> None:
    town.members.kept_apart.add(frozenset({who("dora"), who("carl")}))


def asked_already(town: Town) -> None:
    proposes(town, by="cleo")


@pytest.mark.parametrize(
    "reason",
    [
        left, paused, not_willing, asked_enough, kept_apart, apart_from_the_proposer,
        asked_already,
    ],
)  # fmt: skip
def test_the_answer_is_the_same_whatever_is_in_the_way(
    town: Town, reason: Callable[[Town], None]
) -> None:
    """And nobody is asked, the other one neither."""
    reason(town)
    before = asks(town)
    assert proposes(town) == "I'll ask, if I can."
    assert asks(town) == before


def test_who_proposes_a_meeting_of_their_own_has_said_yes(town: Town) -> None:
    """Only the other is asked; and no silence is reported, since it could mean anything."""
    proposes(town, by="bea")
    assert not town.to("bea")
    assert "@bea would like to meet you." in read(town.to("carl")[0])
    town.wait(30 * DAY)
    assert not town.to("bea")


def test_their_own_proposal_is_one_yes_away(town: Town) -> None:
    """The other's yes opens the conversation."""
    proposes(town, by="bea")
    assert read(town.presses_on("carl", town.to("carl")[0], "Happy to")).startswith("Lovely")


def test_one_and_the_same_person_is_refused(town: Town) -> None:
    """That tells nobody anything."""
    with pytest.raises(Refusal, match="two different people"):
        proposes(town, one="bea", other="bea")


def test_it_is_for_members(town: Town) -> None:
    """The gate reads it from the table."""
    assert town.line(Kind.COMMAND, "introduce").who is MEMBER


def test_two_who_said_the_same_are_proposed_by_another_room(town: Town) -> None:
    """The other is asked and told why; a yes opens the conversation, and the first said theirs."""
    for name in ("bea", "dan"):
        town.moves_in(name)
    town.wakes("introductions.propose", "bea,dan")
    (ask,) = town.to("dan")
    assert "@bea would like to meet you" in read(ask)
    assert "you both named something similar" in read(ask)
    assert not town.to("bea")
    town.presses_on("dan", ask, "Happy to")
    assert any(key.startswith("introductions.together.") for key in town.promises.posted)


def test_nothing_is_proposed_to_who_is_kept_apart(town: Town) -> None:
    """Nor to nobody, nor of somebody to themselves."""
    for name in ("bea", "dan"):
        town.moves_in(name)
    town.members.kept_apart.add(frozenset({who("bea"), who("dan")}))
    for subject in ("bea,dan", "bea,bea", "bea,", ""):
        town.wakes("introductions.propose", subject)
    assert not town.promises.posted
