"""The words of looking again: is it still right, change it, and who looks after a topic."""

from __future__ import annotations

from collections.abc import Sequence

from bot.directory import Card
from bot.library import views
from bot.library.model import LONGEST, Item, Topic
from bot.text import Moment, own, t
from bot.ui import (
    Button,
    Form,
    Heading,
    Line,
    Message,
    Note,
    Paragraph,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)
from bot.wording import share, shortened


def out_of_date() -> Message:
    """It is found no longer."""
    return views.one_line("outdated", t("Thank you. It is in no search any more."))


def right() -> Message:
    """Looked at, for another year."""
    return views.one_line("right", t("Thank you. I ask again in a year."))


def changed() -> Message:
    """Saved, and right again."""
    return views.one_line("changed", t("Changed. It counts as looked at today."))


def still_right(item: Item, card: Card, before: int) -> Message:
    """A year on, whoever looks after the topic is asked."""
    said = t(
        "You look after “{topic}”. This was last looked at on {day}. Is it still right?",
        topic=item.topic,
        day=Moment(item.confirmed or item.at, "day"),
    )
    blocks = (
        Paragraph(said),
        Heading(own(item.title)),
        Quote(own(item.words), item.named),
        Row(old_row(item)),
        Note(share(card, before)),
    )
    return Message("library.still_right", Weight.ASK, blocks)


def old_row(item: Item) -> tuple[Button, ...]:
    """What may be said of an old item."""
    return (
        Button(t("Still right"), "library.right", item.id, Style.MAIN),
        Button(t("Out of date"), "library.outdated", item.id),
        Button(t("Change"), "library.change", item.id),
    )


def change_form(item: Item, topics: Sequence[Topic], *, mine: bool) -> Form:
    """Its author changes the words; whoever else looks after it adds to them."""
    if mine:
        words = Line("words", t("Your words"), item.words, None, LONGEST, required=True, long=True)
    else:
        hint = t("What has changed since; the words above stay their author's")
        words = Line("addition", t("Add to it"), item.addition, hint, 1000, long=True)
    intro = None if mine else t("“{words}”", words=shortened(item.words, views.SHOWN))
    fields = (views.title_field(item.title), words, *views.topic_fields(item.topic, topics))
    return Form("library.change", t("Change it"), (Step(fields, intro),), item.id)


def look_after(topic: Topic, card: Card, before: int) -> Message:
    """A coordinator named somebody who looks after a topic."""
    said = t(
        "A coordinator would like you to look after “{topic}” in the library: now and then I "
        "ask you whether something a year old is still right, and others may ask you about it.",
        topic=topic.words,
    )
    row = Row((Button(t("I'd rather not"), "library.not_me", topic.id),))
    blocks = (Paragraph(said), row, Note(share(card, before)))
    return Message("library.look_after", Weight.ASK, blocks)


def not_me() -> Message:
    """Somebody else may."""
    return views.one_line("not_me", t("All right. You no longer look after it."))
