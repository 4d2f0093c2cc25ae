"""The one question, four answers nobody need be ashamed of, and what each of them opens."""

from __future__ import annotations

from collections.abc import Mapping

from bot.checkins.model import ANSWERS, Barrier
from bot.events import Person
from bot.text import Text, own, t
from bot.ui import (
    Block,
    Button,
    Form,
    Line,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    Quote,
    Row,
    Step,
    Weight,
)

FOLLOWED: Mapping[Barrier, Text] = {
    Barrier.GOOD: t("Good to hear. Reading along is a fine way to be here."),
    Barrier.BUSY: t("Then I won't take more of it."),
    Barrier.NOTHING: t("Thank you for saying so. What would be something for you?"),
    Barrier.SOMETHING: t("Thank you for saying so."),
}
OFFERS: Mapping[Barrier, tuple[Button, ...]] = {
    Barrier.GOOD: (Button(t("Don't ask me this again"), "checkins.no_more"),),
    Barrier.BUSY: (
        Button(t("Fewer asks"), "members.fewer"),
        Button(t("A break"), "members.pause"),
    ),
    Barrier.NOTHING: (
        Button(t("Say what I'd like to learn"), "members.skills"),
        Button(t("Introduce me to somebody"), "members.introduce"),
    ),
    Barrier.SOMETHING: (),
}


def how_is_it() -> Message:
    """The question."""
    said = t("It has been a quiet month between you and me, which is fine. How is it for you here?")
    row = Row(tuple(Button(label, f"checkins.{answer}") for answer, label in ANSWERS.items()))
    note = t(
        "Coordinators learn how many gave which answer, from five on, and never who. "
        "If you don't answer, I won't ask again."
    )
    return Message("checkins.how_is_it", Weight.SURVEY, (Paragraph(said), row, Note(note)))


def followed(answer: Barrier, coordinators: tuple[tuple[Person, str], ...]) -> Message:
    """Each answer its own reply, and what it opens."""
    blocks: list[Block] = [Paragraph(FOLLOWED[answer])]
    if OFFERS[answer]:
        blocks.append(Row(OFFERS[answer]))
    if answer is Barrier.SOMETHING and coordinators:
        blocks.append(_whom(coordinators))
    blocks.append(Note(t("I won't ask this again for half a year.")))
    return _answer("followed", *blocks)


def _whom(coordinators: tuple[tuple[Person, str], ...]) -> Menu:
    options = tuple(Option(person.id, own(name)) for person, name in coordinators[:25])
    label = t("If you like, tell a coordinator of your choice")
    return Menu(label, "checkins.whom", options)


def word_to(coordinator: Person) -> Form:
    """A word to one coordinator, who alone gets it."""
    told = t("{coordinator} alone gets this, with your name.", coordinator=coordinator)
    line = Line("words", t("What gets in the way?"), limit=1000, required=True, long=True)
    return Form("checkins.word", t("A word"), (Step((line,), told),), coordinator.id)


def word(member: Person, words: str) -> Message:
    """What the coordinator gets."""
    said = t("{member} tells you what gets in the way:", member=member)
    note = t("You alone got this. Please write to {member}.", member=member)
    return Message("checkins.word", Weight.DUTY, (Paragraph(said), Quote(own(words)), Note(note)))


def passed_on(coordinator: Person) -> Message:
    """It is on its way."""
    said = t("I've passed it on to {coordinator}, and to nobody else.", coordinator=coordinator)
    return _answer("passed_on", Paragraph(said))


def no_more() -> Message:
    """They are not asked again."""
    return _answer("no_more", Paragraph(t("All right, I won't ask this again.")))


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(f"checkins.{kind}", Weight.ANSWER, blocks)
