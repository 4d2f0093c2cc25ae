"""After set-up: the post, the hosts, each on a press; and taking it all back."""

from __future__ import annotations

import pytest

from bot.communities import views
from bot.errors import Refusal
from bot.events import Person, Role
from bot.ui import Say, Weight
from tests.communities.stage import MAX, ZOE, Stage, buttons_of, words_of
from tests.communities.test_storage import ANA, BEA, SPACE


def test_the_post_is_seen_before_it_stands_there(stage: Stage) -> None:
    """Seen, posted by a press, posted once; the press is the yes it needs."""
    stage.sets_up()
    preview = stage.press(ANA, "communities.see_post")
    assert "Hello, I'm Hearth, a bot. @ana asked me to help this group" in words_of(preview)
    assert "I do nothing about you until you press Join." in words_of(preview)
    assert stage.promised() == {}
    stage.press(ANA, "communities.post_it")
    post = stage.promised("todo")["communities.hello"]
    assert post.weight is Weight.POST
    assert buttons_of(post) == {
        "Join": ("members.join", ""),
        "What do you keep?": ("guide.keep", ""),
        "Not for me": ("members.not_for_me", ""),
    }
    again = stage.press(ANA, "communities.post_it")
    assert "once is enough" in words_of(again)
    assert len(stage.promised()) == 1


def test_the_words_of_the_post_are_the_coordinators(stage: Stage) -> None:
    """Its middle changes; who Hearth is and what it promises do not."""
    stage.sets_up()
    fill = stage.press(ANA, "communities.words")
    reply = stage.submit(ANA, fill, words="I find buyers for buyers.")
    assert "asked me to help this group between meetings. I find buyers for buyers." in words_of(
        reply
    )
    stage.press(ANA, "communities.post_it")
    assert "I find buyers" in words_of(stage.promised()["communities.hello"])


def test_hosts_are_asked_once_and_privately(stage: Stage) -> None:
    """Each gets one question, which counts as a request; pressed again, nobody is asked."""
    stage.sets_up()
    stage.press(ANA, "communities.ask_hosts")
    asked = stage.ledger.waiting("todo")
    assert {w.to for w in asked} == {BEA, MAX, ZOE}
    assert all(w.message.weight is Weight.ASK for w in asked)
    assert "@ana named you as a host of People who buy for the public" in words_of(asked[0].message)
    assert list(buttons_of(asked[0].message)) == ["Happy to", "Not this time"]
    stage.press(ANA, "communities.ask_hosts")
    assert len(stage.ledger.waiting("todo")) == 3


def test_a_host_may_decline(stage: Stage) -> None:
    """They are no host any more; the answer is kind; pressed again it has nothing to do."""
    stage.sets_up()
    stage.press(ANA, "communities.ask_hosts")
    reply = stage.press(BEA, "communities.host_no", later=5)
    assert words_of(reply).startswith("All good.")
    assert stage.store.with_role(Role.HOST) == (MAX, ZOE)
    with pytest.raises(Refusal):
        stage.press(BEA, "communities.host_no", later=6)


def test_a_host_who_agrees_stays_one(stage: Stage) -> None:
    """And is told how they are asked from then on."""
    stage.sets_up()
    stage.press(ANA, "communities.ask_hosts")
    reply = stage.press(MAX, "communities.host_yes")
    assert buttons_of(reply) == {"Join": ("members.join", "")}
    answered = {h.person for h in stage.store.hosts() if h.answered}
    assert answered == {MAX}


def test_a_host_who_takes_part_already_is_told_to_press_nothing() -> None:
    """Only who has not ticked it is asked to."""
    assert buttons_of(views.host_thanked(ticked=True)) == {}


def test_nobody_answers_for_a_host(stage: Stage) -> None:
    """Somebody else's press is refused."""
    stage.sets_up()
    with pytest.raises(Refusal):
        stage.press(Person(SPACE, "eve"), "communities.host_yes")


def test_a_mistaken_set_up_is_taken_back(stage: Stage) -> None:
    """While nothing went out, everything of it is forgotten, promises too."""
    stage.sets_up()
    stage.press(ANA, "communities.post_it")
    reply = stage.press(ANA, "communities.undo")
    assert words_of(reply) == "Undone. Nothing was sent, and I keep nothing of it."
    assert stage.book.in_space() == ()
    stage.sets_up()
    assert stage.promised() == {}


def test_what_went_out_cannot_be_taken_back(stage: Stage) -> None:
    """It says what, and what can be done instead."""
    stage.sets_up(hosts=(BEA,))
    stage.press(ANA, "communities.post_it")
    stage.press(ANA, "communities.ask_hosts")
    stage.goes_out()
    reply = stage.press(ANA, "communities.undo")
    assert isinstance(reply, Say)
    assert "my first post, in #town-square" in words_of(reply)
    assert "the question to @bea" in words_of(reply)
    assert "Hold everything" in buttons_of(reply)
    assert len(stage.book.in_space()) == 1
