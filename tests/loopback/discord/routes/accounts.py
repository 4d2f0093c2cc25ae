"""Who the bot is, where its gateway stands, and opening private conversations."""

from __future__ import annotations

from tests.loopback.discord import shapes
from tests.loopback.discord.calls import Answer, Call, route
from tests.loopback.discord.model import Json
from tests.loopback.discord.refusals import Refused
from tests.loopback.discord.world import World

_FLAGS = {"presences": 1 << 13, "members": 1 << 15, "message_content": 1 << 19}


def flags(world: World) -> int:
    """The application's public flags: one per privileged intent it was given."""
    return sum(_FLAGS[one] for one in world.application.privileged)


@route("GET /users/@me")
def me(call: Call) -> Answer:
    return Answer(shapes.me(call.world.bot))


@route("GET /oauth2/applications/@me")
@route("GET /applications/@me")
def own_application(call: Call) -> Answer:
    return Answer(_application(call.world))


@route("GET /applications/{application_id}")
def application(call: Call) -> Answer:
    if call.params["application_id"] != call.world.application.id:
        raise Refused(10002)
    return Answer(_application(call.world))


def _application(world: World) -> Json:
    own = world.application
    inside = sum(world.bot.id in guild.members for guild in world.guilds.values())
    return {
        "id": own.id,
        "name": own.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": shapes.user(own.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": shapes.user(own.owner),
        "team": None,
        "flags": flags(world),
        "approximate_guild_count": inside,
        "install_params": None,
        "integration_types_config": {"0": {}},
        "rpc_origins": [],
        "redirect_uris": [],
        "interactions_endpoint_url": None,
    }


@route("GET /gateway")
def gateway(call: Call) -> Answer:
    return Answer({"url": call.gateway_url})


@route("GET /gateway/bot")
def gateway_for_bots(call: Call) -> Answer:
    limit = {
        "total": 1000,
        "remaining": call.identifies_left,
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    }
    return Answer({"url": call.gateway_url, "shards": 1, "session_start_limit": limit})


@route("GET /users/{user_id}")
def user(call: Call) -> Answer:
    found = call.world.users.get(call.params["user_id"])
    if found is None:
        raise Refused(10013)
    return Answer(shapes.user(found))


@route("GET /users/@me/guilds")
def own_guilds(call: Call) -> Answer:
    world = call.world
    inside = [guild for guild in world.guilds.values() if world.bot.id in guild.members]
    return Answer([_partial_guild(world, guild.id) for guild in inside])


def _partial_guild(world: World, guild_id: str) -> Json:
    guild = world.guild(guild_id)
    held = shapes.guild_permissions(guild, guild.members[world.bot.id])
    shown = {"id": guild.id, "name": guild.name, "icon": None, "banner": None}
    return {**shown, "owner": False, "permissions": held, "features": guild.features}


@route("POST /users/@me/channels")
def open_dm(call: Call) -> Answer:
    """The conversation with one person; asking again gives the same."""
    world = call.world
    recipient = world.users.get(str(call.body.get("recipient_id")))
    if recipient is None:
        raise Refused(10013)
    if recipient.id == world.bot.id:
        raise Refused(50007)
    before = len(world.channels)
    _not_too_fast(world)
    channel = world.dm_with(recipient)
    if len(world.channels) > before:
        world.dm_opened_at.append(world.clock.now())
    return Answer(shapes.channel(channel))


def _not_too_fast(world: World) -> None:
    most, now = world.dm_opens_per_ten_minutes, world.clock.now()
    lately = [at for at in world.dm_opened_at if now - at < 600]
    if most is not None and len(lately) >= most:
        raise Refused(40003)
