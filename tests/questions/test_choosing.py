"""Who is asked, in which order, and why."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.directory import Able, Hours, Level
from bot.events import Person, Space
from bot.questions.choosing import TOLD, Choice, choose, ranked
from bot.questions.learning import ENOUGH, learned, round_of
from bot.questions.model import Helper
from bot.questions.picking import named_in
from bot.questions.weighing import LEARNT, USUAL, Candidate, Need, Past, Sign
from bot.terms import terms

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
NEED = Need("How do I plan a workshop for forty people?", topic="plan workshops", asker="me")
DOES = {"plan workshops": Level.DO}


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def chosen(*people: Candidate, most: int = 3, seed: int = 1) -> list[str]:
    return [one.id for one in choose(NEED, people, NOW, Random(seed), most)]


def only(*people: Candidate) -> Choice:
    return choose(NEED, people, NOW, Random(1))[0]


def past(words: str, **time: float) -> Past:
    return Past(ago(**time), frozenset(terms(words)))


class TestWho:
    def test_who_does_it_comes_before_who_explains_it(self) -> None:
        explains = Candidate("b", claims={"plan workshops": Level.EXPLAIN})
        assert chosen(explains, Candidate("a", claims=DOES)) == ["a", "b"]

    def test_nobody_of_whom_no_reason_could_be_told(self) -> None:
        assert chosen(Candidate("a", seen=NOW)) == []

    def test_neither_the_asker_nor_who_declined_the_topic(self) -> None:
        declined = Candidate("a", claims=DOES, declined=frozenset({"plan workshops"}))
        assert chosen(Candidate("me", claims=DOES), declined) == []

    def test_who_only_knows_who_comes_last_and_alone_when_nobody_can(self) -> None:
        hosts = [Candidate(f"h{at}", host=True, seen=NOW) for at in range(4)]
        connects = [Candidate(f"c{at}", claims={"plan workshops": Level.CONNECT}) for at in "12"]
        found = chosen(*hosts, *connects)
        assert len(found) == 3
        assert found[-1].startswith("c")
        assert not any(id_.startswith("c") for id_ in found[:-1])
        assert not any(
            id_.startswith("c") for id_ in chosen(Candidate("a", claims=DOES), *connects)
        )

    def test_who_answered_something_like_it_comes_before_who_answered_else(self) -> None:
        like = Candidate("like", answered=(past("workshops for many people", days=9),))
        other = Candidate("other", answered=(past("printer is out of paper", days=9),))
        assert chosen(other, like)[0] == "like"

    def test_who_was_here_lately_comes_first_among_equals(self) -> None:
        here = Candidate("here", claims=DOES, seen=ago(minutes=5))
        gone = Candidate("gone", claims=DOES, seen=ago(days=20))
        assert chosen(gone, here) == ["here", "gone"]

    def test_who_is_awake_comes_first_among_equals(self) -> None:
        asleep = Candidate("asleep", claims=DOES, awake=False)
        assert chosen(asleep, Candidate("awake", claims=DOES)) == ["awake", "asleep"]

    def test_one_of_three_is_a_newer_voice_where_there_is_one(self) -> None:
        old = [
            Candidate(f"old{at}", claims=DOES, seen=NOW, answered=(past("workshops", days=1),) * 5)
            for at in range(4)
        ]
        new = Candidate("new", claims=DOES, seen=ago(days=3))
        assert chosen(*old, new)[-1] == "new"
        assert "new" not in chosen(*old, new, most=2)


class TestWhy:
    def test_a_skill_is_told_in_their_own_words(self) -> None:
        found = only(Candidate("a", claims=DOES))
        assert (found.sign, found.about) == (Sign.DO, "plan workshops")

    def test_an_answer_is_told_with_its_day(self) -> None:
        told = past("a workshop for forty people", days=3)
        found = only(Candidate("a", answered=(past("printer paper", days=40), told)))
        assert (found.sign, found.at) == (Sign.ANSWERED, told.at)

    def test_what_counted_is_one_sentence(self) -> None:
        found = only(Candidate("a", claims=DOES, asked=2))
        assert "do +7.0" in found.explained
        assert "asked -" in found.explained


class TestFairness:
    def test_two_hundred_asks_over_fifty_equals(self) -> None:
        """Nobody gets more than three times the median, whoever is thrown first."""
        for seed in range(5):
            asks = _two_hundred(seed)
            assert max(asks.values()) <= 3 * median(asks.values())
            assert len(asks) >= 45

    def test_who_was_asked_this_week_comes_later(self) -> None:
        often = Candidate("often", claims=DOES, asked=3)
        assert chosen(often, Candidate("never", claims=DOES)) == ["never", "often"]

    def test_equals_are_settled_by_the_dice(self) -> None:
        people = [Candidate(str(at), claims=DOES) for at in range(9)]
        assert len({chosen(*people, most=1, seed=seed)[0] for seed in range(40)}) > 4
        assert chosen(*people, seed=3) == chosen(*people, seed=3)


def _two_hundred(seed: int) -> Counter[str]:
    """Three asks a day go to one of fifty equals each; a week is seven days."""
    dice = Random(seed)
    asked: list[tuple[int, str]] = []
    for ask in range(200):
        day = ask // 3
        week = Counter(id_ for at, id_ in asked if day - at < 7)
        people = [Candidate(str(at), claims=DOES, asked=week[str(at)]) for at in range(50)]
        asked.append((day, choose(NEED, people, NOW, dice, 1)[0].id))
    return Counter(id_ for _, id_ in asked)


people = st.builds(
    Candidate,
    id=st.uuids().map(str),
    claims=st.dictionaries(
        st.sampled_from(["plan workshops", "run servers", "write"]), st.sampled_from(Level)
    ),
    answered=st.lists(
        st.builds(
            Past,
            st.integers(0, 400).map(lambda days: ago(days=days)),
            st.frozensets(st.sampled_from((*terms(NEED.words), "paper"))),
            st.sampled_from(["", "plan workshops"]),
            st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    seen=st.one_of(st.none(), st.integers(-5, 90000).map(lambda m: ago(minutes=m))),
    asked=st.integers(0, 9),
    awake=st.booleans(),
    host=st.booleans(),
    organisation=st.sampled_from(["", "one", "two"]),
)


def test_whom_the_question_names_comes_first() -> None:
    """Before somebody who has just been here, and it is the reason told."""
    need = replace(NEED, named=frozenset({"maria"}))
    crowd = (
        Candidate("here", answered=(past("cats", days=9),), seen=NOW),
        Candidate("maria", seen=ago(minutes=10)),
    )
    assert [one.sign for one in choose(need, crowd, NOW, Random(1))][:1] == [Sign.NAMED]
    assert [one.id for one in choose(NEED, crowd, NOW, Random(1))] == ["here"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Maria: how do I plan workshops?", {"maria"}),
        ("Does @Maria or Jo know how?", {"maria"}),
        ("Is it said in Mariana's notes?", set()),
        ("How do I plan workshops?", set()),
    ],
)
def test_a_name_is_one_as_a_word_of_three_letters(words: str, named: set[str]) -> None:
    here = Space("web", "w")
    able = [Able(Person(here, name.lower()), Hours("UTC"), name=name) for name in ("Maria", "Jo")]
    assert set(named_in(words, map(Helper, able))) == named


class TestProperties:
    @given(st.lists(people, max_size=60, unique_by=lambda one: one.id), st.integers(0, 4))
    def test_at_most_so_many_each_once_each_with_a_reason(
        self, crowd: list[Candidate], most: int
    ) -> None:
        found = choose(NEED, crowd, NOW, Random(1), most)
        assert len(found) <= most
        assert len({one.id for one in found}) == len(found)
        assert all(one.sign in TOLD and one.points[one.sign] > 0 for one in found)

    @given(st.lists(people, min_size=1, max_size=60, unique_by=lambda one: one.id))
    def test_who_is_not_read_through_could_not_have_come_first(
        self, crowd: list[Candidate]
    ) -> None:
        found = choose(NEED, crowd, NOW, Random(1), 1)
        every = ranked(NEED, crowd, NOW, Random(1))
        told = [
            one
            for one in every
            if one.sign in TOLD and one.points[one.sign] > 0 and one.sign is not Sign.CONNECT
        ]
        if found and told and found[0].sign is not Sign.CONNECT:
            assert found[0].score == pytest.approx(told[0].score)

    @given(st.lists(people, min_size=2, max_size=20, unique_by=lambda one: one.id))
    def test_being_asked_more_never_helps(self, crowd: list[Candidate]) -> None:
        before = {one.id: one.score for one in ranked(NEED, crowd, NOW, Random(1))}
        more = [replace(one, asked=one.asked + 1) for one in crowd]
        after = {one.id: one.score for one in ranked(NEED, more, NOW, Random(1))}
        assert all(after[id_] < score for id_, score in before.items())


class TestLearning:
    def test_too_little_teaches_nothing(self) -> None:
        crowd = (Candidate("a", seen=NOW), Candidate("b", seen=ago(days=3)))
        assert learned([round_of(NEED, crowd, NOW, {"a"})] * (ENOUGH - 1)) == USUAL

    def test_a_community_where_those_who_know_answer_learns_it(self) -> None:
        near = (past("workshops for forty people", days=200),)
        crowd = (Candidate("here", seen=NOW), Candidate("knows", answered=near))
        told = learned([round_of(NEED, crowd, NOW, {"knows"})] * 60)
        assert told.answered > USUAL.answered
        assert ranked(NEED, crowd, NOW, Random(1))[0].id == "here"
        assert ranked(NEED, crowd, NOW, Random(1), told)[0].id == "knows"

    def test_only_what_was_seen_at_work_moves(self) -> None:
        crowd = (Candidate("a", seen=NOW), Candidate("b", seen=ago(days=3)))
        told = learned([round_of(NEED, crowd, NOW, {"b"})] * 60)
        still = {name: getattr(USUAL, name) for name in LEARNT}
        assert replace(told, **still) == USUAL
