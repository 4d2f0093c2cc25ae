"""What was learnt of who answers whom, in one sentence for the coordinators."""

from __future__ import annotations

from collections.abc import Mapping

from bot.questions.learning import ENOUGH
from bot.questions.model import Learnt
from bot.questions.views import said
from bot.questions.weighing import USUAL
from bot.text import Moment, Text, t, tn
from bot.ui import Button, Message

AGAIN = Button(t("Learn again"), "questions.learn_again")
SIGNS: Mapping[str, Text] = {
    "answered": t("having answered something like it"),
    "helps": t("answering others these days"),
    "hour": t("being usually about at that hour"),
    "together": t("having talked with whoever asks"),
    "away": t("having been away"),
    "named": t("being named in the question"),
}


def explained(learnt: Learnt | None) -> Text:
    """By what people are weighed here, and from what that is known."""
    if learnt is None:
        return tn(
            "Whom I ask is weighed as elsewhere, until one answered question tells more.",
            "Whom I ask is weighed as elsewhere, until {n} answered questions tell more.",
            ENOUGH,
        )
    moved = {name: getattr(learnt.weights, name) - getattr(USUAL, name) for name in SIGNS}
    more, less = max(moved, key=lambda one: moved[one]), min(moved, key=lambda one: moved[one])
    day = Moment(learnt.at, "day")
    return t(
        "Whom I ask was learnt on {day} from {n} answered questions here: {more} counts more than "
        "elsewhere, {less} less.",
        day=day,
        n=learnt.questions,
        more=SIGNS[more],
        less=SIGNS[less],
    )


def looking() -> Message:
    """It takes some seconds; nobody need wait."""
    return said("learning", t("I look through what was answered here. The page says what I find."))
