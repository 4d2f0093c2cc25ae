"""Before anything goes out: the draft, its changes, Send, Take back, and who changed their mind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import Invalid, Refusal
from bot.events import Computed, itself
from bot.handlers import Kind
from bot.rounds.model import Out, Reason, State, Why
from tests.introductions.town import HERE, Town, labels, read, who, written
from tests.rounds.circle import TEN, draws, form, group_of, looks, moves_in, sends, sitting


def four(town: Town) -> None:
    for name, can, wants in (("ana", "maps", "law"), ("bea", "law", "maps")):
        moves_in(town, name, can, wants)
    for name, can, wants in (("dan", "art", "code"), ("eve", "code", "art")):
        moves_in(town, name, can, wants)


def test_a_draft_shows_groups_reasons_and_who_is_left_out(town: Town) -> None:
    """Everything a coordinator needs before pressing Send, and nothing is sent."""
    four(town)
    moves_in(town, "fay", paused_until=town.now + timedelta(days=3))
    looks(town)
    draws(town)
    said = read(town.says("cleo", "desk round"))
    assert "Nothing has been sent" in said
    assert "@ana" in said
    assert "can help with maps" in said or "with maps" in said
    assert "Have a break: @fay" in said
    assert not [key for key in town.promises.posted if key.startswith("rounds.meet")]


def test_a_coordinator_reads_of_them_and_they_of_themselves(town: Town) -> None:
    """Who looks at a draft is not one of those it brings together."""
    moves_in(town, "ana")
    moves_in(town, "bea")
    looks(town)
    round_ = draws(town)
    (group,) = town.store.groups(round_)
    said, told = (written(text(HERE)) for text in (group.reason.said, group.reason.told))
    assert "you" in said.casefold()
    assert "you" not in told.casefold()
    assert told in read(town.says("cleo", "desk round"))


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_can_be_told_to_a_coordinator(why: Why) -> None:
    """Also where nobody is named any more."""
    assert "you" not in written(Reason(why).told(HERE)).casefold()


def test_a_round_that_need_not_be_seen_goes_by_itself(town: Town) -> None:
    """Ten minutes after the draw, without a press."""
    four(town)
    round_ = draws(town)
    assert round_.state is State.GOING
    town.wait(TEN)
    assert town.store.round(round_.id).state is State.RUNNING
    assert len([key for key in town.promises.posted if key.startswith("rounds.meet.")]) == 2


def test_a_round_is_taken_back_within_ten_minutes_and_not_later(town: Town) -> None:
    """Until then nothing has left; afterwards the button says so."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.presses("cleo", "rounds.send", round_.id)
    town.wait(timedelta(minutes=9))
    assert "Taken back" in read(town.presses("cleo", "rounds.take_back", round_.id))
    town.wait(timedelta(hours=1))
    assert not [key for key in town.promises.posted if key.startswith("rounds.meet")]
    town.presses("cleo", "rounds.send", round_.id)
    town.wait(TEN)
    with pytest.raises(Refusal, match="on its way"):
        town.presses("cleo", "rounds.take_back", round_.id)


def test_a_locked_group_stays_when_the_rest_is_drawn_again(town: Town) -> None:
    """Other dice, the same two."""
    four(town)
    for name in ("fay", "gus", "hal", "ida"):
        moves_in(town, name)
    looks(town)
    round_ = draws(town)
    kept = group_of(town, round_, "ana")
    shown = town.presses("cleo", "rounds.lock", kept.id)
    assert "Unlock" in labels(shown)
    for _ in range(3):
        town.presses("cleo", "rounds.draw_again", round_.id)
        town.wait()
        assert tuple(sorted(p.id for p in kept.people)) in sitting(town, round_)
    assert town.store.round(round_.id).attempt == 4


def test_somebody_is_moved_and_nobody_is_left_alone(town: Town) -> None:
    """The two others sit together then."""
    four(town)
    looks(town)
    round_ = draws(town)
    assert sitting(town, round_) == [("ana", "bea"), ("dan", "eve")]
    fill = form(town, "cleo", "rounds.move", round_.id)
    town.fills("cleo", fill, who=who("ana"), to=who("dan"))
    assert sitting(town, round_) == [("ana", "dan"), ("bea", "eve")]


def test_people_kept_apart_are_not_moved_together(town: Town) -> None:
    """The same no as for anything else that does not work."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.members.kept_apart.add(frozenset({who("ana"), who("dan")}))
    fill = form(town, "cleo", "rounds.move", round_.id)
    with pytest.raises(Invalid, match="does not work this time"):
        town.fills("cleo", fill, who=who("ana"), to=who("dan"))
    assert sitting(town, round_) == [("ana", "bea"), ("dan", "eve")]


def test_people_kept_apart_since_the_draw_do_not_go_out_together(town: Town) -> None:
    """Everybody is looked at again when it goes out."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.presses("cleo", "rounds.send", round_.id)
    town.members.kept_apart.add(frozenset({who("ana"), who("bea")}))
    town.wait(TEN)
    assert ("ana", "bea") not in sitting(town, round_)
    assert not town.to("ana", "rounds.meet")


def test_who_pauses_after_the_draw_is_out_of_the_draft_at_once(town: Town) -> None:
    """And whoever sat with them sits with somebody else."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.changes("ana", paused_until=town.now + timedelta(days=20))
    town.wakes("rounds.changed", "ana")
    assert sitting(town, round_) == [("bea", "dan", "eve")]
    assert town.store.absence(round_, who("ana")).out is Out.PAUSED


def test_who_skips_or_leaves_between_send_and_the_message_is_not_in_it(town: Town) -> None:
    """Even in the last ten minutes."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.presses("cleo", "rounds.send", round_.id)
    town.presses("dan", "rounds.skip")
    town.members.cards.pop(who("eve"))
    town.wakes("rounds.changed", "eve")
    town.wait(TEN)
    assert sitting(town, round_) == [("ana", "bea")]
    assert town.store.absence(round_, who("dan")).out is Out.SKIPPED
    assert not town.store.part(who("dan")).skips, "used up: the next one has them again"


def test_a_dropped_round_is_none(town: Town) -> None:
    """Nothing of it counts."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.presses("cleo", "rounds.drop", round_.id)
    town.wait(timedelta(days=1))
    assert town.store.newest() is None
    with pytest.raises(Refusal):
        town.presses("cleo", "rounds.send", round_.id)


def test_an_older_draw_that_ends_late_is_nothing(town: Town) -> None:
    """Pressed twice, the first result finds its attempt gone."""
    four(town)
    looks(town)
    round_ = draws(town)
    town.presses("cleo", "rounds.draw_again", round_.id)
    stale = {"attempt": 1, "groups": [], "alone": [], "absent": []}
    event = Computed(
        id="late",
        at=town.now,
        actor=itself(HERE),
        name="rounds.draw",
        subject=round_.id,
        result=stale,
    )
    town.does(event, town.line(Kind.COMPUTED, "rounds.draw"))
    town.wait()
    assert len(sitting(town, round_)) == 2


def test_one_alone_is_told_kindly_and_comes_first_next_time(town: Town) -> None:
    """Nobody else takes part: no round, and `why` says it."""
    moves_in(town, "ana")
    sends(town)
    (said,) = town.store.reasons(who("ana"), town.now)
    assert "still looking for the right person" in said.template
    assert town.store.part(who("ana")).missed_on is not None


def test_who_draws_by_hand_reads_when_it_goes(town: Town) -> None:
    """By itself after ten minutes, or when they press Send: said at once, before it is drawn."""
    moves_in(town, "ana")
    moves_in(town, "bea")
    assert "ten minutes later, unless you take it back" in read(
        town.presses("cleo", "rounds.draw_now")
    )
    looks(town)
    assert "when you press Send" in read(town.presses("cleo", "rounds.look"))
