"""The words about ideas: what coordinators read of them, and what their authors hear."""

from __future__ import annotations

from bot.events import Person
from bot.prompts.model import LONGEST_PURPOSE, Prompt, spoken
from bot.prompts.naming import SINGLE
from bot.prompts.views import SHOWN
from bot.text import own, t, tn
from bot.ui import (
    Block,
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
from bot.wording import shortened

AT_ONCE = 4  # ideas in one message


def ideas(waiting: tuple[Prompt, ...], language: str) -> Message:
    """A few ideas at a time, each with its author, its purpose and two buttons."""
    if not waiting:
        return _answer("prompts.ideas", Paragraph(t("No idea waits for you.")), _back())
    title = tn("One idea waits", "{n} ideas wait", len(waiting))
    blocks: list[Block] = [Heading(title)]
    for idea in waiting[:AT_ONCE]:
        blocks += _idea(idea, language)
    left = len(waiting) - AT_ONCE
    if left > 0:
        blocks.append(Note(tn("One more comes after.", "{n} more come after.", left)))
    return _answer("prompts.ideas", *blocks)


def _idea(idea: Prompt, language: str) -> tuple[Block, ...]:
    purpose = spoken(idea.purpose, language)
    kind = SINGLE[idea.kind]
    if purpose:
        facts = t("{kind}. What it is for: {purpose}", kind=kind, purpose=purpose)
    else:
        facts = t("{kind}. It does not say yet what it is for.", kind=kind)
    buttons = (
        Button(t("Accept"), "prompts.accept", idea.id, Style.MAIN),
        Button(t("Say why not"), "prompts.decline", idea.id),
    )
    return Quote(own(spoken(idea.text, language)), idea.author), Note(facts), Row(buttons)


def _back() -> Row:
    return Row((Button(t("What comes next"), "prompts.desk"),))


def purpose_form(idea: Prompt) -> Form:
    """One line is missing before it can be scheduled."""
    line = Line("purpose", t("What it is for, in one line"), limit=LONGEST_PURPOSE, required=True)
    told = t("“{idea}” One line is missing: without it nothing goes out.", idea=_short(idea))
    return Form("prompts.purpose", t("What is it for?"), (Step((line,), told),), idea.id)


def why_not_form(idea: Prompt) -> Form:
    """The reason, which its author reads."""
    line = Line("why", t("Why not, kindly"), limit=300, required=True, long=True)
    told = t("“{idea}” Its author reads your words, with your name.", idea=_short(idea))
    return Form("prompts.why_not", t("Say why not"), (Step((line,), told),), idea.id)


def _short(idea: Prompt, language: str = "") -> str:
    return shortened(spoken(idea.text, language), SHOWN)


def accepted(idea: Prompt, language: str) -> Message:
    """The author hears that it will go out."""
    said = t("Your idea for a prompt is accepted. One of these weeks it goes out, with your name:")
    row = Row((Button(t("Take it back"), "prompts.take_back", idea.id),))
    blocks = (Paragraph(said), Quote(own(spoken(idea.text, language))), row)
    return Message("prompts.accepted", Weight.AGREED, blocks)


def declined(idea: Prompt, language: str, by: Person, why: str) -> Message:
    """The author hears why not, in the coordinator's own words."""
    blocks = (
        Paragraph(t("{coordinator} read your idea for a prompt:", coordinator=by)),
        Quote(own(spoken(idea.text, language))),
        Paragraph(t("and would rather not post it:")),
        Quote(own(why), by),
        Note(t("Thank you for thinking of it. Your next idea is just as welcome.")),
    )
    return Message("prompts.declined", Weight.AGREED, blocks)


def taken_back() -> Message:
    """Nothing of it is kept."""
    return _answer("prompts.taken_back", Paragraph(t("Taken back. I keep nothing of it.")))


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(kind, Weight.ANSWER, blocks)
