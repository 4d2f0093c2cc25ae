"""The words of the harvest: who answered, may I quote you, and the note itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.directory import Card
from bot.events import Person
from bot.prompts.model import Answer, Posting, Prompt, spoken
from bot.prompts.views import SHOWN
from bot.text import Hole, Text, own, t, tn
from bot.ui import (
    MAX_OPTIONS,
    Block,
    Button,
    Choice,
    Form,
    Heading,
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
from bot.wording import Naming, naming_row, share, shortened

AT_ONCE = 6  # answers shown
QUOTED = 16  # answers in one note


@dataclass(frozen=True, slots=True)
class Harvest:
    """What came of a prompt; `spoke` is None where the thread is not measured."""

    posting: Posting
    prompt: Prompt | None
    answers: tuple[Answer, ...]
    marks: Mapping[str, int]
    spoke: tuple[Person, ...] | None
    language: str


def harvest(one: Harvest) -> Message:
    """Who answered, and what others found useful."""
    asked = spoken(one.prompt.text, one.language) if one.prompt else ""
    blocks: list[Block] = [Heading(t("What came of it")), Quote(own(asked))]
    blocks += [Paragraph(_by_button(one)), Paragraph(_in_thread(one))]
    best = sorted(one.answers, key=lambda answer: -one.marks.get(answer.id, 0))
    for answer in best[:AT_ONCE]:
        blocks += _answer(answer, one.marks.get(answer.id, 0))
    if one.posting.harvested is None and one.answers:
        blocks.append(Row(_ways(one)))
    return Message("prompts.harvest", Weight.ANSWER, tuple(blocks))


def _by_button(one: Harvest) -> Text:
    people: tuple[Hole, ...] = tuple(dict.fromkeys(answer.person for answer in one.answers))
    if not people:
        return t("Nobody answered through the button.")
    return t("Through the button: {people}.", people=people)


def _in_thread(one: Harvest) -> Text:
    if one.spoke is None:
        return t("In the thread itself: not measured, since I don't listen there.")
    if not one.spoke:
        return t("In the thread itself: nobody so far.")
    people: tuple[Hole, ...] = one.spoke
    return t("In the thread itself: {people}.", people=people)


def _answer(answer: Answer, useful: int) -> tuple[Block, ...]:
    quote = Quote(own(shortened(answer.words, SHOWN)), answer.person)
    said = tn("One person found it useful.", "{n} people found it useful.", useful)
    return (quote, Note(said)) if useful else (quote,)


def _ways(one: Harvest) -> tuple[Button, ...]:
    useful = sum(bool(one.marks.get(answer.id)) for answer in one.answers)
    label = t("Keep what was useful") if useful else t("Keep all of them")
    return (
        Button(label, "prompts.keep_useful", one.posting.id, Style.MAIN),
        Button(t("Choose"), "prompts.choose", one.posting.id),
        Button(t("Keep none"), "prompts.keep_none", one.posting.id),
    )


def choose_form(
    posting: Posting,
    answers: tuple[Answer, ...],
    ticked: tuple[str, ...],
    names: Mapping[Person, str],
) -> Form:
    """All answers, the useful ones ticked."""
    options = tuple(
        Option(
            one.id,
            t("{name}: {words}", name=names[one.person], words=shortened(one.words, 50)),
        )
        for one in answers[:MAX_OPTIONS]
    )
    shown = {option.value for option in options}
    field = Choice(
        "answers",
        t("Which answers"),
        options,
        tuple(id_ for id_ in ticked if id_ in shown),
        required=True,
        many=True,
    )
    told = t("Each author is asked privately; they decide what stands in the note.")
    return Form("prompts.choose", t("Make a note"), (Step((field,), told),), posting.id)


def asking(authors: int) -> Message:
    """Their authors are being asked."""
    said = tn(
        "I ask the author. The note is posted once they said yes.",
        "I ask the {n} authors. The note is posted once all have said, or in a week.",
        authors,
    )
    return _said("prompts.keeping", said)


def nothing_kept() -> Message:
    """The thread is enough."""
    return _said("prompts.nothing_kept", t("All right, the thread is enough."))


def may_i(one: Answer, asked: str, card: Card, before: int) -> Message:
    """Ask an author whether their words may stand in a note, and how."""
    blocks = (
        Paragraph(t("May your answer stand in a note for everybody here, and in the library?")),
        Paragraph(t("I had asked:")),
        Quote(own(shortened(asked, SHOWN))),
        Paragraph(t("and you wrote:")),
        Quote(own(one.words)),
        naming_row("prompts", one.id),
        Note(t("A no stays private, and so does no answer.")),
        Note(share(card, before)),
    )
    return Message("prompts.may_i", Weight.ASK, blocks)


def consented(naming: Naming) -> Message:
    """What their question becomes."""
    match naming:
        case Naming.NAMED:
            said = t("Thank you. It will stand there with your name.")
        case Naming.UNNAMED:
            said = t("Thank you. It will stand there without your name.")
        case _:
            said = t("All right. It stays between you and me.")
    return _said("prompts.consented", said)


def too_late() -> Message:
    """The note went out without them."""
    return _said("prompts.too_late", t("The note went out meanwhile, without your words."))


def note(asked: str, answers: tuple[Answer, ...]) -> Message:
    """Chosen answers for everybody, each as its author wished."""
    blocks: list[Block] = [Heading(t("What you answered")), Quote(own(shortened(asked, SHOWN)))]
    for one in answers[:QUOTED]:
        by = one.person if one.naming is Naming.NAMED else None
        blocks.append(Quote(own(one.words), by))
    blocks.append(Note(t("Everybody quoted here said yes to it.")))
    return Message("prompts.note", Weight.POST, tuple(blocks))


def _said(kind: str, said: Text) -> Message:
    return Message(kind, Weight.ANSWER, (Paragraph(said),))
