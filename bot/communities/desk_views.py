"""The words of the desk: what needs a coordinator, what waits, what was done."""

from __future__ import annotations

from hashlib import sha256

from bot.communities import views
from bot.events import Place
from bot.text import Hole, Moment, Text, t, tn
from bot.ui import (
    Beside,
    Block,
    Bullets,
    Button,
    Form,
    Heading,
    Line,
    Menu,
    Message,
    Note,
    Paragraph,
    PeopleMenu,
    Recipient,
    Row,
    Step,
    Style,
    Together,
    Weight,
)
from bot.work import Chore, Entry, Waiting

AT_ONCE, SHOWN, BLOCKS = 3, 3, 3  # chores, waiting messages, blocks of each
BUTTONS = 4
SEE_THEM = Button(t("See them"), "communities.held")
RELEASE = Button(t("Release"), "communities.release", style=Style.MAIN)
DROP_THEM = Button(
    t("Drop them"),
    "communities.drop_all",
    style=Style.DANGER,
    confirm=t("These messages will never go out. Drop them?"),
)
OPENINGS = {
    1: t("One thing, two minutes."),
    2: t("Two things, four minutes."),
    3: t("Three things, five minutes."),
}
WHY: dict[str, Text] = {
    "held": t("It waits for your yes."),
    "todo": t("Everything is held."),
    "parked": t("I could not tell whether it arrived, or it could not go: {reason}"),
}


def today(chores: tuple[Chore, ...]) -> tuple[Block, ...]:
    """At most three chores, most urgent first, each with what to press."""
    first = chores[:AT_ONCE]
    if not first:
        return (Paragraph(t("Nothing needs you today.")),)
    blocks: list[Block] = [Paragraph(OPENINGS[len(first)])]
    for number, chore in enumerate(first, 1):
        blocks.append(Paragraph(t("{number}. {said}", number=number, said=chore.said)))
        blocks += [Row(chore.buttons[:BUTTONS])] if chore.buttons else []
    left = len(chores) - len(first)
    end = tn("One more can wait.", "{n} more can wait.", left) if left else None
    return (*blocks, Paragraph(end or t("Nothing else needs you.")))


def today_asked(chores: tuple[Chore, ...], more: tuple[Button, ...] = ()) -> Message:
    """The answer to `desk today`, and `more` to press under it."""
    return views.answer("today_asked", *today(chores), *under(more))


def today_told(chores: tuple[Chore, ...], more: tuple[Button, ...] = ()) -> Message:
    """The one message of the day; on a Monday also when there is nothing."""
    blocks = today(chores) if chores else (Paragraph(t("Nothing needed.")),)
    return Message("communities.today", Weight.DESK, (*blocks, *under(more)))


def under(buttons: tuple[Button, ...]) -> tuple[Block, ...]:
    """Buttons at the end of a message, where there are any."""
    return (Row(buttons),) if buttons else ()


def holding(waiting: int) -> Message:
    """Everything is held."""
    wait = tn("One message waits.", "{n} messages wait.", waiting)
    nothing = t("Nothing waits.")
    told = t(
        "Everything I would send is held. {wait} Answers to what people ask still work.",
        wait=wait if waiting else nothing,
    )
    return views.said("holding", told, *((SEE_THEM, RELEASE, DROP_THEM) if waiting else (RELEASE,)))


def released(waiting: int) -> Message:
    """Nothing is held any more."""
    going = tn("One message goes out now.", "{n} messages go out, each in its hour.", waiting)
    told = t("Released. {going}", going=going if waiting else t("Nothing was waiting."))
    return views.said("released", told, Button(t("Hold everything"), "communities.hold"))


def waiting(items: tuple[Waiting, ...], note: Text | None = None) -> Message:
    """What waits, a few at a time: who it goes to, why, the words, and what to press."""
    blocks: list[Block] = [Note(note)] if note else []
    if not items:
        return views.answer("held", *blocks, Paragraph(t("Nothing waits for you.")))
    blocks.append(Heading(tn("One message waits for you", "{n} messages wait for you", len(items))))
    for item in items[:SHOWN]:
        blocks += _one(item)
    left = len(items) - SHOWN
    if left > 0:
        more = tn("One more comes after these.", "{n} more come after these.", left)
        blocks.append(Paragraph(more))
    return views.answer("held", *blocks)


def _one(item: Waiting) -> tuple[Block, ...]:
    to = t("To {who}. {why}", who=addressed(item.to), why=why(item))
    words = tuple(b for b in item.message.blocks if not isinstance(b, Row | Menu | PeopleMenu))
    return (Note(to), *words[:BLOCKS], Row(buttons(item)))


def why(item: Waiting) -> Text:
    """Why it waits."""
    return t(WHY[item.state].template, reason=item.reason)


def addressed(to: Recipient) -> Hole:
    """Whom a message is for."""
    match to:
        case Place():
            return to
        case Together(people=people):
            return people
        case Beside():
            return t("a conversation that is going on")
        case _:
            return to


def buttons(item: Waiting) -> tuple[Button, ...]:
    """What can be done with one that waits."""
    name = short(item.key)
    drop = Button(t("Drop"), "communities.drop", name, Style.DANGER)
    if item.state == "parked":
        return (
            Button(t("It is there"), "communities.arrived", name),
            Button(t("Send again"), "communities.send", name),
        )
    change = (Button(t("Change"), "communities.reword", name),) if changeable(item.message) else ()
    if item.state == "todo":
        return (*change, drop)
    return (
        Button(t("Send"), "communities.send", name, Style.MAIN),
        *change,
        drop,
        Button(t("Let this kind go"), "communities.let_go", name),
    )


def short(key: str) -> str:
    """A promise's key as a button carries it: the key itself may name people, and be long."""
    return sha256(key.encode()).hexdigest()[:20]


def changeable(message: Message) -> tuple[tuple[int, Text], ...]:
    """Hearth's own sentences of a message, by block; a member's words are never among them."""
    found = [
        (number, block.text)
        for number, block in enumerate(message.blocks)
        if isinstance(block, Paragraph | Heading) and not _is_one_hole(block.text)
    ]
    return tuple(found[:5])


def _is_one_hole(text: Text) -> bool:
    return text.template in {"{" + name + "}" for name, _ in text.holes}


def reword_form(item: Waiting, sentences: tuple[tuple[int, str], ...]) -> Form:
    """Change Hearth's words; what stands in braces is filled in later."""
    hint = t("Keep what stands in {braces}: it is filled in when it goes out", braces="{…}")
    fields = tuple(
        Line(f"block{n}", t("Sentence"), said, hint, limit=1000, required=True, long=True)
        for n, said in sentences
    )
    title, name = t("Change the words"), "communities.reworded"
    return Form(name, title, (Step(fields),), item.key)


def log(entries: tuple[Entry, ...]) -> Message:
    """The newest lines of the log."""
    if not entries:
        return views.said("log", t("Nothing is logged yet."))
    heading = Heading(t("What was done, newest first"))
    return views.answer("log", heading, Bullets(tuple(_line(e) for e in entries)))


def _line(entry: Entry) -> Text:
    who: Hole = entry.by or t("Hearth")
    return t("{at}, {who}: {said}", at=Moment(entry.at), who=who, said=entry.said)
