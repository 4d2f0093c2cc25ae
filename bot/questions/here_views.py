"""The words in a forum's post that somebody wrote themselves: may I help, and how far it is."""

from __future__ import annotations

from bot.events import Person
from bot.questions.views import said
from bot.text import t
from bot.ui import Button, Message, Note, Paragraph, Row, Style, Weight


def shall_i(author: Person, subject: str) -> Message:
    """To its author, where they wrote; nobody is notified, and it is said once."""
    words = t(
        "{author}, shall I find somebody who can help with this? I would ask a few people "
        "privately, and tell you of every answer.",
        author=author,
    )
    row = Row(
        (
            Button(t("Find somebody"), "questions.here", subject, Style.MAIN),
            Button(t("No, thank you"), "questions.here_no", subject),
            Button(t("Never offer this"), "questions.here_never", subject),
        )
    )
    note = t("The buttons are for {author}; whoever knows something, just answer.", author=author)
    return Message("questions.here", Weight.POST, (Paragraph(words), row, Note(note)))


def left_alone() -> Message:
    """What the offer becomes when its author would rather not."""
    words = t("All right, I look for nobody. Whoever knows something, just answer.")
    return Message("questions.here", Weight.POST, (Paragraph(words),))


def join_first() -> Message:
    """They have not joined: what it takes, and that nothing is lost."""
    words = t(
        "I can look for somebody as soon as you take part: press Join, it takes a minute, and "
        "then Find somebody again. Your post stays as it is, and anybody can answer it meanwhile."
    )
    return said("join_first", words, Row((Button(t("Join"), "members.join", style=Style.MAIN),)))
