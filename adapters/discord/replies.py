"""What an answer becomes: the first response to an interaction, or a message later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.discord import modal, render
from adapters.discord.inbound import AUTOCOMPLETE, COMPONENT, SUBMIT
from adapters.discord.markup import Names, shorten
from adapters.discord.render import EPHEMERAL, Drawn, Json
from bot.platform import Answer
from bot.text import Envelope, t
from bot.ui import Fill, Later, Message, Paragraph, Say, Show, Suggest, Update, Weight

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
MAX_CHOICE = 100


@dataclass(frozen=True, slots=True)
class Response:
    """A callback's type and data. `hollow`: what it leaves on the screen is taken away again."""

    type: int
    drawn: Drawn | None = None
    hollow: bool = False

    def body(self) -> Json:
        """As it is sent."""
        return {"type": self.type, **({} if self.drawn is None else {"data": self.drawn.body})}


def first(raw: Json, answer: Answer | None, names: Names, guild: str) -> Response:
    """The one response that Discord waits three seconds for; `guild` is whose it is."""
    if raw["type"] == AUTOCOMPLETE:
        return Response(CHOICES, Drawn({"choices": _choices(answer, names)}))
    if answer is None:
        return _acknowledged(raw)
    match answer.reply:
        case Fill() if raw["type"] != SUBMIT:
            return Response(MODAL, Drawn(modal.modal(answer.reply, answer.envelope, names)))
        case Update() if raw["type"] == COMPONENT:
            return _replacing(said(answer, names, guild))
        case Later():
            return deferred(raw)
        case Say(private=False):
            return Response(MESSAGE, said(answer, names, guild))
    drawn = private(said(answer, names, guild), raw)
    return _replacing(drawn) if _on_our_note(raw) else Response(MESSAGE, drawn)


def deferred(raw: Json) -> Response:
    """An answer will come: for their eyes alone."""
    return Response(DEFER, private(Drawn({"flags": 0}), raw))


def said(answer: Answer, names: Names, guild: str) -> Drawn:
    """An answer as a message; forms become the note that leads to them."""
    envelope = answer.envelope
    match answer.reply:
        case Say(message) | Update(message):
            return render.message(message, envelope, names, guild=guild)
        case Show(home):
            return render.home(home, envelope, names, guild)
        case Fill():
            return modal.note(answer.reply, envelope, names, guild)
    raise TypeError(f"{type(answer.reply).__name__} is no message")


def private(drawn: Drawn, raw: Json) -> Drawn:
    """Ephemeral in a guild; in a private conversation it may stay."""
    if not raw.get("guild_id"):
        return drawn
    return replace(drawn, body={**drawn.body, "flags": drawn.body["flags"] | EPHEMERAL})


def placeholder() -> Drawn:
    """Stands for a moment where nothing is to stay."""
    parts = [{"type": render.TEXT, "content": "…"}]
    return Drawn({"flags": render.COMPONENTS_V2, "components": parts})


def try_again(locale: str) -> Answer:
    """Our database is away just now."""
    words = t("I can't get at my notes just now. Please try again in a moment.")
    message = Message("discord.away", Weight.ANSWER, (Paragraph(words),))
    return Answer(Say(message), Envelope(locale))


def asking(raw: Json, confirms: Mapping[str, str], guild: str) -> Response:
    """Before a press counts that wants to be sure: its own question, else its label's."""
    pressed = str(raw["data"]["custom_id"])
    envelope = Envelope(str(raw.get("locale") or "en"))
    label = _label(raw, pressed) or render.plain(t("Yes"), envelope, str)
    question = confirms.get(pressed) or render.generic_confirm(label, envelope)
    certain = pressed.replace(render.ASKS_FIRST, "|", 1)
    return Response(MESSAGE, private(Drawn(render.sure(question, label, certain, guild)), raw))


def _label(raw: Json, pressed: str) -> str:
    rows = (raw.get("message") or {}).get("components") or []
    for part in _inside(rows):
        if part.get("custom_id") == pressed:
            return str(part.get("label") or "")
    return ""


def _inside(parts: list[Json]) -> Iterator[Json]:
    for part in parts:
        yield part
        yield from _inside(part.get("components") or [])


def _acknowledged(raw: Json) -> Response:
    if raw["type"] != COMPONENT and not raw.get("message"):
        return replace(deferred(raw), hollow=True)
    return Response(DEFER_UPDATE)


def _replacing(drawn: Drawn) -> Response:
    return Response(UPDATE, replace(drawn, body={"attachments": [], **drawn.body}))


def _on_our_note(raw: Json) -> bool:
    """The form was opened from a private note of ours, which has served."""
    note: dict[str, Any] = raw.get("message") or {}
    theirs_alone = not raw.get("guild_id") or int(note.get("flags") or 0) & EPHEMERAL
    if raw["type"] != SUBMIT or not theirs_alone:
        return False
    again = f"{modal.AGAIN}|"
    parts = _inside(note.get("components") or [])
    return any(str(part.get("custom_id") or "").startswith(again) for part in parts)


def _choices(answer: Answer | None, names: Names) -> list[Json]:
    if answer is None or not isinstance(answer.reply, Suggest):
        return []
    return [
        {
            "name": shorten(render.plain(one.label, answer.envelope, names), MAX_CHOICE)
            or one.value,
            "value": one.value[:MAX_CHOICE],
        }
        for one in answer.reply.options[:25]
    ]
