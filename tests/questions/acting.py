"""What people of a town do about questions."""

from __future__ import annotations

from datetime import timedelta

from bot.events import Person, Value
from bot.questions.model import Offer, Question, Said
from bot.ui import Fill, Message, Reply
from tests.introductions.town import Town, read, who

ALL = {"bea", "dan", "eve", "fay", "hal", "ida", "jo"}
NEED = "How do I publish our procurement contracts?"


def asks(town: Town, name: str = "ana", need: str = NEED, **more: Value) -> Reply | None:
    """Fill the form and send it; what is due happens."""
    town.wait(timedelta(minutes=1))
    told: dict[str, Value] = {"wish": ("answer",), "by": ("none",), **more}
    reply = town.fills(name, town.says(name, "ask"), need=need, **told)
    town.wait()
    return reply


def asked(town: Town, name: str = "ana", need: str = NEED, **more: Value) -> Question:
    """A question that stands in the home, and whom it was put to."""
    asks(town, name, need, **more)
    found: Question = town.store.questions()[-1]
    return found


def now(town: Town, question: Question) -> Question:
    """The question as it is by now."""
    found: Question = town.store.question(question.id)
    assert found is not None
    return found


def offers(town: Town, question: Question, *said: Said) -> list[Offer]:
    """Whom it was put to, those who said so."""
    return [one for one in town.store.offers(question.id) if not said or one.said in said]


def put_to(town: Town, question: Question) -> list[str]:
    """Their names, in the order in which they were asked."""
    return [one.person.id for one in offers(town, question)]


def offer_of(town: Town, question: Question, name: str) -> Offer:
    """What was put to somebody."""
    return next(one for one in offers(town, question) if one.person == who(name))


def helps(town: Town, name: str, question: Question, words: str = "Use the templates.") -> str:
    """Somebody who was asked answers; the id of their answer."""
    fill = town.presses(name, "questions.can_help", offer_of(town, question, name).id)
    assert isinstance(fill, Fill)
    return _answered(town, name, fill, question, words)


def answers(town: Town, name: str, question: Question, words: str = "Use the templates.") -> str:
    """Anybody answers under the post; the id of their answer."""
    fill = town.presses(name, "questions.can_answer", question.id)
    return _answered(town, name, fill, question, words)


def _answered(town: Town, name: str, fill: Reply | None, question: Question, words: str) -> str:
    town.fills(name, fill, answer=words)
    town.wait()
    found = [one for one in town.store.answers(question.id) if one.person == who(name)]
    return str(found[-1].id)


def stands(town: Town, offer: Offer) -> Message:
    """What the person who was asked sees by now."""
    key = f"questions.offer.{offer.id}"
    return town.promises.edits.get(key) or town.promises.posted[key].message


def news(town: Town, answer: str) -> Message:
    """What the asker was told of an answer."""
    return town.promises.posted[f"questions.news.{answer}"].message


def person(name: str) -> Person:
    """Somebody of the town."""
    return who(name)


def says(town: Town, name: str, button: str, subject: str) -> str:
    """Press, and let what is due happen."""
    said = read(town.presses(name, f"questions.{button}", subject))
    town.wait()
    return said
