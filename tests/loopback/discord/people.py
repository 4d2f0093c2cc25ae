"""What people do: typing commands, pressing, filling in, writing, coming and going."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from tests.loopback.discord import (
    commands,
    components,
    message_shapes,
    messages,
    modals,
    options,
    payloads,
    permissions,
    sight,
    threads,
)
from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.comings import Comings, Where, Who
from tests.loopback.discord.commands import Registry
from tests.loopback.discord.gateway import Gateway
from tests.loopback.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    SUBMIT,
    Desk,
    Interaction,
)
from tests.loopback.discord.model import Channel, Json, Message, User
from tests.loopback.discord.refusals import NotPossible
from tests.loopback.discord.sight import Seen

What = str | Message | Seen | None
_SELECT_AS_OPTION = {5: options.PERSON, 6: options.ROLE, 7: options.MENTIONABLE, 8: options.PLACE}


class People(Comings):
    """Acts of people in one guild, by name; each waits until the bot answered or time ran out."""

    desk: Desk
    registry: Registry
    sockets: Gateway

    # Commands, buttons, forms

    async def runs(
        self,
        user: Who,
        command: str,
        options_: dict[str, Any] | None = None,
        channel: Where = None,
        *,
        wait: bool = True,
    ) -> Interaction:
        """Types `/command` with its options, as far as the client lets them."""
        who, place = self._there(user, channel)
        picked = options.pick(self.world, self.registry, who, place, command)
        resolver = options.Resolver(self.world, place)
        given = picked.wrapped(options.filled(picked, options_ or {}, resolver, who))
        data = _command_data(picked.command, given, resolver)
        return await self._acts(self.desk.open(COMMAND, who, place, data), wait=wait)

    async def autocompletes(
        self, user: Who, command: str, option: str, typed: str, channel: Where = None, **others: Any
    ) -> list[Json]:
        """What is offered while typing into one option."""
        who, place = self._there(user, channel)
        picked = options.pick(self.world, self.registry, who, place, command)
        declared = next((one for one in picked.declared if one["name"] == option), {})
        if not declared.get("autocomplete"):
            raise NotPossible(f"{option!r} of /{command} offers nothing while typing")
        resolver = options.Resolver(self.world, place)
        given = options.filled(picked, {**others, option: typed}, resolver, who, typing=option)
        data = _command_data(picked.command, picked.wrapped(given), resolver)
        asked = await self._acts(self.desk.open(AUTOCOMPLETE, who, place, data), wait=True)
        return asked.choices

    async def context_menu(
        self,
        user: Who,
        name: str,
        target: Who | Message | Seen,
        channel: Where = None,
        *,
        wait: bool = True,
    ) -> Interaction:
        """Picks an app from the menu of a person or a message."""
        message = target.message if isinstance(target, Seen) else target
        kind = commands.MESSAGE if isinstance(message, Message) else commands.USER
        who, place = self._there(
            user, message.channel_id if isinstance(message, Message) else channel
        )
        command = self.registry.find(place.guild_id, name, kind)
        if command is None:
            raise NotPossible(
                f"no menu entry {name!r}; there are {self.registry.names(place.guild_id, kind)}"
            )
        options.offered(self.world, command, who, place)
        resolver = options.Resolver(self.world, place)
        if isinstance(message, Message):
            told = message_shapes.message(self.world, message, nonce=False)
            resolver.resolved["messages"] = {message.id: told}
            target_id = message.id
        else:
            target_id = resolver.user(message)
        data = {**_command_data(command, [], resolver), "target_id": target_id}
        return await self._acts(self.desk.open(COMMAND, who, place, data), wait=wait)

    async def presses(
        self, user: Who, message: What, button: str, *, wait: bool = True
    ) -> Interaction:
        """Presses a button by label or custom_id; without a message, on the newest that has it."""
        who = self.world.user(user)
        found, control = self._find(who, message, button, {components.BUTTON})
        if control.get("disabled"):
            raise NotPossible(f"the button {button!r} is greyed out")
        if "custom_id" not in control:
            raise NotPossible(f"the button {button!r} is a link to {control.get('url')}")
        data = {"component_type": 2, "custom_id": control["custom_id"], "id": control["id"]}
        return await self._acts(self._on(who, found, data), wait=wait)

    async def selects(
        self, user: Who, message: What, select: str, *values: Any, wait: bool = True
    ) -> Interaction:
        """Chooses in a select, by label or value, or people and roles by name."""
        who = self.world.user(user)
        found, control = self._find(who, message, select, components.SELECTS)
        if control.get("disabled"):
            raise NotPossible(f"the select {select!r} is greyed out")
        if not control.get("min_values", 1) <= len(values) <= control.get("max_values", 1):
            raise NotPossible(f"{select!r} does not take {len(values)} choices")
        resolver = options.Resolver(self.world, self.world.channels[found.channel_id])
        chosen = [self._choice(control, value, resolver, who) for value in values]
        data = {
            "component_type": control["type"],
            "custom_id": control["custom_id"],
            "id": control["id"],
            "values": chosen,
        }
        if control["type"] != components.STRING_SELECT:
            data["resolved"] = resolver.resolved
        return await self._acts(self._on(who, found, data), wait=wait)

    async def submits(
        self,
        user: Who,
        modal: Interaction | None = None,
        values: dict[str, Any] | None = None,
        *,
        wait: bool = True,
    ) -> Interaction:
        """Fills in an open form, by labels or custom_ids, and sends it."""
        who = self.world.user(user)
        opened = modal or self.open_modal(who)
        if opened is None or opened.modal is None or opened.submitted or opened.user.id != who.id:
            raise NotPossible(f"{who.name} has no such form open")
        resolver = options.Resolver(self.world, opened.channel)

        def resolve(kind: int, value: Any) -> str:
            return self._resolved(kind, value, resolver, who)

        filled = modals.filled(opened.modal, values or {}, resolve)
        opened.submitted = True
        data: Json = {"custom_id": opened.modal["custom_id"], "components": filled}
        if resolver.resolved:
            data["resolved"] = resolver.resolved
        made = self.desk.open(SUBMIT, who, opened.channel, data, opened.message)
        return await self._acts(made, wait=wait)

    def open_modal(self, user: Who) -> Interaction | None:
        """The form standing on somebody's screen."""
        who = self.world.user(user)
        opened = [one for one in self.desk.by_id.values() if one.modal and one.user.id == who.id]
        return opened[-1] if opened and not opened[-1].submitted else None

    # Writing

    async def writes(
        self, user: Who, channel: Where, text: str, reply_to: Message | None = None
    ) -> Message:
        """An ordinary message; `@name` becomes a mention as the client makes it."""
        who, place = self._there(user, channel)
        if not self.world.permissions(who, place) & permissions.SEND_MESSAGES:
            raise NotPossible(f"{who.name} may not write in {place.name}")
        body: Json = {"content": self._with_mentions(text), "nonce": self.world.mint.new()}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to.id}
        return messages.post(self.world, place, who, Draft(body))

    async def mentions(self, user: Who, channel: Where, text: str) -> Message:
        """Writes to the bot by name, in front of everybody."""
        return await self.writes(user, channel, f"<@{self.world.bot.id}> {text}")

    async def begins(
        self, user: Who, forum: Where, title: str, text: str, *tags: str
    ) -> tuple[Channel, Message]:
        """A post in a forum, with the tags of these names."""
        who, place = self._there(user, forum)
        if not self.world.permissions(who, place) & permissions.SEND_MESSAGES:
            raise NotPossible(f"{who.name} may not begin anything in {place.name}")
        chosen = [tag["id"] for tag in place.tags if tag["name"] in tags]
        body: Json = {"name": title, "applied_tags": chosen}
        draft = Draft({"content": self._with_mentions(text)})
        return threads.begin_post(self.world, place, who, body, draft)

    async def writes_dm(self, user: Who, text: str) -> Message:
        return await self.writes(user, self.world.dm_with(self.world.user(user)), text)

    async def edits(self, message: Message, text: str) -> None:
        channel = self.world.channels[message.channel_id]
        messages.edit(self.world, channel, message, Draft({"content": self._with_mentions(text)}))

    async def deletes(self, message: Message) -> None:
        messages.delete(self.world, self.world.channels[message.channel_id], message)

    # Looking

    def sees(self, user: Who, most: int = 0) -> list[Seen]:
        """Everything one person can read and press, oldest first; or the newest so many."""
        who = self.world.user(user)
        visible = sight.visible(self.world, who)
        return [sight.seen(self.world, who, one) for one in visible[-most:]]

    # Behind the counter

    def _there(self, user: Who, channel: Where) -> tuple[User, Channel]:
        who = self.world.user(user)
        place = self.world.dm_with(who) if channel == "dm" else self.channel(channel)
        if not self.world.sees(who, place):
            raise NotPossible(f"{who.name} does not see {place.name or 'that conversation'}")
        return who, place

    def _find(self, who: User, message: What, name: str, kinds: set[int]) -> tuple[Message, Json]:
        visible = sight.visible(self.world, who)
        wanted = message.message if isinstance(message, Seen) else message
        if wanted is not None:
            visible = [one for one in visible if wanted in (one, one.id)]
        for one in reversed(visible):
            if control := components.control(one.components, name, kinds):
                return one, control
        screen = "\n---\n".join(str(sight.seen(self.world, who, one)) for one in visible[-5:])
        raise NotPossible(f"{who.name} finds no {name!r} among:\n{screen}")

    def _on(self, who: User, message: Message, data: Json) -> Interaction:
        channel = self.world.channels[message.channel_id]
        return self.desk.open(COMPONENT, who, channel, data, message)

    def _choice(self, control: Json, value: Any, resolver: options.Resolver, who: User) -> str:
        if control["type"] == components.STRING_SELECT:
            return modals.option_value(control, str(value))
        return self._resolved(control["type"], value, resolver, who)

    def _resolved(self, kind: int, value: Any, resolver: options.Resolver, who: User) -> str:
        if kind == components.UPLOAD:
            return resolver.attachment(value)
        option = _SELECT_AS_OPTION[kind]
        if option == options.PLACE:
            return resolver.channel(value, who)
        return resolver.role(value) if option == options.ROLE else resolver.user(value)

    def _with_mentions(self, text: str) -> str:
        names = self.world.names
        return re.sub(
            r"(?<![<\w])@(\w[\w.-]*)",
            lambda match: f"<@{names[match[1]]}>" if match[1] in names else match[0],
            text,
        )

    async def _acts(self, made: Interaction, *, wait: bool) -> Interaction:
        self.sockets.emit("INTERACTION_CREATE", payloads.interaction(self.world, made))
        if wait:
            await self.answered(made)
        return made

    async def answered(self, made: Interaction) -> Interaction:
        """Waits as the person's client does; after the deadline it says that nobody answered."""
        try:
            await asyncio.wait_for(made.answered.wait(), self.desk.deadline)
        except TimeoutError:
            made.failed = True
        return made


def _command_data(command: Json, given: list[Json], resolver: options.Resolver) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if command["type"] == commands.CHAT:
        data["options"] = given
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if resolver.resolved:
        data["resolved"] = resolver.resolved
    return data
