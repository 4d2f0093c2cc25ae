"""The words whoever asks reads: the form, what we have already, the post, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.events import Person, Place
from bot.questions import titles
from bot.questions.model import LONGEST, LONGEST_ANSWER, Question, Wish
from bot.shelf import Found
from bot.text import Hole, Moment, Text, own, t, tn
from bot.ui import (
    Block,
    Button,
    Choice,
    Form,
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
from bot.wording import shortened

PREVIEW = 300  # characters of words that stand somewhere in full
DAYS_AHEAD = 14
NO_HURRY = "none"


def ask_form(
    question: Question | None = None, now: datetime | None = None, *, subject: str = ""
) -> Form:
    """One form, filled in from what was written."""
    need, tried = (question.need, question.tried) if question else ("", "")
    wish = question.wish if question else Wish.ANSWER
    wishes = (
        Option(Wish.ANSWER.value, t("An answer"), t("It stands in the thread, for everybody")),
        Option(Wish.PERSON.value, t("A person to talk to"), t("I bring the two of you together")),
    )
    fields = (
        Line("need", t("What I need"), need, limit=LONGEST, required=True, long=True),
        Line("tried", t("What I tried"), tried, limit=LONGEST, long=True),
        _by_field(question, now),
        Choice("wish", t("What would help most"), wishes, (wish.value,), required=True),
    )
    subject = subject or (question.id if question else "")
    return Form("questions.ask", t("Ask the community"), (Step(fields),), subject)


def _by_field(question: Question | None, now: datetime | None) -> Choice:
    options = [Option(NO_HURRY, t("No hurry"))]
    for ahead in range(1, DAYS_AHEAD + 1) if now else ():
        day = (now + timedelta(days=ahead)).date() if now else date.min
        options.append(Option(day.isoformat(), on_day(day)))
    offered = {option.value for option in options}
    by = question.by.isoformat() if question and question.by else NO_HURRY
    chosen = by if by in offered else NO_HURRY
    return Choice("by", t("By when"), tuple(options), (chosen,), required=True)


def on_day(day: date) -> Text:
    """A date, told the same to everybody, whatever their zone."""
    return t("{day}", day=Moment(datetime.combine(day, time(12), UTC), "day", "UTC"))


def one_more_detail(question: Question) -> Message:
    """A short question is invited to say more, once."""
    row = Row(
        (
            Button(t("Add"), "questions.add", question.id, Style.MAIN),
            Button(t("Post as it is"), "questions.as_it_is", question.id),
        )
    )
    said = t("One more detail often brings a better answer.")
    blocks = (Quote(own(question.need)), Paragraph(said), row)
    return _answer("questions.short", *blocks)


def already(question: Question, found: Sequence[Found]) -> Message:
    """What was answered before, for the asker alone."""
    said = tn(
        "This was answered before; perhaps it helps:",
        "These were answered before; perhaps one helps:",
        len(found),
    )
    blocks: list[Block] = [Paragraph(said)]
    for one in found:
        helps = Button(t("This helps"), "questions.helps", f"{question.id}.{one.id}", Style.MAIN)
        ways = (helps, *_whole(one))
        blocks += [*kept_before(one), Row(ways)]
    blocks.append(Row((Button(t("Ask anyway"), "questions.anyway", question.id),)))
    return _answer("questions.already", *blocks)


def kept_before(one: Found, most: int = PREVIEW) -> tuple[Block, ...]:
    """A kept answer: what it is about, the beginning of its words, whose it is and since when."""
    words = Quote(own(shortened(one.words, most)))
    return Paragraph(own(one.title)), words, Note(whose(one))


def _whole(one: Found) -> tuple[Button, ...]:
    """Nobody can say that it helps before they have read it."""
    read = Button(t("Read it whole"), "library.read", one.id)
    return (read,) if len(one.words) > PREVIEW else ()


def whose(one: Found) -> Text:
    """Whose it is, and since when."""
    day = Moment(one.kept_at, "day")
    people: tuple[Hole, ...] = one.people
    if people:
        return t("{people}, {day}", people=people, day=day)
    if one.ask:
        return t("{day}. {person} can tell you more.", day=day, person=one.ask)
    return t("{day}", day=day)


def glad(kept: Found | None) -> Message:
    """An old answer helped; nothing is posted, and it stays to be read."""
    names: tuple[Hole, ...] = kept.people if kept else ()
    if names:
        said = t("Good. I post nothing, and {people} will hear that it helped.", people=names)
    else:
        said = t("Good. I post nothing, and whoever wrote it will hear that it helped.")
    again = kept_before(kept, LONGEST_ANSWER) if kept else ()
    return _answer("questions.glad", Paragraph(said), *again)


def goes(question: Question, home: Place | None) -> Message:
    """It is on its way; what happens next, and by when. `home` None: it stands already."""
    said = t(
        "It stays where you wrote it, and I ask up to three people who said that I may ask them. "
        "You hear of every answer.",
    )
    if home:
        said = t(
            "I post it in {home}, and ask up to three people who said that I may ask them. "
            "You hear of every answer.",
            home=home,
        )
    return _answer("questions.goes", Paragraph(said), Row((_take_back(question),)))


def _take_back(question: Question) -> Button:
    return Button(t("Take it back"), "questions.take_back", question.id)


def unposted(question: Question) -> Message:
    """A question that was written and not posted: nothing happens without another press."""
    row = Row(
        (
            Button(t("Post it"), "questions.anyway", question.id, Style.MAIN),
            Button(t("Drop it"), "questions.take_back", question.id),
        )
    )
    said = t("You wrote a question and have not posted it yet:")
    note = Note(t("If you press nothing, I forget it in a week."))
    blocks = (Paragraph(said), Quote(own(question.need)), row, note)
    return Message("questions.unposted", Weight.AGREED, blocks)


def post(question: Question, state: Text | None = None, *, open_: bool = True) -> Message:
    """The question as it stands in the home place; answers stand in its thread."""
    blocks: list[Block] = [Paragraph(_asks(question))]
    if not question.above:
        blocks.append(Quote(own(question.need)))
    if question.tried:
        blocks.append(Paragraph(t("Tried: {tried}", tried=question.tried)))
    if question.by:
        blocks.append(Paragraph(t("Needed by {day}.", day=on_day(question.by))))
    if state:
        blocks.append(Note(state))
    if open_:
        who = Button(t("I know who"), "questions.know_who", question.id)
        blocks += [Row((can_answer(question), who)), Note(_how(question))]
    title, tags = titles.title(question), titles.tags(question)
    return Message("questions.post", Weight.POST, tuple(blocks), title=title, tags=tags)


def can_answer(question: Question) -> Button:
    """What somebody presses who can answer, or would talk to whoever asks."""
    label = t("I can help") if _talks(question) else t("I can answer")
    return Button(label, "questions.can_answer", question.id, Style.MAIN)


def _talks(question: Question) -> bool:
    """Whether the two are brought together; who is not known can only be answered."""
    return question.wish is Wish.PERSON and question.asker is not None


def _how(question: Question) -> Text:
    if _talks(question):
        return t("Press I can help, and I bring the two of you together.")
    return t("Write in the thread, or press I can answer: I put your words there.")


def _asks(question: Question) -> Text:
    if question.above and question.asker:
        if question.wish is Wish.PERSON:
            return t("{asker} would like to talk to somebody who knows this.", asker=question.asker)
        return t("{asker} asks this; I look for somebody who can help.", asker=question.asker)
    if question.wish is Wish.PERSON:
        if question.asker is None:
            return t("Somebody here would like to talk to a person who knows this:")
        return t(
            "{asker} would like to talk to somebody who knows this:",
            asker=question.asker,
        )
    if question.asker is None:
        return t("Somebody here asks:")
    return t("{asker} asks:", asker=question.asker)


def taken_back() -> Message:
    """They thought again."""
    said = t("Taken back. Nobody is asked any more, and I keep nothing of it.")
    return _answer("questions.taken_back", Paragraph(said))


def helped(question: Question, people: tuple[Person, ...]) -> Message:
    """What stands in the asker's own post, when an earlier answer was enough."""
    names: tuple[Hole, ...] = people
    words = t("Solved by what was answered before.")
    if names:
        words = t("Solved by what {people} answered before.", people=names)
    title, tags = titles.title(question), titles.tags(question)
    return Message("questions.post", Weight.POST, (Paragraph(words),), title=title, tags=tags)


def gone(question: Question) -> Message:
    """What the post becomes; a post of their own is theirs, and stays as it is."""
    if question.title:
        stays = t("I look for nobody any more. You can still answer here.")
        return Message("questions.gone", Weight.POST, (Paragraph(stays),))
    words = t("This question was taken back.")
    gone_ = t("A question, taken back")
    tags = titles.ALL_CLOSED
    return Message("questions.gone", Weight.POST, (Paragraph(words),), title=gone_, tags=tags)


def already_over() -> Message:
    """A late or second press."""
    said = t("This question is settled already; nothing for you to do. Thank you.")
    return _answer("questions.over", Paragraph(said))


def already_decided() -> Message:
    """A late or second press under one's own question, while it was being written."""
    said = t("You decided that already. How far it is: /hearth questions")
    return _answer("questions.decided", Paragraph(said))


def said(kind: str, words: Text, *more: Block) -> Message:
    """One sentence in answer to a press."""
    return _answer(f"questions.{kind}", Paragraph(words), *more)


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(kind, Weight.ANSWER, blocks)
