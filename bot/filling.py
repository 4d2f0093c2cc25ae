"""A form's way through a turn: taken step by step, opened again where something is amiss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import forms, unkept
from bot.errors import Invalid, Refusal
from bot.events import Submitted
from bot.text import t
from bot.ui import Fill, Message, Paragraph, Reply, Row, Say, Weight

if TYPE_CHECKING:
    from bot.premises import Draft
    from bot.turn import Turn


def taken(turn: Turn, event: Submitted) -> Reply | Submitted:
    """The next thing to show; or, after the last step, the event with all that was filled in."""
    draft = found(turn, event.form)
    if draft is None:
        return forms.expired(event.values)
    if forms.is_stale(draft, event.values):
        return forms.shown(draft)  # the same step sent twice: the next one is open already
    draft = forms.taken(draft, event.values)
    wrong = forms.mistakes(draft)
    if wrong:
        keep(turn, draft)
        return forms.shown(draft, wrong)
    if draft.step + 1 < len(draft.form.steps):
        draft = replace(draft, step=draft.step + 1)
        keep(turn, draft)
        return forms.shown(draft)
    return replace(
        event,
        values=draft.values,
        name=draft.form.name,
        subject=draft.form.subject,
        community=draft.community,
    )


def again(turn: Turn, no: Invalid) -> Reply:
    """The handler found fault with fields: open the form there, filled in."""
    event = turn.event
    draft = found(turn, event.form) if isinstance(event, Submitted) else None
    if draft is None or not isinstance(event, Submitted):
        return said(no)
    step = forms.step_with(draft.form, set(no.fields))
    draft = replace(forms.taken(draft, event.values), step=step)
    keep(turn, draft)
    return forms.shown(draft, no.fields)


def said(no: Refusal) -> Say:
    """A refusal in its own words, with what helps under them."""
    helps = (Row((no.remedy,)),) if no.remedy else ()
    return Say(Message("hearth.refusal", Weight.ANSWER, (Paragraph(no.message), *helps)))


def opened(turn: Turn, fill: Fill, community: str | None) -> Fill:
    """A form that is about to open, under an id of its own."""
    draft = forms.opened(fill, turn.event.actor.person, community, turn.random)
    keep(turn, draft)
    return forms.shown(draft)


def found(turn: Turn, id_: str) -> Draft | None:
    """The form of that id, if it is this person's."""
    held = turn.dispatcher.unkept.get(id_, turn.now)
    draft = held or (None if unkept.is_unkept(id_) else turn.premises.draft(id_, turn.now))
    if draft and draft.person != turn.event.actor.person:
        raise Refusal(t("This form was opened by somebody else; nothing was changed."))
    return draft


def keep(turn: Turn, draft: Draft) -> None:
    """For an hour: on disk, or, where it must leave no trace, in memory."""
    if draft.form.kept:
        turn.premises.keep_draft(draft, turn.now)
    else:
        turn.dispatcher.unkept.put(draft, turn.now)


def drop(turn: Turn, id_: str) -> None:
    """The form is done."""
    turn.dispatcher.unkept.drop(id_)
    turn.premises.drop_draft(id_)
