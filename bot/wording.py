"""What several rooms say alike, said in one place."""

from __future__ import annotations

from enum import StrEnum

from bot.directory import Card
from bot.text import Text, t
from bot.ui import Button, Option, Row, Style

NTH = {1: t("1st"), 2: t("2nd"), 3: t("3rd"), 4: t("4th"), 5: t("5th")}


class Naming(StrEnum):
    """What an author allowed: their words with their name, without it, or not at all."""

    NAMED = "named"
    UNNAMED = "unnamed"
    NO = "no"


WITH, WITHOUT = t("With my name"), t("Without my name")
NAMINGS = (Option(Naming.NAMED.value, WITH), Option(Naming.UNNAMED.value, WITHOUT))


def naming_row(room: str, subject: str) -> Row:
    """Ask an author; the room answers the buttons `named`, `unnamed` and `no` under its name."""
    return Row(
        (
            Button(WITH, f"{room}.named", subject, Style.MAIN),
            Button(WITHOUT, f"{room}.unnamed", subject),
            Button(t("No, thank you"), f"{room}.no", subject),
        )
    )


def share(card: Card, before: int) -> Text:
    """How much of their own allowance an ask takes, `before` being those of this week."""
    nth = min(before + 1, card.allowance)
    if nth not in NTH:
        return t("You chose how often I may ask; it stands in your profile.")
    return t("This is your {nth} of {allowance} this week.", nth=NTH[nth], allowance=card.allowance)


def shortened(words: str, most: int) -> str:
    """The beginning of somebody's words, at most so many characters of them, in one line."""
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
