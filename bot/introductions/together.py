"""The words of meeting: the shared conversation, its first step, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.directory import Card, Level
from bot.events import Person
from bot.introductions.model import Introduction, Outcome, Reason, Why
from bot.text import Moment, Text, own, t
from bot.ui import Block, Button, Message, Note, Paragraph, Quote, Row, Weight
from bot.ui import Together as Conversation

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED = "/asked"  # after the id in a subject: pressed under the private question, not together
CAN = (Level.DO, Level.EXPLAIN)
OUTCOMES = {
    "introductions.met": Outcome.MET,
    "introductions.arranged": Outcome.ARRANGED,
    "introductions.not_yet": Outcome.NOT_YET,
    "introductions.let_go": Outcome.LET_GO,
}


def conversation(one: Introduction) -> Conversation:
    """Where the two of them meet."""
    return Conversation(one.people, t("An introduction"))


def meet(one: Introduction, a: Card, b: Card, now: datetime, watchers: Text | None) -> Message:
    """Both people's words, each one's time, who starts and with what."""
    names: dict[str, Person] = {"a": a.person, "b": b.person}
    blocks: list[Block] = [Paragraph(t("{a}, {b}, meet each other.", **names))]
    if one.reason.words and one.by:
        blocks.append(Quote(own(one.reason.words), one.by))
    for card in (a, b):
        said = tuple(_words(card))
        if said:
            whose = t("{person}: {words}", person=card.person, words=said)
            blocks.append(Quote(whose))
    why = _why_you(one.reason, a, b)
    if why:
        blocks.append(Paragraph(why))
    if _offset(now, a) != _offset(now, b):
        # Told as a relation, so that it stays true however late it is read.
        clocks = t(
            "When it's {time_a} for {a}, it's {time_b} for {b}.",
            time_a=Moment(now, "time", a.hours.zone),
            time_b=Moment(now, "time", b.hours.zone),
            **names,
        )
        blocks.append(Paragraph(clocks))
    start = t(
        "{b}, you start: {question}? Any time this week is fine.",
        question=_question(one.reason),
        b=b.person,
    )
    blocks += [Paragraph(start), Row(outcome_buttons(one.id)), safety_row(one.id)]
    if watchers:
        blocks.append(Note(watchers))
    return Message("introductions.meet", Weight.AGREED, tuple(blocks), pings=one.people)


def _offset(now: datetime, card: Card) -> timedelta | None:
    return now.astimezone(ZoneInfo(card.hours.zone)).utcoffset()


def _words(card: Card) -> Iterable[Text]:
    """What somebody told about themselves, as they told it."""
    facts = []
    if card.role and card.organisation:
        facts.append(t("{role} at {organisation}", role=card.role, organisation=card.organisation))
    elif card.role or card.organisation:
        facts.append(own(card.role or card.organisation))
    if card.wants:
        wants = tuple(own(want) for want in sorted(card.wants)[:3])
        facts.append(t("wants to learn: {skills}", skills=wants))
    can = tuple(own(task) for task, level in sorted(card.claims.items()) if level in CAN)
    if can:
        facts.append(t("can help with: {skills}", skills=can[:3]))
    if card.hardest:
        facts.append(t("hardest now: {hardest}", hardest=card.hardest))
    yield from facts


def _why_you(reason: Reason, a: Card, b: Card) -> Text | None:
    names: dict[str, Person] = {"a": a.person, "b": b.person}
    match reason.why:
        case Why.DO:
            return t("{a} wants to learn {skill}; {b} can do it.", skill=reason.wants, **names)
        case Why.EXPLAIN:
            return t("{a} wants to learn {skill}; {b} can explain it.", skill=reason.wants, **names)
        case Why.HARDEST:
            return t("You both named something similar as the hardest thing in your work now.")
        case Why.ROLE:
            return t("You have the same role, in different organisations.")
        case Why.NAMED:
            return t("A member thought of {b} for {skill}.", skill=reason.wants, b=b.person)
        case _:
            return None


def _question(reason: Reason) -> Text:
    match reason.why:
        case Why.DO | Why.EXPLAIN | Why.NAMED:
            return t("what makes you want to learn {skill}", skill=reason.wants)
        case Why.HARDEST:
            return t("what have you tried so far about the hardest thing")
        case Why.ROLE:
            return t("what does an ordinary week look like where you are")
        case _:
            return t("what are you working on these days")


def outcome_buttons(subject: str) -> tuple[Button, ...]:
    """The four answers to whether they got to talk."""
    return (
        Button(t("We met"), "introductions.met", subject),
        Button(t("It's arranged"), "introductions.arranged", subject),
        Button(t("Not yet"), "introductions.not_yet", subject),
        Button(t("Let it go"), "introductions.let_go", subject),
    )


def safety_row(id_: str) -> Row:
    """What stands under every conversation; the answers are seen by who presses alone."""
    return Row(
        (
            Button(t("Not this person"), "introductions.not_this_person", id_),
            Button(t("Tell a coordinator"), "introductions.tell", id_),
        )
    )


def did_you_talk(one: Introduction, other: Person) -> Message:
    """The one question, a week after, to each alone."""
    return Message(
        "introductions.did_you_talk",
        Weight.AGREED,
        (
            Paragraph(t("Did you and {other} get to talk?", other=other)),
            Row(outcome_buttons(one.id + ASKED)),
            safety_row(one.id),
        ),
    )


def noted(outcome: Outcome, *, again: Person | None = None) -> Message:
    """Each answer its own reply; `again`: a newcomer whom somebody else could meet."""
    said = {
        Outcome.MET: t("Lovely, thank you for telling me."),
        Outcome.ARRANGED: t("Good. I wish you both a good conversation."),
        Outcome.NOT_YET: t("No hurry; there is no date on it."),
        Outcome.LET_GO: t("All right. It stays between you and me."),
    }[outcome]
    blocks: list[Block] = [Paragraph(said)]
    if again:
        blocks.append(Paragraph(t("Shall I look for somebody else?")))
        yes = Button(t("Yes, please"), "introductions.look_again", again.id)
        blocks.append(Row((yes,)))
    return Message("introductions.noted", Weight.ANSWER, tuple(blocks))


def alone_with(other: Person) -> Message:
    """The platform would not open their conversation; each may write to the other."""
    said = t(
        "You and {other} both said yes, but I could not open a conversation for you. "
        "{other} is happy to hear from you.",
        other=other,
    )
    return Message("introductions.alone_with", Weight.AGREED, (Paragraph(said),))


def told_already() -> Message:
    """A second press, or a late one."""
    said = t("You told me already, thank you.")
    return Message("introductions.told_already", Weight.ANSWER, (Paragraph(said),))


def asking_again(until: datetime) -> Message:
    """The newcomer pressed Yes, please."""
    said = t(
        "I'm asking somebody now, and I'll tell you by {weekday}.", weekday=Moment(until, "weekday")
    )
    return Message("introductions.asking_again", Weight.ANSWER, (Paragraph(said),))
