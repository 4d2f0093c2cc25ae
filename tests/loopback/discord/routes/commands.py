"""Application commands, everywhere or in one guild."""

from __future__ import annotations

from typing import Any

from tests.loopback.discord.calls import NOTHING, Answer, Call, route
from tests.loopback.discord.model import Json
from tests.loopback.discord.refusals import Refused, malformed

_GLOBAL = "/applications/{application_id}/commands"
_LOCAL = "/applications/{application_id}/guilds/{guild_id}/commands"


def _place(call: Call) -> str | None:
    if call.params["application_id"] != call.world.application.id:
        raise Refused(10002)
    guild_id = call.params.get("guild_id")
    return call.world.guild(guild_id).id if guild_id else None


def _shown(call: Call, command: Json) -> Json:
    if call.wants("with_localizations"):
        return command
    return {key: value for key, value in command.items() if not key.endswith("_localizations")}


@route(f"GET {_GLOBAL}")
@route(f"GET {_LOCAL}")
def every(call: Call) -> Answer:
    return Answer([_shown(call, one) for one in call.registry.all(_place(call))])


@route(f"PUT {_GLOBAL}")
@route(f"PUT {_LOCAL}")
def replace(call: Call) -> Answer:
    given: Any = call.payload or []
    if not isinstance(given, list):
        raise malformed("_", "Only iterables may be used in a ListType", "LIST_TYPE_CONVERT")
    return Answer(call.registry.replace(_place(call), given))


@route(f"POST {_GLOBAL}")
@route(f"POST {_LOCAL}")
def upsert(call: Call) -> Answer:
    return Answer(call.registry.upsert(_place(call), call.body), 201)


@route(f"GET {_GLOBAL}/{{command_id}}")
@route(f"GET {_LOCAL}/{{command_id}}")
def look(call: Call) -> Answer:
    return Answer(call.registry.one(_place(call), call.params["command_id"]))


@route(f"PATCH {_GLOBAL}/{{command_id}}")
@route(f"PATCH {_LOCAL}/{{command_id}}")
def change(call: Call) -> Answer:
    place = _place(call)
    return Answer(call.registry.change(place, call.params["command_id"], call.body))


@route(f"DELETE {_GLOBAL}/{{command_id}}")
@route(f"DELETE {_LOCAL}/{{command_id}}")
def delete(call: Call) -> Answer:
    call.registry.remove(_place(call), call.params["command_id"])
    return NOTHING
