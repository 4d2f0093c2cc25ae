"""What residents write fits what they are asked."""

from __future__ import annotations

from adapters.web.history import ANSWERS
from adapters.web.writing import answers_to


def test_an_answer_is_about_the_question() -> None:
    """Else the first question anybody tries gets an answer to another."""
    for words in answers_to(
        "“How do I begin reading procurement data?” I put your answer under it"
    ):
        assert any(said in words for said in ("buyer", "Buyer"))
    assert answers_to("“Who mends a floppy disk?” I put your answer under it") is ANSWERS
