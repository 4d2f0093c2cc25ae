"""The words of whoever is asked to help, and what their question becomes; and the asker's news."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.directory import Card
from bot.events import Person
from bot.questions.model import LONGEST_ANSWER, Answer, Offer, Question, Via, Wish
from bot.questions.views import on_day, said
from bot.text import Text, own, t, tn
from bot.ui import (
    Block,
    Button,
    Form,
    Line,
    Message,
    Note,
    Paragraph,
    People,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)
from bot.waking import next_waking
from bot.wording import share, shortened

SHOWN = 300
# Under every conversation; the answers are seen by who presses alone.
SAFETY = Row(
    (
        Button(t("Not this person"), "introductions.not_this_person"),
        Button(t("Tell a coordinator"), "introductions.tell"),
    )
)


def asks(question: Question, offer: Offer, card: Card, before: int, others: int) -> Message:
    """Somebody needs something they may know."""
    blocks = [*_question(question, offer.at, card), Paragraph(because(offer))]
    if others > 0:
        also = tn("I've asked one other person too.", "I've asked {n} others too.", others)
        blocks.append(Note(also))
    blocks += [Row(_ways(offer, question)), Note(share(card, before))]
    return Message("questions.asks", Weight.ASK, tuple(blocks))


def asks_again(question: Question, offer: Offer, now: datetime, card: Card) -> Message:
    """The same a day later, as they wished."""
    first = Paragraph(t("You asked me to come back to this today."))
    blocks = (first, *_question(question, now, card), Row(_ways(offer, question)))
    return Message("questions.asks_again", Weight.AGREED, blocks)


def _question(question: Question, now: datetime, card: Card) -> list[Block]:
    blocks: list[Block] = [Paragraph(_asks(question)), Quote(own(question.need))]
    if question.tried:
        blocks.append(Paragraph(t("Tried: {tried}", tried=question.tried)))
    if question.by:
        blocks.append(Paragraph(_needed(question.by, now, card)))
    return blocks


def _needed(by: date, now: datetime, card: Card) -> Text:
    """By when, as it is true when they are next awake and read it."""
    read = next_waking(now, card.hours) or now
    if read.astimezone(ZoneInfo(card.hours.zone)).date() > by:
        return t("Needed it by {day}; a late answer may still help.", day=on_day(by))
    return t("Needs it by {day}.", day=on_day(by))


def _asks(question: Question) -> Text:
    if question.asker is None:
        return t("Somebody here asks:")
    if question.wish is Wish.PERSON:
        return t("{asker} would like to talk to somebody about this:", asker=question.asker)
    return t("{asker} asks:", asker=question.asker)


def _ways(offer: Offer, question: Question) -> tuple[Button, ...]:
    """Whoever was named may also rather talk; where a person is wanted, helping is talking."""
    talks = offer.by and question.asker and question.wish is Wish.ANSWER
    talk = (Button(t("Introduce us"), "questions.introduce_us", offer.id),) if talks else ()
    return (
        Button(t("I can help"), "questions.can_help", offer.id, Style.MAIN),
        *talk,
        Button(t("Not me"), "questions.not_me", offer.id),
        Button(t("I know who"), "questions.who", offer.id),
        Button(t("Ask me tomorrow"), "questions.tomorrow", offer.id),
    )


def because(offer: Offer) -> Text:
    """Why this person, in one sentence."""
    if offer.by:
        return t("You because {person} thought of you.", person=offer.by)
    match offer.why:
        case "do":
            return t("You because you said you can do this: {skill}.", skill=offer.about)
        case "explain":
            return t("You because you said you can explain this: {skill}.", skill=offer.about)
        case "connect":
            return t("You because you said you know who can: {skill}.", skill=offer.about)
        case "answered":
            return t("You because you have answered something similar here.")
        case "helps":
            return t("You because you have helped others here lately.")
        case "named":
            return t("You because the question names you.")
        case "host":
            return t("You because you are a host here, and I found nobody who said they can.")
        case _:
            return t("You because you said I may ask you.")


def answer_form(question: Question, subject: str) -> Form:
    """An answer, in as many words as one likes."""
    line = Line("answer", t("Your answer"), limit=LONGEST_ANSWER, required=True, long=True)
    told = t(
        "“{question}” I put your answer under it, with your name.",
        question=shortened(question.need, SHOWN),
    )
    return Form("questions.answer", t("Your answer"), (Step((line,), told),), subject)


def who_form(question: Question, subject: str) -> Form:
    """Somebody else who may know."""
    field = People("person", t("Who could it be?"), hint=t("You may name yourself."), required=True)
    told = t(
        "“{question}” I ask them first, and say that you thought of them.",
        question=shortened(question.need, SHOWN),
    )
    return Form("questions.who", t("I know who"), (Step((field,), told),), subject)


def asking_who() -> Message:
    """The same, whatever may be in the way."""
    return said("asking_who", t("Thank you. I'll ask them, if I can, before anybody else."))


def you_said_who() -> Message:
    """What an offered message becomes once they named somebody."""
    return said("you_said_who", t("You told me who may know. Thank you."))


def then_you(question: Question, offer: Offer | None) -> Message:
    """They named themselves."""
    name, subject = ("can_help", offer.id) if offer else ("can_answer", question.id)
    row = Row((Button(t("I can help"), f"questions.{name}", subject, Style.MAIN),))
    return said("then_you", t("Even better."), row)


def not_me() -> Message:
    """A no that nobody learns of."""
    return said("not_me", t("All right. It stays between you and me; I'll ask somebody else."))


def shall_i_stop(topic: str, subject: str) -> Message:
    """The third no on a topic."""
    row = Row(
        (
            Button(t("Stop this topic"), "questions.stop_topic", subject),
            Button(t("Ask me less"), "questions.ask_less", subject),
            Button(t("Carry on"), "questions.carry_on", subject),
        )
    )
    return said("shall_i_stop", t("Shall I stop asking you about {topic}?", topic=topic), row)


def stopped(topic: str) -> Message:
    """They are not asked about it any more, and how to undo that."""
    row = Row((Button(t("Ask me again"), "questions.resume_topics"),))
    words = t("All right: I won't ask you about {topic} any more.", topic=topic)
    return said("stopped", words, row)


def tomorrow(later: date | None = None) -> Message:
    """They are asked again then, if it is still open; before a weekend, on the day named."""
    words = t("I'll come back to it tomorrow, if nobody has answered by then.")
    if later:
        day = on_day(later)
        words = t("I'll come back to it on {day}, if nobody has answered by then.", day=day)
    return said("tomorrow", words)


def settled(by: Person | None) -> Message:
    """What an offered message becomes when somebody else answered."""
    if by is None:
        words = t("This is settled, nothing for you to do. Thank you.")
    else:
        words = t("Answered by {person}, nothing for you to do. Thank you.", person=by)
    return said("settled", words)


def thanks() -> Message:
    """What an offered message becomes once they answered."""
    return said("thanks", t("You answered. Thank you."))


def answer(one: Answer, question: Question) -> Message:
    """Somebody's own words under the question."""
    words = t("{member} answers:", member=one.person)
    pings = (question.asker,) if question.asker else ()
    blocks = (Paragraph(words), Quote(own(one.words)))
    return Message("questions.answered", Weight.POST, blocks, pings=pings)


def answer_goes() -> Message:
    """It is on its way."""
    return said("answer_goes", t("Thank you. I put it under the question, and tell whoever asked."))


def brings_together(question: Question) -> Message:
    """The answer to I can help, where a person is wanted."""
    if question.asker is None:
        return said("together", t("Thank you."))
    words = t("Thank you. I'll bring you and {asker} together.", asker=question.asker)
    return said("together", words)


def together(question: Question, one: Answer, watchers: Text | None, by: Person | None) -> Message:
    """The conversation of the two."""
    people = tuple(p for p in (question.asker, one.person) if p)
    hello = t("{asker}, meet {helper}.", asker=people[0], helper=one.person)
    if by:
        hello = t(
            "{asker}, meet {helper}. {by} thought of you two.",
            asker=people[0],
            helper=one.person,
            by=by,
        )
    start = t("{helper}, you start? Any time this week is fine.", helper=one.person)
    blocks: list[Block] = [Paragraph(hello), Quote(own(question.need), people[0]), Paragraph(start)]
    if watchers:
        blocks.append(Note(watchers))
    blocks.append(SAFETY)
    return Message("questions.meet", Weight.AGREED, tuple(blocks), pings=people)


def news(question: Question, one: Answer, weight: Weight) -> Message:
    """The asker hears of an answer, and says what came of it."""
    row = Row(
        (
            Button(t("That solved it"), "questions.accept", one.id, Style.MAIN),
            Button(t("It did not work"), "questions.did_not_work", one.id),
        )
    )
    asked = Note(t("You asked: {question}", question=shortened(question.need, SHOWN)))
    match one.via:
        case Via.FORM:
            first: tuple[Block, ...] = (
                Paragraph(t("{helper} answered your question:", helper=one.person)),
                Quote(own(one.words)),
            )
        case Via.MEETING:
            words = t("{helper} can help. I bring the two of you together.", helper=one.person)
            first = (Paragraph(words),)
        case _:
            words = t("{helper} wrote under your question.", helper=one.person)
            first = (Paragraph(words),)
    return Message("questions.news", weight, (*first, asked, row))


def nobody_yet(question: Question, coordinator: Person | None) -> Message:
    """Three days without an answer: the asker hears who has it in hand."""
    if coordinator:
        words = t(
            "Nobody has answered your question yet. I tell {coordinator}, who may know somebody.",
            coordinator=coordinator,
        )
    else:
        words = t("Nobody has answered your question yet. It stays open, and I keep looking.")
    blocks = (Paragraph(words), Note(t("You asked: {q}", q=shortened(question.need, SHOWN))))
    return Message("questions.nobody_yet", Weight.AGREED, blocks)
