"""The words of the coordinators' desk: what is kept, who looks after it, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.events import Person
from bot.library import exporting, tending_views, views
from bot.library.model import LEVELS, Item, Topic
from bot.shelf import Found
from bot.text import Moment, Text, own, t, tn
from bot.ui import (
    MAX_OPTIONS,
    Block,
    Bullets,
    Button,
    File,
    Form,
    Heading,
    Line,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    PeopleMenu,
    Row,
    Step,
    Weight,
)
from bot.wording import shortened

LISTED = 8  # topics, or items, in one message
EXPORT = Button(t("Export as files"), "library.export")
SEARCH = Button(t("Search"), "library.search")


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands on it: topics, all that is kept, and how many are old."""

    topics: tuple[Topic, ...]
    items: int
    loose: int  # kept without a topic
    old: int


def desk(one: Desk) -> Message:
    """How much is kept, about what, and who looks after it."""
    blocks: list[Block] = [Heading(t("The library")), Paragraph(how_many(one.items))]
    if one.topics:
        largest = sorted(one.topics, key=lambda topic: -topic.items)[:LISTED]
        blocks.append(Bullets(tuple(_topic_line(topic) for topic in largest)))
        blocks += _more(one.topics)
        blocks.append(topics_menu(one.topics))
    if not one.items:
        blocks.append(Note(t("Accepted answers, harvested prompts, and what members keep.")))
    blocks.append(Row(_ways(one)))
    return Message("library.desk", Weight.ANSWER, tuple(blocks))


def how_many(items: int) -> Text:
    """All that is kept."""
    if not items:
        return t("Nothing is kept yet. Members use Keep this on any message.")
    return tn("One thing is kept.", "{n} things are kept.", items)


def _ways(one: Desk) -> tuple[Button, ...]:
    old = tn("Look at an old one", "Look at {n} old ones", one.old)
    more = (Button(old, "library.old"),) if one.old else ()
    loose = (Button(t("Without a topic"), "library.topic", "-"),) if one.loose else ()
    return (SEARCH, *loose, *more, *((EXPORT,) if one.items else ()))


def topics_menu(topics: Sequence[Topic]) -> Menu:
    """One topic, to look into."""
    options = tuple(Option(one.id, own(one.words)) for one in topics[:MAX_OPTIONS])
    return Menu(t("Look into a topic"), "library.topic", options)


def _topic_line(topic: Topic) -> Text:
    kept = tn("one item", "{n} items", topic.items)
    if topic.steward:
        name, person = topic.words, topic.steward
        return t("{topic}: {kept}, {person} looks after it", topic=name, kept=kept, person=person)
    return t("{topic}: {kept}", topic=topic.words, kept=kept)


def topic(one: Topic, items: Sequence[Item]) -> Message:
    """What is kept about it, and who looks after it."""
    blocks: list[Block] = [Heading(own(one.words) if one.id else t("Without a topic"))]
    if one.steward:
        blocks.append(Paragraph(t("{person} looks after it.", person=one.steward)))
    blocks += listed(items, t("Nothing is kept about it."))
    if one.id:
        blocks.append(PeopleMenu(t("Who looks after it"), "library.steward", one.id))
    return Message("library.topic", Weight.ANSWER, tuple(blocks))


def listed(items: Sequence[Item], nothing: Text) -> tuple[Block, ...]:
    """Items, one of which can be opened."""
    if not items:
        return (Paragraph(nothing),)
    lines = tuple(_item_line(item) for item in items[:LISTED])
    options = tuple(
        Option(item.id, own(shortened(item.title, views.LABEL))) for item in items[:MAX_OPTIONS]
    )
    return Bullets(lines), *_more(items), Menu(t("Open one"), "library.open", options)


def _more(every: Sequence[object]) -> tuple[Note, ...]:
    """What the list leaves to the menu below it."""
    rest = len(every) - LISTED
    return (Note(tn("And one more.", "And {n} more.", rest)),) if rest > 0 else ()


def _item_line(item: Item) -> Text:
    day = Moment(item.helped_at or item.kept or item.at, "day")
    if item.helped_at:
        return t("{title} (helped last on {day})", title=item.title, day=day)
    return t("{title} (kept on {day})", title=item.title, day=day)


def opened(item: Item, ask: Person | None, where: str = "") -> Message:
    """One item, with what coordinators may do about it."""
    told = views.read(item, ask, where)
    options = tuple(Option(level.value, label) for level, label in LEVELS.items())
    acts: tuple[Block, ...] = (
        Menu(t("For whom it is"), "library.level", options, item.id),
        Row(tending_views.old_row(item)),
    )
    return Message("library.opened", Weight.ANSWER, (*told.blocks[:-1], *acts))


def old(items: Sequence[Item]) -> Message:
    """What nobody said is still right."""
    blocks = listed(items, t("Nothing waits to be looked at."))
    return Message("library.old", Weight.ANSWER, (Heading(t("A year old")), *blocks))


def search_form(known: tuple[str, ...] = ()) -> Form:
    """Any words; titles that are known may be suggested."""
    line = Line("words", t("What do you look for?"), required=True, known=known)
    return Form("library.search", t("Search the library"), (Step((line,)),), submit=t("Search"))


def found(words: str, items: Sequence[Found]) -> Message:
    """What is near to those words."""
    if not items:
        return Message("library.found", Weight.ANSWER, (Paragraph(_none(words)),))
    options = tuple(Option(one.id, own(shortened(one.title, views.LABEL))) for one in items)
    lines = Bullets(tuple(_found_line(one) for one in items))
    menu = Menu(t("Open one"), "library.open", options)
    return Message("library.found", Weight.ANSWER, (Paragraph(_near(words)), lines, menu))


def _none(words: str) -> Text:
    return t("Nothing is kept that is near to “{words}”.", words=words)


def _near(words: str) -> Text:
    return t("Near to “{words}”:", words=words)


def _found_line(one: Found) -> Text:
    title = one.title
    if one.ask:
        return t("{title} (ask {person})", title=title, person=one.ask)
    return t("{title}", title=title)


def exported(content: bytes, items: int) -> Message:
    """All of it, as files."""
    said = tn(
        "One thing is kept; here it is as a Markdown file.",
        "{n} things are kept; here they are, each as a Markdown file, in a folder for each topic.",
        items,
    )
    names = Note(t("Whoever wanted no name there has none; what was taken back is not in it."))
    file = File(exporting.NAME, content, t("The library as Markdown files"))
    return Message("library.exported", Weight.ANSWER, (Paragraph(said), names), (file,))
