"""The words members read: the prompt, answers to it, *me too*, and being asked personally."""

from __future__ import annotations

from dataclasses import dataclass

from bot.directory import Card
from bot.events import Person
from bot.prompts.model import LONGEST, LONGEST_ANSWER, Answer, Kind, Posting, Prompt, named, spoken
from bot.prompts.naming import HEADINGS, SINGLE
from bot.text import Link, Text, Words, own, t, tn
from bot.ui import (
    Block,
    Button,
    Choice,
    Field,
    Form,
    Heading,
    Line,
    Message,
    Note,
    Option,
    Paragraph,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)
from bot.wording import share, shortened

SHOWN = 300  # characters of words above a form


def post(posting: Posting, prompt: Prompt, language: str) -> Message:
    """The prompt in the channel; answers stand in its thread."""
    buttons = [Button(t("Answer here"), "prompts.answer", posting.id, Style.MAIN)]
    if prompt.kind is Kind.CHALLENGE:
        buttons.append(Button(t("Me too"), "prompts.me_too", posting.id))
    buttons.append(Button(t("Not my kind"), "prompts.mute", prompt.kind.value))
    how = Note(
        t("Write in the thread, or press Answer here: I put your words there, with your name.")
    )
    blocks = (*shown(prompt, language), Row(tuple(buttons)), how)
    return Message("prompts.post", Weight.POST, blocks)


def shown(prompt: Prompt, language: str) -> tuple[Block, ...]:
    """A prompt as it stands in the channel, without its buttons."""
    blocks: list[Block] = [
        Heading(HEADINGS[prompt.kind]),
        Paragraph(own(spoken(prompt.text, language))),
    ]
    if prompt.link:
        link = Link(prompt.link, Words(prompt.link))
        blocks.append(Paragraph(t("To read: {link}", link=link)))
    purpose = spoken(prompt.purpose, language)
    if purpose:
        blocks.append(Note(t("What it is for: {purpose}", purpose=purpose)))
    if prompt.author:
        blocks.append(Note(t("Suggested by {author}.", author=prompt.author)))
    return tuple(blocks)


def answer_form(posting: Posting, asked: str) -> Form:
    """An answer, in as many words as one likes."""
    line = Line("words", t("Your answer"), limit=LONGEST_ANSWER, required=True, long=True)
    told = t(
        "“{prompt}” I put your answer under it, as your words, with your name.",
        prompt=shortened(asked, SHOWN),
    )
    return Form("prompts.answer", t("Your answer"), (Step((line,), told),), posting.id)


def answer(one: Answer, *, challenge: bool) -> Message:
    """Somebody's own words under a prompt."""
    said = t("{member} answers:", member=one.person)
    if challenge:
        button = Button(t("Me too"), "prompts.me_too", one.id)
    else:
        button = Button(t("Useful"), "prompts.useful", one.id)
    blocks = (Paragraph(said), Quote(own(one.words)), Row((button,)))
    return Message("prompts.answered", Weight.POST, blocks)


def answer_goes() -> Message:
    """It is on its way."""
    return _said("prompts.goes", t("Thank you. I'll put it under the prompt, as your words."))


def noted_as_useful() -> Message:
    """Marked, once."""
    return _said("prompts.useful", t("Noted, thank you. It helps to see what is worth keeping."))


def me_too() -> Message:
    """Counted, and nobody to tell yet."""
    said = t("Noted; it counts once, without your name. If two others say so too, I tell you.")
    return _said("prompts.me_too", said)


def not_only_you(challenge: str, others: int) -> Message:
    """The answer to a press that makes it enough."""
    return Message("prompts.not_only_you", Weight.ANSWER, _not_only(challenge, others))


def not_only_told(challenge: str, others: int) -> Message:
    """The one message to who said it earlier."""
    why = Note(t("You said this under a prompt. I write about it only this once."))
    return Message("prompts.not_only_told", Weight.NUDGE, (*_not_only(challenge, others), why))


def _not_only(challenge: str, others: int) -> tuple[Block, ...]:
    said = tn(
        "It is not only you: one other said the same. Shall I introduce you?",
        "It is not only you: {n} others said the same. Shall I introduce you to one of them?",
        others,
    )
    row = Row(
        (
            Button(t("Yes, introduce us"), "prompts.introduce", challenge, Style.MAIN),
            Button(t("Knowing it is enough"), "prompts.no_introduction", challenge),
        )
    )
    note = Note(t("They are asked first; you learn each other's names once both said yes."))
    return Paragraph(said), row, note


def asking() -> Message:
    """The same, whatever may be in the way."""
    return _said("prompts.asking", t("I'll ask, if I can. It may take a few days."))


def good_to_know() -> Message:
    """No introduction."""
    return _said("prompts.good_to_know", t("All right. Good to know that you are not alone."))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked personally, the how many-th ask of the week it is, and because of what."""

    card: Card
    before: int
    task: str


def invitation(posting: Posting, prompt: Prompt, asked: Asked, language: str) -> Message:
    """Ask somebody for an answer, because of what they said they can do."""
    because = t(
        "I thought of you because you said you can help with {task}. Would you answer?",
        task=asked.task,
    )
    row = Row(
        (
            Button(t("Answer"), "prompts.answer", posting.id, Style.MAIN),
            Button(t("Not this time"), "prompts.not_this_time", posting.id),
            Button(t("No more of this kind"), "prompts.mute", prompt.kind.value),
        )
    )
    blocks = (
        Paragraph(t("I asked everybody:")),
        Quote(own(spoken(prompt.text, language))),
        Paragraph(because),
        row,
        Note(t("Not this time stays private.")),
        Note(share(asked.card, asked.before)),
    )
    return Message("prompts.invitation", Weight.ASK, blocks)


def not_this_time() -> Message:
    """A no that nobody learns of."""
    return _said("prompts.not_this_time", t("All right. It stays between you and me."))


def thanks_for_answering() -> Message:
    """What an invitation becomes once they answered."""
    return _said("prompts.thanks", t("You answered. Thank you."))


def muted(kind: Kind) -> Message:
    """What changes: nobody is asked personally; the post itself is everybody's."""
    said = t(
        "All right: I won't ask you personally about {kind}. The posts stay for the others.",
        kind=named(kind),
    )
    row = Row((Button(t("Ask me again"), "prompts.unmute", kind.value),))
    return Message("prompts.muted", Weight.ANSWER, (Paragraph(said), row))


def unmuted(kind: Kind) -> Message:
    """As before."""
    said = t("All right: I may ask you about {kind} again.", kind=named(kind))
    return _said("prompts.unmuted", said)


def suggestion_form(idea: str = "", by: Person | None = None, theirs: str = "") -> Form:
    """An idea for a prompt; somebody else's words are only shown above it."""
    told = t("A coordinator looks at it first. If it goes out, your name stands on it.")
    if by:
        told = t(
            "{person} wrote: “{words}” Put it as a prompt, in your own words; your name "
            "stands on it.",
            person=by,
            words=shortened(theirs, SHOWN),
        )
    fields = (words_field(idea), *purpose_fields(required=False), kind_field(Kind.QUESTION))
    return Form("prompts.suggest", t("An idea for a prompt"), (Step(fields, told),))


def words_field(words: str = "") -> Field:
    """What everybody would be asked."""
    return Line("words", t("What to ask everybody"), words, None, LONGEST, required=True, long=True)


def purpose_fields(purpose: str = "", *, required: bool) -> tuple[Field, ...]:
    """What should come of it, and which task it is about."""
    return (
        Line(
            "purpose",
            t("What it is for, in one line"),
            purpose,
            t("It stands under the prompt"),
            160,
            required=required,
        ),
        Line(
            "about",
            t("A task it is about"),
            "",
            t("I may ask a member who said they can do it"),
            60,
        ),
    )


def kind_field(kind: Kind) -> Field:
    """Which kind of prompt it is."""
    options = tuple(Option(k.value, SINGLE[k]) for k in Kind)
    return Choice("kind", t("What kind is it?"), options, (kind.value,))


def suggested(idea: Prompt) -> Message:
    """It waits for a coordinator."""
    said = t("Thank you. A coordinator looks at it, and I tell you what they say.")
    row = Row((Button(t("Take it back"), "prompts.take_back", idea.id),))
    return Message("prompts.suggested", Weight.ANSWER, (Paragraph(said), row))


def _said(kind: str, said: Text) -> Message:
    return Message(kind, Weight.ANSWER, (Paragraph(said),))
