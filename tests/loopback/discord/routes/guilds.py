"""Guilds: their channels, roles and members."""

from __future__ import annotations

from tests.loopback.discord import intents, members, permissions, shapes
from tests.loopback.discord.calls import NOTHING, Answer, Call, route
from tests.loopback.discord.model import Guild, Json
from tests.loopback.discord.refusals import Refused, malformed


def _guild(call: Call) -> Guild:
    return call.world.guild(call.params["guild_id"])


@route("GET /guilds/{guild_id}")
def look(call: Call) -> Answer:
    guild = _guild(call)
    counts: Json = {}
    if call.wants("with_counts"):
        counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return Answer({**shapes.guild(guild), **counts})


@route("GET /guilds/{guild_id}/channels")
def channels(call: Call) -> Answer:
    return Answer([shapes.channel(one) for one in _guild(call).channels.values() if not one.thread])


@route("GET /guilds/{guild_id}/roles")
def roles(call: Call) -> Answer:
    return Answer([shapes.role(one) for one in _guild(call).roles.values()])


@route("GET /guilds/{guild_id}/roles/{role_id}")
def role(call: Call) -> Answer:
    found = _guild(call).roles.get(call.params["role_id"])
    if found is None:
        raise Refused(10011)
    return Answer(shapes.role(found))


@route("POST /guilds/{guild_id}/roles")
def make_role(call: Call) -> Answer:
    """A new role stands at the bottom, under the bot's own."""
    guild, world = _guild(call), call.world
    held = permissions.in_guild(guild, guild.members[world.bot.id])
    wanted = int(call.body.get("permissions") or 0)
    if not held & permissions.MANAGE_ROLES or wanted & ~held:
        raise Refused(50013)
    for above in guild.roles.values():
        above.position += above.id != guild.id
    made = world.add_role(guild, str(call.body.get("name") or "new role"), wanted)
    made.position, made.mentionable = 1, bool(call.body.get("mentionable"))
    told = {"guild_id": guild.id, "role": shapes.role(made)}
    world.emit("GUILD_ROLE_CREATE", told, intents.GUILDS)
    return Answer(shapes.role(made))


@route("GET /guilds/{guild_id}/members")
def roster(call: Call) -> Answer:
    """Paged by id; the privileged intent opens it."""
    guild = _guild(call)
    if "members" not in call.world.application.privileged:
        raise Refused(50001)
    limit = int(call.query.get("limit") or 1)
    if not 1 <= limit <= 1000:
        raise malformed("limit", "int value should be between 1 and 1000.", "NUMBER_TYPE_RANGE")
    return Answer(members.page(guild, limit, int(call.query.get("after") or 0)))


@route("GET /guilds/{guild_id}/members/search")
def search(call: Call) -> Answer:
    wanted = call.query.get("query", "").lower()
    found = [
        one
        for one in _guild(call).members.values()
        if (one.nick or one.user.name).lower().startswith(wanted)
    ]
    return Answer([shapes.member(one) for one in found[: int(call.query.get("limit") or 1)]])


@route("GET /guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> Answer:
    return Answer(shapes.member(call.world.member(_guild(call), call.params["user_id"])))


@route("PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def give_role(call: Call) -> Answer:
    user_id, role_id = call.params["user_id"], call.params["role_id"]
    members.give_role(call.world, _guild(call), user_id, role_id, held=True)
    return NOTHING


@route("DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def take_role(call: Call) -> Answer:
    user_id, role_id = call.params["user_id"], call.params["role_id"]
    members.give_role(call.world, _guild(call), user_id, role_id, held=False)
    return NOTHING


@route("DELETE /users/@me/guilds/{guild_id}")
def walk_out(call: Call) -> Answer:
    members.remove_bot(call.world, _guild(call))
    return NOTHING
