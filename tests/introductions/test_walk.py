"""The walk of a newcomer, from the consent to what came of the conversation."""

from __future__ import annotations

from datetime import timedelta

from bot.events import Role
from bot.introductions.model import Looking, State
from bot.ui import Together
from tests.introductions.town import (
    CAN_DO,
    Town,
    labels,
    read,
    who,
)

DAY = timedelta(days=1)


def consents(town: Town, name: str = "ana") -> None:
    town.wakes("introductions.begin", name)
    town.wait()


def only(town: Town, name: str = "ana") -> str:
    return str(town.store.of(who(name))[-1].id)


def test_a_newcomer_meets_a_regular_who_agreed(town: Town) -> None:
    """Asked first, with the reason; then one conversation with both people's words."""
    town.moves_in("bea", claims={"procurement": CAN_DO}, organisation="York")
    consents(town)
    (ask,) = town.to("bea")
    assert read(ask) == (
        "Would you talk to @ana for twenty minutes? Joined on Sunday, works in Leeds and wants to"
        " learn procurement, which you said you can do.\n"
        "Not this time stays private; I'll ask somebody else.\n"
        "This is your 1st of 2 this week."
    )
    assert labels(ask) == ["Happy to", "Not this time", "Fewer of these"]
    answer = town.presses_on("bea", ask, "Happy to")
    yes = "Lovely. I'll open a conversation for you and @ana while you are both awake."
    assert read(answer) == yes
    meeting = town.promises.posted[f"introductions.together.{only(town)}"]
    assert meeting.to == Together((who("ana"), who("bea")), meeting.to.title)  # type: ignore[union-attr] # it is one
    assert "@ana, @bea, meet each other." in read(meeting.message)
    assert "@ana: buyer at Leeds and wants to learn: procurement" in read(meeting.message)
    assert "@bea, you start: what makes you want to learn procurement?" in read(meeting.message)
    assert set(meeting.message.pings) == {who("ana"), who("bea")}
    assert labels(meeting.message) == [
        "We met", "It's arranged", "Not yet", "Let it go", "Not this person", "Tell a coordinator",
    ]  # fmt: skip
    assert ("newcomers.introduced", "ana") in town.promises.timers
    assert town.store.search(who("ana")).state is Looking.FOUND


def test_a_week_after_each_is_asked_once_and_alone(town: Town) -> None:
    """One question each; a yes counts for both and is told to the room of newcomers."""
    town.moves_in("bea", claims={"procurement": CAN_DO})
    consents(town)
    town.presses_on("bea", town.to("bea")[0], "Happy to")
    town.wait(6 * DAY)
    assert not town.to("ana", "introductions.did_you_talk")
    town.wait(30 * DAY)
    (asked,) = town.to("ana", "introductions.did_you_talk")
    assert read(asked) == "Did you and @bea get to talk?"
    assert len(town.to("bea", "introductions.did_you_talk")) == 1
    assert read(town.presses_on("ana", asked, "We met")).startswith("Lovely")
    assert town.store.introduction(only(town)).state is State.MET
    assert ("newcomers.met", "ana") in town.promises.timers
    assert "already" in read(town.presses_on("ana", asked, "Let it go"))
    assert town.store.introduction(only(town)).state is State.MET


def test_who_may_only_be_asked_questions_is_no_peer(town: Town) -> None:
    """*You may ask me* is no wish to be introduced."""
    town.moves_in("bea", claims={"procurement": CAN_DO}, introduce_me=False)
    consents(town)
    assert not [key for key in town.promises.posted if key.startswith("introductions.ask.")]


def test_nobody_there_is_told_to_the_coordinator_at_once(town: Town) -> None:
    """An empty pool waits for nothing."""
    consents(town)
    (duty,) = town.to("cleo")
    assert "there is nobody I can ask" in read(duty)
    assert labels(duty) == ["Say hello myself"]
    assert read(town.presses_on("cleo", duty, "Say hello myself")).startswith("Thank you.")
    assert town.store.search(who("ana")).state is Looking.ENDED


def test_a_host_is_asked_where_nothing_else_is_shared(town: Town) -> None:
    """Hosts agreed to meet newcomers; that is reason enough, and said."""
    town.moves_in("hal", roles=frozenset({Role.HOST}))
    consents(town)
    assert "newcomers may meet first" in read(town.to("hal")[0])
