"""What residents write fits what they are asked."""

from __future__ import annotations

from random import Random

from adapters.web.history import ANSWERS
from adapters.web.people import RESIDENTS
from adapters.web.writing import answers_to, fill, knows

EVERYBODY = {one.id: one for one in RESIDENTS}


def test_an_answer_is_about_the_question() -> None:
    """Else the first question anybody tries gets an answer to another."""
    for words in answers_to(
        "“How do I begin reading procurement data?” I put your answer under it"
    ):
        assert any(said in words for said in ("buyer", "Buyer"))
    assert answers_to("“Who mends a floppy disk?” I put your answer under it") is ANSWERS


def test_who_is_named_knows_something_of_it() -> None:
    """Else the first *I know who* anybody sees leads nowhere."""
    told = "“How do I begin reading procurement data?” I ask them first."
    field = {"is": "people", "name": "person", "required": True, "chosen": (), "error": ""}
    form = {"intro": told, "fields": [field]}
    for number in range(20):
        (named,) = fill(EVERYBODY["ruth"], form, Random(number), EVERYBODY)["person"]
        assert knows(EVERYBODY[named], told)
