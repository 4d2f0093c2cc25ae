"""How an answer travels: under whose eyes, behind which button, in whose language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import filling, forms
from bot.events import Door, Event, Typed
from bot.platform import Answer
from bot.text import t
from bot.ui import Button, Fill, Form, Message, Page, Paragraph, Reply, Row, Say, Weight

if TYPE_CHECKING:
    from bot.turn import Turn

SHOW = "reply.show"


def ready(turn: Turn, reply: Reply) -> Answer:
    """The reply as the platform gets it."""
    event, community = turn.event, turn.community
    id_ = community.id if community else None
    if isinstance(reply, Fill) and not reply.id:
        reply = filling.opened(turn, reply, id_)
    if isinstance(reply, Fill) and isinstance(event, Typed) and event.door is not Door.COMMAND:
        reply = forms.door(reply)
    if isinstance(reply, Page):
        reply = _opened(turn, reply, id_)
    if isinstance(reply, Say) and _is_overheard(turn, event, reply):
        reply = _behind_a_button(turn, reply)
    envelope = turn.premises.envelope(event.actor, community)
    if isinstance(reply, Say) and not reply.private and community and event.place:
        envelope = replace(envelope, locale=community.language, zone=community.zone)
    return Answer(reply, replace(envelope, community=id_ or ""))


def _opened(turn: Turn, page: Page, community: str | None) -> Page:
    """A page whose forms are open, each under an id of its own."""
    blocks = (
        filling.opened(turn, Fill(each), community) if isinstance(each, Form) else each
        for each in page.blocks
    )
    return replace(page, blocks=tuple(blocks))


def _is_overheard(turn: Turn, event: Event, reply: Say) -> bool:
    """A private answer to words in a channel, where the platform cannot whisper."""
    mentioned = isinstance(event, Typed) and event.door is Door.MENTION
    can = turn.dispatcher.platform(event.space).can
    return mentioned and reply.private and not can.say_privately


def _behind_a_button(turn: Turn, reply: Say) -> Say:
    if turn.dispatcher.is_traceless(turn.event):
        # Nothing of it may be kept aside; a door says nothing, and anything else is not said here.
        return replace(reply if reply.message.kind == forms.DOOR else _elsewhere(), private=False)
    kept = forms.identity(turn.random)
    turn.premises.keep_aside(turn.event.actor.person, reply.message, kept, turn.now)
    button = Row((Button(t("Show me"), SHOW, kept),))
    told = Paragraph(t("I have an answer for you alone."))
    return Say(Message("hearth.behind", Weight.ANSWER, (told, button)), private=False)


def _elsewhere() -> Say:
    told = t("I say that to you alone: write to me privately, or use the command.")
    return Say(Message("hearth.elsewhere", Weight.ANSWER, (Paragraph(told),)))
