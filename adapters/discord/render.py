"""Messages and home pages as Components V2: plain dictionaries, nothing sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from adapters.discord.markup import Markdown, Names, Plain, cut, shorten
from bot.text import Envelope, Text, draw, own
from bot.ui import (
    Block,
    Bullets,
    Button,
    Divider,
    Facts,
    File,
    Heading,
    Home,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    PeopleMenu,
    Quote,
    Row,
    Style,
    TooMuch,
)

Json = dict[str, Any]

EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
ROW, BUTTON, STRINGS, PEOPLE, TEXT, GALLERY, FILE, SEPARATOR = 1, 2, 3, 5, 10, 12, 13, 14
MAX_TEXT, MAX_COMPONENTS, MAX_CUSTOM_ID, MAX_LABEL, MAX_OPTION = 4000, 40, 100, 80, 100
TWIN = "#"  # ends the number of a custom id that stood in the message before
ASKS_FIRST = "?"  # stands for the first bar of a custom id whose button wants to be sure
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_STYLES = {Style.MAIN: 1, Style.PLAIN: 2, Style.DANGER: 4}
_FIRST_MARK = 1000  # below it stand the ids that Discord gives by itself


@dataclass(frozen=True, slots=True)
class Drawn:
    """A body to send, its files, and what to ask before a press counts, by custom id."""

    body: Json
    files: tuple[File, ...] = ()
    confirms: dict[str, str] = field(default_factory=dict)


def mark(key: str) -> int:
    """The integer id of a message's first component: how we know our own message again."""
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    return _FIRST_MARK + digest % (2**31 - 1 - _FIRST_MARK)


def travelling(name: str, community: str, subject: str, *, asks_first: bool = False) -> str:
    """What a button or a menu carries through Discord; routing, never permission."""
    made = f"{name}{ASKS_FIRST if asks_first else '|'}{community}|{subject}"
    if len(made) > MAX_CUSTOM_ID:
        raise TooMuch(f"custom id {made}: {len(made)}, at most {MAX_CUSTOM_ID}")
    return made


def message(
    said: Message, envelope: Envelope, names: Names, key: str = "", guild: str = ""
) -> Drawn:
    """A message, recognisable by `key`; only the people in `pings` may be notified by it.

    `guild` is told by the last component's id: a press in a private conversation names none.
    """
    drawing = _Drawing(envelope, names)
    parts = [part for block in said.blocks for part in drawing.block(block)]
    parts += [_file(file) for file in said.files]
    pings = [person.id for person in said.pings][:100]
    mentions = {"parse": [], "users": pings} if pings else {"parse": []}
    body = _body(parts, mentions, key, guild)
    if said.files:
        body["attachments"] = [
            _attached(i, file, drawing.plain(file.alt)) for i, file in enumerate(said.files)
        ]
    return Drawn(body, said.files, drawing.confirms)


def home(page: Home, envelope: Envelope, names: Names, guild: str = "") -> Drawn:
    """Somebody's own page, as a message to them alone."""
    drawing = _Drawing(envelope, names)
    parts = [part for block in page.blocks for part in drawing.block(block)]
    return Drawn(_body(parts, {"parse": []}, "", guild), confirms=drawing.confirms)


def guild_of(parts: list[Json], guilds: Iterable[str]) -> str | None:
    """Which of our guilds a message speaks for."""
    marks = {part.get("id") for part in parts}
    return next((guild for guild in guilds if mark(f"guild {guild}") in marks), None)


def _body(parts: list[Json], mentions: Json, key: str, guild: str) -> Json:
    fitted = _fitted(parts) or [{"type": TEXT, "content": "…"}]
    if key:
        fitted[0] = {**fitted[0], "id": mark(key)}
    if guild and (len(fitted) > 1 or not key):
        fitted[-1] = {**fitted[-1], "id": mark(f"guild {guild}")}
    return {"flags": COMPONENTS_V2, "components": fitted, "allowed_mentions": mentions}


class _Drawing:
    """One reader's eyes, and the questions that buttons ask first."""

    def __init__(self, envelope: Envelope, names: Names) -> None:
        self._envelope = envelope
        self._markdown = Markdown()
        self._plain = Plain(names)
        self.confirms: dict[str, str] = {}
        self._ids: set[str] = set()

    def rich(self, text: Text) -> str:
        return draw(text, self._envelope, self._markdown).strip()

    def plain(self, text: Text) -> str:
        return draw(text, self._envelope, self._plain).strip()

    def block(self, block: Block) -> Iterator[Json]:
        """The components of one block; an empty text draws nothing."""
        match block:
            case Divider():
                yield {"type": SEPARATOR}
            case Row(buttons):
                yield {"type": ROW, "components": [self._button(button) for button in buttons]}
            case Menu() | PeopleMenu():
                yield {"type": ROW, "components": [self._menu(block)]}
            case _:
                if content := self._words(block):
                    yield {"type": TEXT, "content": content}

    def _words(self, block: Heading | Paragraph | Quote | Bullets | Facts | Note) -> str:
        match block:
            case Heading(text):
                return _each_line("### ", " ".join(self.rich(text).split("\n")))
            case Paragraph(text):
                return self.rich(text)
            case Quote(text, by):
                signed = f"\n— {self._markdown.person(by)}" if by else ""
                return _each_line("> ", self.rich(text) + signed)
            case Bullets(items):
                return "\n".join("- " + self.rich(i).replace("\n", "\n  ") for i in items)
            case Facts(pairs):
                return "\n".join(f"**{self.rich(name)}** {self.rich(v)}" for name, v in pairs)
            case Note(text):
                return _each_line("-# ", self.rich(text))

    def _button(self, button: Button) -> Json:
        sure = button.confirm is not None
        carried = self._once(
            travelling(button.name, self._envelope.community, button.subject, asks_first=sure)
        )
        if button.confirm is not None:
            self.confirms[carried] = self.rich(button.confirm)
        label = shorten(self.plain(button.label), MAX_LABEL)
        return {
            "type": BUTTON,
            "style": _STYLES[button.style],
            "label": label,
            "custom_id": carried,
        }

    def _once(self, carried: str) -> str:
        """Discord takes no message in which two things to press travel with the same words."""
        found, twins = carried, count(1)
        while found in self._ids:
            found = f"{next(twins)}{TWIN}{carried}"
        self._ids.add(found)
        return found

    def _menu(self, menu: Menu | PeopleMenu) -> Json:
        carried = self._once(travelling(menu.name, self._envelope.community, menu.subject))
        shown = {"custom_id": carried, "placeholder": shorten(self.plain(menu.label), 150)}
        if isinstance(menu, PeopleMenu):
            return {"type": PEOPLE, **shown}
        options = [self.option(option) for option in menu.options]
        most = len(options) if menu.many else 1
        return {"type": STRINGS, **shown, "options": options, "max_values": most}

    def option(self, option: Option) -> Json:
        drawn = {"label": shorten(self.plain(option.label), MAX_OPTION), "value": option.value}
        if option.hint is not None:
            drawn["description"] = shorten(self.plain(option.hint), MAX_OPTION)
        return drawn


def options(
    given: tuple[Option, ...], chosen: tuple[str, ...], envelope: Envelope, names: Names
) -> list[Json]:
    """Options of a field in a form, the chosen ones ticked."""
    drawing = _Drawing(envelope, names)
    return [{**drawing.option(one), "default": one.value in chosen} for one in given]


def plain(text: Text, envelope: Envelope, names: Names) -> str:
    """A text for where nothing is formatted."""
    return draw(text, envelope, Plain(names)).strip()


def sure(asked: str, label: str, press: str, guild: str) -> Json:
    """What is shown before a press that wants to be sure counts; `asked` is drawn already."""
    again = {"type": BUTTON, "style": 4, "label": shorten(label, MAX_LABEL), "custom_id": press}
    said = {"type": TEXT, "content": cut(asked, MAX_TEXT)}
    parts = [said, {"type": ROW, "components": [again]}]
    return _body(parts, {"parse": []}, "", guild)


def generic_confirm(label: str, envelope: Envelope) -> str:
    """The question of a button whose own words were said before the last restart."""
    return draw(own(f"{label}?"), envelope, Markdown())


def _each_line(prefix: str, text: str) -> str:
    return "\n".join(prefix + line for line in text.split("\n")) if text else ""


def _file(file: File) -> Json:
    media = {"url": f"attachment://{file.name}"}
    if file.name.lower().endswith(PICTURES):
        return {"type": GALLERY, "items": [{"media": media}]}
    return {"type": FILE, "file": media}


def _attached(index: int, file: File, alt: str) -> Json:
    return {"id": str(index), "filename": file.name, "description": shorten(alt, 1024)}


def _fitted(parts: list[Json]) -> list[Json]:
    """Within forty components and four thousand characters; the longest texts give way."""
    if _count(parts) > MAX_COMPONENTS:
        parts = list(_merged(parts))
    if _count(parts) > MAX_COMPONENTS:
        raise TooMuch(f"components: {_count(parts)}, at most {MAX_COMPONENTS}")
    cap = _cap([len(part["content"]) for part in parts if part["type"] == TEXT])
    return [
        {**part, "content": cut(part["content"], cap)} if part["type"] == TEXT else part
        for part in parts
    ]


def _count(parts: list[Json]) -> int:
    return sum(1 + len(part.get("components", ())) for part in parts)


def _merged(parts: list[Json]) -> Iterator[Json]:
    held: Json | None = None
    for part in parts:
        if held is not None and held["type"] == part["type"] == TEXT:
            held = {**held, "content": f"{held['content']}\n{part['content']}"}
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _cap(lengths: list[int]) -> int:
    """The length above which texts are cut so that all of them fit."""
    left, cap = MAX_TEXT, MAX_TEXT
    for position, length in enumerate(sorted(lengths)):
        cap = left // (len(lengths) - position)
        if length > cap:
            return cap
        left -= length
    return MAX_TEXT
