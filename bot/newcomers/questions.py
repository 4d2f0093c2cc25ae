"""The words of the check-ins: one question, answers nobody need be ashamed of, and what follows."""

from __future__ import annotations

from bot.text import t
from bot.ui import Block, Button, Message, Note, Paragraph, Row, Weight

GOOD, BUSY, NOTHING, SOMETHING = "good", "busy", "nothing", "something"


def unfinished() -> Message:
    """Day 2, only if the form is unfinished."""
    said = t("You pressed Start the other day. Shall we go on? It takes a minute.")
    row = Row(
        (
            Button(t("Go on"), "newcomers.start"),
            Button(t("Just looking round"), "newcomers.looking"),
        )
    )
    return Message("newcomers.unfinished", Weight.NUDGE, (Paragraph(said), row, _last()))


def unmet() -> Message:
    """Day 14, only if nobody has met them."""
    said = t("You have been here for two weeks. Would you like to meet somebody?")
    row = Row((Button(t("Yes, please"), "newcomers.meet_somebody"), *answers(14)))
    return Message("newcomers.unmet", Weight.NUDGE, (Paragraph(said), row, _last()))


def how_are_you(day: int) -> Message:
    """Days 30 and 90."""
    said = t("How is it going for you here?")
    return Message(
        "newcomers.how_are_you", Weight.SURVEY, (Paragraph(said), Row(answers(day)), _last())
    )


def answers(day: int) -> tuple[Button, ...]:
    """Four answers, each as good as the others."""
    return (
        Button(t("All good, I like reading along"), "newcomers.good", str(day)),
        Button(t("No time just now"), "newcomers.busy", str(day)),
        Button(t("Nothing for me lately"), "newcomers.nothing", str(day)),
        Button(t("Something gets in the way"), "newcomers.something", str(day)),
    )


def _last() -> Note:
    return Note(t("If you don't answer, I won't ask again."))


def followed(answer: str) -> Message:
    """Each answer its own reply, and a door where one helps."""
    said = {
        GOOD: t("Good to hear. Reading along is a fine way to be here."),
        BUSY: t("Then I won't take more of it. For a longer break: /hearth pause"),
        NOTHING: t("Thank you for saying so. What would you like to learn? I'd look for somebody."),
        SOMETHING: t("Thank you for saying so. If you like, tell a coordinator what it is."),
    }[answer]
    blocks: list[Block] = [Paragraph(said)]
    if answer == NOTHING:
        blocks.append(Row((Button(t("Say what I'd like"), "members.join"),)))
    if answer == SOMETHING:
        blocks.append(Row((Button(t("Tell a coordinator"), "introductions.tell"),)))
    return Message("newcomers.followed", Weight.ANSWER, tuple(blocks))


def looking_for_somebody() -> Message:
    """They would like to meet somebody, and had agreed to it before."""
    said = t("I'm looking for somebody. /hearth why tells you how it goes.")
    return Message("newcomers.looking_for_somebody", Weight.ANSWER, (Paragraph(said),))


def begin_here(norms_version: str) -> Message:
    """They would like to meet somebody, and have not told about themselves yet."""
    said = t("Gladly. It takes two fields, and you see every word before anybody else does.")
    row = Row((Button(t("Go on"), "members.sounds_good", norms_version),))
    return Message("newcomers.begin_here", Weight.ANSWER, (Paragraph(said), row))
