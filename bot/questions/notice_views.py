"""The words about a message that looks like a question and was not answered."""

from __future__ import annotations

from bot.events import Place
from bot.questions.views import said
from bot.text import t
from bot.ui import Button, Message, Note, Paragraph, Row, Style, Weight

AGAIN = Button(t("Offer to find somebody again"), "questions.offer_again")


def shall_i_look(place: Place, spot: str) -> Message:
    """To its author alone."""
    what = t(
        "What you wrote in {place} looked like a question, and nobody has written under it yet. "
        "Shall I find somebody?",
        place=Place(place.space, place.id),
    )
    row = Row(
        (
            Button(t("Find somebody"), "questions.find_somebody", spot, Style.MAIN),
            Button(t("Not this time"), "questions.no_need"),
            Button(t("Never offer this"), "questions.never_offer"),
        )
    )
    how = t(
        "Only you see this. I did not keep what you wrote: when it arrived I noted whether it "
        "looks like a question, and nothing else of it."
    )
    return Message("questions.shall_i_look", Weight.NUDGE, (Paragraph(what), row, Note(how)))


def never_again() -> Message:
    """They would rather not be asked."""
    words = t("I won't offer it again. Everything else works for you as before.")
    return said("never_offer", words, Row((AGAIN,)))
