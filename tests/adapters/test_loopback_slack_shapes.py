"""The loopback Slack's own payloads, held against the published types and against recorded ones."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, cast

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.echo_app import MANIFEST, Echo
from tests.loopback import slack_schemas
from tests.loopback.judge import folder
from tests.loopback.slack import LoopbackSlack

Json = dict[str, Any]
PROTOCOL = folder()
pytestmark = pytest.mark.skipif(PROTOCOL is None, reason="no folder of published schemas")
# Only a workspace of an organisation sends these; the second set Slack sends at times.
GRID = {"enterprise_id", "event.enterprise", "team.enterprise_id", "team.enterprise_name"}
SOMETIMES = {
    "event_context",
    "context_team_id",
    "context_enterprise_id",
    "event.inviter",
    "container.thread_ts",
    "message.thread_ts",
}
SOMETIMES |= {"message.parent_user_id", "actions.value", "event.user", "view.submit_disabled"}
INSIDE = {"blocks", "values"}


@pytest.fixture
async def heard() -> AsyncIterator[list[Json]]:
    """Everything an app hears of a short afternoon."""
    async with LoopbackSlack(MANIFEST) as slack:
        echo = Echo(slack)
        await echo.connect()
        ana, room = slack.add_user("ana", "Ana Sol"), slack.add_channel("room", [])
        await slack.joins_channel(ana, room)
        message = await slack.mentions(ana, room, "hello")
        await slack.writes_dm(ana, "hello")
        await slack.presses(ana, "Poke")
        await slack.runs(ana, "/echo", "form")
        await slack.submits(ana, {"Words": "fine"})
        await slack.opens_home(ana)
        await slack.shortcut(ana, "Ask")
        await slack.message_shortcut(ana, "Keep this", message)
        await slack.joins_team("bea")
        await slack.revoke()
        yield echo.heard
        await echo.close()


def keys(value: object, at: str = "") -> set[str]:
    """Every path of keys, without what stands inside blocks and values."""
    if isinstance(value, list):
        return set().union(*(keys(each, at) for each in value))
    if not isinstance(value, dict):
        return set()
    found = {at + key for key in value}
    return found.union(*(keys(value[key], f"{at}{key}.") for key in value if key not in INSIDE))


def the(heard: list[Json], kind: str) -> Json:
    """The first of a kind: an event, an interaction, a command."""
    named = (
        each for each in heard if each.get("event", each).get("type", each.get("command")) == kind
    )
    return next(named)


def recorded(file: str, name: str) -> Json:
    assert PROTOCOL is not None
    path = PROTOCOL / "recorded-payloads" / file / "slack.json"
    payload: Json = json.loads(path.read_text(encoding="utf-8"))[name]
    return payload


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("ev_app_mention", "app_mention"),
        ("ev_app_home_opened", "app_home_opened"),
        ("ev_member_joined_channel", "member_joined_channel"),
        ("ev_team_join", "team_join"),
        ("ev_tokens_revoked", "tokens_revoked"),
        ("in_block_actions", "block_actions"),
        ("in_global_shortcut", "shortcut"),
        ("in_message_shortcut", "message_action"),
        ("in_slash_command", "/echo"),
        ("in_view_submission", "view_submission"),
    ],
)
async def test_published_types(heard: list[Json], schema: str, kind: str) -> None:
    """The event schemas judge what stands inside the envelope."""
    assert PROTOCOL is not None
    payload = the(heard, kind)
    assert slack_schemas.heard(PROTOCOL / "slack", schema, payload.get("event", payload)) == []


async def test_published_type_of_a_message(heard: list[Json]) -> None:
    """The first message is a channel_join, which has a type of its own; a written one has none."""
    assert PROTOCOL is not None
    messages = [each["event"] for each in heard if each.get("event", {}).get("type") == "message"]
    plain = next(each for each in messages if "subtype" not in each and "bot_id" not in each)
    assert slack_schemas.heard(PROTOCOL / "slack", "ev_message", plain) == []


@pytest.mark.parametrize(
    ("file", "name", "kind"),
    [
        ("slash-commands", "slashCommand", "/echo"),
        ("slash-commands", "viewSubmission", "view_submission"),
        ("modals", "action", "block_actions"),
        ("member-joined-channel", "memberJoinedChannel", "member_joined_channel"),
        ("modals", "mention", "app_mention"),
    ],
)
async def test_recorded_shapes(heard: list[Json], file: str, name: str, kind: str) -> None:
    """No key that a recorded payload does not have, and none of its keys left out."""
    ours, theirs = keys(the(heard, kind)), keys(recorded(file, name))
    allowed = GRID | SOMETIMES
    assert ours - theirs - allowed == set()
    assert theirs - ours - allowed == set()


async def test_published_types_of_answers() -> None:
    """What the SDK gets back; views are left out, whose recorded nulls the types do not know."""
    assert PROTOCOL is not None
    async with LoopbackSlack(MANIFEST) as slack, aiohttp.ClientSession() as session:
        ana = slack.add_user("ana")
        room = slack.add_channel("room", [ana])
        client = AsyncWebClient(slack.bot_token, base_url=slack.api, session=session)
        posted = await client.chat_postMessage(channel=room.id, text="x")
        answers = {
            "chat_postMessage": posted,
            "chat_update": await client.chat_update(channel=room.id, ts=posted["ts"], text="y"),
            "conversations_open": await client.conversations_open(users=ana.id, return_im=True),
            "conversations_info": await client.conversations_info(channel=room.id),
            "conversations_list": await client.conversations_list(types="public_channel,im"),
            "conversations_members": await client.conversations_members(channel=room.id),
            "conversations_history": await client.conversations_history(channel=room.id),
            "users_info": await client.users_info(user=ana.id, include_locale=True),
            "users_list": await client.users_list(),
            "auth_test": await client.auth_test(),
        }
    assert all(isinstance(answer.data, dict) for answer in answers.values())
    for name, answer in answers.items():
        wrong = slack_schemas.heard(PROTOCOL / "slack", f"res_{name}", cast("Json", answer.data))
        assert wrong == [], name
