"""How the loopback Slack reaches the app: signed requests, sockets, a process of its own."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.echo_app import MANIFEST, Echo
from tests.loopback.judge import Judge
from tests.loopback.slack import LoopbackSlack, NotPossible, User
from tests.loopback.slack.remote import RemoteSlack
from tests.loopback.slack.request_url import RequestUrl


@pytest.fixture
async def slack(judge: Judge) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(MANIFEST, judge=judge) as one:
        yield one


@pytest.fixture
def ana(slack: LoopbackSlack) -> User:
    return slack.add_user("ana", "Ana Sol")


@pytest.fixture
async def echo(slack: LoopbackSlack) -> AsyncIterator[Echo]:
    app = Echo(slack)
    yield app
    await app.close()


@pytest.fixture
async def url(slack: LoopbackSlack, echo: Echo) -> AsyncIterator[RequestUrl]:
    """The echo app in HTTP mode."""
    runner = web.AppRunner(echo.app.web_app(path="/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    yield slack.delivers_to(f"http://127.0.0.1:{port}/slack/events")
    await runner.cleanup()


async def test_http_carries_everything(
    slack: LoopbackSlack, echo: Echo, url: RequestUrl, ana: User
) -> None:
    """Commands, forms, buttons and events, signed; answers in the body of the acknowledgement."""
    assert await url.verify()
    await slack.runs(ana, "/echo", "a & b")
    assert slack.sees(ana)[-1].text == "You said a & b"
    await slack.runs(ana, "/echo", "form")
    assert (await slack.submits(ana, {"Words": "wrong"})).errors == {"w": "Say something else."}
    await slack.submits(ana, {"Words": "fine"})
    await slack.writes_dm(ana, "hello")
    await slack.presses(ana, "Poke")
    await slack.until(lambda: slack.sees(ana)[-1].text == "Poked.")


async def test_http_tries_again_and_says_so(
    slack: LoopbackSlack, echo: Echo, url: RequestUrl, ana: User, caplog: pytest.LogCaptureFixture
) -> None:
    echo.failing = 2
    await slack.opens_home(ana)
    await slack.until(lambda: slack.courier.events[0].acked)
    assert echo.retries == [None, "1", "2"]
    assert [each.reason for each in slack.courier.events[0].tries] == ["http_error"] * 2 + [""]
    assert "no database today" in caplog.text


@pytest.mark.parametrize("forged", ["secret", "old", "none", "letters"])
async def test_forged_requests(
    slack: LoopbackSlack, echo: Echo, url: RequestUrl, forged: str
) -> None:
    """The real Bolt is asked; a timestamp of letters is known to make it answer 500."""
    body = json.dumps({"type": "event_callback", "event": {"type": "app_mention"}}).encode()
    headers = {
        "secret": url.signed(body, secret="other"),
        "old": url.signed(body, at=1.0),
        "none": {},
        "letters": url.signed(body) | {"X-Slack-Request-Timestamp": "soon"},
    }[forged]
    status, _ = await url.raw(body, headers | {"Content-Type": "application/json"})
    assert status == (500 if forged == "letters" else 401)
    assert not echo.heard


async def test_an_address_nobody_answers(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    slack.delivers_to("http://127.0.0.1:9/")
    await slack.opens_home(ana)
    await slack.until(lambda: len(slack.courier.events[0].tries) == 4)
    assert {each.reason for each in slack.courier.events[0].tries} == {"connection_failed"}
    assert slack.courier.unacked


async def test_socket_addresses_are_good_once(slack: LoopbackSlack, echo: Echo) -> None:
    """And at most ten connections stand at a time, each told how many there are."""
    client = AsyncWebClient(slack.app_token, base_url=slack.api, session=echo._session)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    first = await echo._session.ws_connect(url)
    assert (await first.receive_json())["num_connections"] == 1
    answer = await echo._session.get(url.replace("ws://", "http://"))
    assert answer.status == 403
    sockets = [first]
    for _ in range(10):
        more = await client.apps_connections_open(app_token=slack.app_token)
        sockets.append(await echo._session.ws_connect(more["url"]))
    told = [await each.receive_json() for each in sockets[1:]]
    assert [each["type"] for each in told] == ["hello"] * 9 + ["disconnect"]
    assert told[-1]["reason"] == "too_many_websockets"


async def test_an_envelope_nobody_reads_is_counted(
    slack: LoopbackSlack, echo: Echo, ana: User
) -> None:
    """A connection that is open but deaf; the event is tried again on whatever stands then."""
    slack.at.timings = slack.at.timings.scaled(0.05)
    client = AsyncWebClient(base_url=slack.api, session=echo._session)
    opened = await client.apps_connections_open(app_token=slack.app_token)
    deaf = await echo._session.ws_connect(opened["url"])
    await slack.connected()
    await slack.opens_home(ana)
    assert len(slack.sockets.unread) == 1
    frames = [await deaf.receive_json() for _ in range(3)]
    assert [each.get("retry_attempt") for each in frames] == [None, 0, 1]
    assert frames[2]["retry_reason"] == "timeout"
    assert frames[1]["payload"]["event_id"] == frames[2]["payload"]["event_id"]
    await deaf.close()


async def test_twice_late_and_shuffled(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    """Bolt does not tell repeats apart: everything held arrives as often as it is sent."""
    await echo.connect()
    slack.courier.hold()
    for tab in ("messages", "messages", "home"):
        await slack.opens_home(ana, tab)
    assert not echo.heard
    await slack.courier.release(random.Random(3), times=2)
    ids = [each["event_id"] for each in echo.heard]
    assert len(ids) == 6
    assert len(set(ids)) == 3


async def test_a_link_disabled_and_a_cut(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    """After an abrupt end the SDK comes back by itself."""
    await echo.connect()
    await slack.sockets.drop()
    await slack.until(lambda: slack.sockets.opened == 2 and slack.sockets.connections, 15)
    await slack.writes_dm(ana, "back?")
    assert "message" in echo.kinds


async def test_a_process_of_its_own(tmp_path: Path) -> None:
    """What a kill test holds on to: acts by HTTP, the log in a file."""
    async with RemoteSlack(MANIFEST, tmp_path) as slack:
        ana = await slack.act("add_user", "ana", "Ana Sol")
        await slack.act("add_channel", "practice", ["ana"])
        await slack.act("mentions", "ana", "practice", "anybody?")
        state = await slack.act("state")
        assert [each["type"] for each in state["unacked"]] == ["message", "app_mention"]
        client = AsyncWebClient("xoxb-1-loopback", base_url=slack.api)
        await client.chat_postMessage(channel=ana["id"], text="hello")
        seen = await slack.act("sees", "ana")
        assert [each["text"] for each in seen] == ["@Echo anybody?", "hello"]
        assert [each.method for each in slack.log.accepted()] == ["chat.postMessage"]
        with pytest.raises(NotPossible, match="sees nothing called"):
            await slack.act("presses", "ana", "Poke")
