"""The words coordinators read: what is late, with what was tried, and what could be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.events import Person, Place
from bot.questions import forum_views, learnt_views
from bot.questions.counting import Counted, hours
from bot.questions.kinds import Kind
from bot.questions.model import Learnt, Question
from bot.questions.naming import KINDS
from bot.questions.views import said
from bot.text import Moment, Text, own, t, tn
from bot.ui import (
    Block,
    Button,
    Choice,
    Facts,
    Form,
    Heading,
    Line,
    Message,
    Note,
    Option,
    Paragraph,
    People,
    PeopleMenu,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)
from bot.wording import shortened

AT_ONCE, SHOWN = 2, 200  # questions in one message, characters of each
TITLE = t("Questions")


@dataclass(frozen=True, slots=True)
class Opened:
    """A question without a reply: how many were asked, of whom so many may still answer."""

    question: Question
    asked: int
    still: int
    late: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the coordinators are told. `heard`: whether the channel itself is measured."""

    waiting: tuple[Opened, ...]
    counted: Counted
    alone: tuple[tuple[str, Question], ...]
    heavy: tuple[tuple[Person, int, int], ...]
    kinds: Mapping[str, int]
    heard: bool
    now: datetime
    forums: bool = False
    learnt: Learnt | None = None


def desk(told: Desk) -> Message:
    """The answer to `desk questions`."""
    blocks: list[Block] = [Heading(TITLE), Facts(facts(told))]
    for one in told.waiting[:AT_ONCE]:
        blocks += waiting(one)
    left = len(told.waiting) - AT_ONCE
    if left > 0:
        blocks.append(Note(tn("One more is open.", "{n} more are open.", left)))
    if not told.waiting:
        blocks.append(Paragraph(t("Every question has somebody. Nothing to do.")))
    for topic, question in told.alone[:AT_ONCE]:
        blocks += alone(topic, question)
    blocks += [Paragraph(carries(*one)) for one in told.heavy[:AT_ONCE]]
    forums = (forum_views.OPEN,) if told.forums else ()
    blocks.append(Row((*forums, learnt_views.AGAIN)))
    blocks.append(Note(measured(told)))
    blocks.append(Note(learnt_views.explained(told.learnt)))
    return Message("questions.desk", Weight.ANSWER, tuple(blocks))


def facts(told: Desk) -> tuple[tuple[Text, Text], ...]:
    """The figures of four weeks."""
    return (
        (t("Open"), _open(told)),
        (t("Asked in four weeks"), t("{n}", n=told.counted.asked)),
        (t("Answered"), share(told.counted)),
        (t("First human reply"), speed(told.counted)),
    )


def _open(told: Desk) -> Text:
    many, late = len(told.waiting), sum(one.late for one in told.waiting)
    if not many:
        return t("None")
    if not late:
        return t("{n}", n=many)
    return tn("One, and it is late", "{n}, and {late} of them late", many, late=late)


def share(counted: Counted) -> Text:
    """How many got a reply; of nothing asked, nothing is measured."""
    if counted.share is None:
        return t("not measured")
    return t("{answered} of {asked} ({share} %)", answered=counted.answered, asked=counted.asked,
             share=counted.share)  # fmt: skip


def speed(counted: Counted) -> Text:
    """How fast a person replied."""
    if counted.half_within is None:
        return t("not measured")
    return tn("half within an hour", "half within {n} hours", hours(counted.half_within))


def measured(told: Desk) -> Text:
    """How it is counted."""
    if told.heard:
        return t("Counted: answers by button and in the thread. What I write never counts.")
    return t(
        "Counted: answers by button. What is written in the thread is not measured, since I don't "
        "listen there. What I write never counts."
    )


def waiting(one: Opened) -> tuple[Block, ...]:
    """An open question with what was tried, and two acts."""
    question = one.question
    row = Row(
        (
            Button(t("Ask somebody"), "questions.ask_somebody", question.id, Style.MAIN),
            Button(t("Topic and kind"), "questions.describe", question.id),
            Button(t("I answer it myself"), "questions.can_answer", question.id),
        )
    )
    quote = Quote(own(shortened(question.need, SHOWN)), question.asker)
    return quote, Note(how_far(one)), row


def how_far(one: Opened) -> Text:
    """Since when, and what was tried."""
    when = Moment(one.question.posted or one.question.at)
    what = tried(one.asked)
    if one.late:
        return t("Late: open since {when}. {tried}", when=when, tried=what)
    return t("Open since {when}. {tried}", when=when, tried=what)


def alone(topic: str, question: Question) -> tuple[Block, ...]:
    """A topic nobody said they know."""
    if not topic:
        first = t("Nobody found for: {need}", need=shortened(question.need, SHOWN))
        row = Row((Button(t("Say its topic"), "questions.describe", question.id),))
        return Paragraph(first), row
    first = t("No helper for {topic}.", topic=topic)
    row = Row((Button(t("Ask who knows"), "questions.who_knows", question.id),))
    return Paragraph(first), row


def carries(person: Person, count: int, of: int) -> Text:
    """Somebody is asked far more than the others."""
    return t(
        "{person} carries much: {count} of {of} asks in four weeks. Others could tick "
        "You may ask me.",
        person=person,
        count=count,
        of=of,
    )


def late(question: Question, asked: int) -> Message:
    """Three days without an answer: one coordinator hears it, with what could be done."""
    if question.asker:
        first = t("{asker} has had no answer for three days:", asker=question.asker)
    else:
        first = t("A question has had no answer for three days:")
    blocks = (
        Paragraph(first),
        Quote(own(question.need)),
        Note(tried(asked)),
        Paragraph(suggestion(question)),
        PeopleMenu(t("Whom shall I ask?"), "questions.ask_them", question.id),
        Row((Button(t("I answer it myself"), "questions.can_answer", question.id),)),
    )
    return Message("questions.late", Weight.DESK, blocks)


def tried(asked: int) -> Text:
    """What was done about it so far."""
    none = t("It stands in the channel; nobody could be asked personally.")
    some = tn(
        "It stands in the channel, and one person was asked personally.",
        "It stands in the channel, and {n} people were asked personally.",
        asked,
    )
    return some if asked else none


def suggestion(question: Question) -> Text:
    """What would most likely help."""
    if question.topic:
        return t(
            "Perhaps you know somebody for {topic} who has not said so here; a word from you "
            "often helps.",
            topic=question.topic,
        )
    return t("Perhaps you know somebody who has not said so here; a word from you often helps.")


def whom_form(question: Question) -> Form:
    """Whom to ask."""
    field = People("person", t("Who could it be?"), required=True)
    told = t(
        "“{question}” I ask only who said that I may.", question=shortened(question.need, SHOWN)
    )
    return Form("questions.whom", t("Ask somebody"), (Step((field,), told),), question.id)


def asking(person: Person) -> Message:
    """It goes out in their hours."""
    return said("asking", t("I ask {person}.", person=person))


def describe_form(question: Question) -> Form:
    """What it is about, as coordinators see it."""
    options = tuple(Option(kind.value, KINDS[kind]) for kind in Kind)
    chosen = (question.kind,) if question.kind else ()
    fields = (
        Line("topic", t("Topic"), question.topic, t("A skill, as members word it"), 80),
        Choice("kind", t("What kind of request"), options, chosen, required=True),
    )
    told = t("“{question}”", question=shortened(question.need, SHOWN))
    return Form("questions.describe", t("Topic and kind"), (Step(fields, told),), question.id)


def noted() -> Message:
    """Done."""
    return said("noted", t("Done."), Row((Button(t("Back to questions"), "questions.desk"),)))


def who_knows_preview(question: Question, home: Place) -> Message:
    """Exactly what would stand there, before it does."""
    row = Row((Button(t("Post it"), "questions.post_who_knows", question.id, Style.MAIN),))
    first = Paragraph(t("This would stand in {home}:", home=home))
    return Message(
        "questions.preview", Weight.ANSWER, (first, Paragraph(_who_knows(question)), row)
    )


def who_knows(question: Question) -> Message:
    """Everybody is asked who knows."""
    row = Row((Button(t("I do"), "members.skills"),))
    return Message("questions.who_knows", Weight.POST, (Paragraph(_who_knows(question)), row))


def _who_knows(question: Question) -> Text:
    return t(
        "Who of us knows about {topic}? Somebody asked, and nobody has said so here yet.",
        topic=question.topic,
    )
