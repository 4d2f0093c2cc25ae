"""What happens on a yes, on a no, and on silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.directory import Hours
from bot.errors import Refusal
from bot.events import Actor, Begin, Left, Role
from bot.introductions.model import Looking, Pool, Said, State
from tests.introductions.test_walk import consents
from tests.introductions.town import (
    CAN_DO,
    HOME,
    LEARNS,
    Town,
    labels,
    read,
    who,
    written,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CAN = {"procurement": CAN_DO}


def asked(town: Town) -> list[str]:
    """Who was asked so far, in order."""
    return [i.b.person.id for i in town.store.of(who("ana"))]


def answers(town: Town, name: str, label: str) -> str:
    return read(town.presses_on(name, town.to(name)[0], label))


def leaves(town: Town, name: str) -> None:
    town.members.cards.pop(who(name))
    event = Left(id=f"left {name}", at=town.now, actor=Actor(who(name), name), place=HOME)
    town.happens("left", event)


@pytest.fixture
def peers(town: Town) -> Town:
    """Eight who can help, so that there is always a next one."""
    for n in range(8):
        town.moves_in(f"p{n}", claims=CAN)
    return town


def test_two_at_a_time(peers: Town) -> None:
    """However many could be asked."""
    consents(peers)
    assert len(asked(peers)) == 2
    peers.wait(23 * HOUR)
    assert len(asked(peers)) == 2


def test_the_next_two_after_a_waking_day(peers: Town) -> None:
    """Counted from when the ask was delivered."""
    consents(peers)
    peers.wait(DAY)
    assert len(asked(peers)) == 4
    assert len(set(asked(peers))) == 4


def test_a_day_without_waking_hours_does_not_count(peers: Town) -> None:
    """Delivered on Friday: the next are asked on Monday."""
    peers.wait(4 * DAY)
    consents(peers)
    peers.wait(2 * DAY)
    assert len(asked(peers)) == 2
    peers.wait(DAY)
    assert len(asked(peers)) == 4


def test_an_ask_that_is_not_delivered_yet_starts_no_day(peers: Town) -> None:
    """It waits for the peer's own hours, or for a coordinator's yes."""
    peers.delivers = False
    consents(peers)
    peers.wait(3 * DAY)
    assert len(asked(peers)) == 2


def test_the_coordinator_hears_after_two_waking_days(peers: Town) -> None:
    """Once, with two things to press; and the newcomer is told on the promised day."""
    consents(peers)
    peers.wait(2 * DAY)
    (duty,) = peers.to("cleo")
    assert read(duty) == "@ana agreed on Monday to be introduced, and nobody has said yes so far."
    assert labels(duty) == ["Ask two others", "Say hello myself"]
    assert [read(m) for m in peers.to("ana")] == [
        "I haven't found the right person yet. @cleo knows, and will write to you."
    ]
    peers.wait(10 * DAY)
    assert len(peers.to("cleo")) == 1
    assert len(asked(peers)) == 4


def test_never_more_than_five(peers: Town) -> None:
    """A coordinator may have others asked until five have seen the words."""
    consents(peers)
    peers.wait(2 * DAY)
    peers.presses_on("cleo", peers.to("cleo")[0], "Ask two others")
    peers.wait(2 * DAY)
    assert len(asked(peers)) == 5
    reply = peers.presses("cleo", "introductions.ask_others", "ana")
    assert "nobody else" in read(reply)
    assert len(asked(peers)) == 5


def test_two_declines_bring_the_next_at_once(peers: Town) -> None:
    """And nobody learns of them: not the newcomer, not the next, not the coordinator."""
    consents(peers)
    for name in asked(peers):
        assert answers(peers, name, "Not this time") == (
            "All right. It stays between you and me, and I'll ask somebody else."
        )
    peers.wait()
    assert len(asked(peers)) == 4
    assert not peers.to("ana")
    assert not peers.to("cleo")


def test_one_decline_waits_for_the_other_answer(peers: Town) -> None:
    """The second may still say yes."""
    consents(peers)
    answers(peers, asked(peers)[0], "Not this time")
    peers.wait()
    assert len(asked(peers)) == 2


def test_fewer_of_these_is_a_no_and_a_wish(peers: Town) -> None:
    """The allowance belongs to the room of members."""
    consents(peers)
    name = asked(peers)[0]
    assert "less often" in answers(peers, name, "Fewer of these")
    assert ("members.fewer", name) in peers.promises.timers
    assert peers.store.of(who(name))[0].state is State.DECLINED


def test_a_late_yes_is_a_yes(peers: Town) -> None:
    """Three days later, with others asked meanwhile."""
    consents(peers)
    first = asked(peers)[0]
    peers.wait(3 * DAY)
    assert answers(peers, first, "Happy to").startswith("Lovely")
    assert peers.store.search(who("ana")).state is Looking.FOUND


def test_a_yes_settles_what_the_coordinator_was_told(peers: Town) -> None:
    """The message changes; an old press has no effect."""
    consents(peers)
    peers.wait(3 * DAY)
    duty = peers.to("cleo")[0]
    answers(peers, asked(peers)[0], "Happy to")
    (edited,) = peers.promises.edits.values()
    assert read(edited) == "@ana has found somebody. Nothing for you to do."
    assert read(peers.presses_on("cleo", duty, "Ask two others")) == read(edited)
    assert len(asked(peers)) == 4


def test_the_log_names_nobody_who_was_asked(peers: Town) -> None:
    """Whoever said no could be read from it."""
    consents(peers)
    lines = [written(line.said) for line in peers.promises.lines]
    assert lines == ["Asked somebody for @ana. They said they can do procurement."] * 2


def test_after_a_week_an_ask_settles_by_itself(peers: Town) -> None:
    """The message is changed, and a press has no effect."""
    consents(peers)
    first = asked(peers)[0]
    peers.wait(8 * DAY)
    one = peers.store.of(who(first))[0]
    assert one.state is State.EXPIRED
    assert "settled by itself" in read(peers.promises.edits[f"introductions.ask.{one.id}.b"])
    assert "settled by itself" in answers(peers, first, "Happy to")
    assert peers.store.of(who(first))[0].state is State.EXPIRED


def test_an_ask_that_cannot_be_put_brings_the_next(peers: Town) -> None:
    """Their messages are shut, or the promise was parked."""
    peers.delivers = False
    consents(peers)
    for one in peers.store.of(who("ana")):
        peers.settles(f"introductions.ask.{one.id}.b", "cannot_dm")
    peers.delivers = True
    peers.wait()
    assert len(asked(peers)) == 4


def test_an_ask_of_unknown_fate_may_be_answered(peers: Town) -> None:
    """Parked, and it had arrived: their yes counts."""
    peers.delivers = False
    consents(peers)
    (one, _) = peers.store.of(who("ana"))
    peers.settles(f"introductions.ask.{one.id}.b", "unsure")
    assert answers(peers, one.b.person.id, "Happy to").startswith("Lovely")


def test_nobody_is_asked_twice_and_no_host_gets_three(town: Town) -> None:
    """Three newcomers and one host: the third is the coordinator's at once."""
    town.moves_in("hal", roles=frozenset({Role.HOST}), allowance=5)
    for name in ("n1", "n2", "n3"):
        town.moves_in(name, days=1, claims={"procurement": LEARNS})
        consents(town, name)
    assert [i.a.person.id for i in town.store.of(who("hal"))] == ["n1", "n2"]
    assert "@n3" in read(town.to("cleo")[0])


def test_a_small_start_asks_hosts_only(town: Town) -> None:
    """Other members are not asked yet, however well they would fit."""
    town.community = replace(town.community, begin=Begin.SMALL)
    town.moves_in("bea", claims=CAN)
    town.moves_in("hal", roles=frozenset({Role.HOST}))
    consents(town)
    assert asked(town) == ["hal"]


def test_everybody_is_looked_at_again_before_the_ask(town: Town) -> None:
    """Chosen, and meanwhile kept apart: somebody else is chosen."""
    town.moves_in("bea", claims=CAN)
    town.moves_in("carl", organisation="York", role="buyer")
    choose = town.computations["introductions.choose"]

    def meanwhile(pool: Pool) -> object:
        town.members.kept_apart.add(frozenset({who("ana"), who("bea")}))
        return choose(pool)

    town.computations["introductions.choose"] = meanwhile
    town.wakes("introductions.begin", "ana")
    town.wait()
    assert asked(town) == ["carl"]


def test_other_peoples_buttons_have_no_effect(town: Town) -> None:
    """One clear sentence."""
    town.moves_in("bea", claims=CAN)
    town.moves_in("eve")
    consents(town)
    one = town.store.of(who("bea"))[0]
    for button in ("introductions.happy", "introductions.not_this_time", "introductions.who"):
        with pytest.raises(Refusal, match="somebody else"):
            town.presses("eve", button, one.id)
    assert town.store.introduction(one.id) == one
    assert "settled" in read(town.presses("eve", "introductions.happy", "no such id"))


def test_two_presses_are_one(town: Town) -> None:
    """The second has no effect, whichever it is."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    answers(town, "bea", "Happy to")
    assert "settled" in answers(town, "bea", "Happy to")
    answers(town, "bea", "Not this time")
    (one,) = town.store.of(who("bea"))
    assert (one.state, one.b.said) == (State.ACCEPTED, Said.YES)


def test_begin_twice_is_once(peers: Town) -> None:
    """A doubled consent asks nobody else."""
    consents(peers)
    consents(peers)
    assert len(asked(peers)) == 2


def test_a_coordinator_kept_apart_from_the_newcomer_is_not_named(town: Town) -> None:
    """The next coordinator is told instead."""
    town.moves_in("dan", introduce_me=False)
    town.members.coordinators.append(who("dan"))
    town.members.kept_apart.add(frozenset({who("ana"), who("cleo")}))
    consents(town)
    assert not town.to("cleo")
    assert len(town.to("dan")) == 1


def test_hours_without_days_do_not_loop_for_ever(town: Town) -> None:
    """Somebody with no waking day at all."""
    town.moves_in("bea", claims=CAN, hours=Hours("UTC", days=()))
    consents(town)
    town.wait(DAY)
    assert asked(town) == ["bea"]
