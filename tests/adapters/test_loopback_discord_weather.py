"""The loopback platform in bad weather: limits, faults, closed lines, and as its own process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from tests.adapters.discord_echo import running
from tests.loopback import log
from tests.loopback.discord import LoopbackDiscord, NotPossible, faults
from tests.loopback.discord.control import Remote
from tests.loopback.discord.wire import POST, Wire, wire
from tests.loopback.judge import Judge

__all__ = ["wire"]


async def test_buckets_empty_and_say_so(wire: Wire) -> None:
    """Five posts fit, the sixth waits; another channel has its own bucket."""
    wire.platform.limits.pace = 1.0
    for left in (4, 3, 2, 1, 0):
        answer, _ = await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
        assert answer.headers["X-RateLimit-Remaining"] == str(left)
    answer, told = await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
    assert answer.status == 429
    assert answer.headers["Via"]
    assert answer.headers["X-RateLimit-Scope"] == "user"
    assert 0 < told["retry_after"] <= 5
    assert not told["global"]
    welcome = wire.platform.channel("welcome").id
    assert await wire.code("POST", f"/channels/{welcome}/messages", {"content": "x"}) == 0


async def test_fifty_a_second_over_everything(wire: Wire) -> None:
    wire.platform.limits.pace = 1.0
    answers = [await wire.ask("GET", f"/users/{number}") for number in range(52)]
    told = [body for answer, body in answers if answer.status == 429]
    assert told
    assert all(body["global"] for body in told)


@pytest.mark.parametrize(
    ("fault", "status", "stands"),
    [
        ("status:503", 503, 0),
        ("error:200000", 400, 0),
        ("rate_limit:2:global", 429, 0),
        ("html:502", 502, 0),
        ("accepted_then_status:502", 502, 1),
        ("delay:0.01", 200, 1),
    ],
)
async def test_faults_befall_the_next_call_only(
    wire: Wire, fault: str, status: int, stands: int
) -> None:
    wire.platform.faults.next("POST /channels/{id}/messages", fault)
    answer, _ = await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
    assert answer.status == status
    assert len(wire.platform.messages) == stands
    assert len(wire.platform.log.accepted(POST)) == stands
    assert await wire.code("POST", f"{wire.general}/messages", {"content": "y"}) == 0


@pytest.mark.parametrize(("fault", "stands"), [(faults.reset_before, 0), (faults.lose_reply, 1)])
async def test_a_cut_connection_says_nothing_about_the_fact(
    wire: Wire, fault: faults.Fault, stands: int
) -> None:
    wire.platform.faults.next(POST, fault)
    with pytest.raises(aiohttp.ClientConnectionError):
        await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
    assert len(wire.platform.messages) == stands


async def test_half_an_answer_is_no_json(wire: Wire) -> None:
    wire.platform.faults.next(POST, faults.truncated_json)
    with pytest.raises(json.JSONDecodeError):
        await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
    assert len(wire.platform.messages) == 1


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([{"op": 77}], 4001),
        ([{"op": 1, "d": "x" * 5000}], 4002),
        ([{"op": 8, "d": {"guild_id": "1"}}], 4003),
        ([{"op": 2, "d": {"token": "wrong", "intents": 1}}], 4004),
        ([{"op": 2, "d": {"token": "", "intents": 1}}] * 2, 4005),
        ([{"op": 1, "d": None}] * 121, 4008),
        ([{"op": 2, "d": {"token": "", "intents": 1, "shard": [2, 1]}}], 4010),
        ([{"op": 2, "d": {"token": "", "intents": 1 << 40}}], 4013),
        ([{"op": 2, "d": {"token": "", "intents": 1 << 15}}], 4014),
    ],
)
async def test_the_gateway_closes_with_a_reason(
    wire: Wire, frames: list[dict[str, Any]], code: int
) -> None:
    async with wire.session.ws_connect(wire.platform.gateway) as socket:
        for frame in frames:
            if isinstance(frame.get("d"), dict) and frame["d"].get("token") == "":
                frame["d"]["token"] = wire.platform.token
            await socket.send_json(frame)
        async with asyncio.timeout(5):
            while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
    assert socket.close_code == code


async def _next(socket: aiohttp.ClientWebSocketResponse, name: str) -> Any:
    async with asyncio.timeout(5):
        while (frame := await socket.receive_json())["t"] != name:
            pass
    return frame["d"]


async def test_everybody_is_asked_for_once_in_half_a_minute(wire: Wire) -> None:
    guild_id = wire.platform.home.id
    asked = {"op": 8, "d": {"guild_id": guild_id, "query": "", "limit": 0}}
    async with wire.session.ws_connect(wire.platform.gateway) as socket:
        await socket.send_json({"op": 2, "d": {"token": wire.platform.token, "intents": 3}})
        await socket.send_json(asked)
        assert len((await _next(socket, "GUILD_MEMBERS_CHUNK"))["members"]) == 3
        await socket.send_json(asked)
        limited = await _next(socket, "RATE_LIMITED")
    assert limited["opcode"] == 8
    assert 29 < limited["retry_after"] <= 30


async def test_the_thousandth_identify_of_a_day_costs_the_token(wire: Wire) -> None:
    wire.platform.sockets.identifies = [asyncio.get_running_loop().time()] * 1000
    async with wire.session.ws_connect(wire.platform.gateway) as socket:
        await socket.send_json({"op": 2, "d": {"token": wire.platform.token, "intents": 1}})
        async with asyncio.timeout(5):
            while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
    assert socket.close_code == 4004
    answer, _ = await wire.ask("GET", "/users/@me")
    assert answer.status == 401


async def test_a_line_without_acks_is_given_up_by_the_client(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zombie: the real client closes with a code that keeps the session, and resumes."""
    async with LoopbackDiscord(judge=judge) as platform:
        platform.sockets.heartbeat_ms = 200
        async with running(platform, patience=0.5):
            platform.sockets.acks = False
            async with asyncio.timeout(10):
                while not platform.sockets.resumes:  # noqa: ASYNC110 (nobody tells)
                    await asyncio.sleep(0.02)
            platform.sockets.acks = True
            assert not {1000, 1001} & set(platform.sockets.close_codes)


@dataclass(frozen=True)
class Elsewhere:
    """The platform in its own process, as its first line tells."""

    port: int
    api: str
    gateway: str
    token: str


@contextlib.asynccontextmanager
async def process(file: Path) -> AsyncIterator[Elsewhere]:
    command = [sys.executable, "-m", "tests.loopback.discord", "--port", "0", "--log", str(file)]
    one = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert one.stdout is not None
    try:
        yield Elsewhere(**json.loads(await asyncio.wait_for(one.stdout.readline(), 20)))
    finally:
        one.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(one.wait(), 10) == 0


async def test_the_platform_outlives_the_bot(tmp_path: Path) -> None:
    """As a process: people act through its door, its log is a file, the bot comes and goes."""
    async with process(tmp_path / "accepted.jsonl") as platform:
        people = Remote(platform.port)
        await people.act("person", "ana")
        for words in ("first", "second"):
            async with running(platform) as bot:
                await bot.tree.sync()
                await people.act("writes_dm", "ana", words)
                async with asyncio.timeout(5):
                    while (await people.act("sees", "ana"))[-1]["text"] != f"you said {words}":
                        pass

        with pytest.raises(NotPossible, match="no command /nothing"):
            await people.act("runs", "ana", "nothing")
        texts = [one["text"] for one in await people.act("sees", "ana")]
    assert texts == ["first", "you said first", "second", "you said second"]
    accepted = log.read(tmp_path / "accepted.jsonl").accepted(POST)
    assert [one.body["content"] for one in accepted] == texts[1::2]


async def test_lag_delays_answers_and_frames(wire: Wire) -> None:
    wire.platform.lag = 0.05
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with wire.session.ws_connect(wire.platform.gateway) as socket:
        await socket.receive_json()
    assert loop.time() - begun >= 0.05
    begun = loop.time()
    await wire.ask("GET", "/users/@me")
    assert loop.time() - begun >= 0.1


async def test_calls_before_the_end_of_a_wait_are_counted(wire: Wire) -> None:
    """Only of the route that was told to wait, or of all where the limit was global."""
    wire.platform.faults.next(POST, faults.rate_limit(30, "user"))
    await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
    await wire.ask("GET", "/users/@me")
    assert wire.platform.limits.too_early == 0
    await wire.ask("POST", f"{wire.general}/messages", {"content": "x"})
    assert wire.platform.limits.too_early == 1


def test_the_client_is_the_one_this_was_written_for() -> None:
    assert discord.__version__.startswith("2.7.")
