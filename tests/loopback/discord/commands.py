"""The command tree as the bot synced it: judged when it comes, shown to people afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.discord.model import Json
from tests.loopback.discord.refusals import Refused, malformed, too_long
from tests.loopback.discord.world import World

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
_NAME = re.compile(r"^[-_'\w]{1,32}$", re.UNICODE)
_DEFAULTS: Json = {
    "default_member_permissions": None,
    "dm_permission": True,
    "contexts": None,
    "integration_types": [0],
    "nsfw": False,
    "name_localizations": None,
    "description_localizations": None,
}


@dataclass
class Registry:
    """Commands by place (a guild's id, or None for everywhere) and id."""

    world: World
    placed: dict[str | None, dict[str, Json]] = field(default_factory=dict)
    creates_today: int = 0
    syncs: int = 0

    def all(self, guild_id: str | None) -> list[Json]:
        return list(self.placed.get(guild_id, {}).values())

    def replace(self, guild_id: str | None, bodies: list[Json]) -> list[Json]:
        """PUT: these and no others; a command that kept its name keeps its id."""
        _judge_all(bodies)
        before = {(one["type"], one["name"]): one for one in self.all(guild_id)}
        made = [self._made(guild_id, body, before) for body in bodies]
        self.placed[guild_id] = {one["id"]: one for one in made}
        self.syncs += 1
        return made

    def upsert(self, guild_id: str | None, body: Json) -> Json:
        """POST: a new command, or a new version of the one with its name."""
        others = [one for one in self.all(guild_id) if _key(one) != _key(body)]
        _judge_all([*others, body])
        before = {_key(one): one for one in self.all(guild_id)}
        made = self._made(guild_id, body, before)
        self.placed.setdefault(guild_id, {})[made["id"]] = made
        return made

    def change(self, guild_id: str | None, command_id: str, body: Json) -> Json:
        changed = {**self.one(guild_id, command_id), **body, "version": self.world.mint.new()}
        _judge_one(changed)
        self.placed[guild_id][command_id] = changed
        return changed

    def one(self, guild_id: str | None, command_id: str) -> Json:
        found = self.placed.get(guild_id, {}).get(command_id)
        if found is None:
            raise Refused(10063)
        return found

    def remove(self, guild_id: str | None, command_id: str) -> None:
        self.one(guild_id, command_id)
        del self.placed[guild_id][command_id]

    def find(self, guild_id: str | None, name: str, kind: int) -> Json | None:
        """What a person picks: the guild's own command hides the one of everywhere."""
        for place in (guild_id, None) if guild_id else (None,):
            for command in self.all(place):
                if _key(command) == (kind, name):
                    return command
        return None

    def names(self, guild_id: str | None, kind: int = CHAT) -> list[str]:
        """Every path a person could pick, `hearth desk today` among them."""
        places = {None, guild_id}
        commands = [one for place in places for one in self.all(place) if one["type"] == kind]
        return sorted(path for one in commands for path in _paths(one))

    def _made(self, guild_id: str | None, body: Json, before: dict[tuple[int, str], Json]) -> Json:
        same = before.get(_key(body))
        if same is None:
            self.creates_today += 1
            if self.creates_today > 200:
                raise Refused(30034)
        made = {**_DEFAULTS, "type": CHAT, "description": "", **body}
        made["id"] = same["id"] if same else self.world.mint.new()
        made["application_id"] = self.world.application.id
        unchanged = same is not None and {**same, "version": 0} == {**made, "version": 0}
        made["version"] = same["version"] if same and unchanged else self.world.mint.new()
        return {**made, "guild_id": guild_id} if guild_id else made


def _key(command: Json) -> tuple[int, str]:
    return int(command.get("type") or CHAT), str(command["name"])


def _paths(command: Json) -> list[str]:
    nested = [one for one in command.get("options") or [] if one["type"] in {SUBCOMMAND, GROUP}]
    if not nested:
        return [str(command["name"])]
    return [f"{command['name']} {rest}" for one in nested for rest in _paths(one)]


def _judge_all(bodies: list[Json]) -> None:
    keys = [_key(body) for body in bodies]
    if len(keys) != len(set(keys)):
        raise malformed(
            "name",
            "Application command names must be unique",
            "APPLICATION_COMMANDS_DUPLICATE_NAME",
        )
    for kind, most in ((CHAT, 100), (USER, 15), (MESSAGE, 15)):
        if sum(key[0] == kind for key in keys) > most:
            raise malformed("type", f"Maximum number of application commands reached ({most})")
    for body in bodies:
        _judge_one(body)


def _judge_one(body: Json) -> None:
    kind = int(body.get("type") or CHAT)
    if kind != CHAT:
        if body.get("description") or body.get("options") or not 1 <= len(body["name"]) <= 32:
            raise malformed("description", "Context menu commands have a name and nothing else.")
        return
    _judge_named(body)
    if _text(body) > 8000:
        raise too_long("", 8000)
    _judge_options(body.get("options") or [], depth=0)


def _judge_named(body: Json) -> None:
    name = str(body.get("name") or "")
    if not _NAME.match(name) or name != name.lower():
        raise malformed("name", "Command name is invalid", "APPLICATION_COMMAND_INVALID_NAME")
    if not 1 <= len(body.get("description") or "") <= 100:
        raise malformed(
            "description", "Must be between 1 and 100 in length.", "BASE_TYPE_BAD_LENGTH"
        )


def _judge_options(options: list[Json], depth: int) -> None:
    if len(options) > 25:
        raise malformed("options", "Must be 25 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    nested = [one["type"] in {SUBCOMMAND, GROUP} for one in options]
    if any(nested) and (not all(nested) or depth > 1):
        raise malformed(
            "options",
            "Sub-command and sub-command group option types are mutually "
            "exclusive to all other types",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        )
    required = [bool(one.get("required")) for one in options]
    if required != sorted(required, reverse=True):
        raise malformed(
            "options",
            "Required options must be placed before non-required options",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        )
    names = [one["name"] for one in options]
    if len(names) != len(set(names)):
        raise malformed(
            "options",
            "Option names must be unique",
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        )
    for one in options:
        _judge_named(one)
        if len(one.get("choices") or []) > 25 or (one.get("choices") and one.get("autocomplete")):
            raise malformed(
                "options.choices", "Must be 25 or fewer in length, and without autocomplete."
            )
        _judge_options(one.get("options") or [], depth + 1)


def _text(part: Any) -> int:
    own = len(part.get("name") or "") + len(part.get("description") or "")
    own += sum(len(str(one["name"])) + len(str(one["value"])) for one in part.get("choices") or [])
    return own + sum(_text(one) for one in part.get("options") or [])
