"""Which messages look like a question to the community."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spotting import LIKELY, OFFER, WEIGHTS, seems, signs

ASKS = (
    "Hi all, does anybody know how I can restore a deleted page?",
    "How do I get access to the shared calendar? I tried the form but it says not allowed",
    "Has anyone run a mentoring scheme before? Any advice on how to start would help",
    "hello, I'm trying to set up the new server but it can't connect, any ideas?",
    "¿Alguien sabe cómo puedo exportar los contactos a una hoja de cálculo?",
)
DO_NOT = (
    "thanks, that worked",
    "ok",
    "maria: did you try turning it off and on again?",
    "@sam what version are you running?",
    "you should check the settings, then restart it",
    "lol",
    "yes, it's in the second drawer",
    "good morning everyone",
    "",
)


@pytest.mark.parametrize("text", ASKS)
def test_a_question_to_everybody_is_spotted(text: str) -> None:
    assert seems(text) >= LIKELY


@pytest.mark.parametrize("text", DO_NOT)
def test_what_wants_no_answer_from_everybody_is_left_alone(text: str) -> None:
    assert seems(text) < LIKELY


def test_a_question_to_one_person_is_theirs() -> None:
    text = "how do I get access to the shared calendar?"
    assert seems(text, addressed=True) < seems(text)
    assert seems(f"maria: {text}") < seems(text)
    assert seems(f"<@U123> {text}") < seems(text)


def test_a_greeting_is_no_name() -> None:
    assert "addressed" not in signs("hello, how do I get access?")


def test_offers_are_rarer_than_guesses() -> None:
    assert LIKELY <= OFFER < 1


@given(st.text(max_size=400))
def test_any_text_has_a_chance_and_known_signs_only(text: str) -> None:
    assert 0 <= seems(text) <= 1
    assert signs(text).keys() <= WEIGHTS.keys()


@pytest.mark.parametrize("text", ["can i " * 5000, "hi all " * 5000, "?" * 30000, "`" * 30000])
def test_no_text_takes_long(text: str) -> None:
    began = time.thread_time()
    seems(text)
    assert time.thread_time() - began < 0.2
