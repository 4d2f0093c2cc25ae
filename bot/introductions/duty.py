"""The words for when nobody was found: to the coordinator whose turn it is, and the newcomer."""

from __future__ import annotations

from bot.events import Person
from bot.text import Moment, Text, t
from bot.ui import Button, Message, Paragraph, Row, Weight


def nobody_yet(newcomer: Person, when: Moment, *, asked: int, more: bool) -> Message:
    """Tell the coordinator that a newcomer needs somebody, and since when."""
    if asked:
        said = t(
            "{newcomer} agreed on {day} to be introduced, and nobody has said yes so far.",
            newcomer=newcomer,
            day=when,
        )
    else:
        said = t(
            "{newcomer} agreed on {day} to be introduced, and there is nobody I can ask.",
            newcomer=newcomer,
            day=when,
        )
    row = Row(nobody_buttons(newcomer, more=more))
    return Message("introductions.nobody_yet", Weight.DESK, (Paragraph(said), row))


def nobody_buttons(newcomer: Person, *, more: bool) -> tuple[Button, ...]:
    """What a coordinator can do about it."""
    hello = Button(t("Say hello myself"), "introductions.say_hello", newcomer.id)
    if not more:
        return (hello,)
    return Button(t("Ask two others"), "introductions.ask_others", newcomer.id), hello


def still_looking(coordinator: Person | None) -> Message:
    """Keep the promise to tell the newcomer by a day."""
    if coordinator is None:
        said = t("I haven't found the right person yet. I keep looking.")
    else:
        said = t(
            "I haven't found the right person yet. {coordinator} knows, and will write to you.",
            coordinator=coordinator,
        )
    return Message("introductions.still_looking", Weight.AGREED, (Paragraph(said),))


def asking_others(newcomer: Person) -> Message:
    """The coordinator pressed Ask two others."""
    return _answer(
        "introductions.asking_others", t("I'm asking others for {newcomer}.", newcomer=newcomer)
    )


def hello_is_yours(newcomer: Person) -> Message:
    """The coordinator pressed Say hello myself."""
    return _answer(
        "introductions.hello_is_yours",
        t("Thank you. {newcomer} expects a word from you; I've stopped asking.", newcomer=newcomer),
    )


def nobody_left() -> Message:
    """There are no others to ask."""
    return _answer(
        "introductions.nobody_left",
        t("There is nobody else I could ask just now. A word from you would help most."),
    )


def found(newcomer: Person) -> Message:
    """Somebody said yes after all."""
    said = t("{newcomer} has found somebody. Nothing for you to do.", newcomer=newcomer)
    return _answer("introductions.found", said)


def _answer(kind: str, said: Text) -> Message:
    return Message(kind, Weight.ANSWER, (Paragraph(said),))
