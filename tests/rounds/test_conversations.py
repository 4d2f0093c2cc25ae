"""A conversation from its first message to its last question, by buttons alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.directory import Hours
from bot.errors import Refusal
from bot.rounds.model import Helpful, Round, State
from bot.ui import Beside, Say
from tests.introductions.town import Town, labels, read, who
from tests.rounds.circle import conversation, group_of, moves_in, sends, sitting

DAY = timedelta(days=1)


def pair(town: Town) -> Round:
    moves_in(town, "ana", "maps", "law", role="planner", organisation="Leeds", hours=Hours("UTC"))
    moves_in(town, "bea", "law", "maps", hardest="rules", hours=Hours("Europe/Helsinki"))
    return sends(town)


def test_the_first_message_has_all_that_one_needs(town: Town) -> None:
    """Greeting, why, a line each, both clocks, who starts and with what, by when, quiet links."""
    round_ = pair(town)
    message = conversation(town, group_of(town, round_, "ana"))
    said = read(message)
    assert "meet each other: this round brings you together." in said
    assert "can help with" in said
    assert "@ana: planner at Leeds" in said
    assert "hardest now: rules" in said
    assert "10:10 for @ana" in said
    assert "12:10 for @bea" in said
    assert ", you start: what draws you to" in said
    assert "Any time until Wednesday 2 December is fine." in said
    assert labels(message) == [
        "We're in touch", "It's arranged", "We met", "Not yet", "Let it go",
        "Next week instead", "I can't make it", "Not this person", "Tell a coordinator",
        "My rounds",
    ]  # fmt: skip
    assert len(said.splitlines()) <= 10
    assert set(message.pings) == {who("ana"), who("bea")}


def test_one_nudge_after_two_days_and_only_where_nobody_pressed(town: Town) -> None:
    """It names who starts, stands in the conversation, and comes once."""
    moves_in(town, "ana")
    moves_in(town, "bea")
    moves_in(town, "dan")
    moves_in(town, "eve")
    round_ = sends(town)
    pressed = group_of(town, round_, "ana")
    quiet = next(g for g in town.store.groups(round_) if g.id != pressed.id)
    town.presses("ana", "rounds.in_touch", pressed.id)
    town.wait(2 * DAY - timedelta(hours=1))
    assert f"rounds.nudge.{quiet.id}" not in town.promises.posted
    town.wait(2 * DAY)
    nudge = town.promises.posted[f"rounds.nudge.{quiet.id}"]
    assert nudge.to == Beside(f"rounds.meet.{quiet.id}")
    assert "a line is enough to begin" in read(nudge.message)
    assert f"rounds.nudge.{pressed.id}" not in town.promises.posted


def test_a_nudge_waits_until_all_are_awake(town: Town) -> None:
    """Nobody's phone rings at night, or at the weekend."""
    town.now += 3 * DAY  # Thursday: two days on is Saturday
    moves_in(town, "ana")
    moves_in(town, "bea")
    round_ = sends(town)
    group = group_of(town, round_, "ana")
    town.wait(3 * DAY)
    assert f"rounds.nudge.{group.id}" not in town.promises.posted
    town.wait(2 * DAY)
    assert town.promises.posted[f"rounds.nudge.{group.id}"].due.isoweekday() == 1


def test_each_is_asked_a_day_before_the_end_and_once_more(town: Town) -> None:
    """Privately, and not who has said that it took place."""
    round_ = pair(town)
    town.wait(timedelta(days=8, hours=1))
    (ask,) = town.to("ana", "rounds.did_you_talk")
    assert read(ask) == "Did you and @bea get to talk?"
    answer = town.presses_on("ana", ask, "We met")
    assert "Was it of use to you?" in read(answer)
    town.wait(2 * DAY)
    assert len(town.to("ana", "rounds.did_you_talk")) == 1
    assert len(town.to("bea", "rounds.did_you_talk")) == 2
    town.wait(3 * DAY)
    assert town.store.round(round_.id).state is State.CLOSED
    assert len(town.to("bea", "rounds.did_you_talk")) == 2


def test_meeting_is_one_exchange_and_what_was_wanted_is_learned(town: Town) -> None:
    """Both pressed: still one exchange; the next draw no longer looks for that skill."""
    round_ = pair(town)
    group = group_of(town, round_, "ana")
    town.presses("ana", "rounds.met", group.id)
    town.presses("bea", "rounds.met", group.id)
    (exchange,) = town.promises.exchanged
    assert exchange.kind == "round"
    assert set(exchange.people) == {who("ana"), who("bea")}
    assert exchange.mode == "learn"
    assert exchange.aspect == "skills"
    fresh = replace(sends(town), state=State.DRAWING)
    town.store.save(fresh)
    pool = town.store.pool(fresh.id, town.now, town.members)
    assert all(not one.wants for one in pool.people)
    assert pool.met == (("ana", "bea", 1),)


def test_helpful_is_counted_and_not_told_of_whom(town: Town) -> None:
    """One press more, if they like."""
    round_ = pair(town)
    group = group_of(town, round_, "ana")
    answer = town.presses("ana", "rounds.met", group.id)
    assert isinstance(answer, Say)
    town.presses_on("ana", answer.message, "It was")
    assert [seat.helpful for seat in group_of(town, round_, "ana").seats].count(Helpful.YES) == 1
    counts = town.store.counts(round_)
    assert (counts.met, counts.helpful, counts.not_helpful) == (1, 1, 0)


def test_next_week_instead_moves_the_end_once_and_tells_the_others(town: Town) -> None:
    """It is an answer, not a no: nobody is silent by it."""
    round_ = pair(town)
    group = group_of(town, round_, "ana")
    said = read(town.presses("ana", "rounds.next_week", group.id))
    assert said == "Noted: there is time until Wednesday 9 December."
    told = town.promises.posted[f"rounds.later.{group.id}"]
    assert "@ana would rather talk next week." in read(told.message)
    town.presses("bea", "rounds.next_week", group.id)
    assert group.ends
    assert group_of(town, round_, "ana").ends == group.ends + timedelta(weeks=1)
    town.wait(timedelta(days=14))
    assert not town.store.part(who("ana")).silent
    assert not town.store.part(who("bea")).silent
    town.wait(timedelta(days=2))
    assert len(town.to("ana", "rounds.did_you_talk")) == 1, "asked in its own time"


def test_who_is_never_awake_at_once_is_written_to_alone(town: Town) -> None:
    """One room would ring at night; so each reads it in their own hours, with the other's name."""
    moves_in(town, "ana", hours=Hours("UTC"))
    moves_in(town, "bea", hours=Hours("Pacific/Auckland"))
    round_ = sends(town)
    group = group_of(town, round_, "ana")
    assert group.private
    (mine,) = town.to("ana", "rounds.meet")
    assert "please write to @bea yourself" in read(mine)
    assert f"rounds.meet.{group.id}" not in town.promises.posted
    assert "We met" in labels(mine)


def test_where_no_conversation_could_be_opened_each_is_written_to(town: Town) -> None:
    """Refused, or of unknown fate after a crash: nobody waits for a message that never came."""
    moves_in(town, "ana")
    moves_in(town, "bea")
    town.delivers = False
    round_ = sends(town)
    group = group_of(town, round_, "ana")
    town.settles(f"rounds.meet.{group.id}", reason="no_history")
    (mine,) = town.to("ana", "rounds.meet")
    assert "I am not sure that I could open a conversation" in read(mine)
    assert "please write to @bea yourself" in read(mine)
    assert f"rounds.meet.{group.id}" in town.promises.dropped


def test_a_late_or_foreign_press_changes_nothing(town: Town) -> None:
    """A kind sentence each time."""
    round_ = pair(town)
    moves_in(town, "dan")
    group = group_of(town, round_, "ana")
    with pytest.raises(Refusal, match="not yours"):
        town.presses("dan", "rounds.met", group.id)
    town.presses("ana", "rounds.met", group.id)
    assert "told me already" in read(town.presses("ana", "rounds.let_go", group.id))
    assert group_of(town, round_, "ana").met


def test_who_cannot_leaves_nobody_alone(town: Town) -> None:
    """The other is told kindly, and sits as a third with two who have not begun."""
    for name in ("ana", "bea", "dan", "eve"):
        moves_in(town, name)
    round_ = sends(town)
    group = group_of(town, round_, "ana")
    (other,) = group.others(who("ana"))
    town.presses("ana", "rounds.cannot", group.id)
    (told,) = town.to(other.id, "rounds.cannot_come")
    assert "@ana can't make it this time. It is not about you." in read(told)
    town.wait(DAY)
    (three,) = [names for names in sitting(town, round_) if len(names) == 3]
    assert other.id in three
    assert "ana" not in three


def test_two_left_alone_find_each_other(town: Town) -> None:
    """Before anybody is put in as a third."""
    for name in ("ana", "bea", "dan", "eve"):
        moves_in(town, name)
    round_ = sends(town)
    first = group_of(town, round_, "ana")
    second = next(g for g in town.store.groups(round_) if g.id != first.id)
    stays = {first.people[0], second.people[0]}
    town.presses(first.people[1].id, "rounds.cannot", first.id)
    town.presses(second.people[1].id, "rounds.cannot", second.id)
    assert tuple(sorted(p.id for p in stays)) in sitting(town, round_)


def test_a_break_does_not_end_a_conversation_that_has_begun(town: Town) -> None:
    """Who has a date keeps it; who has left is not asked any more."""
    round_ = pair(town)
    group = group_of(town, round_, "ana")
    town.presses("ana", "rounds.arranged", group.id)
    town.changes("ana", paused_until=town.now + timedelta(days=30))
    town.wakes("rounds.changed", "ana")
    assert sitting(town, round_) == [("ana", "bea")]
    town.wait(timedelta(days=9))
    assert not town.to("ana", "rounds.did_you_talk")
    assert town.to("bea", "rounds.did_you_talk")


def test_who_is_erased_leaves_no_orphan_and_no_trace(town: Town) -> None:
    """The other is told without a name, and looked for."""
    round_ = pair(town)
    town.store.erase(who("ana"))
    town.members.cards.pop(who("ana"))
    town.wakes("rounds.changed", "ana")
    (told,) = town.to("bea", "rounds.cannot_come")
    assert "The other person can't make it" in read(told)
    assert not town.store.kept(who("ana"))
    assert all("ana" not in names for names in sitting(town, round_))


def test_who_comes_late_is_brought_in_while_half_of_the_time_remains(town: Town) -> None:
    """With another who comes late at once; after the half nobody is."""
    pair(town)
    town.wait(2 * DAY)
    for name in ("dan", "eve"):
        moves_in(town, name)
        town.wakes("rounds.changed", name)
    assert town.store.group_of(town.store.running(), who("dan")).seat(who("eve"))
    town.wait(4 * DAY)
    moves_in(town, "fay")
    town.wakes("rounds.changed", "fay")
    town.wait(2 * DAY)
    assert town.store.group_of(town.store.running(), who("fay")) is None


def test_after_three_silent_rounds_a_question_with_three_choices(town: Town) -> None:
    """Out of the draw until they say; no reproach."""
    for _ in range(3):
        pair(town)
        town.wait(timedelta(days=14))
    (asked,) = town.to("ana", "rounds.left_out")
    assert read(asked) == "I'll leave you out of the draw for now."
    assert labels(asked) == ["Draw me again", "Ask me in a month", "No more rounds"]
    assert town.store.part(who("ana")).out
    town.presses_on("ana", asked, "Ask me in a month")
    town.wait(timedelta(days=30))
    (again,) = town.to("ana", "rounds.a_month_later")
    town.presses_on("ana", again, "Draw me again")
    assert not town.store.part(who("ana")).out
    town.presses_on("bea", asked, "No more rounds")
    assert ("members.no_rounds", "bea") in town.promises.timers


def test_whose_partner_says_that_they_met_is_not_silent(town: Town) -> None:
    """One press is enough for both."""
    for _ in range(3):
        round_ = pair(town)
        town.presses("bea", "rounds.met", group_of(town, round_, "ana").id)
        town.wait(timedelta(days=14))
    assert town.store.part(who("ana")).silent == 0


def test_hosts_rotate(town: Town) -> None:
    """Of the same two, each starts in turn."""
    started = []
    for _ in range(4):
        group = group_of(town, pair(town), "ana")
        started.append(group.people[0])
        town.presses("ana", "rounds.met", group.id)
        town.wait(timedelta(days=14))
    assert started[0] == started[2] != started[1] == started[3]
