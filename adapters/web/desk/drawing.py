"""Page, Message and Fill → HTML: what people wrote is escaped by the pen, all else by jinja2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web.charts import draw_chart
from adapters.web.pens import HtmlPen, clean
from adapters.web.render import Brush, draw_step
from bot.events import Actor, Community, Person, Place
from bot.handlers import Declaration, Kind
from bot.platform import Answer
from bot.text import Envelope, Pen, Text, draw, language_of, t
from bot.ui import (
    Chart,
    Figures,
    Fill,
    Home,
    Message,
    Page,
    People,
    PeopleMenu,
    Say,
    Show,
    Table,
    Update,
)

HERE = Path(__file__).parent
Drawn = dict[str, Any]
WORDS = {
    "signed_in": t("Signed in as"),
    "out": t("Sign out"),
    "out_done": t("You are signed out."),
    "skip": t("Skip to the page"),
    "pages": t("Pages"),
    "answer": t("Hearth's answer"),
    "put_away": t("Close this"),
    "sure": t("Are you sure?"),
    "yes": t("Yes"),
    "cancel": t("Cancel"),
    "choose": t("Choose"),
    "choose_one": t("Choose…"),
    "nobody": t("Nobody"),
    "next": t("Next"),
    "send": t("Send"),
    "step": t("Step"),
    "of": t("of"),
    "optional": t("optional"),
    "look_again": t("Please look again at:"),
    "numbers": t("The same in numbers"),
    "more": t("What can be done"),
    "also_in_chat": t("Everything here also works in the chat."),
    "enter_title": t("The coordinators' page"),
    "enter_said": t("This link was made for you alone. It works once, for ten minutes."),
    "enter": t("Come in"),
    "closed": t("Not signed in"),
    "closed_said": t(
        "Ask Hearth for a new link: write /hearth desk today in the chat, and press Open the page."
    ),
}


@dataclass(frozen=True, slots=True)
class Called:
    """How people and places are called on the page; implements `adapters.web.pens.Names`."""

    community: Community
    people: Mapping[Person, str]
    envelope: Envelope

    def person(self, person: Person) -> str:
        return self.people.get(person) or draw(t("somebody"), self.envelope, _Bare())

    def place(self, place: Place) -> str:
        known = {self.community.home.id: t("the home channel")}
        known[self.community.hello.id] = known.get(
            self.community.hello.id, t("the welcome channel")
        )
        return draw(known.get(place.id, t("a channel")), self.envelope, _Bare())


class _Bare:
    """A pen for words of ours that have no holes."""

    def escape(self, said: str) -> str:
        return said

    def person(self, person: Person) -> str:
        return ""

    def place(self, place: Place) -> str:
        return ""

    def link(self, url: str, label: str) -> str:
        return label


class DeskPen(HtmlPen):
    """People and places are names here: there is no chat beside the page to point into."""

    def person(self, person: Person) -> str:
        return f'<span class="mention">{self.escape(self.names.person(person))}</span>'

    def place(self, place: Place) -> str:
        return f'<span class="mention">{self.escape(self.names.place(place))}</span>'


class DeskBrush(Brush):
    """Draws for the page: presses carry their name and subject, the visit knows the community."""

    def __init__(self, names: Called, envelope: Envelope) -> None:
        super().__init__(names, envelope)
        self._html: Pen = DeskPen(names)

    def travels(self, name: str, subject: str) -> str:
        return f"{name}|{subject}"

    def part(self, part: Any) -> Drawn:
        """One block of a page."""
        match part:
            case Table():
                return {
                    "is": "table",
                    "title": self.plain(part.title),
                    "head": [self.html(each) for each in part.head],
                    "heads": [self.plain(each) for each in part.head],
                    "rows": [[self.html(cell) for cell in row] for row in part.rows],
                    "buttons": [[self.button(each) for each in row] for row in part.buttons],
                    "empty": self.html(part.empty) if part.empty else "",
                }
            case Figures(items):
                told = [[self.html(i.name), self.html(i.value), self._note(i.note)] for i in items]
                return {"is": "figures", "items": told}
            case Chart():
                return draw_chart(part, self)
            case Fill():
                return {"is": "form", "form": draw_step(part, self)}
            case _:
                return self.block(part)

    def _note(self, note: Text | None) -> str:
        return self.html(note) if note else ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whose eyes a page is drawn, and what its forms carry."""

    actor: Actor
    community: Community
    written: str
    once: str  # a press sent twice carries the same
    envelope: Envelope
    names: Mapping[Person, str]
    everybody: tuple[Actor, ...] = ()
    said: str = ""  # the name under which the answer is kept, and its files


class Drawing:
    """Draws whole pages. `root` stands before every address."""

    def __init__(self, root: str, declarations: Iterable[Declaration]) -> None:
        self._root = root
        pages = sorted((d for d in declarations if d.kind is Kind.PAGE), key=lambda d: d.rank)
        self.pages = {declared.name: declared for declared in pages}
        self._templates = Environment(
            loader=FileSystemLoader([HERE / "templates", HERE.parent / "templates"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(
        self, name: str, page: Page | None, viewer: Viewer, answer: Answer | None = None
    ) -> str:
        """The page of that name, and above it what Hearth answered to the last act."""
        brush = self._brush(viewer)
        title = page.title if page else self._title(name)
        return self._render(
            "desk.html",
            viewer.envelope,
            brush=brush,
            viewer=viewer,
            here=name,
            title=brush.plain(title),
            nav=[(each, brush.plain(self._title(each))) for each in self.pages],
            sections=list(_sections([brush.part(each) for each in page.blocks] if page else [])),
            answer=self._answer(answer, brush) if answer else None,
            unique=_Numbers(),
            places=lambda chosen: _places(viewer.community, chosen, brush),
        )

    def enter(self, token: str, envelope: Envelope) -> str:
        """The button behind a link; nothing is looked up for it."""
        return self._render("enter.html", envelope, token=token)

    def closed(self, why: str, envelope: Envelope) -> str:
        """What somebody reads who is not signed in, or is turned away."""
        return self._render("closed.html", envelope, why=why)

    def _title(self, name: str) -> Text:
        declared = self.pages.get(name)
        return declared.label if declared and declared.label else t("Hearth")

    def _brush(self, viewer: Viewer) -> DeskBrush:
        return DeskBrush(Called(viewer.community, viewer.names, viewer.envelope), viewer.envelope)

    def _answer(self, answer: Answer, brush: DeskBrush) -> Drawn | None:
        match answer.reply:
            case Fill():
                return brush.part(answer.reply)
            case Say(Message() as message, _) | Update(Message() as message):
                return self._message(message, brush)
            case Show(Home(blocks)):
                return {
                    "is": "message",
                    "blocks": [brush.block(each) for each in blocks],
                    "files": [],
                }
            case _:
                return None

    def _message(self, message: Message, brush: DeskBrush) -> Drawn:
        blocks = [brush.block(each) for each in message.blocks]
        charts = [draw_chart(each, brush) for each in message.charts]
        files = [(clean(each.name), brush.plain(each.alt)) for each in message.files]
        return {"is": "message", "blocks": [*blocks, *charts], "files": files}

    def _render(self, template: str, envelope: Envelope, **more: Any) -> str:
        words = {name: draw(said, envelope, _Bare()) for name, said in WORDS.items()}
        return self._templates.get_template(template).render(
            root=self._root, words=words, language=language_of(envelope.locale), **more
        )


class _Numbers:
    """What tells the parts of a page apart: ids of labels and of what they name."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last += 1
        return self._last


def _places(community: Community, chosen: Iterable[str], brush: DeskBrush) -> list[tuple[str, str]]:
    """The channels a form can name here: those of the community, and what stands in it."""
    ids = dict.fromkeys((community.home.id, community.hello.id, *chosen))
    return [(id_, brush.names.place(Place(community.space, id_))) for id_ in ids]


def _sections(parts: list[Drawn]) -> Iterator[Drawn]:
    """A heading begins a section; what stands before the first has none."""
    section: Drawn = {"heading": "", "parts": []}
    for part in parts:
        is_bare = section["heading"] and not section["parts"]  # then the next one belongs to it
        if part["is"] == "heading" and not is_bare:
            if section["parts"]:
                yield section
            section = {"heading": part["html"], "parts": []}
        else:
            section["parts"].append(part)
    if section["parts"] or section["heading"]:
        yield section


def people_in(value: Any) -> Iterator[Person]:
    """Everybody named anywhere in what is to be drawn."""
    return (each for each in _all_in(value) if isinstance(each, Person))


def names_people(value: Any) -> bool:
    """Whether somebody can be chosen from all there are, anywhere in it."""
    return any(isinstance(each, People | PeopleMenu) for each in _all_in(value))


def _all_in(value: Any) -> Iterator[Any]:
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        within: Iterable[Any] = (getattr(value, each.name) for each in fields(value))
    elif isinstance(value, Mapping):
        within = value.values()
    else:
        within = value if isinstance(value, tuple | list) else ()
    for each in within:
        yield from _all_in(each)
