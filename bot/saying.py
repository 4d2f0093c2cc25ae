"""What typed words lead to: a verb, a button seen lately, a question, or one line of help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import gate, words
from bot.events import Commanded, Event, Pressed, Typed
from bot.handlers import Declaration, Kind
from bot.text import PLAIN, draw
from bot.ui import Reply

if TYPE_CHECKING:
    from bot.turn import Turn


def typed(turn: Turn, event: Typed) -> Reply | None:
    """The verb they begin with; else the button they name; else a member's plain question."""
    understood = words.understand(event.parts, turn.dispatcher.table)
    if understood:
        told = _as(Commanded, event, verb=understood.command.name, values=understood.values)
        return turn.run(understood.command, told)
    said = " ".join(part for part in event.parts if isinstance(part, str))
    press = _meant(turn, said)
    if press:
        return turn.run(turn.found(Kind.BUTTON, press.name), press)
    asked = _asked(turn, said)
    if asked:
        values = {next(iter(asked.options)): said}
        return turn.run(asked, _as(Commanded, event, verb=asked.name, values=values))
    fallback = turn.found(Kind.COMMAND, "")
    return turn.run(fallback, _as(Commanded, event, verb="", values={"words": said}))


def _meant(turn: Turn, said: str) -> Pressed | None:
    """The button of a recent message that these words name."""
    envelope = turn.premises.envelope(turn.event.actor, None)
    seen = turn.premises.buttons_seen(turn.event.actor.person, turn.now)
    labels = [(draw(b.label, envelope, PLAIN), str(i)) for i, (_, b) in enumerate(seen)]
    found = words.pressed(said, labels)
    if found is None:
        return None
    community, button = seen[int(found)]
    press: Pressed = _as(Pressed, turn.event, name=button.name, subject=button.subject)
    return replace(press, community=community)


def _asked(turn: Turn, said: str) -> Declaration | None:
    """The verb whose words a plain question is; of strangers, who cannot ask yet, none."""
    found = gate.meant(turn.event, turn.premises, turn.now)
    if not words.is_question(said) or len(found) != 1:
        return None
    if not turn.premises.roles(found[0].id, turn.event.actor.person):
        return None
    return next((d for d in turn.dispatcher.table if d.asks), None)


def _as(kind: type[Any], event: Event, **more: object) -> Any:
    """The same happening, understood as another kind of event."""
    return kind(
        id=event.id,
        at=event.at,
        actor=event.actor,
        place=event.place,
        community=event.community,
        handle=event.handle,
        **more,
    )
