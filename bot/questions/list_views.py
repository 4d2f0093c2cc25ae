"""The words of `questions`: how far each is, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.events import Person
from bot.questions.model import LIVE, Answer, Question, State, standing
from bot.questions.views import can_answer
from bot.text import Hole, Moment, Text, own, t, tn
from bot.ui import (
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
from bot.wording import shortened

SHOWN, AT_ONCE = 200, 3  # characters of each, and how many of each list


@dataclass(frozen=True, slots=True)
class Listed:
    """A question with what was replied so far."""

    question: Question
    answers: tuple[Answer, ...]


def both(waiting: tuple[Listed, ...], mine: tuple[Listed, ...], now: datetime) -> Message:
    """What waits for somebody like them, and their own."""
    blocks: list[Block] = [Heading(t("Waiting for somebody like you"))]
    for one in waiting[:AT_ONCE]:
        blocks += _waiting(one)
    if not waiting:
        blocks.append(Paragraph(t("Nothing just now.")))
    left = len(waiting) - AT_ONCE
    if left > 0:
        blocks.append(Note(tn("One more is open.", "{n} more are open.", left)))
    blocks.append(Heading(t("Your own")))
    for one in mine[:AT_ONCE]:
        blocks += _mine(one)
    if not mine:
        blocks += [
            Paragraph(t("You have asked nothing lately.")),
            Row((Button(t("Ask something"), "questions.ask"),)),
        ]
    blocks.append(Row((Button(t("I have a ticket"), "questions.ticket"),)))
    return Message("questions.list", Weight.ANSWER, tuple(blocks))


def _waiting(one: Listed) -> tuple[Block, ...]:
    question = one.question
    row = Row((replace(can_answer(question), style=Style.PLAIN),))
    return Quote(own(shortened(question.need, SHOWN)), question.asker), Note(state(one)), row


def _mine(one: Listed) -> tuple[Block, ...]:
    question = one.question
    words: tuple[Block, ...] = (Quote(own(shortened(question.need, SHOWN))), Note(state(one)))
    buttons = _ways(question)
    return (*words, Row(buttons)) if buttons else words


def _ways(question: Question) -> tuple[Button, ...]:
    match question.state:
        case State.DRAFT:
            return (
                Button(t("Post it"), "questions.anyway", question.id, Style.MAIN),
                Button(t("Drop it"), "questions.take_back", question.id),
            )
        case State.CLOSED:
            return (Button(t("Open it again"), "questions.reopen", question.id),)
        case each if each in LIVE:
            return (
                Button(t("It is solved"), "questions.solved", question.id, Style.MAIN),
                Button(t("Close it"), "questions.close", question.id),
                Button(t("Take it back"), "questions.take_back", question.id),
            )
        case _:
            return ()


def state(one: Listed) -> Text:
    """How far it is, since when."""
    question = one.question
    when = Moment(question.posted or question.at)
    people = dict.fromkeys(answer.person for answer in standing(one.answers))
    names: tuple[Hole, ...] = tuple(people)
    match question.state:
        case State.DRAFT:
            return t("Written {when}, not posted yet.", when=when)
        case State.OPEN:
            return t("Open since {when}.", when=when)
        case State.ROUTED:
            return t("Open since {when}; people are being asked.", when=when)
        case State.ANSWERED:
            return t("Asked {when}; answered by {people}.", when=when, people=names)
        case State.ACCEPTED if names:
            return t("Asked {when}; solved, with thanks to {people}.", when=when, people=names)
        case State.ACCEPTED:
            return t("Asked {when}; solved.", when=when)
        case State.HELPED:
            return t("Asked {when}; an older answer helped.", when=when)
        case _ if question.asked_quiet:
            return t("Asked {when}; closed, as it was quiet.", when=when)
        case _:
            return t("Asked {when}; closed.", when=when)


def which_form(
    question: Question, answers: tuple[Answer, ...], names: Mapping[Person, str]
) -> Form:
    """Several answered; whose helped is asked."""
    options = tuple(
        Option(
            one.id,
            t("{name}: {words}", name=names[one.person], words=shortened(one.words or "…", 50)),
        )
        for one in answers[-25:]
    )
    label = t("Which of them helped?")
    field = Choice("answers", label, options, required=True, many=True)
    return Form("questions.which", t("What helped"), (Step((field,)),), question.id)
