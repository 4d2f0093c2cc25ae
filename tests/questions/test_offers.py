"""What people who were asked may say: I know who, tomorrow, not me, not this topic."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.work import DAY, HOUR
from tests.introductions.reading import written
from tests.introductions.town import Town, labels, read, who
from tests.questions.acting import (
    ALL,
    asked,
    helps,
    offer_of,
    offers,
    put_to,
    says,
    stands,
)


def test_i_know_who_asks_the_person_named_first(town: Town) -> None:
    """With whose thought it was; the others of the wave stay, and nobody new is asked before."""
    question = asked(town)
    name = put_to(town, question)[0]
    fill = town.presses(name, "questions.who", offer_of(town, question, name).id)
    said = read(town.fills(name, fill, person=(who("gus"),)))
    town.wait()
    assert "I'll ask them, if I can" in said
    assert labels(stands(town, offer_of(town, question, name))) == []
    assert put_to(town, question)[-1] == "gus"
    message = stands(town, offer_of(town, question, "gus"))
    assert f"You because @{name} thought of you." in read(message)
    assert "Introduce us" not in labels(stands(town, offers(town, question)[1]))
    town.presses_on("gus", message, "Introduce us")
    town.wait()
    (meeting,) = [p for p in town.promises.posted.values() if p.key.startswith("questions.meet.")]
    assert meeting.to.people == (who("ana"), who("gus"))  # type: ignore[union-attr] # it is one
    assert f"@{name} thought of you two." in read(meeting.message)


@pytest.mark.parametrize("why", ["not ticked", "apart", "stranger", "asked before"])
def test_who_may_not_be_asked_is_not_and_the_answer_is_the_same(town: Town, why: str) -> None:
    """Whatever is in the way is never told."""
    question = asked(town)
    first = put_to(town, question)
    name = {"stranger": "zoe", "asked before": first[1]}.get(why, "gus")
    if why == "not ticked":
        town.changes("gus", ask_me=False)
    if why == "apart":
        town.members.kept_apart.add(frozenset({who("gus"), who("ana")}))
    fill = town.presses(first[0], "questions.who", offer_of(town, question, first[0]).id)
    said = read(town.fills(first[0], fill, person=(who(name),)))
    town.wait()
    assert "I'll ask them, if I can" in said
    assert name not in put_to(town, question)[3:]


def test_naming_oneself_is_a_yes(town: Town) -> None:
    """Then the form is one press away."""
    question = asked(town)
    name = put_to(town, question)[0]
    offer = offer_of(town, question, name)
    reply = town.fills(name, town.presses(name, "questions.who", offer.id), person=(who(name),))
    assert labels(reply) == ["I can help"]


def test_ask_me_tomorrow_comes_back_once_and_others_are_asked_meanwhile(town: Town) -> None:
    """As they wished: it takes nothing more of their week."""
    question = asked(town)
    first = put_to(town, question)
    for name in first:
        said = says(town, name, "tomorrow", offer_of(town, question, name).id)
        assert "I'll come back to it tomorrow" in said
    assert len(put_to(town, question)) == 6
    before = town.members.asked[who(first[0])]
    town.wait(DAY + HOUR)
    again = town.to(first[0], "questions.asks_again")
    assert len(again) == 1
    assert town.members.asked[who(first[0])] == before


def test_tomorrow_does_not_come_for_what_is_answered(town: Town) -> None:
    """Nothing for them to do."""
    question = asked(town)
    first, other, _ = put_to(town, question)
    says(town, first, "tomorrow", offer_of(town, question, first).id)
    helps(town, other, question)
    town.wait(2 * DAY)
    assert not town.to(first, "questions.asks_again")
    assert "nothing for you to do" in read(stands(town, offer_of(town, question, first)))


def test_the_third_no_on_a_topic_offers_to_stop_it(town: Town) -> None:
    """Stop this topic, ask me less, or carry on; what was stopped is not asked again."""
    for name in ALL - {"bea"}:
        town.changes(name, ask_me=False)
    said = ""
    for _ in range(3):
        assert "Shall I stop" not in said
        town.members.asked.clear()  # another week
        question = asked(town)
        said = says(town, "bea", "not_me", offer_of(town, question, "bea").id)
    assert said.startswith("Shall I stop asking you about procurement?")
    offer = offer_of(town, question, "bea")
    assert "I won't ask you about procurement any more." in says(
        town, "bea", "stop_topic", offer.id
    )
    town.members.asked.clear()
    assert put_to(town, asked(town)) == []
    assert "I don't ask you about procurement" in read_all(town, "bea")
    says(town, "bea", "resume_topics", "")
    assert put_to(town, asked(town)) == ["bea"]


def read_all(town: Town, name: str) -> str:
    """What `why` says."""
    return "\n".join(written(text) for text in town.store.reasons(who(name), town.now))


@pytest.mark.parametrize("way", ["ask_less", "carry_on"])
def test_after_carry_on_three_more_are_needed(town: Town, way: str) -> None:
    """And asking less is told to the members' room."""
    for name in ALL - {"bea"}:
        town.changes(name, ask_me=False)
    for _ in range(3):
        town.members.asked.clear()  # another week
        question = asked(town)
        says(town, "bea", "not_me", offer_of(town, question, "bea").id)
    town.now += HOUR
    says(town, "bea", way, offer_of(town, question, "bea").id)
    assert (("members.fewer", "bea") in town.promises.timers) is False or way == "ask_less"
    town.now += HOUR
    town.members.asked.clear()
    question = asked(town)
    assert "Shall I stop" not in says(town, "bea", "not_me", offer_of(town, question, "bea").id)


def test_somebody_elses_offer_is_not_theirs_to_answer(town: Town) -> None:
    """Ids in buttons are routing, never authority."""
    question = asked(town)
    offer = offers(town, question)[0]
    for button in ("can_help", "not_me", "who", "tomorrow", "stop_topic"):
        with pytest.raises(Refusal, match="somebody else"):
            town.presses("gus", f"questions.{button}", offer.id)
