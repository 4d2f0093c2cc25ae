"""Everybody is looked at again at every step: who is gone meanwhile, and who is told what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.events import Actor, Left
from bot.introductions.model import Looking, Pool
from tests.introductions.test_walk import consents
from tests.introductions.town import (
    CAN_DO,
    HOME,
    Town,
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


@pytest.fixture
def peers(town: Town) -> Town:
    """Eight who can help, so that there is always a next one."""
    for n in range(8):
        town.moves_in(f"p{n}", claims=CAN)
    return town


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


def test_an_erased_partner_is_told_of_once_without_a_name(town: Town) -> None:
    """The conversation was opened; a week later the other reads one kind sentence."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    answers(town, "bea", "Happy to")
    town.store.erase(who("ana"))
    town.members.cards.pop(who("ana"))
    town.wait(60 * DAY)
    told = [read(message) for message in town.to("bea")[1:]]
    assert len(told) == 1
    assert "does not come to one" in told[0]
    assert "ana" not in told[0]


def test_who_leaves_the_community_without_leaving_the_place(town: Town) -> None:
    """`leave` takes the card away: the same, once."""
    town.moves_in("bea", claims=CAN)
    consents(town)
    answers(town, "bea", "Happy to")
    town.members.cards.pop(who("bea"))
    town.wait(60 * DAY)
    assert [m.kind for m in town.to("ana")] == ["introductions.comes_to_nothing"]
    assert [m.kind for m in town.to("bea")] == ["introductions.would_you"]
