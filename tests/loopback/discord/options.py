"""Typing a slash command: finding it in the synced tree and filling in its options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.loopback.discord import permissions, shapes
from tests.loopback.discord.commands import CHAT, GROUP, SUBCOMMAND, Registry
from tests.loopback.discord.model import Channel, Json, User
from tests.loopback.discord.refusals import NotPossible
from tests.loopback.discord.world import World

STRING, INTEGER, BOOLEAN, PERSON, PLACE, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)


@dataclass
class Resolver:
    """Turns names into ids and keeps what the payload's `resolved` will say about them."""

    world: World
    place: Channel
    resolved: Json = field(default_factory=dict)

    def user(self, who: Any) -> str:
        user = self.world.user(who)
        self.resolved.setdefault("users", {})[user.id] = shapes.user(user)
        guild = self.world.guilds.get(self.place.guild_id or "")
        if guild and user.id in guild.members:
            told = shapes.interaction_member(self.world, guild.members[user.id], self.place)
            del told["user"], told["deaf"], told["mute"]
            self.resolved.setdefault("members", {})[user.id] = told
        return user.id

    def channel(self, which: Any, by: User) -> str:
        for channel in self.world.channels.values():
            if which in (channel, channel.id, channel.name) and self.world.sees(by, channel):
                told = shapes.interaction_channel(self.world, channel, by)
                self.resolved.setdefault("channels", {})[channel.id] = told
                return channel.id
        raise NotPossible(f"{by.name} sees no channel {which!r}")

    def role(self, which: Any) -> str:
        guild = self.world.guilds.get(self.place.guild_id or "")
        for role in guild.roles.values() if guild else ():
            if which in (role, role.id, role.name):
                self.resolved.setdefault("roles", {})[role.id] = shapes.role(role)
                return role.id
        raise NotPossible(f"no role {which!r} here")

    def attachment(self, which: tuple[str, bytes]) -> str:
        snowflake, (filename, content) = self.world.mint.new(), which
        url = f"{self.world.files_at}/{self.place.id}/{snowflake}/{filename}"
        told = {
            "id": snowflake,
            "filename": filename,
            "size": len(content),
            "url": url,
            "proxy_url": url,
        }
        self.resolved.setdefault("attachments", {})[snowflake] = {**told, "ephemeral": True}
        return snowflake


@dataclass(frozen=True)
class Picked:
    """A command chosen from the list, down to its sub-command."""

    command: Json
    chain: list[Json]
    declared: list[Json]

    def wrapped(self, options: list[Json]) -> list[Json]:
        """The options inside the sub-commands that lead to them."""
        for step in reversed(self.chain):
            options = [{"name": step["name"], "type": step["type"], "options": options}]
        return options


def pick(world: World, registry: Registry, user: User, place: Channel, path: str) -> Picked:
    """What a person finds when typing `/hearth desk today`; NotPossible if it is not offered."""
    root, *rest = path.lstrip("/").split()
    command = registry.find(place.guild_id, root, CHAT)
    if command is None:
        raise NotPossible(f"no command /{root}; there are {registry.names(place.guild_id)}")
    offered(world, command, user, place)
    chain: list[Json] = []
    declared: list[Json] = command.get("options") or []
    for word in rest:
        step = next(
            (one for one in declared if one["name"] == word and one["type"] in {SUBCOMMAND, GROUP}),
            None,
        )
        if step is None:
            raise NotPossible(f"no command /{path}; there are {registry.names(place.guild_id)}")
        chain.append(step)
        declared = step.get("options") or []
    if any(one["type"] in {SUBCOMMAND, GROUP} for one in declared):
        raise NotPossible(
            f"/{path} cannot be sent without one of {[one['name'] for one in declared]}"
        )
    return Picked(command, chain, declared)


def offered(world: World, command: Json, user: User, place: Channel) -> None:
    """Whether the client shows the command to this person in this place."""
    held = world.permissions(user, place)
    wanted = command.get("default_member_permissions")
    if place.guild_id is None:
        contexts = command.get("contexts")
        if command.get("dm_permission") is False or (contexts is not None and 1 not in contexts):
            raise NotPossible(f"/{command['name']} is not offered in private messages")
    elif not held & permissions.USE_APPLICATION_COMMANDS:
        raise NotPossible(f"{user.name} may not use commands in {place.name}")
    elif wanted is not None and held & int(wanted) != int(wanted):
        raise NotPossible(f"/{command['name']} is not offered to {user.name}")


def filled(
    picked: Picked, values: dict[str, Any], resolver: Resolver, by: User, typing: str | None = None
) -> list[Json]:
    """The options as the payload carries them, in declared order; `typing` is the focused one."""
    known = {one["name"] for one in picked.declared}
    if unknown := set(values) - known:
        raise NotPossible(f"the command has no {sorted(unknown)}; it has {sorted(known)}")
    made: list[Json] = []
    for declared in picked.declared:
        name, kind = declared["name"], declared["type"]
        if name == typing:
            made.append({"name": name, "type": kind, "value": str(values[name]), "focused": True})
        elif values.get(name) is not None:
            value = _value(declared, values[name], resolver, by)
            made.append({"name": name, "type": kind, "value": value})
        elif declared.get("required") and typing is None:
            raise NotPossible(f"the option {name!r} is required")
    return made


def _value(declared: Json, given: Any, resolver: Resolver, by: User) -> Any:
    kind = declared["type"]
    if declared.get("choices"):
        return _choice(declared, given)
    if kind == STRING:
        return _text(declared, str(given))
    if kind in {INTEGER, NUMBER}:
        return _number(declared, given)
    if kind == BOOLEAN:
        return bool(given)
    if kind == PLACE:
        return resolver.channel(given, by)
    if kind == ROLE:
        return resolver.role(given)
    if kind == ATTACHMENT:
        return resolver.attachment(given)
    return resolver.user(given)


def _choice(declared: Json, given: Any) -> Any:
    for choice in declared["choices"]:
        if given in (choice["name"], choice["value"]):
            return choice["value"]
    raise NotPossible(f"{declared['name']!r} offers {[one['name'] for one in declared['choices']]}")


def _text(declared: Json, given: str) -> str:
    least, most = declared.get("min_length") or 0, declared.get("max_length") or 6000
    if not least <= len(given) <= most:
        raise NotPossible(
            f"{declared['name']!r} takes {least} to {most} characters, not {len(given)}"
        )
    return given


def _number(declared: Json, given: Any) -> Any:
    if declared["type"] == INTEGER and not isinstance(given, int):
        raise NotPossible(f"{declared['name']!r} takes a whole number")
    least, most = declared.get("min_value"), declared.get("max_value")
    if (least is not None and given < least) or (most is not None and given > most):
        raise NotPossible(f"{declared['name']!r} takes {least} to {most}")
    return given
