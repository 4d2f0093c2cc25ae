"""The conversation of two who said yes, and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.directory import Hours
from bot.errors import Refusal
from bot.introductions.model import Looking, Outcome, State
from bot.text import t
from bot.ui import Message, Say, Update
from tests.introductions.test_walk import consents
from tests.introductions.town import CAN_DO, LEARNS, Town, labels, read, who

DAY = timedelta(days=1)
CAN = {"procurement": CAN_DO}


@pytest.fixture
def met(town: Town) -> Town:
    """Ana and Bea have a conversation."""
    town.moves_in("bea", claims=CAN, hours=Hours("America/New_York"))
    introduced(town)
    return town


def introduced(town: Town) -> None:
    consents(town)
    town.presses_on("bea", town.to("bea")[0], "Happy to")
    town.wait()


def conversation(town: Town) -> Message:
    (one,) = town.store.of(who("bea"))
    return town.promises.posted[f"introductions.together.{one.id}"].message


def questions(town: Town, name: str) -> list[Message]:
    return town.to(name, "introductions.did_you_talk")


def test_each_ones_time_is_told(met: Town) -> None:
    """As a relation, which stays true however late it is read."""
    assert "When it's 10:00 for @ana, it's 05:00 for @bea." in read(conversation(met))


def test_the_hardest_thing_is_shown_only_together(town: Town) -> None:
    """Before, the peer reads that both named something similar, and nothing more."""
    town.changes("ana", hardest="suppliers never answer", claims={"x": LEARNS})
    town.moves_in("bea", hardest="Getting suppliers to answer")
    consents(town)
    ask = read(town.to("bea")[0])
    assert "you both named something similar" in ask
    assert "suppliers" not in ask
    town.presses_on("bea", town.to("bea")[0], "Happy to")
    assert "suppliers never answer" in read(conversation(town))
    assert "Getting suppliers to answer" in read(conversation(town))


def test_it_says_who_else_can_open_it(town: Town) -> None:
    """Where the platform has such people."""
    town.watchers = t("Moderators can open this; I don't keep what you write.")
    town.moves_in("bea", claims=CAN)
    introduced(town)
    assert read(conversation(town)).endswith("I don't keep what you write.")


def test_a_press_together_is_answered_to_that_person_alone(met: Town) -> None:
    """The other must not see who let it go."""
    reply = met.presses_on("bea", conversation(met), "Let it go")
    assert isinstance(reply, Say)
    assert reply.private
    met.wait(30 * DAY)
    assert not questions(met, "ana")
    assert not met.to("ana", "introductions.comes_to_nothing")


def test_who_has_told_is_not_asked_again(met: Town) -> None:
    """The other is: one answer each."""
    met.presses_on("bea", conversation(met), "We met")
    met.wait(8 * DAY)
    assert not questions(met, "bea")
    assert len(questions(met, "ana")) == 1


@pytest.mark.parametrize(
    ("label", "said", "outcome"),
    [
        ("We met", "Lovely, thank you for telling me.", Outcome.MET),
        ("It's arranged", "Good. I wish you both a good conversation.", Outcome.ARRANGED),
        ("Not yet", "No hurry; there is no date on it.", Outcome.NOT_YET),
        ("Let it go", "All right. It stays between you and me.", Outcome.LET_GO),
    ],
)
def test_each_answer_has_its_own_reply(met: Town, label: str, said: str, outcome: Outcome) -> None:
    """And replaces the question it was pressed under."""
    met.wait(8 * DAY)
    reply = met.presses_on("bea", questions(met, "bea")[0], label)
    assert isinstance(reply, Update)
    assert read(reply) == said
    assert met.store.of(who("bea"))[0].b.outcome is outcome


def test_it_is_asked_once(met: Town) -> None:
    """No answer is an answer; then the peer is free for others."""
    met.wait(60 * DAY)
    assert [len(questions(met, name)) for name in ("ana", "bea")] == [1, 1]
    assert met.store.of(who("bea"))[0].state is State.EXPIRED
    assert not met.store.hosting()


def test_a_newcomer_who_lets_go_may_meet_somebody_else(met: Town) -> None:
    """If they wish; the one they met is not asked again."""
    met.moves_in("carl", claims=CAN)
    met.wait(8 * DAY)
    reply = met.presses_on("ana", questions(met, "ana")[0], "Let it go")
    assert isinstance(reply, Update)
    assert "Shall I look for somebody else?" in read(reply)
    again = met.presses_on("ana", reply.message, "Yes, please")
    assert "I'll tell you by Thursday" in read(again)
    assert met.store.search(who("ana")).state is Looking.LOOKING
    met.wait()
    assert [i.b.person.id for i in met.store.of(who("ana"))] == ["bea", "carl"]
    with pytest.raises(Refusal, match="asked whom I could"):
        met.presses("ana", "introductions.look_again", "ana")


def test_nobody_is_asked_while_on_a_break(met: Town) -> None:
    """A pause stops this too."""
    met.changes("ana", paused_until=met.now + 20 * DAY)
    met.wait(8 * DAY)
    assert not questions(met, "ana")
    assert len(questions(met, "bea")) == 1


def test_where_no_conversation_opens_each_is_told_of_the_other(town: Town) -> None:
    """The platform refused; they may still write to each other."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    town.presses_on("bea", town.to("bea")[0], "Happy to")
    (one,) = town.store.of(who("bea"))
    town.settles(f"introductions.together.{one.id}", "no_threads_here")
    assert "@bea is happy to hear from you." in read(town.to("ana")[0])
    assert "@ana is happy to hear from you." in read(town.to("bea")[1])


def test_others_cannot_answer_for_them(met: Town) -> None:
    """Nor can anybody about what does not exist."""
    (one,) = met.store.of(who("bea"))
    for name, subject in (("eve", one.id), ("ana", "no such id")):
        with pytest.raises(Refusal, match="not yours"):
            met.presses(name, "introductions.met", subject)
    assert met.store.introduction(one.id) == one


def test_the_conversation_offers_safety(met: Town) -> None:
    """Under every conversation, and under the question a week after."""
    met.wait(8 * DAY)
    for message in (conversation(met), questions(met, "ana")[0]):
        assert labels(message)[-2:] == ["Not this person", "Tell a coordinator"]
