"""The words of a message that could be a question."""

from __future__ import annotations

from bot.events import Person
from bot.questions.model import Question
from bot.questions.views import said
from bot.text import own, t
from bot.ui import Button, Message, Note, Paragraph, Quote, Row, Style, Weight
from bot.wording import shortened

SHOWN = 300


def offered_to_author() -> Message:
    """The same, whatever may be in the way."""
    words = t("It is somebody else's, so I ask them, if I can; they decide.")
    return said("offered_to_author", words)


def shall_i(question: Question, by: Person) -> Message:
    """Somebody thinks that their message is a question for everybody."""
    row = Row(
        (
            Button(t("Yes, open the form"), "questions.from_message", question.id, Style.MAIN),
            Button(t("Rather not"), "questions.rather_not", question.id),
        )
    )
    first = t("{person} thinks that others here could answer this:", person=by)
    blocks = (
        Paragraph(first),
        Quote(own(shortened(question.need, SHOWN))),
        Paragraph(t("Shall I find somebody?")),
        row,
        Note(t("If you press nothing, I forget it in a week.")),
    )
    return Message("questions.shall_i", Weight.NUDGE, blocks)
