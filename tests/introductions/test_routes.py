"""Two other ways to a conversation: the name first, and over somebody who knows who."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.events import Actor, Left
from bot.introductions.model import State
from tests.introductions.test_walk import consents
from tests.introductions.town import (
    CAN_DO,
    HOME,
    KNOWS_WHO,
    Town,
    labels,
    read,
    who,
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
        town.changes("bea", introduce_me=False)
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
