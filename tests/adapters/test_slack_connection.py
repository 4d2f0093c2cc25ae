"""Both ways in: sockets that never miss an envelope, and a door that trusts nobody."""

from __future__ import annotations

import asyncio
import json
import time
from functools import partial

import pytest
from aiohttp import ClientSession, WSMsgType, web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import signature
from adapters.slack.manifest import EVENTS, LISTENS, OPTIONAL, SCOPES, link, manifest
from adapters.slack.socket import Switchboard
from bot.errors import Away
from bot.events import Event, Typed
from bot.ui import Reply, Say
from tests.adapters.slack_running import DECLARED, Core, connected, over_http, say
from tests.loopback.slack import LoopbackSlack, Timings


def hello(event: Event) -> Reply:
    return Say(say("Hello"))


async def test_a_hundred_refreshes_lose_nothing() -> None:
    """Slack ends a socket a hundred times while people type; every word is read."""
    core = Core()
    timings = Timings(retries=(), warning=0.05)
    async with connected(core, timings=timings) as (slack, _):
        slack.add_channel("hello", [slack.add_user("ana")])
        slack.at.manifest.declines(*OPTIONAL)  # so that all that is sent is to us
        typing = True
        typed = 0

        async def types() -> None:
            nonlocal typed
            while typing:
                typed += 1
                await slack.runs("ana", "/hearth", f"word {typed}", "hello")
                await asyncio.sleep(0.002)

        busy = [asyncio.create_task(types()) for _ in range(3)]
        for _ in range(100):
            await slack.sockets.refresh()
            await slack.until(partial(_more, slack, slack.sockets.opened - 1))
        typing = False
        await asyncio.gather(*busy)
        assert slack.sockets.unread == []
        assert slack.sockets.undeliverable == []
        assert len(core.heard) == slack.sockets.sent >= typed > 100
        assert slack.sockets.opened >= 101
        assert len(slack.sockets.connections) <= 2


def _more(slack: LoopbackSlack, lines: int) -> bool:
    return slack.sockets.opened > lines and bool(slack.sockets.connections)


async def test_a_cut_line_is_dialled_again() -> None:
    """Without any warning, events flow again within moments."""
    core = Core(answers=hello)
    async with connected(core) as (slack, platform):
        slack.add_channel("hello", [slack.add_user("ana")])
        await slack.sockets.drop()
        await slack.until(lambda: slack.sockets.opened == 2 and platform.up)
        assert (await slack.runs("ana", "/hearth", "why", "hello")).acked


async def test_a_silent_line_is_replaced() -> None:
    """A socket that stays open and says nothing is dead, and another takes over."""
    opened = 0

    async def link_(request: web.Request) -> web.WebSocketResponse:
        nonlocal opened
        opened += 1
        socket = web.WebSocketResponse(autoping=opened > 1)
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        async for frame in socket:
            assert frame.type in {WSMsgType.PING, WSMsgType.TEXT}
        return socket

    async def open_(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"ws://{request.host}/link"})

    app = web.Application()
    app.add_routes([web.post("/api/apps.connections.open", open_), web.get("/link", link_)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    async with ClientSession() as session:
        client = AsyncWebClient(base_url=base, session=session, retry_handlers=[])
        refused: list[str] = []
        board = Switchboard("xapp-1", client, session, _nothing, refused.append, silence=0.2)
        await board.start()
        first = board.line
        await asyncio.sleep(1.0)
        assert board.line is not first
        assert opened == 2
        await board.stop()
    await runner.cleanup()


async def _nothing(line: object, request: object) -> None:
    return None


async def test_stopping_finishes_what_is_at_hand() -> None:
    """A command that is being answered when we stop is still acknowledged."""
    core = Core(answers=hello)
    async with connected(core) as (slack, platform):
        slack.add_channel("hello", [slack.add_user("ana")])
        core.gate = asyncio.Event()
        asked = asyncio.create_task(slack.runs("ana", "/hearth", "why", "hello"))
        await slack.until(lambda: core.heard)
        stopping = asyncio.create_task(platform.stop())
        await asyncio.sleep(0.1)
        core.gate.set()
        await stopping
        assert (await asked).acked


async def test_http_mode_hears_everything() -> None:
    """Signed requests: the challenge, an event, a command and its answer."""
    core = Core(answers=hello)
    async with over_http(core) as (slack, platform):
        assert slack.request_url
        assert await slack.request_url.verify()
        slack.add_channel("hello", [slack.add_user("ana")])
        done = await slack.runs("ana", "/hearth", "why", "hello")
        assert done.acked
        assert [seen.text for seen in slack.sees("ana")] == ["Hello"]
        await slack.mentions("ana", "hello", "help")
        assert slack.courier.unacked == []
        assert len([event for event in core.heard if isinstance(event, Typed)]) == 2
        assert platform.up


async def test_http_mode_lets_slack_deliver_again() -> None:
    """While the database is away nothing is acknowledged, and the retry is one effect."""
    core = Core()
    async with over_http(core) as (slack, _):
        slack.add_channel("hello", [slack.add_user("ana")])
        core.fails = [Away()]
        await slack.mentions("ana", "hello", "help")
        await slack.until(lambda: core.heard)
        assert slack.courier.events[-1].tries[0].status == 503


def stamp(seconds: float = 0) -> str:
    return str(int(time.time() + seconds))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "yesterday", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "1" * 400, "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "-5", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "1e9", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "²³", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": stamp(), "X-Slack-Signature": "v0=ü"},
        {"X-Slack-Request-Timestamp": stamp(), "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": stamp(), "X-Slack-Signature": "v0=" + "0" * 64},
    ],
)
async def test_a_forger_gets_one_line_and_401(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """Malformed or wrong, it is refused quietly: no traceback, no 500, nothing heard."""
    core = Core()
    async with over_http(core) as (slack, _):
        assert slack.request_url
        status, _text = await slack.request_url.raw(b"{}", headers)
        assert status == 401
        assert core.heard == []
        ours = [record for record in caplog.records if record.name == "adapters.slack.app"]
        assert len(ours) == 1
        assert ours[0].exc_info is None


async def test_an_old_or_a_second_use_of_a_signature_is_refused() -> None:
    """Five minutes, once: a captured request is worth nothing."""
    core = Core()
    async with over_http(core) as (slack, _):
        ana = slack.add_user("ana")
        channel = slack.add_channel("hello", [ana])
        event = {"type": "app_mention", "user": ana.id, "channel": channel.id, "ts": "1.1"}
        told = {"type": "event_callback", "team_id": "T0HEARTH", "event_id": "Ev1"}
        body = json.dumps(told | {"event": event | {"text": "hi"}}).encode()
        assert slack.request_url
        plain = {"Content-Type": "application/json"}
        headers = slack.request_url.signed(body) | plain
        assert (await slack.request_url.raw(body, headers))[0] == 200
        assert (await slack.request_url.raw(body, headers))[0] == 401
        old = slack.request_url.signed(body, at=time.time() - 301) | plain
        assert (await slack.request_url.raw(body, old))[0] == 401
        other = slack.request_url.signed(body, secret="another") | plain
        assert (await slack.request_url.raw(body, other))[0] == 401
        zipped = slack.request_url.signed(body) | plain | {"Content-Encoding": "gzip"}
        assert (await slack.request_url.raw(body, zipped))[0] in {400, 415}
        assert len(core.heard) == 1


def test_signatures_are_forgotten_after_ten_minutes() -> None:
    """The memory of used signatures does not grow for ever."""
    replays = signature.Replays()
    for number in range(1000):
        replays.remember(f"v0={number}", float(number))
    assert "v0=999" in replays
    assert "v0=1" not in replays


def test_the_manifest_is_whole() -> None:
    """Every permission has one reason, events are declared, people arrive as people."""
    made = manifest(DECLARED)
    scopes = made["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == set(SCOPES | OPTIONAL)
    assert set(scopes["bot_optional"]) == set(OPTIONAL)
    assert all(reason and "\n" not in reason for reason in (SCOPES | OPTIONAL).values())
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["org_deploy_enabled"] is False
    assert made["settings"]["event_subscriptions"]["bot_events"] == sorted(EVENTS + LISTENS)
    [command] = made["features"]["slash_commands"]
    assert (command["command"], command["should_escape"]) == ("/hearth", True)
    kinds = {each["callback_id"]: each["type"] for each in made["features"]["shortcuts"]}
    assert kinds == {"questions.keep": "message", "questions.ask": "global"}
    assert made["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_the_manifest_for_http_names_its_address() -> None:
    """With a public address Slack is told where to knock, for all three kinds."""
    made = manifest(DECLARED, "https://hearth.example.org/")
    url = "https://hearth.example.org/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"]["request_url"] == url
    assert made["features"]["slash_commands"][0]["url"] == url


def test_the_link_opens_a_filled_in_app() -> None:
    """One address holds the whole manifest."""
    opened = link(DECLARED)
    assert opened.startswith("https://api.slack.com/apps?new_app=1&manifest_json=%7B")
    assert " " not in opened
