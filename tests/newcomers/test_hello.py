"""A line of hello, seen before it goes, and whether anybody answers it."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.events import Role
from bot.ui import Beside
from tests.introductions.town import HELLO, Town, labels, read, who
from tests.newcomers.arrivals import DAY, HOUR, comes

WORDS = "I've been reading here for a week. Does anybody buy school meals?"


def offered(town: Town) -> None:
    comes(town, "ana")
    town.presses("ana", "newcomers.start")
    town.wakes("newcomers.agreed", "ana")
    town.wait()


def says_hello(town: Town) -> None:
    offered(town)
    form = town.presses_on("ana", town.to("ana")[0], "Write a line")
    town.fills("ana", form, words=WORDS)
    town.presses("ana", "newcomers.post_hello")
    town.wait()


def test_a_hello_is_offered_once_after_the_consent(town: Town) -> None:
    """And only then."""
    offered(town)
    town.wakes("newcomers.agreed", "ana")
    assert labels(town.to("ana")[0]) == ["Write a line", "No, thank you"]
    assert len(town.to("ana")) == 1


def test_the_line_is_seen_before_it_goes(town: Town) -> None:
    """Nothing is posted by writing it."""
    offered(town)
    form = town.presses_on("ana", town.to("ana")[0], "Write a line")
    preview = town.fills("ana", form, words=WORDS)
    assert WORDS in read(preview)
    assert labels(preview) == ["Post it", "Change it", "Rather not"]
    town.wait(HOUR)
    assert "newcomers.hello.ana" not in town.promises.posted
    town.presses("ana", "newcomers.post_hello")
    post = town.promises.posted["newcomers.hello.ana"]
    assert post.to == HELLO
    assert WORDS in read(post.message)
    assert labels(post.message) == ["Say hi"]


def test_rather_not_keeps_nothing_of_it(town: Town) -> None:
    """The line is gone, and cannot be posted by an old button."""
    offered(town)
    form = town.presses_on("ana", town.to("ana")[0], "Write a line")
    town.fills("ana", form, words=WORDS)
    town.presses("ana", "newcomers.no_hello")
    assert town.store.newcomer(who("ana")).hello == ""
    with pytest.raises(Refusal, match="no longer have your line"):
        town.presses("ana", "newcomers.post_hello")


def test_say_hi_puts_their_own_words_beside_it(town: Town) -> None:
    """With their name, under the newcomer's post."""
    town.moves_in("bea")
    says_hello(town)
    form = town.presses("bea", "newcomers.say_hi", "ana")
    town.fills("bea", form, words="Welcome! We buy them, ask away.")
    hi = town.promises.posted["newcomers.hi.ana.bea"]
    assert hi.to == Beside("newcomers.hello.ana")
    assert "Welcome! We buy them, ask away." in read(hi.message)
    assert hi.message.pings == (who("ana"),)


def test_a_host_is_asked_after_four_waking_hours(town: Town) -> None:
    """Monday ten o'clock: at two; never the one kept apart from them."""
    for name in ("hal", "hanna"):
        town.moves_in(name, roles=frozenset({Role.HOST}))
    town.members.kept_apart.add(frozenset({who("ana"), who("hal")}))
    says_hello(town)
    town.wait(3 * HOUR)
    assert not town.to("hanna")
    town.wait(HOUR)
    assert "nobody has answered yet" in read(town.to("hanna")[0])
    assert not town.to("hal")


def test_an_evening_is_not_four_hours(town: Town) -> None:
    """Posted at five in the afternoon: asked the next day."""
    town.moves_in("hal", roles=frozenset({Role.HOST}))
    town.wait(7 * HOUR)
    says_hello(town)
    town.wait(15 * HOUR)
    assert not town.to("hal")
    town.wait(5 * HOUR)
    assert town.to("hal")


def test_the_coordinator_hears_after_twenty_hours(town: Town) -> None:
    """With the two things they can do."""
    town.moves_in("hal", roles=frozenset({Role.HOST}))
    says_hello(town)
    town.wait(20 * HOUR)
    (duty,) = town.to("cleo")
    assert "nobody has answered for twenty hours" in read(duty)
    assert labels(duty) == ["Say hi", "Ask Hal"]


def test_a_hi_settles_what_was_asked_of_others(town: Town) -> None:
    """And nobody is asked after it."""
    town.moves_in("hal", roles=frozenset({Role.HOST}))
    town.moves_in("bea")
    says_hello(town)
    town.wait(5 * HOUR)
    town.fills("bea", town.presses("bea", "newcomers.say_hi", "ana"), words="Hi Ana")
    assert "Answered by @bea, nothing for you to do" in read(
        town.promises.edits["newcomers.host.ana"]
    )
    town.wait(DAY)
    assert not town.to("cleo")


def test_who_is_kept_apart_is_answered_like_anybody(town: Town) -> None:
    """And nothing is posted."""
    town.moves_in("bea")
    town.members.kept_apart.add(frozenset({who("ana"), who("bea")}))
    says_hello(town)
    answer = town.fills("bea", town.presses("bea", "newcomers.say_hi", "ana"), words="Hi")
    assert "newcomers.hi.ana.bea" not in town.promises.posted
    town.members.kept_apart.clear()
    other = town.fills("bea", town.presses("bea", "newcomers.say_hi", "ana"), words="Hi")
    assert read(answer) == read(other)
    assert len([key for key in town.promises.posted if key.startswith("newcomers.hi.")]) == 1


def test_nobody_said_hello_stands_on_the_desk(town: Town) -> None:
    """From the next day on, until somebody did."""
    comes(town, "ana")
    town.wait(HOUR)
    assert not town.store.chores(town.now)
    town.wait(DAY)
    (chore,) = town.store.chores(town.now)
    assert chore.said.template == "{newcomer} joined yesterday, nobody has said hello."
    assert [b.label.template for b in chore.buttons] == ["Say hello", "Ask a host"]
    town.presses("cleo", "newcomers.say_hello", "ana")
    assert not town.store.chores(town.now)


def test_a_second_morning_is_not_written_to_for_it(town: Town) -> None:
    """Where we do not listen they may have been greeted long since."""
    comes(town, "ana")
    told = []
    for _ in range(3):
        town.wait(DAY)
        told += [chore.weekly for chore in town.store.chores(town.now)]
    assert told == [False, True, True]


def test_a_coordinator_has_a_host_asked(town: Town) -> None:
    """From the desk; where none is free it is said."""
    comes(town, "ana")
    with pytest.raises(Refusal, match="None of the hosts"):
        town.presses("cleo", "newcomers.ask_host", "ana")
    town.moves_in("hal", roles=frozenset({Role.HOST}))
    assert "Hal" in read(town.presses("cleo", "newcomers.ask_host", "ana"))
    ask = town.to("hal")[0]
    town.presses_on("hal", ask, "I've said hello")
    assert town.store.newcomer(who("ana")).hi_at
