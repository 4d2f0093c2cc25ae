"""What a coordinator reads about their way to the page."""

from __future__ import annotations

from bot.text import Link, t, tn
from bot.ui import Block, Button, Message, Note, Paragraph, Row, Weight

SHUT = Button(t("Sign me out everywhere"), "pages.shut")


def way_in(address: str, visits: int) -> Message:
    """The link, and what to know of it."""
    link = Link(address, t("Open the page"))
    blocks: list[Block] = [
        Paragraph(t("{link}: it works once, in the next ten minutes.", link=link)),
        Note(t("Whoever has this link comes in as you, so keep it to yourself.")),
    ]
    if visits:
        said = tn("You are signed in in one browser.", "You are signed in in {n} browsers.", visits)
        blocks += [Note(said), Row((SHUT,))]
    return Message("pages.way_in", Weight.ANSWER, tuple(blocks))


def shut() -> Message:
    """Nobody is signed in as them any more."""
    said = t("Done: you are signed out everywhere, and no link of yours works any more.")
    return Message("pages.shut", Weight.ANSWER, (Paragraph(said),))
