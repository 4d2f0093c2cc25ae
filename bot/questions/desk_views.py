"""The words coordinators read: what is late, with what was tried, and what could be done."""

from __future__ import annotations

from bot.questions.model import Question
from bot.text import Text, own, t, tn
from bot.ui import Button, Message, Note, Paragraph, PeopleMenu, Quote, Row, Weight


def late(question: Question, asked: int) -> Message:
    """Three days without an answer: one coordinator hears it, with what could be done."""
    if question.asker:
        first = t("{asker} has had no answer for three days:", asker=question.asker)
    else:
        first = t("A question has had no answer for three days:")
    blocks = (
        Paragraph(first),
        Quote(own(question.need)),
        Note(tried(asked)),
        Paragraph(suggestion(question)),
        PeopleMenu(t("Whom shall I ask?"), "questions.ask_them", question.id),
        Row((Button(t("I answer it myself"), "questions.can_answer", question.id),)),
    )
    return Message("questions.late", Weight.DESK, blocks)


def tried(asked: int) -> Text:
    """What was done about it so far."""
    none = t("It stands in the channel; nobody could be asked personally.")
    some = tn(
        "It stands in the channel, and one person was asked personally.",
        "It stands in the channel, and {n} people were asked personally.",
        asked,
    )
    return some if asked else none


def suggestion(question: Question) -> Text:
    """What would most likely help."""
    if question.topic:
        return t(
            "Perhaps you know somebody for {topic} who has not said so here; a word from you "
            "often helps.",
            topic=question.topic,
        )
    return t("Perhaps you know somebody who has not said so here; a word from you often helps.")
