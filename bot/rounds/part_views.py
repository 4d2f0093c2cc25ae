"""What a member reads about taking part: the notice, how often, skipping, three silent rounds."""

from __future__ import annotations

from datetime import datetime

from bot.rounds.model import Lens, Often, Part
from bot.text import Moment, Text, t
from bot.ui import Button, Menu, Message, Note, Option, Paragraph, Row, Weight

OFTEN: dict[Often, Text] = {
    Often.EVERY: t("every round"),
    Often.SECOND: t("every second round"),
    Often.MONTHLY: t("once a month"),
}
LENSES: dict[Lens, Text] = {
    Lens.SKILLS: t("what one wants to learn and another can do"),
    Lens.CHALLENGE: t("similar challenges"),
    Lens.TOPIC: t("shared topics"),
    Lens.ROLE: t("the same role"),
    Lens.REGION: t("the same part of the world"),
    Lens.ELSEWHERE: t("different organisations"),
    Lens.NEWCOMERS: t("newcomers with regulars"),
    Lens.CHANCE: t("chance alone"),
}
SKIP = Button(t("Skip this round"), "rounds.skip")
UNSKIP = Button(t("Draw me after all"), "rounds.unskip")
ONCE = Button(t("Draw me this once"), "rounds.unskip")
MINE = Button(t("My rounds"), "rounds.mine")
STOP = Button(t("No more rounds"), "rounds.no_more")
BACK = Button(t("Draw me again"), "rounds.draw_me")


def notice(at: datetime, lens: Lens) -> Message:
    """The day before: nothing to do, unless they would rather not."""
    said = t(
        "On {day} I draw the next conversations, and you are in. "
        "This round goes by {lens}. There is nothing to do, unless you'd rather not.",
        day=Moment(at, "day"),
        lens=LENSES[lens],
    )
    # What does no harm comes first: whoever presses without reading skips nothing.
    row = Row((MINE, SKIP, Button(t("Next week instead"), "rounds.instead")))
    why = Note(t("You get this because you asked to be drawn in rounds."))
    return Message("rounds.notice", Weight.AGREED, (Paragraph(said), row, why))


def skipped() -> Message:
    """Out of the next one, in again after it."""
    said = t("All right, this round goes without you. The next one has you again.")
    return Message("rounds.skipped", Weight.ANSWER, (Paragraph(said), Row((UNSKIP, MINE))))


def unskipped() -> Message:
    """In again."""
    said = t("Good, you are in the next draw.")
    return Message("rounds.unskipped", Weight.ANSWER, (Paragraph(said), Row((SKIP, MINE))))


def instead(at: datetime) -> Message:
    """Drawn a week later, with whoever is free then."""
    said = t(
        "All right: not now. On {day} I look for somebody who is free then.",
        day=Moment(at, "day"),
    )
    return Message("rounds.instead", Weight.ANSWER, (Paragraph(said), Row((MINE,))))


def mine(part: Part, next_at: datetime | None, *, drawn: bool, paused: bool) -> Message:
    """How somebody takes part, and what they can change."""
    if not drawn:
        said = t("You are not drawn in rounds. Join and tick it: /hearth join")
        join = Row((Button(t("Join"), "members.join"),))
        return Message("rounds.mine", Weight.ANSWER, (Paragraph(said), join))
    menu = Menu(t("How often?"), "rounds.often", tuple(_option(one) for one in Often))
    first: tuple[Button, ...] = (UNSKIP,) if part.skips else (SKIP,)
    if part.often is not Often.EVERY and not (part.skips or part.once):
        first = (ONCE, SKIP)
    buttons = (BACK, STOP) if part.out else (*first, STOP)
    blocks = (Paragraph(_how(part, paused=paused)), Paragraph(_next(next_at)), menu)
    return Message("rounds.mine", Weight.ANSWER, (*blocks, Row(buttons)))


def _option(often: Often) -> Option:
    return Option(often.value, OFTEN[often])


def _how(part: Part, *, paused: bool) -> Text:
    if part.out:
        return t("I leave you out of the draw for now, until you say.")
    if paused:
        return t("You have a break: until it ends you are not drawn.")
    if part.skips:
        return t("You are drawn {often}, and skip the next one.", often=OFTEN[part.often])
    return t("You are drawn {often}.", often=OFTEN[part.often])


def _next(next_at: datetime | None) -> Text:
    if next_at is None:
        return t("The next round has no day yet.")
    return t("The next round: {day}.", day=Moment(next_at, "day"))


def often(chosen: Often) -> Message:
    """It holds from now on."""
    said = t("From now on I draw you {often}.", often=OFTEN[chosen])
    return Message("rounds.often", Weight.ANSWER, (Paragraph(said), Row((MINE,))))


def left_out() -> Message:
    """Three rounds without a word: a question, no reproach."""
    said = t("I'll leave you out of the draw for now.")
    month = Button(t("Ask me in a month"), "rounds.in_a_month")
    row = Row((BACK, month, STOP))
    return Message("rounds.left_out", Weight.NUDGE, (Paragraph(said), row))


def a_month_later() -> Message:
    """They asked to be asked."""
    said = t("A month ago you asked me to ask again: shall I draw you in rounds?")
    return Message("rounds.a_month_later", Weight.AGREED, (Paragraph(said), Row((BACK, STOP))))


def drawn_again() -> Message:
    """In again."""
    return Message(
        "rounds.drawn_again",
        Weight.ANSWER,
        (Paragraph(t("Good to have you. You are in the next draw.")), Row((MINE,))),
    )


def in_a_month() -> Message:
    """Asked again then."""
    said = t("All right. I ask you in a month, and leave you in peace until then.")
    return Message("rounds.in_a_month", Weight.ANSWER, (Paragraph(said),))


def no_more() -> Message:
    """The tick is off."""
    said = t("All right, no more rounds. Should you miss them: /hearth join")
    return Message("rounds.no_more", Weight.ANSWER, (Paragraph(said),))
