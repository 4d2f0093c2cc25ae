"""The words of a message that could be a question."""

from __future__ import annotations

from datetime import datetime

from bot.events import Person, Place
from bot.questions.model import Question
from bot.questions.views import said, shortened
from bot.text import Moment, own, t
from bot.ui import Button, Message, Note, Paragraph, Quote, Row, Style, Weight

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


def shall_i_find(place: Place, written: datetime) -> Message:
    """What they wrote seems a question, and nobody has replied."""
    row = Row(
        (
            Button(t("Yes, open the form"), "questions.ask", "", Style.MAIN),
            Button(t("No, thank you"), "questions.no_thank_you"),
            Button(t("Don't offer this again"), "questions.no_offers"),
        )
    )
    first = t(
        "What you wrote in {place}, {when}, seems to be a question, and nobody has replied yet. "
        "Shall I find somebody?",
        place=place,
        when=Moment(written),
    )
    note = t("I kept nothing of your words: put into the form what others should know.")
    return Message("questions.shall_i_find", Weight.NUDGE, (Paragraph(first), row, Note(note)))


def no_offers() -> Message:
    """What changes, and how to undo it."""
    words = t("All right: I won't offer to find somebody for what you write.")
    row = Row((Button(t("Offer it again"), "questions.offers_again"),))
    return said("no_offers", words, row)
