"""One event's turn: which community, may they, who answers, and how the answer travels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any, cast

from bot import forms, gate, words
from bot.errors import Invalid, Refusal
from bot.events import (
    Beat,
    Changed,
    Commanded,
    Community,
    Completing,
    Computed,
    Door,
    Event,
    Joined,
    Left,
    Opened,
    PlaceLost,
    Pointed,
    Pressed,
    Removed,
    Rostered,
    Settled,
    Submitted,
    Typed,
    Woken,
)
from bot.handlers import Declaration, Kind
from bot.platform import Answer
from bot.text import PLAIN, Text, draw, own, t
from bot.ui import (
    Button,
    Fill,
    Menu,
    Message,
    Option,
    Paragraph,
    Reply,
    Row,
    Say,
    Suggest,
    Weight,
)
from bot.work import Work

if TYPE_CHECKING:
    from bot.dispatcher import Dispatcher
    from bot.premises import Draft, Premises

SHOW, WHICH = "reply.show", "community.which"
LISTENED: Mapping[type[Event], str] = {
    Joined: "joined",
    Left: "left",
    Changed: "changed",
    Rostered: "rostered",
    Opened: "opened",
    PlaceLost: "placelost",
    Removed: "removed",
}
NAMED: Mapping[type[Event], Kind] = {
    Pressed: Kind.BUTTON,
    Pointed: Kind.SHORTCUT,
    Woken: Kind.WAKE,
    Computed: Kind.COMPUTED,
    Beat: Kind.DAILY,
}


@dataclass(slots=True)
class Turn:
    """What is known while one event is handled."""

    dispatcher: Dispatcher
    event: Event
    premises: Premises
    now: datetime
    missing: tuple[Text, ...] = ()
    community: Community | None = None
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        """Fix the dice: the same event thrown again falls the same way."""
        self.random = Random(f"{self.event.space.key}/{self.event.id}")

    def answer(self) -> Answer | None:
        """Run the handler; a refusal undoes what it did and is said instead."""
        try:
            with self.premises.attempt():
                reply = self._reply()
        except Invalid as no:
            reply = self._again(no)
        except Refusal as no:
            reply = Say(Message("hearth.refusal", Weight.ANSWER, (Paragraph(no.message),)))
        return self._travelling(reply) if reply else None

    def _reply(self) -> Reply | None:
        event = self.event
        match event:
            case Typed():
                return self._typed(event)
            case Commanded(verb=verb):
                command = self._found(Kind.COMMAND, verb)
                words.check(command, event.values)
                return self._run(command, event)
            case Completing(verb=verb, option=option):
                return self._suggested(f"{verb} {option}", event)
            case Submitted():
                return self._submitted(event)
            case Settled(key=key):
                return self._settled(key, event)
            case Pressed(name=forms.AGAIN | "reply.show" | "community.which"):
                return self._ours(event)
        if type(event) in LISTENED:
            return self._listened(LISTENED[type(event)])
        named = cast("Pressed | Pointed | Woken | Computed | Beat", event)
        return self._run(self._found(NAMED[type(event)], named.name), event)

    def _typed(self, event: Typed) -> Reply | None:
        understood = words.understand(event.parts, self.dispatcher.table)
        if understood:
            told = _as(Commanded, event, verb=understood.command.name, values=understood.values)
            return self._run(understood.command, told)
        said = " ".join(part for part in event.parts if isinstance(part, str))
        press = self._meant(said)
        if press:
            return self._run(self._found(Kind.BUTTON, press.name), press)
        fallback = self._found(Kind.COMMAND, "")
        return self._run(fallback, _as(Commanded, event, verb="", values={"words": said}))

    def _meant(self, said: str) -> Pressed | None:
        """The button of a recent message that these words name."""
        envelope = self.premises.envelope(self.event.actor, None)
        seen = self.premises.buttons_seen(self.event.actor.person, self.now)
        labels = [(draw(b.label, envelope, PLAIN), str(i)) for i, (_, b) in enumerate(seen)]
        found = words.pressed(said, labels)
        if found is None:
            return None
        community, button = seen[int(found)]
        press: Pressed = _as(Pressed, self.event, name=button.name, subject=button.subject)
        return replace(press, community=community)

    def _submitted(self, event: Submitted) -> Reply | None:
        draft = self._draft(event.form)
        if draft is None:
            return forms.expired(event.values)
        draft = forms.taken(draft, event.values)
        wrong = forms.mistakes(draft)
        if wrong:
            self._keep(draft)
            return forms.shown(draft, wrong)
        if draft.step + 1 < len(draft.form.steps):
            draft = replace(draft, step=draft.step + 1)
            self._keep(draft)
            return forms.shown(draft)
        filled = replace(
            event,
            values=draft.values,
            name=draft.form.name,
            subject=draft.form.subject,
            community=draft.community,
        )
        reply = self._run(self._found(Kind.FORM, draft.form.name), filled)
        self._drop(draft.id)
        return reply

    def _again(self, no: Invalid) -> Reply:
        """The handler found fault with fields: open the form there, filled in."""
        event = self.event
        draft = self._draft(event.form) if isinstance(event, Submitted) else None
        if draft is None or not isinstance(event, Submitted):
            return Say(Message("hearth.refusal", Weight.ANSWER, (Paragraph(no.message),)))
        step = forms.step_with(draft.form, set(no.fields))
        draft = replace(forms.taken(draft, event.values), step=step)
        self._keep(draft)
        return forms.shown(draft, no.fields)

    def _draft(self, id: str) -> Draft | None:  # noqa: A002 - it is one
        draft = self.dispatcher.unkept.get(id) or self.premises.draft(id, self.now)
        if draft and draft.person != self.event.actor.person:
            raise Refusal(t("This form was opened by somebody else; nothing was changed."))
        return draft

    def _keep(self, draft: Draft) -> None:
        if draft.form.kept:
            self.premises.keep_draft(draft, self.now)
        else:
            self.dispatcher.unkept[draft.id] = draft

    def _drop(self, id: str) -> None:  # noqa: A002 - it is one
        self.dispatcher.unkept.pop(id, None)
        self.premises.drop_draft(id)

    def _suggested(self, name: str, event: Completing) -> Reply | None:
        handler = self.dispatcher.by_name.get((Kind.COMPLETE, name))
        if handler is None:
            return Suggest(())
        return self._run(handler, event)

    def _ours(self, event: Pressed) -> Reply | None:
        """The three buttons that are the machinery's own."""
        if event.name == forms.AGAIN:
            draft = self._draft(event.subject)
            return forms.shown(draft) if draft else forms.expired({})
        kept = self.premises.aside(event.actor.person, event.subject, self.now)
        if kept is None:
            raise Refusal(t("This was for somebody else, or its hour is over. Please ask again."))
        if isinstance(kept, Message):
            return Say(kept)
        chosen = self.premises.community(event.values[0] if event.values else "")
        if chosen is None:
            raise Refusal(t("That community is not one of this place."))
        self.premises.remember(event.actor.person, event.place, chosen.id, self.now)
        self.event = replace(kept, community=chosen.id)
        return self._reply()

    def _listened(self, name: str) -> Reply | None:
        """Let every room that listens hear it, in each community it concerns."""
        replies: list[Reply | None] = []
        for declaration in self.dispatcher.table:
            if (declaration.kind, declaration.name) != (Kind.EVENT, name):
                continue
            if declaration.homeless:
                replies.append(self._do(declaration, self.event, None))
                continue
            replies += [
                self._do(declaration, replace(self.event, community=c.id), c)
                for c in gate.concerned(self.event, self.premises)
            ]
        return next((reply for reply in replies if reply), None)

    def _settled(self, key: str, event: Settled) -> Reply | None:
        for declaration in self.dispatcher.table:
            if declaration.kind is Kind.SETTLED and key.startswith(declaration.name):
                self._run(declaration, event)
        return None

    def _found(self, kind: Kind, name: str) -> Declaration:
        found = self.dispatcher.by_name.get((kind, name))
        if found is None:
            raise Refusal(
                t("I no longer know what that was for. Nothing was changed. Try /hearth help.")
            )
        return found

    def _run(self, declaration: Declaration, event: Event) -> Reply | None:
        if declaration.homeless:
            found = gate.meant(event, self.premises, self.now)
            community = found[0] if len(found) == 1 else None
            return self._do(declaration, event, community)
        if event.community:
            community = self.premises.community(event.community)
            if community is None:
                raise Refusal(t("This belongs to a community that is not here. Nothing was done."))
            return self._do(declaration, event, community)
        found = gate.meant(event, self.premises, self.now)
        if len(found) > 1:
            return self._which(event, found)
        if not found:
            raise Refusal(
                t("No community is set up here yet. An administrator can start: /hearth setup")
            )
        return self._do(declaration, replace(event, community=found[0].id), found[0])

    def _which(self, event: Event, found: tuple[Community, ...]) -> Reply:
        kept = forms.identity(self.random)
        self.premises.keep_aside(event.actor.person, event, kept, self.now)
        options = tuple(Option(c.id, own(c.name)) for c in found[:25])
        ask = t("You are in several communities here. Which one is this about?")
        menu = Menu(t("Choose a community"), WHICH, options, kept)
        return Say(Message("hearth.which", Weight.ANSWER, (Paragraph(ask), menu)))

    def _do(
        self, declaration: Declaration, event: Event, community: Community | None
    ) -> Reply | None:
        roles = self.premises.roles(community.id, event.actor.person) if community else None
        gate.admit(declaration, event.actor, event, roles)
        self.community = community
        can = self.dispatcher.platform(event.space)
        work: Work[Any] = Work(
            room=self.premises.room(declaration.feature, community),
            event=event,
            now=self.now,
            random=self.random,
            people=self.premises.names(community),
            title=can.title,
            watchers=can.can.watchers,
            missing=self.missing,
            declarations=self.dispatcher.table,
        )
        reply: Reply | None = declaration.run(event, work)
        self.community = work.room.community
        return reply

    def _travelling(self, reply: Reply) -> Answer:
        event, community = self.event, self.community
        if isinstance(reply, Fill) and not reply.id:
            draft = forms.opened(reply, event.actor.person, self._id(), self.random)
            self._keep(draft)
            reply = forms.shown(draft)
        if isinstance(reply, Fill) and isinstance(event, Typed) and event.door is not Door.COMMAND:
            reply = forms.door(reply)
        if isinstance(reply, Say) and self._overheard(event, reply):
            reply = self._behind_a_button(reply)
        envelope = self.premises.envelope(event.actor, community)
        if isinstance(reply, Say) and not reply.private and community and event.place:
            envelope = replace(envelope, locale=community.language, zone=community.zone)
        return Answer(reply, replace(envelope, community=self._id() or ""))

    def _id(self) -> str | None:
        return self.community.id if self.community else None

    def _overheard(self, event: Event, reply: Say) -> bool:
        """A private answer to words in a channel, where the platform cannot whisper."""
        mentioned = isinstance(event, Typed) and event.door is Door.MENTION
        can = self.dispatcher.platform(event.space).can
        return mentioned and reply.private and not can.say_privately

    def _behind_a_button(self, reply: Say) -> Say:
        kept = forms.identity(self.random)
        self.premises.keep_aside(self.event.actor.person, reply.message, kept, self.now)
        button = Row((Button(t("Show me"), SHOW, kept),))
        told = Paragraph(t("I have an answer for you alone."))
        return Say(Message("hearth.behind", Weight.ANSWER, (told, button)), private=False)


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
