"""The loopback platform's own rules, asked for directly: what it refuses, limits and breaks."""

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

from tests.loopback import log
from tests.loopback.discord import LoopbackDiscord, NotPossible, faults, permissions
from tests.loopback.discord.control import Remote
from tests.loopback.discord.echo import running
from tests.loopback.judge import Judge

POST = "POST /channels/{channel_id}/messages"


@dataclass
class Wire:
    """A bare client: what it sends, status and body it gets."""

    platform: LoopbackDiscord
    session: aiohttp.ClientSession

    async def ask(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        headers = {"Authorization": f"Bot {token or self.platform.token}"}
        url = self.platform.api + path
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            text = await answer.text()
            return answer, json.loads(text) if answer.content_type == "application/json" else text

    async def code(self, method: str, path: str, body: Any = None) -> int:
        """The error code of a refusal, 0 where there was none."""
        answer, told = await self.ask(method, path, body)
        return int(told["code"]) if answer.status >= 400 else 0

    @property
    def general(self) -> str:
        return f"/channels/{self.platform.channel('general').id}"


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """Its judge is not the session's: here bodies are wrong on purpose."""
    platform = LoopbackDiscord(judge=Judge(tallied=False), rate=0)
    platform.person("ana")
    async with platform, aiohttp.ClientSession() as session:
        yield Wire(platform, session)


async def synced(wire: Wire, *commands: dict[str, Any]) -> int:
    path = f"/applications/{wire.platform.world.application.id}/commands"
    return await wire.code("PUT", path, list(commands))


PING = {"name": "ping", "description": "Are you there?"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({"content": "x", "nonce": "n" * 26}, 50035),
        ({"content": "x", "flags": 1 << 15}, 50035),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, 50035),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035),
        ({"components": [{"type": 1, "components": []}]}, 50035),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "a"}]}]},
            50035,
        ),
        ({"components": [{"type": 10, "content": "text outside the second version"}]}, 50035),
        (
            {"flags": 1 << 15, "components": [{"type": 13, "file": {"url": "attachment://a"}}]},
            50035,
        ),
        ({"content": "x", "message_reference": {"message_id": "1"}}, 50035),
        ({"content": "x", "colour": "an unknown key is ignored"}, 0),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}, 0),
    ],
)
async def test_a_wrong_body_is_refused(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any], code: int
) -> None:
    """Longhand, whether the schemas are there or not."""
    assert await wire.code("POST", f"{wire.general}/messages", body) == code
    monkeypatch.setenv("SHARED", "nowhere")
    assert await wire.code("POST", f"{wire.general}/messages", body) == code
    assert [one.outcome for one in wire.platform.log.of(POST)] == [
        "ok" if code == 0 else str(code)
    ] * 2


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/channels/1", 10003),
        ("GET", "/guilds/1", 10004),
        ("GET", "/guilds/{guild}/members/1", 10013),
        ("GET", "{general}/messages/1", 10008),
        ("GET", "/users/1", 10013),
        ("GET", "/applications/1/commands", 10002),
        ("POST", "/interactions/1/x/callback", 10062),
        ("POST", "/webhooks/1/x", 10015),
        ("PUT", "{general}/thread-members/1", 50024),
        ("DELETE", "{general}", 50013),
    ],
)
async def test_unknown_things_have_their_codes(
    wire: Wire, method: str, path: str, code: int
) -> None:
    where = path.format(general=wire.general, guild=wire.platform.home.id)
    assert await wire.code(method, where, {"type": 4} if method == "POST" else None) == code


async def test_only_the_token_opens_the_door(wire: Wire) -> None:
    answer, told = await wire.ask("GET", "/users/@me", token="wrong")
    assert (answer.status, told) == (401, {"message": "401: Unauthorized", "code": 0})
    answer, _ = await wire.ask("GET", "/users/@me")
    assert answer.headers["Content-Type"] == "application/json"


async def test_an_interaction_is_answered_once_and_lives_a_quarter_hour(wire: Wire) -> None:
    assert await synced(wire, PING) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    callback = f"/interactions/{asked.id}/{asked.token}/callback"
    webhook = f"/webhooks/{wire.platform.world.application.id}/{asked.token}"
    said = {"type": 4, "data": {"content": "yes", "flags": 64}}
    assert await wire.code("POST", webhook, {"content": "too soon"}) == 10015
    answer, told = await wire.ask("POST", f"{callback}?with_response=1", said)
    assert answer.status == 200
    assert told["resource"]["message"]["flags"] == 64
    assert await wire.code("POST", callback, said) == 40060
    hidden = f"{wire.general}/messages/{told['resource']['message']['id']}"
    assert await wire.code("GET", hidden) == 10008
    assert await wire.code("PATCH", f"{webhook}/messages/@original", {"content": "later"}) == 0
    wire.platform.passes(901)
    assert await wire.code("PATCH", f"{webhook}/messages/@original", {"content": "late"}) == 50027


async def test_a_late_answer_meets_a_dead_token(wire: Wire) -> None:
    assert await synced(wire, PING) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    wire.platform.passes(3.1)
    callback = f"/interactions/{asked.id}/{asked.token}/callback"
    assert await wire.code("POST", callback, {"type": 5}) == 10062


async def test_interactions_ping_users_only_unless_told(wire: Wire) -> None:
    """The default of an answer is not that of an ordinary message."""
    wire.platform.permit(permissions.EVERYTHING)
    assert await synced(wire, PING) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    ana = wire.platform.world.user("ana").id
    said = {"type": 4, "data": {"content": f"@everyone <@{ana}>"}}
    callback = f"/interactions/{asked.id}/{asked.token}/callback"
    assert await wire.code("POST", callback, said) == 0
    assert wire.platform.messages[-1].pings == [f"<@{ana}>"]


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Ping", "description": "upper case"},
        {"name": "ping"},
        {"name": "ping", "description": "x" * 101},
        {
            "name": "ping",
            "description": "required after optional",
            "options": [
                {"type": 3, "name": "a", "description": "a"},
                {"type": 3, "name": "b", "description": "b", "required": True},
            ],
        },
    ],
)
async def test_a_wrong_tree_is_not_synced(wire: Wire, command: dict[str, Any]) -> None:
    assert await synced(wire, command) == 50035
    with pytest.raises(NotPossible):
        await wire.platform.runs("ana", "ping")


async def test_a_command_keeps_its_id_and_hides_from_those_without_the_right(wire: Wire) -> None:
    await synced(wire, PING)
    before = wire.platform.registry.all(None)[0]
    limited = {**PING, "default_member_permissions": permissions.MANAGE_GUILD}
    assert await synced(wire, limited) == 0
    after = wire.platform.registry.all(None)[0]
    assert before["id"] == after["id"]
    assert before["version"] != after["version"]
    with pytest.raises(NotPossible, match="not offered"):
        await wire.platform.runs("ana", "ping")


async def test_messages_of_others_are_not_the_bots_to_edit(wire: Wire) -> None:
    message = await wire.platform.writes("ana", "general", "mine")
    where = f"{wire.general}/messages/{message.id}"
    assert await wire.code("PATCH", where, {"content": "yours"}) == 50005
    assert await wire.code("DELETE", where) == 50013


async def test_a_message_carries_one_thread(wire: Wire) -> None:
    message = await wire.platform.writes("ana", "general", "a question")
    where = f"{wire.general}/messages/{message.id}/threads"
    assert await wire.code("POST", where, {"name": "answers"}) == 0
    assert await wire.code("POST", where, {"name": "answers"}) == 160004


async def test_private_messages_opened_too_fast_are_refused(wire: Wire) -> None:
    wire.platform.world.dm_opens_per_ten_minutes = 1
    wire.platform.person("bea")
    for name, code in (("ana", 0), ("ana", 40003)):
        recipient = {"recipient_id": wire.platform.world.user(name).id}
        assert await wire.code("POST", "/users/@me/channels", recipient) == code
    wire.platform.passes(601)
    recipient = {"recipient_id": wire.platform.world.user("bea").id}
    assert await wire.code("POST", "/users/@me/channels", recipient) == 0


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
    wire.platform.limits.global_.window = 1.0
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


def test_the_client_is_the_one_this_was_written_for() -> None:
    assert discord.__version__.startswith("2.7.")
