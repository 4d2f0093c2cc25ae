"""What happens on a yes, a no, silence, and when somebody is gone meanwhile."""

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
    KNOWS_WHO,
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


def test_when_all_the_chosen_are_out_others_are_chosen(town: Town) -> None:
    """Once more, with what is true now: here nobody is left."""
    town.moves_in("bea", claims=CAN)
    choose = town.computations["introductions.choose"]

    def meanwhile(pool: Pool) -> object:
        town.members.kept_apart.add(frozenset({who("ana"), who("bea")}))
        return choose(pool)

    town.computations["introductions.choose"] = meanwhile
    consents(town)
    assert asked(town) == []
    assert "nobody I can ask" in read(town.to("cleo")[0])


@pytest.mark.parametrize("gone", ["paused", "left", "apart", "unticked"])
def test_the_newcomer_is_looked_at_again_at_the_yes(town: Town, gone: str) -> None:
    """Whatever it is, the peer reads one kind sentence, once."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    match gone:
        case "paused":
            town.changes("ana", paused_until=town.now + DAY)
        case "left":
            leaves(town, "ana")
        case "apart":
            town.members.kept_apart.add(frozenset({who("ana"), who("bea")}))
        case "unticked":
            town.changes("ana", introduce_me=False)
    assert answers(town, "bea", "Happy to") == (
        "This has settled by itself. Nothing for you to do, and thank you."
    )
    assert not [key for key in town.promises.posted if "together" in key]
    town.wait(30 * DAY)
    assert len(town.to("bea")) == 1


def test_a_newcomer_who_pauses_is_not_introduced_further(peers: Town) -> None:
    """The search ends without a word."""
    consents(peers)
    peers.changes("ana", paused_until=peers.now + 30 * DAY)
    peers.wait(5 * DAY)
    assert len(asked(peers)) == 2
    assert not peers.to("cleo")
    assert peers.store.search(who("ana")).state is Looking.ENDED


def test_when_the_newcomer_leaves_open_asks_settle(peers: Town) -> None:
    """The question changes where it stands; nobody is told more."""
    consents(peers)
    leaves(peers, "ana")
    assert len(peers.promises.edits) == 2
    peers.wait(30 * DAY)
    assert len(asked(peers)) == 2
    assert not peers.to("cleo")


def test_when_the_peer_leaves_before_the_talk_the_newcomer_is_told_once(town: Town) -> None:
    """Kindly, and without the reason."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    answers(town, "bea", "Happy to")
    leaves(town, "bea")
    town.wait(40 * DAY)
    (told,) = town.to("ana")
    assert "does not come to one" in read(told)


def test_an_erased_newcomer_leaves_an_empty_side(town: Town) -> None:
    """No word of theirs stays, and the peer's yes has no effect."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    town.store.erase(who("ana"))
    (one,) = town.store.of(who("bea"))
    assert (one.a.person.id, one.reason.wants) == ("", "")
    assert "settled by itself" in answers(town, "bea", "Happy to")


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
    town.moves_in("dan", ask_me=False)
    town.members.coordinators.append(who("dan"))
    town.members.kept_apart.add(frozenset({who("ana"), who("cleo")}))
    consents(town)
    assert not town.to("cleo")
    assert len(town.to("dan")) == 1


class TestNameFirst:
    """A name is shown only after that person said yes, before they see the newcomer's."""

    @pytest.fixture
    def town(self, town: Town) -> Town:
        """Ana would see a name first, and Bea could help."""
        town.moves_in("bea", claims=CAN)
        town.wakes("introductions.begin_name_first", "ana")
        town.wait()
        return town

    def test_the_peer_reads_no_name(self, town: Town) -> None:
        """Neither in the question nor in `why`."""
        assert "@ana" not in read(town.to("bea")[0])
        assert "a newcomer" in read(town.to("bea")[0])
        assert "@ana" not in read(town.says("bea", "why"))

    def test_the_newcomer_decides_after_the_peers_yes(self, town: Town) -> None:
        """Then, and not before, the two are brought together."""
        assert "@ana" not in answers(town, "bea", "Happy to")
        (shown,) = town.to("ana", "introductions.name_first")
        assert "@bea would be happy to talk to you" in read(shown)
        town.presses_on("ana", shown, "Introduce us")
        assert town.store.of(who("ana"))[0].state is State.ACCEPTED

    def test_their_no_is_silent_too(self, town: Town) -> None:
        """The peer hears the same, at the same hour, as after no answer at all."""
        answers(town, "bea", "Happy to")
        town.wait(HOUR)
        town.presses_on("ana", town.to("ana", "introductions.name_first")[0], "Not this time")
        town.wait(6 * DAY)
        assert len(town.to("bea")) == 1
        town.wait(2 * DAY)
        assert "does not come to one" in read(town.to("bea")[1])
        assert town.store.of(who("ana"))[0].state is State.DECLINED

    def test_no_answer_sounds_the_same(self, town: Town) -> None:
        """Seven days after the newcomer was asked."""
        answers(town, "bea", "Happy to")
        town.wait(6 * DAY)
        assert len(town.to("bea")) == 1
        town.wait(2 * DAY)
        assert "does not come to one" in read(town.to("bea")[1])


class TestWhoKnowsWho:
    """Nobody can do it: somebody who knows who is asked for a name."""

    @pytest.fixture
    def town(self, town: Town) -> Town:
        """Kim knows who; Bea, whom nothing else connects with Ana, is who."""
        town.moves_in("kim", claims={"procurement": KNOWS_WHO})
        town.moves_in("bea")
        consents(town)
        return town

    def test_the_connector_is_asked_who(self, town: Town) -> None:
        """No meeting is asked of them."""
        (ask,) = town.to("kim")
        assert "You said you know who. Who could it be?" in read(ask)
        assert labels(ask) == ["I know who", "Not this time", "Fewer of these"]

    def test_the_person_named_is_asked(self, town: Town) -> None:
        """With who thought of them."""
        form = town.presses_on("kim", town.to("kim")[0], "I know who")
        reply = town.fills("kim", form, person=who("bea"))
        assert read(reply) == "Thank you. I'll ask @bea, if I can."
        assert "@kim thought of you." in read(town.to("bea")[0])
        assert answers(town, "bea", "Happy to").startswith("Lovely")

    def test_who_cannot_be_asked_is_not_told(self, town: Town) -> None:
        """The answer is the same, and the search goes on."""
        town.changes("bea", ask_me=False)
        form = town.presses_on("kim", town.to("kim")[0], "I know who")
        assert read(town.fills("kim", form, person=who("bea"))) == (
            "Thank you. I'll ask @bea, if I can."
        )
        assert not town.to("bea")
        town.wait()
        assert "nobody has said yes" in read(town.to("cleo")[0])

    def test_naming_oneself_is_a_yes(self, town: Town) -> None:
        """Modest people say they know who."""
        form = town.presses_on("kim", town.to("kim")[0], "I know who")
        assert read(town.fills("kim", form, person=who("kim"))).startswith("Lovely")


def test_hours_without_days_do_not_loop_for_ever(town: Town) -> None:
    """Somebody with no waking day at all."""
    town.moves_in("bea", claims=CAN, hours=Hours("UTC", days=()))
    consents(town)
    town.wait(DAY)
    assert asked(town) == ["bea"]
