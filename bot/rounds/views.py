"""The words of a conversation: the first message, the nudge, what came of it, who cannot come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from zoneinfo import ZoneInfo

from bot.directory import Card
from bot.events import Person
from bot.rounds.because import CAN, question
from bot.rounds.model import Group, Told
from bot.text import Hole, Moment, Text, own, t
from bot.ui import Block, Bullets, Button, Message, Note, Paragraph, Row, Style, Weight
from bot.ui import Together as Conversation

ASKED = "/asked"  # after the id in a subject: pressed under the private question, not together
SHOWN = 3  # tasks of a line

# What the kind of these messages is asked with: whether it waits for a coordinator's yes.
SAMPLE = Message("rounds.meet", Weight.AGREED, ())


def conversation(group: Group) -> Conversation:
    """Where they meet."""
    return Conversation(group.people, t("A conversation of this round"))


def meet(
    group: Group, cards: Mapping[Person, Card], now: datetime, watchers: Text | None
) -> Message:
    """Who, why, a line each, who starts and with what, by when; then the quiet links."""
    blocks = [*_beginning(group, cards, now), Row(outcomes(group.id, in_touch=True)), quiet(group)]
    if watchers:
        blocks.append(Note(watchers))
    return Message("rounds.meet", Weight.AGREED, tuple(blocks), pings=group.people)


class Alone(StrEnum):
    """Why a group gets a message each, and no conversation of its own."""

    FULL = "full"
    ASLEEP = "asleep"
    SHUT = "shut"


HOW: dict[Alone, Text] = {
    Alone.FULL: t(
        "Every conversation this place has room for is open, so I write to each of you: "
        "please write to {others} yourself. They read the same."
    ),
    Alone.ASLEEP: t(
        "You are never all awake at once, so I write to each of you in your own hours: "
        "please write to {others} yourself. They read the same."
    ),
    Alone.SHUT: t(
        "I am not sure that I could open a conversation for you, so I write to each of you: "
        "please write to {others} yourself. They read the same."
    ),
}


def meet_alone(
    group: Group, person: Person, cards: Mapping[Person, Card], now: datetime, alone: Alone
) -> Message:
    """The same to each alone, and how they find each other."""
    how = t(HOW[alone].template, others=tuple(group.others(person)))
    blocks = [
        *_beginning(group, cards, now),
        Paragraph(how),
        Row(outcomes(group.id, in_touch=True)),
        quiet(group),
    ]
    return Message("rounds.meet", Weight.AGREED, tuple(blocks), pings=(person,))


def _beginning(group: Group, cards: Mapping[Person, Card], now: datetime) -> tuple[Block, ...]:
    here = [cards[person] for person in group.people if person in cards]
    hello = t("{people}, meet each other: this round brings you together.", people=group.people)
    blocks: list[Block] = [Paragraph(hello)]
    if group.people:
        blocks.append(Paragraph(group.reason.said(group.people[0].space)))
    lines = tuple(_line(card) for card in here)
    if lines:
        blocks.append(Bullets(lines))
    clocks = _clocks(here, now)
    if clocks:
        blocks.append(Paragraph(clocks))
    blocks.append(Paragraph(_start(group)))
    return tuple(blocks)


def _start(group: Group) -> Text:
    until = Moment(group.ends, "day") if group.ends else t("the end of the round")
    if not group.people:
        return t("Any time until {day} is fine.", day=until)
    return t(
        "{host}, you start: {question}? A first step: name two times that suit you. "
        "Any time until {day} is fine.",
        host=group.people[0],
        question=question(group.reason),
        day=until,
    )


def _line(card: Card) -> Text:
    facts = tuple(_facts(card))
    if not facts:
        return t("{person}", person=card.person)
    told = reduce(lambda one, more: t("{one}; {more}", one=one, more=more), facts)
    return t("{person}: {facts}", person=card.person, facts=told)


def _facts(card: Card) -> Iterable[Text]:
    """What somebody told about themselves, as they told it."""
    if card.role and card.organisation:
        yield t("{role} at {organisation}", role=card.role, organisation=card.organisation)
    elif card.role or card.organisation:
        yield own(card.role or card.organisation)
    can = sorted(task for task, level in card.claims.items() if level in CAN)
    if can:
        yield t("can help with: {skills}", skills=tuple(own(task) for task in can[:SHOWN]))
    if card.wants:
        wants = tuple(own(want) for want in sorted(card.wants)[:SHOWN])
        yield t("wants to learn: {skills}", skills=wants)
    if card.hardest:
        yield t("hardest now: {hardest}", hardest=card.hardest)


def _clocks(cards: list[Card], now: datetime) -> Text | None:
    """Told as a relation, so that it stays true however late it is read."""
    offsets: set[timedelta | None] = {
        now.astimezone(ZoneInfo(card.hours.zone)).utcoffset() for card in cards
    }
    if len(offsets) < 2:  # noqa: PLR2004 - all on one clock
        return None
    times: tuple[Hole, ...] = tuple(
        t("{time} for {person}", time=Moment(now, "time", card.hours.zone), person=card.person)
        for card in cards
    )
    return t("The same moment is {times}.", times=times)


def outcomes(subject: str, *, in_touch: bool) -> tuple[Button, ...]:
    """What came of it: what comes first in time first; when asked about it, whether they met."""
    touch = Button(t("We're in touch"), "rounds.in_touch", subject)
    arranged = Button(t("It's arranged"), "rounds.arranged", subject)
    met = Button(t("We met"), "rounds.met", subject)
    not_yet = Button(t("Not yet"), "rounds.not_yet", subject)
    let_go = Button(t("Let it go"), "rounds.let_go", subject)
    first = (touch, arranged, met) if in_touch else (met, arranged)
    return (*first, not_yet, let_go)


def quiet(group: Group) -> Row:
    """What stands under every conversation; the answers are seen by who presses alone."""
    return Row(
        (
            Button(t("Next week instead"), "rounds.next_week", group.id),
            Button(t("I can't make it"), "rounds.cannot", group.id),
            Button(t("Not this person"), "rounds.not_this_person", group.id),
            Button(t("Tell a coordinator"), "introductions.tell"),
            Button(t("My rounds"), "rounds.mine"),
        )
    )


def nudge(group: Group) -> Message:
    """Once, two days in, and only where nobody pressed anything."""
    said = t(
        "{host}, a line is enough to begin: {question}? Any time until {day} is fine.",
        host=group.people[0],
        question=question(group.reason),
        day=Moment(group.ends, "day") if group.ends else t("the end of the round"),
    )
    row = Row(outcomes(group.id, in_touch=True))
    return Message("rounds.nudge", Weight.AGREED, (Paragraph(said), row), pings=group.people[:1])


def did_you_talk(group: Group, person: Person) -> Message:
    """The question to each alone, a day before the end; once more, two days later."""
    said = t("Did you and {others} get to talk?", others=tuple(group.others(person)))
    row = Row(outcomes(group.id + ASKED, in_touch=False))
    return Message("rounds.did_you_talk", Weight.AGREED, (Paragraph(said), row, quiet(group)))


def noted(told: Told, group: Group) -> Message:
    """Each answer its own reply."""
    until = Moment(group.ends, "day") if group.ends else t("the end of the round")
    said = {
        Told.IN_TOUCH: t("Good. I leave you in peace until shortly before the end."),
        Told.ARRANGED: t("Good. I wish you all a good conversation."),
        Told.MET: t("Lovely, thank you for telling me. Was it of use to you?"),
        Told.NOT_YET: t("No hurry: any time until {day} is fine.", day=until),
        Told.LET_GO: t("All right. It stays between you and me."),
    }[told]
    blocks: list[Block] = [Paragraph(said)]
    if told is Told.MET:
        yes = Button(t("It was"), "rounds.helpful", group.id)
        no = Button(t("Not really"), "rounds.not_helpful", group.id)
        blocks += [Row((yes, no)), Note(t("Coordinators see how many said so, never who."))]
    return _answer("rounds.noted", *blocks)


def thanks() -> Message:
    """Whether it was of use is noted."""
    return _answer("rounds.thanks", Paragraph(t("Thank you, that helps the next draw.")))


def told_already() -> Message:
    """A second press, or a late one."""
    return _answer("rounds.told_already", Paragraph(t("You told me already, thank you.")))


def moved(until: datetime) -> Message:
    """Next week instead: to who pressed."""
    said = t("Noted: there is time until {day}.", day=Moment(until, "day"))
    return _answer("rounds.moved", Paragraph(said))


def rather_later(person: Person, until: datetime) -> Message:
    """The same, to the others."""
    said = t(
        "{person} would rather talk next week. There is time until {day}.",
        person=person,
        day=Moment(until, "day"),
    )
    return Message("rounds.rather_later", Weight.AGREED, (Paragraph(said),))


def all_right() -> Message:
    """Somebody cannot make it: the answer is the same whatever the reason."""
    said = t("All right. I tell the others kindly, and draw you again in the next round.")
    return _answer("rounds.all_right", Paragraph(said))


def goes_on(gone: Person, host: Person) -> Message:
    """To those who stay, when they are still two or more."""
    who: Hole = gone if gone.id else t("One of you")
    said = t("{person} can't make it this time. {host}, you start.", person=who, host=host)
    return Message("rounds.goes_on", Weight.AGREED, (Paragraph(said),))


def cannot_come(gone: Person, until: datetime | None) -> Message:
    """To the one who would be left alone."""
    who: Hole = gone if gone.id else t("The other person")
    if until is None:
        then = t("There is no time left in this round; in the next one you come first.")
    else:
        then = t(
            "I'm still looking for the right person. If I have nobody by {day}, "
            "you come first in the next round.",
            day=Moment(until, "weekday"),
        )
    said = t("{person} can't make it this time. It is not about you. {then}", person=who, then=then)
    return Message("rounds.cannot_come", Weight.AGREED, (Paragraph(said),))


def joined_by(new: Person) -> Message:
    """What stands where a conversation was, once somebody more sits in it."""
    said = t("{person} joins you: it goes on in your new conversation.", person=new)
    return _answer("rounds.joined_by", Paragraph(said))


def nobody_free() -> Message:
    """To who waited."""
    said = t("Nobody else was free in this round. In the next one you come first.")
    return Message("rounds.nobody_free", Weight.AGREED, (Paragraph(said),))


def whom_apart(group: Group, person: Person) -> Message:
    """One more question before two are kept apart: which of them, where they are several."""
    rows: list[Block] = []
    for other in group.others(person):
        said = t(
            "Shall I keep you and {other} apart? I won't bring you together again, "
            "and nobody is told, {other} neither.",
            other=other,
        )
        button = Button(t("Keep us apart"), "introductions.apart", other.id, Style.DANGER)
        rows += [Paragraph(said), Row((button,))]
    return _answer("rounds.whom_apart", *rows)


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(kind, Weight.ANSWER, blocks)
