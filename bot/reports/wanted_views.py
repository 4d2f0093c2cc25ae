"""What is said about a task that several want to learn and nobody here teaches."""

from __future__ import annotations

from bot.directory import Wanted
from bot.events import Person, Place
from bot.reports.model import Begun, Want, mark
from bot.text import Text, own, t
from bot.ui import (
    Block,
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


def preview(one: Wanted, begun: Begun, place: Place) -> Message:
    """Exactly what would stand there, before it does."""
    said = t("This would stand in {place}:", place=place)
    post = "reports.post_speaker" if begun is Begun.SPEAKER else "reports.post_circle"
    row = Row(
        (
            Button(t("Post it"), post, mark(one), Style.MAIN),
            Button(t("Rather not"), "reports.rather_not"),
        )
    )
    words = _speaker(one) if begun is Begun.SPEAKER else _circle(one)
    return _answer("preview", Paragraph(said), Paragraph(words), row)


def speaker(one: Wanted) -> Message:
    """Ask everybody whom they know."""
    row = Row((Button(t("I know somebody"), "reports.know", mark(one), Style.MAIN),))
    return Message("reports.speaker", Weight.POST, (Paragraph(_speaker(one)), row))


def _speaker(one: Wanted) -> Text:
    return t(
        "{n} of us want to learn {task}, and nobody here teaches it yet. "
        "Whom do you know who could tell us about it for half an hour?",
        n=len(one.learners),
        task=one.task,
    )


def circle(one: Wanted) -> Message:
    """Ask who would learn it together."""
    row = Row((Button(t("I'm in"), "reports.in", mark(one), Style.MAIN),))
    note = t("In a week I open one conversation for everybody who is in.")
    blocks = (Paragraph(_circle(one)), row, Note(note))
    return Message("reports.circle", Weight.POST, blocks)


def _circle(one: Wanted) -> Text:
    return t(
        "{n} of us want to learn {task}, and nobody here teaches it yet. Shall we learn it "
        "together? A few short meetings; each time somebody brings what they found out.",
        n=len(one.learners),
        task=one.task,
    )


def goes(begun: Begun) -> Message:
    """It is on its way."""
    said = {
        Begun.SPEAKER: t("It's on its way. Whoever knows somebody, I pass on to you."),
        Begun.CIRCLE: t("It's on its way. In a week I tell you how many are in."),
        Begun.LATER: t("All right. I won't bring it up for eight weeks."),
    }[begun]
    return _answer("goes", Paragraph(said))


def logged(one: Wanted, begun: Begun) -> Text:
    """What the log says was begun."""
    match begun:
        case Begun.SPEAKER:
            return t("Asked who knows somebody to teach {task}", task=one.task)
        case Begun.CIRCLE:
            return t("Offered to learn {task} together", task=one.task)
        case Begun.LATER:
            return t("Put off for eight weeks: {task}", task=one.task)


def rather_not() -> Message:
    """Nothing is posted."""
    return _answer("rather_not", Paragraph(t("All right, nothing is posted.")))


def know_form(want: Want, readers: tuple[Person, ...]) -> Form:
    """Who it is, for those who read it."""
    line = Line(
        "words",
        t("Who is it, and how can they be reached?"),
        hint=t("Ask them first, if you can."),
        limit=500,
        required=True,
        long=True,
    )
    told = (Step((line,), _goes_to(want, readers)),)
    return Form("reports.know", t("I know somebody"), told, want.key)


def _goes_to(want: Want, readers: tuple[Person, ...]) -> Text:
    if len(readers) == 1:
        (reader,) = readers
        return t(
            "It goes to {reader}, with your name. It is about: {task}",
            reader=reader,
            task=want.task,
        )
    return t("It goes to the coordinators, with your name. It is about: {task}", task=want.task)


def knows(member: Person, want: Want, words: str) -> Message:
    """What the coordinator gets."""
    said = t("{member} knows somebody about {task}:", member=member, task=want.task)
    return Message("reports.knows", Weight.DUTY, (Paragraph(said), Quote(own(words))))


def passed_on(readers: tuple[Person, ...]) -> Message:
    """Thanks for a name, and who reads it."""
    if len(readers) == 1:
        said = t("Thank you. I've passed it on to {reader}.", reader=readers[0])
    else:
        said = t("Thank you. I've passed it on to the coordinators.")
    return _answer("passed_on", Paragraph(said))


def you_are_in() -> Message:
    """Noted."""
    said = t("Good, you're in. I open the conversation a week after I asked.")
    out = Row((Button(t("Rather not, after all"), "reports.out"),))
    return _answer("you_are_in", Paragraph(said), out)


def you_are_out() -> Message:
    """Taken back."""
    return _answer("you_are_out", Paragraph(t("All right, you're not in it. Nobody is told.")))


def begins(want: Want, people: tuple[Person, ...], watchers: Text | None) -> Message:
    """The first words of a circle's conversation."""
    said = t("{people}, you all want to learn {task}.", people=people, task=want.task)
    first = t(
        "{first}, you start: what do you know about it already, and when could you all meet?",
        first=people[0],
    )
    notes = (Note(watchers),) if watchers else ()
    blocks: tuple[Block, ...] = (Paragraph(said), Paragraph(first), *notes)
    return Message("reports.begins", Weight.AGREED, blocks, pings=people)


def title(want: Want) -> Text:
    """What the conversation is called."""
    return t("Learning together: {task}", task=want.task)


def gathered(want: Want, n: int) -> Message:
    """What the coordinator hears after a week."""
    if n:
        said = t(
            "{n} people are learning {task} together; I opened a conversation for them.",
            n=n,
            task=want.task,
        )
        return Message("reports.gathered", Weight.DESK, (Paragraph(said),))
    said = t("Too few are in to learn {task} together. Shall I ask for a speaker?", task=want.task)
    row = Row((Button(t("Find a speaker"), "reports.speaker", want.key),))
    return Message("reports.gathered", Weight.DESK, (Paragraph(said), row))


def no_circle(want: Want) -> Message:
    """What whoever is left alone hears; the same whatever the reason."""
    said = t("There is no circle for {task} this time. Thank you for being in.", task=want.task)
    return Message("reports.no_circle", Weight.AGREED, (Paragraph(said),))


def closed(want: Want) -> Message:
    """What the post becomes."""
    said = t("Learning {task} together: it has begun. Thank you all.", task=want.task)
    return _answer("closed", Paragraph(said))


def over(want: Want) -> Message:
    """What the post becomes where nothing begins."""
    said = t("Learning {task} together: this has closed.", task=want.task)
    return _answer("over", Paragraph(said))


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(f"reports.{kind}", Weight.ANSWER, blocks)
