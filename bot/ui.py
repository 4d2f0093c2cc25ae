"""Everything that can be shown, as frozen values within the strictest platform's limits.

A limit is checked when the value is made, so that a feature's own test meets it, not a member.
Limits: the smallest any platform publishes (buttons 5 a row, labels of 75
characters, 25 options, 5 fields a step, titles of 24); text lengths are the adapter's to split.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite

from bot.errors import HearthError
from bot.events import Person, Place, Value
from bot.text import Text, t, tn

MAX_LABEL, MAX_TITLE, MAX_OPTIONS, MAX_BUTTONS, MAX_FIELDS, MAX_BLOCKS = 75, 24, 25, 5, 5, 20
MAX_NAME = 100  # a button's name, community and subject together, as they travel
MAX_COLUMNS, MAX_ROWS, MAX_ON_PAGE, MAX_FIGURES = 8, 500, 120, 8
MAX_POINTS, MAX_SERIES, MAX_CHARTS = 60, 4, 3
IN_CHAT = 8  # rows of a table that a message tells; the page has them all


class TooMuch(HearthError):
    """A value is larger than the strictest platform shows; make it smaller."""


def _at_most(what: str, size: int, limit: int) -> None:
    if size > limit:
        raise TooMuch(f"{what}: {size}, at most {limit}")


class Weight(StrEnum):
    """How a message may reach somebody (README: what will my members receive?)."""

    ANSWER = "answer"  # to an act of that person within 24 h: at once
    AGREED = "agreed"  # something they joined, or a coordinator's duty: waits for waking hours
    NUDGE = "nudge"  # unsolicited: waits, two a week over everything, expires
    ASK = "ask"  # a request for help: counts against the person's own allowance instead
    SURVEY = "survey"  # how somebody is: a nudge, and one in thirty days
    DUTY = "duty"  # to a coordinator, because somebody asked to reach them: never held
    DESK = "desk"  # what a coordinator's one message a day can say; waking hours, never held
    POST = "post"  # in a channel: nobody's private hours

    @property
    def is_free(self) -> bool:
        """Never held back, and never in need of a coordinator's yes."""
        return self in {Weight.ANSWER, Weight.DUTY, Weight.DESK}


class Style(StrEnum):
    """What a button does to things; never the only sign of it."""

    PLAIN = "plain"
    MAIN = "main"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A press that `@on.button(name)` answers; `subject` is opaque and says about what."""

    label: Text
    name: str
    subject: str = ""
    style: Style = Style.PLAIN
    confirm: Text | None = None

    def __post_init__(self) -> None:
        """Check the label as written and what travels with the button."""
        _at_most("button label", len(self.label.template), MAX_LABEL)
        _at_most("button name and subject", len(self.name) + len(self.subject), MAX_NAME - 18)


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a menu or a choice."""

    value: str
    label: Text
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu in a message; the choice arrives as `Pressed` with values."""

    label: Text
    name: str
    options: tuple[Option, ...]
    subject: str = ""
    many: bool = False

    def __post_init__(self) -> None:
        """Check the number of options."""
        _at_most("menu options", len(self.options), MAX_OPTIONS)


@dataclass(frozen=True, slots=True)
class PeopleMenu:
    """A menu of the people of the space; the choice arrives as `Pressed` with their ids."""

    label: Text
    name: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A short line above what follows."""

    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: Text


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, set apart, and whose they are when that is to be seen."""

    text: Text
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short lines."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The quiet line: why you got this, who can see it."""

    text: Text


@dataclass(frozen=True, slots=True)
class Divider:
    """A pause between two matters."""


@dataclass(frozen=True, slots=True)
class Row:
    """Up to five buttons side by side."""

    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        """Check the number of buttons."""
        _at_most("buttons in a row", len(self.buttons), MAX_BUTTONS)


@dataclass(frozen=True, slots=True)
class File:
    """Something to download: a name and its bytes."""

    name: str
    content: bytes
    alt: Text


Block = Heading | Paragraph | Quote | Bullets | Facts | Note | Divider | Row | Menu | PeopleMenu


class Look(StrEnum):
    """How a chart shows its numbers."""

    LINE = "line"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one colour of bars; None where nothing was measured, which is not nought."""

    name: Text
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers to look at: data, not a picture. `alt` says in a sentence what they show."""

    look: Look
    title: Text
    labels: tuple[Text, ...]
    series: tuple[Series, ...]
    alt: Text
    unit: Text | None = None

    def __post_init__(self) -> None:
        """Check that every series has a value, or None, for every label."""
        _at_most("points of a chart", len(self.labels), MAX_POINTS)
        _at_most("series of a chart", len(self.series), MAX_SERIES)
        for each in self.series:
            if len(each.values) != len(self.labels):
                raise TooMuch(f"chart: {len(each.values)} values for {len(self.labels)} labels")
            if any(value is not None and not isfinite(value) for value in each.values):
                raise TooMuch("chart: a value is not a number")


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. `kind` names the view (`introductions.would_you`) for approval and the log.

    `pings` are the people a mention in it may notify; nobody else is ever pinged. A forum shows a
    post's `title`, and of its own tags the first of `tags`, which are all that could be so.
    """

    kind: str
    weight: Weight
    blocks: tuple[Block, ...]
    files: tuple[File, ...] = ()
    pings: tuple[Person, ...] = ()
    charts: tuple[Chart, ...] = ()  # drawn on the web; a picture with its `alt` elsewhere
    title: Text | None = None
    tags: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Check the number of blocks."""
        _at_most("blocks in a message", len(self.blocks), MAX_BLOCKS)
        _at_most("charts in a message", len(self.charts), MAX_CHARTS)


@dataclass(frozen=True, slots=True)
class Home:
    """A person's own page: the App Home, a private page, a web page."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A field for words. `limit` in characters; `long` asks for several lines.

    `known` may be suggested while somebody types, where a page can.
    """

    name: str
    label: Text
    value: str = ""
    hint: Text | None = None
    limit: int = 200
    required: bool = False
    long: bool = False
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of options: one, or (`many`) any number, ticked."""

    name: str
    label: Text
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    hint: Text | None = None
    required: bool = False
    many: bool = False

    def __post_init__(self) -> None:
        """Check the number of options."""
        _at_most("options of a field", len(self.options), MAX_OPTIONS)


@dataclass(frozen=True, slots=True)
class People:
    """A field of people of the space, at most `most`."""

    name: str
    label: Text
    chosen: tuple[Person, ...] = ()
    hint: Text | None = None
    required: bool = False
    most: int = 1


@dataclass(frozen=True, slots=True)
class Where:
    """A field for a channel, or (`forum`) for one in which every post is a thread."""

    name: str
    label: Text
    chosen: Place | None = None
    hint: Text | None = None
    required: bool = False
    forum: bool = False


Field = Line | Choice | People | Where


@dataclass(frozen=True, slots=True)
class Step:
    """At most five fields, and a few words above them."""

    fields: tuple[Field, ...]
    intro: Text | None = None

    def __post_init__(self) -> None:
        """Check the number of fields."""
        _at_most("fields in a step", len(self.fields), MAX_FIELDS)


@dataclass(frozen=True, slots=True)
class Form:
    """Steps to fill in; `@on.form(name)` gets all values at the end.

    `kept=False`: no draft touches the disk (unnamed questions); it fails aloud after a restart.
    """

    name: str
    title: Text
    steps: tuple[Step, ...]
    subject: str = ""
    submit: Text | None = None
    kept: bool = True

    def __post_init__(self) -> None:
        """Check the title as written."""
        _at_most("form title", len(self.title.template), MAX_TITLE)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `buttons`, where there are any, are those of each row in order."""

    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    empty: Text | None = None  # what stands there while there is no row

    def __post_init__(self) -> None:
        """Check that it is a table: as many cells in each row as in the head."""
        _at_most("columns of a table", len(self.head), MAX_COLUMNS)
        _at_most("rows of a table", len(self.rows), MAX_ROWS)
        if any(len(row) != len(self.head) for row in self.rows):
            raise TooMuch("table: a row has other columns than the head")
        if self.buttons and len(self.buttons) != len(self.rows):
            raise TooMuch("table: buttons for other rows than there are")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters, with its name and, in a few words, how it is counted."""

    name: Text
    value: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers side by side."""

    items: tuple[Figure, ...]

    def __post_init__(self) -> None:
        """Check how many."""
        _at_most("figures side by side", len(self.items), MAX_FIGURES)


@dataclass(frozen=True, slots=True)
class Page:
    """A coordinators' web page. A Heading begins a section; every act on it is possible in chat.

    A `Form` in it is open; its answer comes to `@on.form` as from a chat.
    """

    title: Text
    blocks: tuple[Block | Table | Figures | Chart | Form | Fill, ...]

    def __post_init__(self) -> None:
        """Check the number of blocks."""
        _at_most("blocks on a page", len(self.blocks), MAX_ON_PAGE)

    def message(self, kind: str, *more: Block) -> Message:
        """The page in chat: its title, what a message can hold of it, `more`, its charts."""
        told = [block for part in self.blocks for block in _in_chat(part)]
        shown = (Heading(self.title), *told[: MAX_BLOCKS - 1 - len(more)], *more)
        charts = tuple(part for part in self.blocks if isinstance(part, Chart))
        return Message(kind, Weight.ANSWER, shown, charts=charts[:MAX_CHARTS])


def _in_chat(part: Block | Table | Figures | Chart | Form | Fill) -> tuple[Block, ...]:
    match part:
        case Table(title, _, rows):
            lines = tuple(_line(row) for row in rows[:IN_CHAT])
            left = len(rows) - len(lines)
            more = (tn("One more.", "{n} more.", left),) if left else ()
            nothing = (Paragraph(part.empty),) if part.empty else ()
            return (Heading(title), Bullets((*lines, *more))) if rows else nothing
        case Figures(items):
            return (Facts(tuple((item.name, item.value) for item in items)),)
        case Chart() | Form() | Fill():
            return ()
        case _:
            return (part,)


def _line(cells: tuple[Text, ...]) -> Text:
    """A row of a table in one line: its first cell, then the others."""
    first, *others = cells
    said = others[0] if others else None
    for each in others[1:]:
        said = t("{one} · {other}", one=said, other=each) if said else each
    return t("{one}: {other}", one=first, other=said) if said else first


@dataclass(frozen=True, slots=True)
class Say:
    """Answer with a message; `private` to the person alone where the platform can."""

    message: Message
    private: bool = True


@dataclass(frozen=True, slots=True)
class Update:
    """Replace the message the button stands on; elsewhere the same as `Say`."""

    message: Message


@dataclass(frozen=True, slots=True)
class Fill:
    """Open a form at a step. `id` is set by the dispatcher: all that travels to the platform."""

    form: Form
    step: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    errors: Mapping[str, Text] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """Draw the person's home page."""

    home: Home


@dataclass(frozen=True, slots=True)
class Suggest:
    """Suggestions for an option being typed, at most 25."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """Acknowledge now; the answer comes when the computation is done."""


Reply = Say | Update | Fill | Show | Suggest | Later | Page


@dataclass(frozen=True, slots=True)
class Together:
    """One private conversation of several people, opened where the platform can."""

    people: tuple[Person, ...]
    title: Text


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the promise of that key landed: its conversation, or a thread under its post."""

    key: str


Recipient = Person | Place | Together | Beside
