"""What a person does that the app must acknowledge: commands, presses, forms, shortcuts."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.slack import forms, payloads, sight, stack, wording
from tests.loopback.slack.deliveries import Courier, Outcome
from tests.loopback.slack.forms import NotPossible
from tests.loopback.slack.hooks import Hooks
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.stack import TROUBLE
from tests.loopback.slack.world import Channel, Message, User, View

Json = dict[str, Any]


@dataclass
class Interaction:
    """What came of it: `failure` is what Slack told the person instead of the app."""

    acked: bool
    failure: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    payload: Json | None = None
    hook: str = ""
    trigger: str = ""
    shown: Message | None = None


class Interactions:
    """Where a message or view may be left out, the latest that fits is meant."""

    def __init__(self, at: Installation, courier: Courier, hooks: Hooks) -> None:
        self.at = at
        self.world = at.world
        self.courier = courier
        self.hooks = hooks

    async def runs(
        self, who: User | str, command: str, text: str = "", where: Channel | str | None = None
    ) -> Interaction:
        """Types a slash command; without a place, to the bot itself."""
        user = self._person(who)
        declared = self.at.manifest.commands.get(command)
        if declared is None:
            raise NotPossible(f"{command} is not a valid command")
        channel = self.world.channel(where) if where else self.world.direct([user])[0]
        self._inside(user, channel)
        escape = bool(declared.get("should_escape"))
        said = wording.command(self.world, text.strip(), should_escape=escape)
        return await self._command(user, channel, command, said)

    async def _command(self, user: User, channel: Channel, command: str, text: str) -> Interaction:
        hook = self.hooks.issue("commands", user, channel, None)
        trigger = self.at.triggers.issue(user)
        payload = payloads.command(self.at, user, channel, command, text)
        payload |= {"response_url": hook, "trigger_id": trigger}
        outcome = await self.courier.interact("slash_commands", payload)
        result = Interaction(outcome.acked, hook=hook, trigger=trigger, payload=outcome.payload)
        if not outcome.acked:
            result.failure = f'{command} failed with the error "{_error(outcome)}"'
        elif outcome.payload:
            self.at.judge.judge_slack("ack", outcome.payload)
            result.shown = self.hooks.say(user, channel, outcome.payload)
        return result

    async def presses(
        self, who: User | str, label: str, on: Message | View | str | None = None
    ) -> Interaction:
        """A button by its label or action id, in a message, a form or the Home."""
        user = self._person(who)
        place = self._place(user, label, on)
        block, element = forms.field(place.blocks, label)
        if element["type"] != "button":
            raise NotPossible(f"{label!r} is a {element['type']}, not a button")
        given: Json = {
            key: element[key] for key in ("text", "value", "style", "url") if key in element
        }
        return await self._acted(user, place, block, element, given)

    async def selects(
        self, who: User | str, name: str, value: Any, on: Message | View | str | None = None
    ) -> Interaction:
        """Chooses in a menu by its placeholder, label or action id, the option by text or value."""
        user = self._person(who)
        place = self._place(user, name, on)
        block, element = forms.field(place.blocks, name)
        held = forms.fill(place.state, block, element, value)
        shown = {"placeholder": element["placeholder"]} if "placeholder" in element else {}
        return await self._acted(user, place, block, element, held | shown)

    async def _acted(
        self, user: User, place: Message | View, block: Json, element: Json, given: Json
    ) -> Interaction:
        view = place if isinstance(place, View) else None
        trigger = self.at.triggers.issue(user, view)
        payload = payloads.pressed(self.at, user, place) | {"trigger_id": trigger}
        named = {"action_id": element["action_id"], "block_id": block["block_id"]}
        action = named | given | {"type": element["type"], "action_ts": self.world.ts()}
        payload["actions"] = [action]
        hook = ""
        if isinstance(place, Message):
            hook = self.hooks.issue("actions", user, place.channel, place)
            payload["response_url"] = hook
        outcome = await self._interactive(payload)
        failure = "" if outcome.acked else TROUBLE
        return Interaction(
            outcome.acked, failure, payload=outcome.payload, hook=hook, trigger=trigger
        )

    async def submits(
        self,
        who: User | str,
        values: Mapping[str, Any] | None = None,
        on: View | str | None = None,
        *,
        unchecked: bool = False,
    ) -> Interaction:
        """Fills fields by label or id and sends the form; unchecked past Slack's own complaints."""
        user = self._person(who)
        view = self._top(user, on)
        for name, value in (values or {}).items():
            block, element = forms.field(view.blocks, name)
            forms.fill(view.state, block, element, value)
        complaints = forms.complaints(view.blocks, view.state)
        if complaints and not unchecked:
            raise NotPossible(f"Slack does not send the form: {complaints}")
        trigger = self.at.triggers.issue(user, view)
        payload = payloads.submitted(self.at, user, view) | {"trigger_id": trigger}
        outcome = await self._interactive(payload)
        result = Interaction(outcome.acked, payload=outcome.payload, trigger=trigger)
        result.failure = stack.answered(self.at, user, view, outcome, result.errors)
        return result

    async def closes(self, who: User | str, *, everything: bool = False) -> Interaction | None:
        """Leaves the form, or all of them; the app hears of it where it asked to."""
        user = self._person(who)
        view = self._top(user, None)
        stack.close(user, list(user.views) if everything else [view])
        if not view.given.get("notify_on_close"):
            return None
        payload = payloads.closed(self.at, user, view, everything=everything)
        outcome = await self._interactive(payload)
        return Interaction(outcome.acked, "" if outcome.acked else TROUBLE)

    async def suggestions(self, who: User | str, name: str, typed: str) -> list[str]:
        """What a menu with outside data offers for these letters, in the form on top."""
        user = self._person(who)
        view = self._top(user, None)
        block, element = forms.field(view.blocks, name)
        asked = {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        payload = payloads.pressed(self.at, user, view) | {"type": "block_suggestion"} | asked
        outcome = await self._interactive(payload)
        self.at.judge.judge_slack("ack.options", outcome.payload or {})
        return [
            str(option["text"]["text"]) for option in (outcome.payload or {}).get("options", ())
        ]

    async def shortcut(self, who: User | str, name: str) -> Interaction:
        """A global shortcut, by callback id or name."""
        user = self._person(who)
        declared = self._shortcut(name, "global")
        return await self._started(user, payloads.shortcut(self.at, user, declared), "")

    async def message_shortcut(self, who: User | str, name: str, on: Message | str) -> Interaction:
        user = self._person(who)
        message = self.world.anywhere(on) if isinstance(on, str) else on
        self._visible(user, message)
        hook = self.hooks.issue("actions", user, message.channel, None)
        declared = self._shortcut(name, "message")
        payload = payloads.message_shortcut(self.at, user, declared, message)
        return await self._started(user, payload | {"response_url": hook}, hook)

    async def _started(self, user: User, payload: Json, hook: str) -> Interaction:
        trigger = self.at.triggers.issue(user)
        outcome = await self._interactive(payload | {"trigger_id": trigger})
        failure = "" if outcome.acked else TROUBLE
        return Interaction(outcome.acked, failure, hook=hook, trigger=trigger)

    async def _interactive(self, payload: Json) -> Outcome:
        if not self.at.manifest.interactive:
            raise NotPossible("the manifest switches interactivity off")
        return await self.courier.interact("interactive", payload)

    def _shortcut(self, name: str, kind: str) -> str:
        for callback, declared in self.at.manifest.shortcuts.items():
            if name in (callback, declared["name"]) and declared["type"] == kind:
                return callback
        raise NotPossible(f"there is no {kind} shortcut {name!r}")

    def _person(self, who: User | str) -> User:
        user = self.world.user(who)
        if user.deleted:
            raise NotPossible(f"{user.name}'s account is deactivated")
        return user

    def _inside(self, user: User, channel: Channel) -> None:
        if channel.kind != "channel" and user.id not in channel.members:
            raise NotPossible(f"{user.name} is not in {channel.name or channel.id}")

    def _visible(self, user: User, message: Message) -> None:
        if not sight.can_see(message, user):
            raise NotPossible(f"{user.name} does not see that message")

    def _top(self, user: User, on: View | str | None) -> View:
        if not user.views:
            raise NotPossible(f"{user.name} has no form open")
        view = user.views[-1]
        if on is not None and view.id != (on.id if isinstance(on, View) else on):
            raise NotPossible("that form is not the one on top")
        return view

    def _place(self, user: User, name: str, on: Message | View | str | None) -> Message | View:
        """Where the button or menu stands; the form on top hides everything else."""
        if isinstance(on, str):
            on = next(
                (view for view in self._views(user) if view.id == on), None
            ) or self.world.anywhere(on)
        if isinstance(on, Message):
            self._visible(user, on)
        if on is not None:
            return on
        seen = [each.message for each in reversed(sight.sees(self.world, user))]
        places: list[Message | View] = [*self._views(user), *seen]
        for place in places:
            with contextlib.suppress(NotPossible):
                forms.field(place.blocks, name)
                return place
        raise NotPossible(f"{user.name} sees nothing called {name!r}")

    def _views(self, user: User) -> list[View]:
        return [*reversed(user.views), *([user.home] if user.home else [])]


def _error(outcome: Outcome) -> str:
    return "dispatch_failed" if outcome.reason == "connection_failed" else "operation_timeout"
