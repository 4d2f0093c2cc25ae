"""Whom a message really pings: what its text names, cut down to what was allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.loopback.discord import permissions
from tests.loopback.discord.model import Channel, Guild, Json, User
from tests.loopback.discord.refusals import malformed
from tests.loopback.discord.world import World

_USER, _ROLE, _ALL = (
    re.compile(r"<@!?(\d+)>"),
    re.compile(r"<@&(\d+)>"),
    re.compile(r"@(everyone|here)\b"),
)

EVERYTHING: Json = {"parse": ["everyone", "roles", "users"], "replied_user": True}
USERS_ONLY: Json = {"parse": ["users"], "replied_user": True}


@dataclass(frozen=True)
class Pings:
    """Users, roles and the crowd words that went through."""

    users: list[User]
    roles: list[str]
    crowds: list[str]

    def written(self) -> list[str]:
        """As they would be typed: `@everyone`, `<@1>`, `<@&2>`."""
        users, roles = (f"<@{user.id}>" for user in self.users), (f"<@&{r}>" for r in self.roles)
        return [*(f"@{crowd}" for crowd in self.crowds), *roles, *users]


def judged(allowed: Json | None) -> None:
    """Refuses an `allowed_mentions` that contradicts itself or is too long."""
    if allowed is None:
        return
    for kind in ("users", "roles"):
        if kind in allowed.get("parse", []) and allowed.get(kind):
            raise malformed(
                "allowed_mentions",
                f"parse:[{kind!r}] and {kind}: [ids...] are mutually exclusive.",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            )
        if len(allowed.get(kind) or []) > 100:
            raise malformed(f"allowed_mentions.{kind}", "Must be 100 or fewer in length.")


def found(
    world: World, author: User, channel: Channel, text: str, allowed: Json, replied: User | None
) -> Pings:
    """The pings of a text under given allowances, by somebody with given permissions."""
    held = world.permissions(author, channel)
    guild = world.guilds.get(channel.guild_id or "")
    users = [
        world.users[i]
        for i in _ids(_USER, text)
        if i in world.users and _passes("users", i, allowed)
    ]
    if replied is not None and allowed.get("replied_user") and replied not in users:
        users.append(replied)
    roles = [
        i
        for i in _ids(_ROLE, text)
        if _role_passes(guild, i, held) and _passes("roles", i, allowed)
    ]
    crowds = sorted(set(_ALL.findall(text))) if "everyone" in allowed.get("parse", []) else []
    if guild is None or not held & permissions.MENTION_EVERYONE:
        crowds = []
    return Pings(users, roles, crowds)


def _ids(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(pattern.findall(text)))


def _passes(kind: str, snowflake: str, allowed: Json) -> bool:
    listed = {str(one) for one in allowed.get(kind) or []}
    return kind in allowed.get("parse", []) or snowflake in listed


def _role_passes(guild: Guild | None, role_id: str, held: int) -> bool:
    if guild is None or role_id not in guild.roles or role_id == guild.id:
        return False
    return guild.roles[role_id].mentionable or bool(held & permissions.MENTION_EVERYONE)
