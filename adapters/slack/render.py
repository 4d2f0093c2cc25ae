"""Message and Home → blocks, with the text that notifications and screen readers use (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from adapters.slack.notice import notice
from adapters.slack.pen import Eyes, Run, short, words_run
from bot.events import Person
from bot.text import Text, t
from bot.ui import (
    Block,
    Bullets,
    Button,
    Divider,
    Facts,
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
)

Json = dict[str, Any]

MAX_HEADER, MAX_LABEL, MAX_HINT, MAX_CONTEXT, MAX_ELEMENTS = 150, 75, 75, 2000, 10
MAX_CONFIRM_TITLE, MAX_CONFIRM, MAX_CONFIRM_BUTTON = 100, 300, 30
MAX_TOTAL = 12_000  # of a message; Slack refuses somewhere above 13,200 (msg_blocks_too_long)
MAX_MESSAGE, MAX_HOME = 50, 100  # blocks
STYLES = {Style.MAIN: "primary", Style.DANGER: "danger"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as Slack takes it: what is shown, and what is read out or notified."""

    text: str
    blocks: list[Json]


def message(shown: Message | Home, eyes: Eyes) -> Drawn:
    """Within Slack's limits; too long words are cut with an ellipsis, buttons never."""
    blocks = _all(shown.blocks, eyes)[:MAX_MESSAGE]
    _fit(blocks)
    return Drawn(notice(shown.blocks, eyes), blocks)


def home(shown: Home, eyes: Eyes) -> Json:
    """A view for `views.publish`."""
    blocks = _all(shown.blocks, eyes)[:MAX_HOME]
    _fit(blocks)
    return {"type": "home", "blocks": blocks}


def routing(name: str, community: str, subject: str) -> str:
    """What travels with a button or menu: where a press goes, never what it may do."""
    return f"{name}|{community}|{subject}"


def plain(said: str) -> Json:
    """A text object that formats nothing; `emoji` off so that :words: stay as typed."""
    return {"type": "plain_text", "text": said, "emoji": False}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def section(runs: list[Run]) -> Json:
    return {"type": "rich_text_section", "elements": runs}


def option(one: Option, eyes: Eyes) -> Json:
    drawn = {"text": plain(eyes.plain(one.label, MAX_LABEL) or "…"), "value": one.value}
    if one.hint:
        drawn["description"] = plain(eyes.plain(one.hint, MAX_HINT))
    return drawn


def _all(shown: Iterable[Block], eyes: Eyes) -> list[Json]:
    return [drawn for index, block in enumerate(shown) for drawn in _block(block, eyes, index)]


def _block(block: Block, eyes: Eyes, index: int) -> Iterator[Json]:  # noqa: PLR0912, C901 - one per kind of block
    match block:
        case Heading(text):
            if words := eyes.plain(text, MAX_HEADER).strip():
                yield {"type": "header", "text": plain(words)}
        case Paragraph(text):
            yield from _said(eyes.runs(text))
        case Quote(text, by):
            yield from _quote(eyes, text, by)
        case Bullets(items):
            lines = [section(runs) for runs in map(eyes.runs, items) if runs]
            if lines:
                yield rich({"type": "rich_text_list", "style": "bullet", "elements": lines})
        case Facts(pairs):
            lines = [run for pair in pairs for run in _fact(eyes, *pair)]
            yield from _said(lines[:-1])
        case Note(text):
            yield from _note(eyes.runs(text))
        case Divider():
            yield {"type": "divider"}
        case Row(buttons):
            if buttons:
                yield {
                    "type": "actions",
                    "elements": [_button(b, eyes, f"{index}.{i}") for i, b in enumerate(buttons)],
                }
        case Menu():
            yield _menu(block, eyes, f"{index}.0")
        case PeopleMenu(label, name, subject):
            yield _beside(
                label,
                eyes,
                {"type": "users_select", "action_id": _id(f"{index}.0", name, subject, eyes)},
            )


def _said(runs: list[Run]) -> Iterator[Json]:
    if runs:
        yield rich(section(runs))


def _quote(eyes: Eyes, text: Text, by: Person | None) -> Iterator[Json]:
    runs = eyes.runs(text)
    if not runs:
        return
    quote = {"type": "rich_text_quote", "elements": runs}
    if by is None:
        yield rich(quote)
        return
    yield rich(quote, section(eyes.runs(t("— {person}", person=by))))


def _fact(eyes: Eyes, name: Text, value: Text) -> list[Run]:
    bold = {"type": "text", "text": eyes.plain(name) + ": ", "style": {"bold": True}}
    return [bold, *eyes.runs(value), words_run("\n")]


def _note(runs: list[Run]) -> Iterator[Json]:
    """The quiet line. A context block's markup would format; what it cannot hold is rich text."""
    spoken = [run for run in runs if run.get("text", "-").strip()]
    if not spoken:
        return
    small = len(spoken) <= MAX_ELEMENTS and all(len(r.get("text", "")) <= MAX_CONTEXT for r in runs)
    if small and not any(run["type"] == "link" for run in spoken):
        yield {"type": "context", "elements": [_context(run) for run in spoken]}
    else:
        yield rich(section([_slanted(run) for run in runs]))


def _context(run: Run) -> Json:
    if run["type"] == "text":
        return plain(run["text"].strip())
    sign = f"<@{run['user_id']}>" if run["type"] == "user" else f"<#{run['channel_id']}>"
    return {"type": "mrkdwn", "text": sign, "verbatim": True}


def _slanted(run: Run) -> Run:
    return {**run, "style": {"italic": True}} if run["type"] in {"text", "link"} else run


def _id(where: str, name: str, subject: str, eyes: Eyes) -> str:
    """Slack wants action ids to differ within a message, so the routing follows a position."""
    return f"{where}:{routing(name, eyes.envelope.community, subject)}"


def _button(button: Button, eyes: Eyes, where: str) -> Json:
    label = eyes.plain(button.label, MAX_LABEL) or "…"
    drawn: Json = {
        "type": "button",
        "text": plain(label),
        "action_id": _id(where, button.name, button.subject, eyes),
    }
    if button.style in STYLES:
        drawn["style"] = STYLES[button.style]
    if button.confirm:
        drawn["confirm"] = {
            "title": plain(short(label, MAX_CONFIRM_TITLE)),
            "text": plain(eyes.plain(button.confirm, MAX_CONFIRM)),
            "confirm": plain(short(label, MAX_CONFIRM_BUTTON)),
            "deny": plain(eyes.plain(t("Cancel"), MAX_CONFIRM_BUTTON)),
        }
    return drawn


def _menu(menu: Menu, eyes: Eyes, where: str) -> Json:
    if not menu.options:  # a menu of nothing is refused; its label still says what it is about
        return {"type": "section", "text": plain(eyes.plain(menu.label) or "…")}
    return _beside(
        menu.label,
        eyes,
        {
            "type": "multi_static_select" if menu.many else "static_select",
            "action_id": _id(where, menu.name, menu.subject, eyes),
            "options": [option(one, eyes) for one in menu.options],
        },
    )


def _beside(label: Text, eyes: Eyes, element: Json) -> Json:
    words = eyes.plain(label) or "…"
    element["placeholder"] = plain(short(words, 150))
    return {"type": "section", "text": plain(words), "accessory": element}


def _fit(blocks: list[Json]) -> None:
    """Cut the longest words until the sum is within Slack's total."""
    while (over := sum(len(words["text"]) for words in _leaves(blocks)) - MAX_TOTAL) > 0:
        longest = max(_leaves(blocks), key=lambda words: len(words["text"]))
        longest["text"] = short(longest["text"], max(1, len(longest["text"]) - over))


def _leaves(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value)
