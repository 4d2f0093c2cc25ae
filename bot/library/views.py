"""The words members read: may I keep this, where it stands, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.directory import Card
from bot.events import Person
from bot.library.model import (
    AT_ONCE,
    KINDS,
    LEVELS,
    LONGEST_TITLE,
    LONGEST_TOPIC,
    Item,
    Kind,
    State,
    Topic,
)
from bot.shelf import Found
from bot.text import Link, Moment, Text, own, t
from bot.ui import (
    MAX_OPTIONS,
    Block,
    Bullets,
    Button,
    Choice,
    Facts,
    Field,
    Form,
    Heading,
    Line,
    Menu,
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
from bot.wording import NAMINGS, Naming, naming_row, share, shortened

SHOWN, LABEL = 300, 70  # characters of words above a form, and in a menu
NO_TOPIC = "-"


def keep_form(item: Item, topics: Sequence[Topic], *, mine: bool) -> Form:
    """What somebody would keep: its title, what sort of thing it is, and its topic."""
    fields: tuple[Field, ...] = (
        title_field(item.title),
        Choice("kind", t("What is it?"), _kinds(), (item.kind.value,)),
        *topic_fields(item.topic, topics),
    )
    words = shortened(item.words, SHOWN)
    if mine:
        how = Choice("naming", t("May your name stand there?"), NAMINGS, required=True)
        fields = (*fields, how)
        told = t("“{words}” You can take it back at any time.", words=words)
    else:
        told = t(
            "“{words}” {author} is asked first. Nothing is kept before their yes.",
            words=words,
            author=item.by or t("Its author"),
        )
    return Form("library.keep_this", t("Keep this"), (Step(fields, told),), item.id)


def title_field(title: str = "") -> Field:
    """What it will be found under."""
    hint = t("A question it answers, or what it is about")
    return Line("title", t("What is it about?"), title, hint, LONGEST_TITLE, required=True)


def topic_fields(topic: str, topics: Sequence[Topic]) -> tuple[Field, ...]:
    """One of the topics there are, or a new one."""
    none = Option(NO_TOPIC, t("None of these"))
    known = tuple(Option(one.id, own(one.words)) for one in topics[: MAX_OPTIONS - 1])
    chosen = next((one.id for one in topics if one.words == topic), NO_TOPIC)
    label = t("Or a new topic") if known else t("Topic")
    new = Line("new_topic", label, "", t("A word or two"), LONGEST_TOPIC)
    if not known:
        return (new,)
    return Choice("topic", t("Topic"), (none, *known), (chosen,)), new


def _kinds() -> tuple[Option, ...]:
    return tuple(Option(kind.value, KINDS[kind]) for kind in Kind if kind is not Kind.PROMPT)


def asking(author: Person) -> Message:
    """The same, whatever may be in the way."""
    said = t(
        "I'll ask {author}, if I can. Nothing is kept before their yes.",
        author=author,
    )
    return one_line("asking", said)


def may_i(item: Item, card: Card | None = None, before: int = 0) -> Message:
    """Ask an author whether their words may be kept, and how."""
    blocks: tuple[Block, ...] = (
        Paragraph(_why(item)),
        Quote(own(item.words)),
        Paragraph(t("May I keep it in the library, where everybody here can find it?")),
        naming_row("library", item.id),
        Note(t("A no stays private, and so does no answer. You can take it back at any time.")),
    )
    if card is None:
        return Message("library.may_i", Weight.ANSWER, blocks)
    return Message("library.may_i", Weight.ASK, (*blocks, Note(share(card, before))))


def _why(item: Item) -> Text:
    if item.kind is Kind.ANSWER and not item.source.startswith("said:"):
        return t("Your answer helped. The question was “{title}”, and you wrote:", title=item.title)
    return t("Somebody would like to keep what you wrote, about “{title}”:", title=item.title)


def kept(item: Item) -> Message:
    """Where it stands now, and how to take it back."""
    if item.naming is Naming.NAMED:
        said = t("Thank you. It stands in the library, with your name.")
    else:
        said = t("Thank you. It stands in the library, without your name or where you said it.")
    blocks = (Paragraph(said), Row(mine_row(item)), Note(_goes(item)))
    return Message("library.kept", Weight.ANSWER, blocks)


def mine_row(item: Item) -> tuple[Button, ...]:
    """What its author may do with it."""
    stays = t("If I go, take it along") if item.stays else t("If I go, it may stay unnamed")
    return (
        Button(t("Take it back"), "library.take_back", item.id),
        Button(t("Change"), "library.change", item.id),
        Button(stays, "library.stays", item.id),
    )


def _goes(item: Item) -> Text:
    if item.stays:
        return t("If you erase what I keep about you, it stays without your name, as you said.")
    return t("If you erase what I keep about you, it goes with you.")


def not_kept() -> Message:
    """A no that nobody learns of."""
    return one_line("not_kept", t("All right. Nothing of it is kept, and nobody is told."))


def too_late() -> Message:
    """The question is over, or it was answered."""
    return one_line("too_late", t("That question is closed. What I keep of yours: /hearth me"))


def already(item: Found) -> Message:
    """Somebody kept it before."""
    row = Row((Button(t("Read it"), "library.read", item.id),))
    return Message("library.already", Weight.ANSWER, (Paragraph(t("It is kept already.")), row))


def taken_back() -> Message:
    """Its author thought again."""
    return one_line("taken_back", t("Taken back. Nothing of it is left in the library."))


def thanks_for_helping() -> Message:
    """The press under an item."""
    return one_line("helps", t("Good to know, thank you. I tell its author, without your name."))


def helped(item: Item) -> Message:
    """What its author hears, once a week at most."""
    said = t("Something you wrote helped somebody here: “{title}”. Thank you.", title=item.title)
    row = Row((Button(t("Read it"), "library.read", item.id),))
    return Message("library.helped", Weight.NUDGE, (Paragraph(said), row))


def read(item: Item, ask: Person | None, where: str = "", *, mine: bool = False) -> Message:
    """One item, whole."""
    blocks: list[Block] = [Heading(own(item.title)), Quote(own(item.words), item.named)]
    if item.addition:
        blocks.append(Paragraph(t("Added later: {words}", words=item.addition)))
    if item.state is State.OLD:
        blocks.append(Paragraph(t("It is out of date, and in no search.")))
    blocks += [Facts(tuple(_facts(item, ask, where))), Row(_ways(item, mine=mine))]
    return Message("library.read", Weight.ANSWER, tuple(blocks))


def _ways(item: Item, *, mine: bool) -> tuple[Button, ...]:
    helps = Button(t("This helped"), "library.helps", item.id, Style.MAIN)
    return mine_row(item) if mine else (helps,)


def _facts(item: Item, ask: Person | None, where: str) -> list[tuple[Text, Text]]:
    told = [(t("What it is"), KINDS[item.kind])]
    if item.topic:
        told.append((t("Topic"), own(item.topic)))
    if item.level:
        told.append((t("For whom"), LEVELS[item.level]))
    told.append((t("Said on"), t("{day}", day=Moment(item.at, "day"))))
    if item.helped_at:
        told.append((t("Helped last"), t("{day}", day=Moment(item.helped_at, "day"))))
    if item.where and item.named:
        link = Link(where, t("What was said there")) if where else item.where
        told.append((t("Where"), t("{place}", place=link)))
    if ask:
        told.append((t("Whom to ask"), t("{person}", person=ask)))
    return told


def mine(items: Sequence[Item]) -> Message:
    """What somebody wrote that is kept, to look at and take back."""
    if not items:
        return one_line("mine", t("Nothing of yours stands in the library."))
    shown = items[-MAX_OPTIONS:]
    menu = Menu(t("Look at one"), "library.read", tuple(_option(one) for one in reversed(shown)))
    blocks = (Paragraph(t("What you wrote, and others can find:")), _list(shown), menu)
    return Message("library.mine", Weight.ANSWER, blocks)


def _list(items: Sequence[Item]) -> Bullets:
    return Bullets(tuple(own(one.title) for one in items[-AT_ONCE:]))


def _option(item: Item) -> Option:
    return Option(item.id, own(shortened(item.title, LABEL)))


def one_line(kind: str, words: Text) -> Message:
    """An answer of one sentence or two."""
    return Message(f"library.{kind}", Weight.ANSWER, (Paragraph(words),))
