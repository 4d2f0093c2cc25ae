"""One event's turn: which community, may they, who answers, and how the answer travels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any, cast

from bot import filling, forms, gate, saying, travel, words
from bot.errors import Invalid, Refusal
from bot.events import (
    Beat,
    Began,
    Changed,
    Commanded,
    Community,
    Completing,
    Computed,
    Deleted,
    Event,
    Joined,
    Left,
    Missed,
    Opened,
    PlaceLost,
    Pointed,
    Pressed,
    Removed,
    Role,
    Rostered,
    Settled,
    Started,
    Submitted,
    Typed,
    Visited,
    Woken,
    Wrote,
)
from bot.handlers import Declaration, Kind
from bot.platform import Answer
from bot.pocket import Pocket
from bot.text import Text, own, t
from bot.ui import (
    Menu,
    Message,
    Option,
    Paragraph,
    Reply,
    Say,
    Suggest,
    Weight,
)
from bot.work import Work

if TYPE_CHECKING:
    from bot.dispatcher import Dispatcher
    from bot.premises import Premises

WHICH = "community.which"
LISTENED: Mapping[type[Event], str] = {
    Joined: "joined",
    Left: "left",
    Changed: "changed",
    Rostered: "rostered",
    Opened: "opened",
    PlaceLost: "placelost",
    Removed: "removed",
    Started: "started",
    Missed: "missed",
    Wrote: "wrote",
    Began: "began",
    Deleted: "deleted",
}
ACTED = (Commanded, Typed, Pressed, Submitted, Pointed)  # whoever did one of these is not quiet
NAMED: Mapping[type[Event], Kind] = {
    Pressed: Kind.BUTTON,
    Pointed: Kind.SHORTCUT,
    Visited: Kind.PAGE,
    Woken: Kind.WAKE,
    Computed: Kind.COMPUTED,
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
        """Fix the dice: the same event thrown again falls the same way; a traceless one never."""
        if self.dispatcher.is_traceless(self.event):
            self.random = self.premises.dice()
        else:
            self.random = Random(f"{self.event.space.key}/{self.event.id}")

    def answer(self) -> Answer | None:
        """Run the handler; a refusal undoes what it did and is said instead."""
        try:
            with self.premises.attempt():
                reply = self._reply()
        except Invalid as no:
            reply = filling.again(self, no)
        except Refusal as no:
            reply = filling.said(no)
        return travel.ready(self, reply) if reply else None

    def _reply(self) -> Reply | None:
        event = self.event
        match event:
            case Typed():
                return saying.typed(self, event)
            case Commanded(verb=verb):
                command = self.found(Kind.COMMAND, verb)
                words.check(command, event.values)
                return self.run(command, event)
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
        if isinstance(event, Beat):
            planned = (Kind.BEAT, event.name) in self.dispatcher.by_name
            return self.run(self.found(Kind.BEAT if planned else Kind.DAILY, event.name), event)
        named = cast("Pressed | Pointed | Woken | Computed", event)
        return self.run(self.found(NAMED[type(event)], named.name), event)

    def _submitted(self, event: Submitted) -> Reply | None:
        filled = filling.taken(self, event)
        if not isinstance(filled, Submitted):
            return filled
        reply = self.run(self.found(Kind.FORM, filled.name), filled)
        filling.drop(self, event.form)
        return reply

    def _suggested(self, name: str, event: Completing) -> Reply | None:
        handler = self.dispatcher.by_name.get((Kind.COMPLETE, name))
        if handler is None:
            return Suggest(())
        return self.run(handler, event)

    def _ours(self, event: Pressed) -> Reply | None:
        """The three buttons that are the machinery's own."""
        if event.name == forms.AGAIN:
            draft = filling.found(self, event.subject)
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
                replies.append(self._overhear(declaration, self.event, None))
                continue
            replies += [
                self._overhear(declaration, replace(self.event, community=c.id), c)
                for c in gate.concerned(self.event, self.premises)
            ]
        return next((reply for reply in replies if reply), None)

    def _overhear(
        self, declaration: Declaration, event: Event, community: Community | None
    ) -> Reply | None:
        """One room's refusal undoes what that room did; the others hear it all the same."""
        try:
            with self.premises.attempt():
                return self._do(declaration, event, community)
        except Refusal:
            return None

    def _settled(self, key: str, event: Settled) -> Reply | None:
        for declaration in self.dispatcher.table:
            if declaration.kind is Kind.SETTLED and key.startswith(declaration.name):
                self.run(declaration, event)
        return None

    def found(self, kind: Kind, name: str) -> Declaration:
        found = self.dispatcher.by_name.get((kind, name))
        if found is None:
            raise Refusal(
                t("I no longer know what that was for. Nothing was changed. Try /hearth help.")
            )
        return found

    def run(self, declaration: Declaration, event: Event) -> Reply | None:
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
        if self.dispatcher.is_traceless(event):
            # Nothing may be kept aside of it, not even while somebody chooses.
            raise Refusal(t("You are in several communities here. Please ask in the one you mean."))
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
        self.community = community  # a refusal is of this community too, and so are its buttons
        gate.admit(declaration, event.actor, event, roles)
        can = self.dispatcher.platform(event.space)
        work: Work[Any] = Work(
            room=self.premises.room(declaration.feature, community),
            event=event,
            now=self.now,
            random=self.random,
            people=self.premises.names(community),
            title=can.title,
            watchers=can.can.watchers,
            conversations=can.can.conversations,
            forums=can.can.forums,
            missing=self.missing,
            declarations=self.dispatcher.table,
            doorway=self.dispatcher.doorway(event.space),
            address=can.address,
            pocket=Pocket(self.dispatcher.memory, event.actor.person, self.now, self.random),
        )
        reply: Reply | None = declaration.run(event, work)
        traceless = self.dispatcher.is_traceless(event) and not work.named
        if community and isinstance(event, ACTED) and not traceless:
            self._acted(community, event)
        self.community = work.room.community
        return reply

    def _acted(self, community: Community, event: Event) -> None:
        """Keep a member's day; only now, as the handler may have made, or erased, one."""
        roles = self.premises.roles(community.id, event.actor.person)
        if Role.MEMBER in roles:
            self.premises.acted(community, event.actor.person, self.now)
