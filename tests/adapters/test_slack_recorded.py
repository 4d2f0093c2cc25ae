"""What Slack really sent to other apps, sent to ours."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from adapters.slack.platform import SlackPlatform
from tests.adapters.slack_running import (
    TEAM,
    Core,
    Running,
    connected,
)
from tests.loopback.judge import folder
from tests.loopback.slack import LoopbackSlack


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
async def running(core: Core) -> AsyncIterator[tuple[LoopbackSlack, SlackPlatform]]:
    async with connected(core) as both:
        slack = both[0]
        ana, bea = slack.add_user("ana", "Ana Alba"), slack.add_user("bea", is_admin=True)
        slack.add_channel("hello", [ana, bea])
        yield both


def recorded() -> list[Any]:
    """Every payload of Slack's that somebody recorded."""
    shared = folder()
    files = sorted((shared / "recorded-payloads").rglob("*.json")) if shared else []
    found: list[Any] = []
    for file in files:
        if "slack" in str(file.relative_to(shared or file)):
            payloads = json.loads(file.read_text(encoding="utf-8"))
            found += [
                pytest.param(payload, id=f"{file.parent.name}.{file.stem}.{name}")
                for name, payload in payloads.items()
                if isinstance(payload, dict) and ("type" in payload or "command" in payload)
            ]
    return found


@pytest.mark.parametrize("payload", recorded())
async def test_recorded_payloads_are_heard_or_left(
    core: Core, running: Running, payload: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """What Slack really sent to other apps is acknowledged, and disturbs nothing."""
    slack, _ = running
    told = json.dumps(payload)
    for team in {payload.get("team_id"), (payload.get("team") or {}).get("id")} - {None}:
        told = told.replace(str(team), TEAM.id)
    told = told.replace("https://hooks.slack.com", slack.api.removesuffix("/api/"))
    kind: Any = "slash_commands" if "command" in payload else "interactive"
    kind = "events_api" if "event" in payload else kind
    outcome = await slack.sockets.send(kind, json.loads(told), None)
    assert outcome.acked
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


OTHERS: tuple[Any, ...] = (None, "", 7, [], {})


def spoilt(node: Any) -> Iterator[Any]:
    """The payload again and again, each time with one thing missing or of another kind."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield {name: kept for name, kept in node.items() if name != key}
            yield from ({**node, key: other} for other in OTHERS if other != value)
            yield from ({**node, key: worse} for worse in spoilt(value))
    if isinstance(node, list):
        yield from (
            [*node[:i], worse, *node[i + 1 :]]
            for i, one in enumerate(node)
            for worse in spoilt(one)
        )


@pytest.mark.parametrize("payload", recorded()[::4])
async def test_a_spoilt_payload_is_heard_or_left(
    core: Core, running: Running, payload: dict[str, Any]
) -> None:
    """Nothing that arrives makes us answer with an error, so nothing poisoned comes back."""
    _, platform = running
    told = json.dumps(payload)
    for team in {payload.get("team_id"), (payload.get("team") or {}).get("id")} - {None}:
        told = told.replace(str(team), TEAM.id)
    assert platform._connection
    assert platform._connection._ears
    for body in spoilt(json.loads(told)):
        await platform._connection._ears.take(body)
    assert platform.up
