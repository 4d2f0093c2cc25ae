"""The words of a break, and of leaving."""

from __future__ import annotations

from datetime import datetime

from bot.members import forms, until, views
from bot.members.model import ENDLESS
from bot.text import Moment, Text, t
from bot.ui import Button, Choice, Form, Line, Menu, Message, Option, Paragraph, Step, Style

BACK = Button(t("I'm back"), "members.back")
ERASE = Button(
    t("Erase everything"),
    "members.erase",
    style=Style.DANGER,
    confirm=t("Erase everything I keep about you here? It cannot be undone."),
)
LABELS = {
    until.NEXT_ROUND: t("Over the next round: two weeks"),
    "1 week": t("A week"),
    "2 weeks": t("Two weeks"),
    "1 month": t("A month"),
    "until I say": t("Until I say"),
    until.FEWER: t("No break: fewer asks"),
}


def form(*, not_understood: str = "") -> Form:
    """The choices, and a day of one's own."""
    told: Text | None = None
    if not_understood:
        told = t("I don't know until when “{said}” is. Please choose.", said=not_understood)
    options = tuple(Option(value, label) for value, label in LABELS.items())
    fields = (
        Choice("how", t("How long?"), options, ("2 weeks",)),
        Line("day", t("Or until a day"), hint=t("2026-12-01, or Monday"), limit=40),
    )
    return Form("members.pause", t("A break"), (Step(fields, told),))


def has_a_break(end: datetime | None) -> Message:
    """Until when nothing comes."""
    if end is None or end == ENDLESS:
        text = t("You have a break until you say otherwise. I write only when you ask me to.")
    else:
        text = t(
            "You have a break until {day}. Until then I write only when you ask me to.",
            day=Moment(end, "day"),
        )
    return views.said("has_a_break", text, BACK)


def allowance_menu(chosen: int) -> Menu:
    """How many asks a week; what holds now is named in the label."""
    label = t("How often may I ask you? Now: {now}", now=forms.TIMES[chosen])
    return Menu(label, "members.allowance", forms.times())


def fewer_asks(allowance: int) -> Message:
    """One step down; the menu for another number."""
    said = Paragraph(views.often(allowance))
    return views.answer("fewer_asks", said, allowance_menu(allowance))


def left() -> Message:
    """Everything has stopped; what is kept is theirs to say."""
    text = t(
        "I've stopped everything: no introductions, no questions, no messages. "
        "Shall I keep what you told me, should you come back, or erase it?"
    )
    return views.said("left", text, Button(t("Keep it"), "members.keep"), ERASE)


def kept() -> Message:
    """It stays, and nothing is sent."""
    return views.said(
        "kept",
        t("I keep it and send you nothing. Erase it whenever you like: /hearth me"),
        views.JOIN,
    )


def nothing_to_leave() -> Message:
    """They never joined; now it is certain."""
    return views.not_for_me()
