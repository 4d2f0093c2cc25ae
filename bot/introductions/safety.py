"""The words of *why*, *not this person* and *tell a coordinator*."""

from __future__ import annotations

from bot.events import Person
from bot.text import Moment, Text, own, t
from bot.ui import (
    Block,
    Bullets,
    Button,
    Field,
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


def why(reasons: tuple[Text, ...], sent: tuple[Text, ...]) -> Message:
    """What goes on with somebody, and why they were written to; never a no, block or number."""
    blocks: list[Block] = []
    if reasons:
        blocks.append(Bullets(reasons[:20]))
    if sent:
        blocks += [Paragraph(t("What I wrote to you this week:")), Bullets(sent)]
    if not blocks:
        said = t("Nothing is going on between us just now, and I have not written to you.")
        blocks.append(Paragraph(said))
    row = Row(
        (
            Button(t("Not this person"), "introductions.not_this_person"),
            Button(t("Tell a coordinator"), "introductions.tell"),
            Button(t("What do you keep?"), "guide.keep"),
        )
    )
    return Message("introductions.why", Weight.ANSWER, (*blocks, row))


def why_sent(message: Message, day: Moment) -> Text:
    """Why one message was sent: what it was an answer to, or which of their yeses allows it."""
    match message.weight:
        case Weight.ASK:
            return t("On {day} I asked you something: you ticked that I may ask you.", day=day)
        case Weight.AGREED:
            return t("On {day} I wrote about something you agreed to.", day=day)
        case Weight.DUTY | Weight.DESK:
            return t("On {day} I wrote because you are a coordinator here.", day=day)
        case Weight.NUDGE | Weight.SURVEY:
            return t(
                "On {day} I wrote unasked, which I do at most twice a week. Stop it: /hearth pause",
                day=day,
            )
        case _:
            return t("On {day} I answered something you pressed or asked.", day=day)


def really(other: Person) -> Message:
    """One more question before two people are kept apart."""
    said = t(
        "Shall I keep you and {other} apart? I won't bring you together again, "
        "and nobody is told, {other} neither.",
        other=other,
    )
    button = Button(t("Keep us apart"), "introductions.apart", other.id, Style.DANGER)
    return Message("introductions.really", Weight.ANSWER, (Paragraph(said), Row((button,))))


def who_not() -> Form:
    """Ask whom somebody does not want to be brought together with."""
    field = People("person", t("Whom should I keep apart from you?"), required=True)
    told = t("I won't bring you together, in either direction. Nobody is told.")
    return Form("introductions.who_not", t("Not this person"), (Step((field,), told),))


def kept_apart(other: Person) -> Message:
    """It is done."""
    said = t("Done. I won't bring you and {other} together, and nobody is told.", other=other)
    tell = Button(t("Tell a coordinator"), "introductions.tell", other.id)
    return Message("introductions.kept_apart", Weight.ANSWER, (Paragraph(said), Row((tell,))))


def telling(about: Person | None, readers: tuple[Person, ...]) -> Form:
    """Somebody's words for the coordinators, and who will read them."""
    told = t(
        "{coordinators} will read this with your name. "
        "If it is about one of them, name them: they get nothing.",
        coordinators=readers,
    )
    words = Line("words", t("What happened?"), limit=1000, required=True, long=True)
    fields: tuple[Field, ...] = (words,)
    if about is None:
        fields = (words, People("person", t("Whom is it about?"), hint=t("If it is somebody.")))
    form, subject = "introductions.tell", about.id if about else ""
    return Form(form, t("Tell a coordinator"), (Step(fields, told),), subject)


def told(teller: Person, about: Person | None, words: str) -> Message:
    """What a coordinator gets, whatever is held."""
    if about:
        said = t(
            "{teller} tells the coordinators something about {about}:", teller=teller, about=about
        )
    else:
        said = t("{teller} tells the coordinators something:", teller=teller)
    note = t(
        "Only coordinators got this; whoever it is about did not. Please write to {teller}.",
        teller=teller,
    )
    blocks = (Paragraph(said), Quote(own(words)), Note(note))
    return Message("introductions.telling", Weight.DUTY, blocks)


def passed_on(readers: tuple[Person, ...]) -> Message:
    """It is on its way, and to whom."""
    said = t("Thank you for telling me. I've passed it on to {readers}.", readers=readers)
    return Message("introductions.passed_on", Weight.ANSWER, (Paragraph(said),))


def nobody_to_tell(title: str) -> Text:
    """There is no coordinator who is not part of it."""
    return t(
        "There is no other coordinator here I could tell. The administrators of this "
        "{platform} place can help; I have kept nothing of it.",
        platform=title,
    )
