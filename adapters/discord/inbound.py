"""Gateway payloads as events: no network, no clock, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.discord.modal import MANY
from adapters.discord.render import ASKS_FIRST, TWIN
from bot.events import (
    Actor,
    Commanded,
    Completing,
    Door,
    Event,
    Part,
    Person,
    Place,
    Pointed,
    Post,
    Power,
    Pressed,
    Space,
    Submitted,
    Typed,
    Value,
)

Json = dict[str, Any]

PLATFORM = "discord"
COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
ON_PERSON, ON_MESSAGE = 2, 3
SUBCOMMAND, GROUP, USER, CHANNEL = 1, 2, 6, 7
PERSON_FIELD, CHANNEL_FIELD, TICKS_FIELD, INPUT_FIELD = 5, 8, 22, 4
THREADS = {10, 11, 12}
ORDINARY, REPLY = 0, 19  # the message types that people write
MANAGES = 1 << 3 | 1 << 5  # administrator, or may manage the guild
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_REFERENCE = re.compile(r"<@!?(\d+)>|<#(\d+)>")
_MAX_SNOWFLAKE = 1 << 64


class Malformed(ValueError):
    """A payload that Discord would not send; it is dropped without harm."""


@dataclass(frozen=True, slots=True)
class Known:
    """What reading a payload needs besides the payload itself."""

    shortcuts: Mapping[tuple[int, str], str]  # (command type, label) → the shortcut's name
    parent_of: Callable[[str], str | None]  # a thread's channel, None for a channel
    powers_of: Callable[[str, Iterable[str], str], frozenset[Power]]  # guild, roles, user
    is_private: Callable[[str], bool]  # a private thread, which is never listened to


def snowflake(value: object) -> str:
    """An id as Discord mints them, or Malformed."""
    text = str(value)
    if not (text.isascii() and text.isdecimal() and int(text) < _MAX_SNOWFLAKE):
        raise Malformed(f"not an id: {text[:40]}")
    return text


def minted(value: str) -> datetime:
    """When Discord made that id."""
    return _EPOCH + timedelta(milliseconds=int(value) >> 22)


def instant(stamp: str) -> datetime:
    """An ISO time of Discord as an aware one."""
    found = datetime.fromisoformat(stamp)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def actor(space: Space, user: Json, member: Json | None, powers: frozenset[Power],
          locale: str | None = None) -> Actor:  # fmt: skip
    """Who that is, by the name people see in the guild."""
    nick = (member or {}).get("nick")
    name = nick or user.get("global_name") or user.get("username") or "?"
    bot = bool(user.get("bot") or user.get("system"))
    person = Person(space, snowflake(user["id"]))
    return Actor(person, str(name), locale=locale, powers=powers, is_bot=bot)


def managing(permissions: object) -> frozenset[Power]:
    """Powers as an interaction tells them."""
    held = int(str(permissions or 0))
    return frozenset({Power.MANAGE}) if held & MANAGES else frozenset()


def user_of(raw: Json) -> Json:
    """Who caused an interaction, in a guild or in a private conversation."""
    member = raw.get("member")
    found: Json = member["user"] if member else raw["user"]
    return found


def handle_of(raw: Json, guild: str) -> str:
    """Everything needed to answer an interaction later, as one word."""
    pressed = raw.get("message") or {}
    ephemeral = int(pressed.get("flags") or 0) & 64
    stands = "" if ephemeral or raw["type"] != COMPONENT else str(pressed.get("id", ""))
    channel = raw.get("channel_id", "")
    return f"i:{guild}:{raw['application_id']}:{raw['token']}:{channel}:{stands}"


def interaction(raw: Json, space: Space, known: Known) -> Event | None:
    """What somebody did with a command, a button, a menu, a form; None for what we have not."""
    member = raw.get("member")
    powers = managing((member or {}).get("permissions"))
    who = actor(space, user_of(raw), member, powers, raw.get("locale"))
    if who.is_bot:
        return None
    around: Json = {
        "id": snowflake(raw["id"]),
        "at": minted(snowflake(raw["id"])),
        "actor": who,
        "place": _place(raw, space),
        "handle": handle_of(raw, space.id),
    }
    return _event(raw, around, space, known)


def _event(raw: Json, around: Json, space: Space, known: Known) -> Event | None:
    data: Json = raw["data"]
    match raw["type"]:
        case 2 if data.get("type", 1) in {ON_PERSON, ON_MESSAGE}:
            return _pointed(data, around, space, known)
        case 2:
            verb, options = _verb(data)
            values = {one["name"]: _option(one, space) for one in options}
            return Commanded(**around, verb=verb, values=values)
        case 3:
            return _pressed(data, around, post_of(raw.get("channel") or {}, space))
        case 4:
            return _completing(data, around)
        case 5:
            values = dict(_fields(data["components"], space))
            post = post_of(raw.get("channel") or {}, space)
            return Submitted(**around, form=str(data["custom_id"]), values=values, post=post)
    return None


def _place(raw: Json, space: Space) -> Place | None:
    if not raw.get("guild_id") or not raw.get("channel_id"):
        return None
    here, channel = snowflake(raw["channel_id"]), raw.get("channel") or {}
    if channel.get("type") in THREADS and channel.get("parent_id"):
        return Place(space, snowflake(channel["parent_id"]), thread=here)
    return Place(space, here)


def post_of(channel: Json, space: Space) -> Post | None:
    """What a thread is called and whose it is; None for what is no thread."""
    if channel.get("type") not in THREADS or not channel.get("owner_id"):
        return None
    author = Person(space, snowflake(channel["owner_id"]))
    return Post(str(channel.get("name") or ""), author)


def _pointed(data: Json, around: Json, space: Space, known: Known) -> Event | None:
    name = known.shortcuts.get((data["type"], data["name"]))
    if name is None:
        return None
    target = snowflake(data["target_id"])
    if data["type"] == ON_PERSON:
        return Pointed(**around, name=name, target=Person(space, target))
    message = data["resolved"]["messages"][target]
    author = Person(space, snowflake(message["author"]["id"]))
    return Pointed(**around, name=name, target=author, text=str(message.get("content") or ""),
                   message=target)  # fmt: skip


def _verb(data: Json) -> tuple[str, list[Json]]:
    """The path of subcommands as one verb, and the options at its end."""
    words: list[str] = []
    options: list[Json] = data.get("options") or []
    while options and options[0]["type"] in {SUBCOMMAND, GROUP}:
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(words), options


def _option(option: Json, space: Space) -> Value:
    match option["type"]:
        case 6:
            return Person(space, snowflake(option["value"]))
        case 7:
            return Place(space, snowflake(option["value"]))
    return str(option["value"])


def carried(custom_id: str) -> tuple[str, str | None, str]:
    """Name, community and subject as they travel with a button; see render.travelling."""
    name, _, rest = custom_id.replace(ASKS_FIRST, "|", 1).partition("|")
    name = name.rpartition(TWIN)[2]
    community, _, subject = rest.partition("|")
    return name, community or None, subject


def asks_first(custom_id: str) -> bool:
    """Whether the pressed button wants to be sure."""
    return ASKS_FIRST in custom_id.partition("|")[0]


def _pressed(data: Json, around: Json, post: Post | None) -> Pressed:
    name, community, subject = carried(str(data["custom_id"]))
    values = tuple(str(value) for value in data.get("values") or ())
    return Pressed(
        **around, name=name, community=community, subject=subject, values=values, post=post
    )


def _completing(data: Json, around: Json) -> Completing | None:
    verb, options = _verb(data)
    for one in options:
        if one.get("focused"):
            return Completing(**around, verb=verb, option=one["name"], partial=str(one["value"]))
    return None


def _fields(components: list[Json], space: Space) -> Iterator[tuple[str, Value]]:
    for part in components:
        inside = [part["component"]] if "component" in part else part.get("components") or []
        for field in inside:
            named = str(field["custom_id"])
            many = named.endswith(MANY) or field["type"] == TICKS_FIELD
            yield named.removesuffix(MANY), _field(field, space, many=many)


def _field(field: Json, space: Space, *, many: bool) -> Value:
    if field["type"] == INPUT_FIELD:
        return str(field.get("value") or "")
    given = field.get("values")
    if given is None:
        given = [] if field.get("value") is None else [field["value"]]
    match field["type"]:
        case 5:
            people = tuple(Person(space, snowflake(one)) for one in given)
            return people if many else (people[0] if people else None)
        case 8:
            return Place(space, snowflake(given[0])) if given else None
    words = tuple(str(one) for one in given)
    return words if many else (words[0] if words else None)


def typed(raw: Json, space: Space, me: str, known: Known) -> Typed | None:
    """Words written to us: a private message, or one that names us; None for all others."""
    user = raw["author"]
    if user.get("bot") or raw.get("webhook_id") or raw["type"] not in {ORDINARY, REPLY}:
        return None
    content, guild = str(raw.get("content") or ""), raw.get("guild_id")
    if guild and not re.search(rf"<@!?{me}>", content):
        return None
    parts = tuple(_parts(content, space, me))
    if not guild and not parts:
        return None
    member = raw.get("member") or {}
    roles = [str(role) for role in member.get("roles") or ()]
    powers = known.powers_of(guild, roles, snowflake(user["id"])) if guild else frozenset()
    channel, message = snowflake(raw["channel_id"]), snowflake(raw["id"])
    return Typed(
        id=message,
        at=instant(raw["timestamp"]),
        actor=actor(space, user, member, powers),
        place=_written_in(channel, space, known) if guild else None,
        handle=f"{'m' if guild else 'd'}:{space.id}:{channel}:{message}",
        parts=parts,
        door=Door.MENTION if guild else Door.DIRECT,
    )


def _written_in(channel: str, space: Space, known: Known) -> Place:
    parent = known.parent_of(channel)
    return Place(space, parent, thread=channel) if parent else Place(space, channel)


def _parts(content: str, space: Space, me: str) -> Iterator[Part]:
    """Words, people and places in the order they were written; our own mention left out."""
    end, words = 0, ""
    for found in _REFERENCE.finditer(content):
        words += content[end : found.start()]
        end = found.end()
        person, place = found.groups()
        if person == me:
            continue
        if words.strip():
            yield words.strip()
        words = ""
        yield Person(space, person) if person else Place(space, place)
    words += content[end:]
    if words.strip():
        yield words.strip()
