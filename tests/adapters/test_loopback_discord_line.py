"""The line to the loopback Discord: dropped, resumed, refused, limited, gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import discord
import pytest

from tests.adapters.discord_echo import Echo, running
from tests.loopback.discord import LoopbackDiscord, faults, frames, model
from tests.loopback.judge import Judge


@pytest.fixture
async def platform(judge: Judge) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(judge=judge) as server:
        server.person("ana", global_name="Ana", locale="de")
        server.person("bea")
        yield server


@pytest.fixture
async def bot(platform: LoopbackDiscord) -> AsyncIterator[Echo]:
    async with running(platform) as echo:
        await echo.tree.sync()
        yield echo
        sent = [
            (name, data) for one in platform.sockets.sessions.values() for _, name, data in one.sent
        ]
        assert frames.wrong(sent) == []


async def until(true: Callable[[], object], within: float = 5.0) -> None:
    """Waits for something the client does by itself."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 (the client has no event for most of this)
            await asyncio.sleep(0.01)


def channel(bot: Echo, platform: LoopbackDiscord, name: str = "general") -> discord.TextChannel:
    found = bot.get_channel(int(platform.channel(name).id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_dropped_socket_is_resumed_and_nothing_is_missed(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """What happened while nobody listened is replayed in order."""
    platform.sockets.open_for_business = False
    platform.sockets.drop()
    await until(lambda: platform.sockets.connected == 0)
    for word in ("one", "two", "three"):
        await platform.writes_dm("ana", word)
    platform.sockets.open_for_business = True
    await until(lambda: len(bot.heard) == 3, within=10)
    assert bot.heard == ["one", "two", "three"]
    assert platform.sockets.resumes == 1
    assert len(platform.sockets.identifies) == 1


async def test_reconnect_and_invalid_session(platform: LoopbackDiscord, bot: Echo) -> None:
    """Op 7 and op 9 true resume; op 9 false identifies anew."""
    platform.sockets.reconnect()
    await until(lambda: platform.sockets.resumes == 1, within=10)
    await until(lambda: platform.sockets.connected == 1)
    platform.sockets.invalidate(resumable=True)
    await until(lambda: platform.sockets.resumes == 2, within=10)
    await until(lambda: platform.sockets.connected == 1)
    platform.sockets.invalidate(resumable=False)
    await until(lambda: len(platform.sockets.identifies) == 2, within=15)


async def test_rate_limits_are_waited_for(platform: LoopbackDiscord, bot: Echo) -> None:
    """Seven posts in a window of five, and a scripted 429: the client waits and all arrive."""
    platform.faults.next("POST /channels/{id}/messages", faults.rate_limit(0.05, "shared"))
    for number in range(7):
        await channel(bot, platform).send(str(number))
    assert [one.content for one in platform.messages] == list("0123456")
    assert platform.limits.invalid == type(platform.limits.invalid)()


async def test_a_withheld_intent_is_refused(platform: LoopbackDiscord) -> None:
    platform.privilege()
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(platform):
            pass


async def test_a_revoked_token_ends_everything(platform: LoopbackDiscord, bot: Echo) -> None:
    """The socket closes with 4004 and REST answers 401."""
    platform.revoke_token()
    await until(bot.is_closed)
    with pytest.raises(discord.LoginFailure):
        async with running(platform):
            pass


async def test_an_outage_is_not_a_removal(platform: LoopbackDiscord, bot: Echo) -> None:
    await platform.guild_unavailable()
    await until(lambda: all(guild.unavailable for guild in bot.guilds))
    await platform.guild_available()
    await until(lambda: bot.guilds and not bot.guilds[0].unavailable)
    await platform.bot_removed()
    await until(lambda: not bot.guilds)
    with pytest.raises(discord.NotFound) as refused:
        await bot.fetch_guild(int(platform.home.id))
    assert refused.value.code == 10004


async def test_a_forum_takes_posts_not_messages(platform: LoopbackDiscord, bot: Echo) -> None:
    forum = platform.room("questions", model.FORUM)
    with pytest.raises(discord.HTTPException) as refused:
        await bot.http.request(
            discord.http.Route("POST", f"/channels/{forum.id}/messages"), json={"content": "no"}
        )
    assert refused.value.code == 50008
    body = {"name": "How?", "message": {"content": "Tell me."}}
    made = await bot.http.request(
        discord.http.Route("POST", f"/channels/{forum.id}/threads"), json=body
    )
    assert made["message"]["channel_id"] == made["id"]
