"""The words of what comes afterwards: is it still open, did it work, and thank you."""

from __future__ import annotations

from bot.questions.model import Answer, Outcome, Question
from bot.questions.views import PREVIEW
from bot.text import Text, own, t, tn
from bot.ui import (
    Button,
    Form,
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
from bot.wording import shortened

WORD = 500  # characters


def still(question: Question) -> Message:
    """A week without a word."""
    row = Row(
        (
            Button(t("It is solved"), "questions.solved", question.id, Style.MAIN),
            Button(t("Still open"), "questions.still_open", question.id),
            Button(t("No longer needed"), "questions.close", question.id),
        )
    )
    said = t("Your question has been quiet for a week:")
    note = Note(t("If you press nothing, I close it in a week; you can open it again."))
    blocks = (Paragraph(said), Quote(own(shortened(question.need, PREVIEW))), row, note)
    return Message("questions.still", Weight.NUDGE, blocks)


def closed(question: Question) -> Message:
    """Two weeks without a word."""
    said = t("I have closed your question, as it was quiet for two weeks:")
    blocks = (
        Paragraph(said),
        Quote(own(shortened(question.need, PREVIEW))),
        Row((_reopen(question),)),
    )
    return Message("questions.closed", Weight.AGREED, blocks)


def removed(question: Question) -> Message:
    """What stood there was deleted, by whomever."""
    said = t("Your question was deleted where it stood, so I ask nobody about it any more:")
    note = t("If that was not meant, open it again: then I post it anew.")
    blocks = (
        Paragraph(said),
        Quote(own(shortened(question.need, PREVIEW))),
        Row((_reopen(question),)),
        Note(note),
    )
    return Message("questions.removed", Weight.AGREED, blocks)


def closed_by_you(question: Question) -> Message:
    """They need it no more."""
    blocks = (Paragraph(t("Closed. Nobody is asked any more.")), Row((_reopen(question),)))
    return Message("questions.closed_by_you", Weight.ANSWER, blocks)


def _reopen(question: Question) -> Button:
    return Button(t("Open it again"), "questions.reopen", question.id)


def did_it_work(question: Question, one: Answer) -> Message:
    """Two weeks later."""
    said = t("Two weeks ago {helper} helped you with this:", helper=one.person)
    outcomes = (
        (t("It worked"), Outcome.WORKED),
        (t("Partly"), Outcome.PARTLY),
        (t("It did not"), Outcome.NOT),
    )
    buttons = tuple(
        Button(label, "questions.outcome", f"{one.id}.{outcome}") for label, outcome in outcomes
    )
    blocks = (
        Paragraph(said),
        Quote(own(shortened(question.need, PREVIEW))),
        Paragraph(t("Did it work?")),
        Row(buttons),
        Note(t("Whoever helped will read it.")),
    )
    return Message("questions.did_it_work", Weight.NUDGE, blocks)


def word_form(one: Answer, outcome: Outcome) -> Form:
    """A word for whoever helped."""
    label = t("What came of it?") if outcome is Outcome.WORKED else t("What was missing?")
    hint = t("One sentence is plenty; whoever helped reads it.")
    line = Line("came", label, hint=hint, limit=WORD, long=True)
    return Form("questions.word", t("In your own words"), (Step((line,)),), one.id)


def what_came(question: Question, one: Answer) -> Message:
    """Whoever helped reads what came of their answer."""
    blocks: list[Paragraph | Quote | Note] = [Paragraph(_came(question, one))]
    if one.told:
        blocks.append(Quote(own(one.told), question.asker))
    need = shortened(question.need, PREVIEW)
    blocks.append(Note(t("You had answered: {question}", question=need)))
    return Message("questions.what_came", Weight.NUDGE, tuple(blocks))


def _came(question: Question, one: Answer) -> Text:
    who = t("{asker}", asker=question.asker) if question.asker else t("Whoever asked")
    match one.outcome:
        case Outcome.WORKED:
            return t("{asker} wrote that your answer worked. Thank you.", asker=who)
        case Outcome.PARTLY:
            return t("{asker} wrote that your answer worked in part. Thank you.", asker=who)
        case _:
            return t("{asker} tried your answer, and wrote what was missing:", asker=who)


def thanks(people: int, worked: int, told: str) -> Message:
    """A month's thanks, to them alone."""
    helped = tn("Last month you helped one person.", "Last month you helped {n} people.", people)
    blocks: list[Paragraph | Quote | Note] = [Paragraph(helped)]
    if worked:
        said = tn("One wrote that it worked.", "{n} wrote that it worked.", worked)
        blocks.append(Paragraph(said))
    if told:
        blocks.append(Quote(own(told)))
    blocks.append(Note(t("Only you see this. Thank you.")))
    return Message("questions.thanks_month", Weight.NUDGE, tuple(blocks))
