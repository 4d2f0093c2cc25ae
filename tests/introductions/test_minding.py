"""Why, not this person, tell a coordinator: what is said, and above all what is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refusal
from bot.events import Role
from bot.introductions.model import State
from bot.ui import Fill, Say, Weight
from tests.introductions.test_walk import consents
from tests.introductions.town import CAN_DO, Town, labels, read, who, written

DAY = timedelta(days=1)
CAN = {"procurement": CAN_DO}


def tellings(town: Town) -> dict[str, Any]:
    return {
        p.to.id: p.message  # type: ignore[union-attr] # tellings go to people
        for p in town.promises.posted.values()
        if p.message.kind == "introductions.telling"
    }


class TestWhy:
    """Never a decline, a block or a number of people asked."""

    def test_while_looking(self, town: Town) -> None:
        """By when, and who is told."""
        town.moves_in("bea", claims=CAN)
        consents(town)
        assert (
            "I'm still looking for the right person. If I have nobody by Wednesday, I tell @cleo."
            in (read(town.says("ana", "why")))
        )

    def test_it_reads_the_same_however_many_said_no(self, town: Town) -> None:
        """One asked, or three of whom two declined: the same words."""
        town.moves_in("bea", claims=CAN)
        town.moves_in("carl", claims=CAN)
        consents(town)
        before = read(town.says("ana", "why"))
        for name in ("bea", "carl"):
            town.presses_on(name, town.to(name)[0], "Not this time")
        assert read(town.says("ana", "why")) == before

    def test_nothing_of_a_no_to_who_said_it(self, town: Town) -> None:
        """Not even to them: others may look at the screen."""
        town.moves_in("bea", claims=CAN)
        consents(town)
        assert "I asked you about @ana. You said you can do procurement." in read(
            town.says("bea", "why")
        )
        town.presses_on("bea", town.to("bea")[0], "Not this time")
        assert "@ana" not in read(town.says("bea", "why"))

    def test_why_this_match(self, town: Town) -> None:
        """Both read what it is about."""
        town.moves_in("bea", claims=CAN)
        consents(town)
        town.presses_on("bea", town.to("bea")[0], "Happy to")
        for name, other in (("ana", "bea"), ("bea", "ana")):
            said = read(town.says(name, "why"))
            assert f"You and @{other}: you both said yes to a conversation." in said
            assert "procurement" in said

    def test_why_this_message(self, town: Town) -> None:
        """By which of their yeses."""
        town.moves_in("bea", claims=CAN)
        consents(town)
        assert "On Monday I asked you something: you ticked that I may ask you." in read(
            town.says("bea", "why")
        )

    def test_nothing_goes_on(self, town: Town) -> None:
        """Said plainly; and the way to safety stands there always."""
        shown = town.says("eve", "why")
        assert "Nothing is going on between us just now" in read(shown)
        assert labels(shown) == ["Not this person", "Tell a coordinator", "What do you keep?"]


class TestNotThisPerson:
    """Mutual, private, at once."""

    def test_from_the_persons_menu_after_a_question(self, town: Town) -> None:
        """Sure? Then it is the members' room that keeps it."""
        town.moves_in("bea")
        really = town.points("ana", "introductions.not_this_person", who("bea"))
        assert isinstance(really, Say)
        assert not town.promises.timers
        done = town.presses_on("ana", really.message, "Keep us apart")
        assert "nobody is told" in read(done)
        assert ("members.apart", "ana,bea") in town.promises.timers

    def test_from_why_by_choosing_from_a_list(self, town: Town) -> None:
        """No subject: a form."""
        fill = town.presses("ana", "introductions.not_this_person")
        town.fills("ana", fill, person=who("bea"))
        assert ("members.apart", "ana,bea") in town.promises.timers

    def test_from_the_conversation_it_means_the_other_one(self, town: Town) -> None:
        """And it ends quietly: nobody is asked how it was, nobody is told why."""
        town.moves_in("bea", claims=CAN)
        consents(town)
        town.presses_on("bea", town.to("bea")[0], "Happy to")
        (one,) = town.store.of(who("bea"))
        really = town.presses("ana", "introductions.not_this_person", one.id)
        assert isinstance(really, Say)
        town.presses_on("ana", really.message, "Keep us apart")
        assert town.store.introduction(one.id).state is State.EXPIRED
        town.wait(60 * DAY)
        assert [m.kind for m in town.to("bea")] == ["introductions.would_you"]
        assert not town.to("ana")

    def test_on_an_open_ask_it_is_a_silent_no(self, town: Town) -> None:
        """Others are asked for the newcomer."""
        town.moves_in("bea", claims=CAN)
        town.moves_in("carl", claims=CAN)
        town.moves_in("dora", claims=CAN)
        consents(town)
        name = town.store.of(who("ana"))[0].b.person.id
        town.presses(name, "introductions.apart", "ana")
        assert town.store.of(who(name))[0].state is State.DECLINED
        assert not town.to("ana")

    def test_never_oneself_and_never_others_conversations(self, town: Town) -> None:
        """One clear sentence, no effect."""
        town.moves_in("bea", claims=CAN)
        consents(town)
        (one,) = town.store.of(who("bea"))
        with pytest.raises(Refusal, match="not one of yours"):
            town.presses("eve", "introductions.not_this_person", one.id)
        with pytest.raises(Refusal, match="somebody else than yourself"):
            town.presses("eve", "introductions.apart", "eve")
        assert isinstance(town.points("eve", "introductions.not_this_person", who("eve")), Fill)


class TestTelling:
    """All coordinators read it, except whoever it is about."""

    @pytest.fixture(autouse=True)
    def three(self, town: Town) -> None:
        """Cleo, Dan and Emil coordinate."""
        for name in ("dan", "emil"):
            town.moves_in(name)
            town.members.coordinators.append(who(name))

    def test_it_reaches_all_but_the_one_named(self, town: Town) -> None:
        """Named in the form."""
        form = town.presses("ana", "introductions.tell")
        reply = town.fills("ana", form, words="He wrote to me at night.", person=who("dan"))
        assert set(tellings(town)) == {"cleo", "emil"}
        assert "He wrote to me at night." in read(tellings(town)["cleo"])
        assert "@dan" not in read(reply)

    def test_under_a_conversation_it_is_about_the_other_one(self, town: Town) -> None:
        """A coordinator one was introduced to reads nothing of it."""
        town.changes("dan", claims=CAN, ask_me=True)
        consents(town)
        town.presses_on("dan", town.to("dan")[0], "Happy to")
        (one,) = town.store.of(who("dan"))
        form = town.presses("ana", "introductions.tell", one.id)
        assert isinstance(form, Fill)
        assert "@dan" not in written(form.form.steps[0].intro)  # type: ignore[arg-type] # it is there
        town.fills("ana", form, words="It did not feel right.")
        assert set(tellings(town)) == {"cleo", "emil"}

    def test_from_the_persons_menu(self, town: Town) -> None:
        """The same."""
        form = town.points("ana", "introductions.tell", who("emil"))
        town.fills("ana", form, words="See above.")
        assert set(tellings(town)) == {"cleo", "dan"}

    def test_a_coordinator_named_in_the_words_reads_nothing(self, town: Town) -> None:
        """Also without a mention."""
        form = town.presses("ana", "introductions.tell")
        town.fills("ana", form, words="It's about Emil, and I am afraid of him.")
        assert set(tellings(town)) == {"cleo", "dan"}

    def test_it_is_never_held_and_never_in_the_log(self, town: Town) -> None:
        """The log is read by the one named, too."""
        form = town.presses("ana", "introductions.tell")
        town.fills("ana", form, words="See above.", person=who("dan"))
        assert {m.weight for m in tellings(town).values()} == {Weight.DUTY}
        assert not town.promises.lines

    def test_where_nobody_is_left_it_says_so(self, town: Town) -> None:
        """And keeps nothing."""
        town.members.coordinators[:] = [who("dan")]
        with pytest.raises(Refusal, match="no other coordinator"):
            town.points("ana", "introductions.tell", who("dan"))
        form = town.presses("ana", "introductions.tell")
        with pytest.raises(Refusal, match="no other coordinator"):
            town.fills("ana", form, words="x", person=who("dan"))
        assert not tellings(town)


class TestChores:
    """What a coordinator finds on the desk."""

    def test_asks_without_an_answer(self, town: Town) -> None:
        """Counted, never named."""
        for name in ("hal", "hanna"):
            town.moves_in(name, roles=frozenset({Role.HOST}))
        consents(town)
        assert not town.store.chores(town.now)
        town.wait(DAY)
        (chore,) = town.store.chores(town.now)
        assert written(chore.said) == "Nobody has been found for @ana yet."

    def test_others_could_still_be_asked(self, town: Town) -> None:
        """One line, with what to press."""
        for n in range(6):
            town.moves_in(f"h{n}", roles=frozenset({Role.HOST}))
        consents(town)
        town.wait(DAY)
        (chore,) = town.store.chores(town.now)
        assert written(chore.said) == "2 people have not answered about @ana."
        assert [written(b.label) for b in chore.buttons] == ["Ask two others", "Say hello myself"]

    def test_nothing_once_somebody_took_it(self, town: Town) -> None:
        """Say hello myself clears the desk."""
        consents(town)
        town.presses("cleo", "introductions.say_hello", "ana")
        assert not town.store.chores(town.now)
