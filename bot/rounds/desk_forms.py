"""The forms of the desk about rounds: how they work, and who is to sit with whom."""

from __future__ import annotations

from bot.rounds.desk_views import DRAW, SETTINGS
from bot.rounds.model import LARGEST, SMALLEST, Lens, Round, Settings
from bot.rounds.part_views import LENSES
from bot.text import Text, t, tn
from bot.ui import Choice, Field, Form, Message, Option, Paragraph, People, Row, Step, Weight


def move_form(round_: Round, note: Text | None = None) -> Form:
    """Who is to sit with whom."""
    told = t("They sit together; whoever loses their place takes the one that is free.")
    fields: tuple[Field, ...] = (
        People("who", t("Bring whom"), required=True),
        People("to", t("together with whom"), required=True),
    )
    return Form("rounds.move", t("Move somebody"), (Step(fields, note or told),), round_.id)


def settings_form(settings: Settings) -> Form:
    """Size, lens, and whether each waits for a Send."""
    sizes = tuple(
        Option(str(n), tn("One person", "{n} people", n)) for n in range(SMALLEST, LARGEST + 1)
    )
    look = (
        Option("no", t("Send it by itself, ten minutes after the draw")),
        Option("yes", t("Wait until a coordinator presses Send")),
    )
    fields: tuple[Field, ...] = (
        Choice("size", t("How many talk together?"), sizes, (str(settings.size),), required=True),
        Choice(
            "lens",
            t("What does it go by?"),
            tuple(Option(lens.value, LENSES[lens]) for lens in Lens),
            (settings.lens.value,),
            required=True,
        ),
        Choice(
            "look",
            t("When a round is drawn"),
            look,
            ("yes" if settings.look else "no",),
            required=True,
        ),
    )
    rhythm = t("How often they come, and on which day, stands in the rhythm: /hearth desk rhythm")
    return Form("rounds.settings", t("Rounds"), (Step(fields, rhythm),))


def saved(settings: Settings) -> Message:
    """What holds now."""
    said = t(
        "Saved. Rounds go by {lens}; {size} talk together. It holds from the next draw on.",
        lens=LENSES[settings.lens],
        size=tn("One person", "{n} people", settings.size),
    )
    return Message("rounds.saved", Weight.ANSWER, (Paragraph(said), Row((DRAW, SETTINGS))))
