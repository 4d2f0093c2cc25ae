"""The desk: what needs coordinators, what waits, holding everything, roles, the log."""

from __future__ import annotations

from datetime import timedelta

from bot.ui import Weight
from tests.communities.stage import (
    MAX,
    ZOE,
    Stage,
    buttons_of,
    promise,
    words_of,
    would_you,
)
from tests.communities.test_storage import ANA, BEA


def test_nothing_needs_anybody(town: Stage) -> None:
    """Said plainly, when asked."""
    assert words_of(town.command(ANA, "desk today")) == "Nothing needs you today."


def test_three_things_at_most_most_urgent_first(town: Stage) -> None:
    """Each with what to press; the rest can wait."""
    promise(town, "one")
    promise(town, "two")
    town.parks("two", "timeout")
    town.command(ANA, "desk hold")
    town.press(ANA, "communities.role", f"+host:{MAX.id}")
    town.press(ANA, "communities.role", f"-coordinator:{BEA.id}")
    town.now += timedelta(days=7)
    reply = town.command(ANA, "desk today")
    assert words_of(reply) == (
        "Three things, five minutes.\n"
        "1. Of one message I cannot tell whether it arrived.\n"
        "2. One message waits for your yes.\n"
        "3. Everything I would send is held.\n"
        "2 more can wait."
    )
    assert buttons_of(reply)["Release"] == ("communities.release", "")


def test_a_set_up_that_nobody_finished_is_remembered_kindly(stage: Stage) -> None:
    """The post, the hosts, a second coordinator; for three days, then on Mondays only."""
    stage.sets_up()
    said = words_of(stage.command(ANA, "desk today"))
    assert said == (
        "Three things, five minutes.\n"
        "1. My first post is ready; nothing is posted before you say so.\n"
        "2. 3 hosts are not asked yet.\n"
        "3. You tend this alone. A second coordinator would let you take a week off.\n"
        "Nothing else needs you."
    )
    stage.now += timedelta(days=4)
    assert words_of(stage.command(ANA, "desk today")) == "Nothing needs you today."


def test_hosts_who_do_not_answer_are_a_chore(stage: Stage) -> None:
    """After two days, once, and then on Mondays; whoever answered is none."""
    stage.sets_up(coordinators=(ANA, BEA), hosts=(MAX, ZOE))
    stage.press(ANA, "communities.post_it")
    stage.press(ANA, "communities.ask_hosts")
    stage.press(MAX, "communities.host_yes")
    stage.now += timedelta(days=2, hours=1)
    assert "1. One host has not answered." in words_of(stage.command(ANA, "desk today"))
    stage.now += timedelta(days=1)
    assert "has not answered" not in words_of(stage.command(ANA, "desk today"))
    stage.now += timedelta(days=4)
    assert "1. One host has not answered." in words_of(stage.command(ANA, "desk today"))


def test_what_can_wait_does_not_nag(stage: Stage) -> None:
    """Every Monday for four weeks, then on the first of a month: never fifty times a year."""
    stage.sets_up(hosts=(MAX,))
    stage.press(ANA, "communities.post_it")
    stage.press(ANA, "communities.ask_hosts")
    told = []
    for week in range(1, 14):
        stage.now += timedelta(days=7)
        said = words_of(stage.command(ANA, "desk today"))
        told.append(("tend this alone" in said, "has not answered" in said))
        assert week > 3 or told[-1] == (True, True)
    assert 2 <= sum(alone for alone, _ in told[4:]) <= 3
    assert 2 <= sum(silent for _, silent in told[4:]) <= 3


def test_one_message_a_day_and_only_with_something_to_do(town: Stage) -> None:
    """Monday says so also when nothing is needed; other days are silent; each beat once."""
    town.beat()
    town.beat()
    today = town.promised()
    assert sorted(today) == [
        "communities.today.2026-03-02.ana",
        "communities.today.2026-03-02.bea",
    ]
    assert {words_of(message) for message in today.values()} == {"Nothing needed."}
    assert all(message.weight is Weight.DESK for message in today.values())
    town.goes_out()
    town.now += timedelta(days=1)
    town.beat()
    assert town.promised() == {}
    promise(town, "one")
    town.beat()
    (told,) = {words_of(m) for k, m in town.promised().items() if k.startswith("communities.today")}
    assert told == (
        "One thing, two minutes.\n1. One message waits for your yes.\nNothing else needs you."
    )


def test_holding_everything_and_letting_go(town: Stage) -> None:
    """What coordinators must know and what people ask is never stopped."""
    town.ledger.let_go("introductions.would_you")
    for key in ("one", "two", "three"):
        promise(town, key)
    promise(town, "duty", would_you("desk.duty", Weight.DUTY))
    reply = town.command(ANA, "desk hold")
    assert words_of(reply) == (
        "Everything I would send is held. 3 messages wait. Answers to what people ask still work."
    )
    assert list(buttons_of(reply)) == ["See them", "Release", "Drop them"]
    assert town.ledger.is_held()
    assert "3 messages wait for you" in words_of(town.press(ANA, "communities.held"))
    released = town.command(ANA, "desk hold")
    assert words_of(released) == "Released. 3 messages go out, each in its hour."
    assert not town.ledger.is_held()


def test_what_waits_under_a_hold_can_be_dropped(town: Stage) -> None:
    """The hold stays; pressed after the release nothing is dropped."""
    town.ledger.let_go("introductions.would_you")
    promise(town, "one")
    town.command(ANA, "desk hold")
    town.press(ANA, "communities.drop_all")
    assert town.state("one") == "dropped"
    assert town.ledger.is_held()
    town.press(ANA, "communities.release")
    promise(town, "two")
    town.press(ANA, "communities.drop_all")
    assert town.state("two") == "todo"


def test_the_log_tells_who_did_what(town: Stage) -> None:
    """Newest first, with the moment in the reader's zone."""
    reply = town.command(ANA, "desk log")
    assert words_of(reply).splitlines()[:2] == [
        "What was done, newest first",
        "Monday 2 March, 10:00, @ana: Posted my first post",
    ]
