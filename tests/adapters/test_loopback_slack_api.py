"""What the loopback Slack's Web API takes and refuses, asked by the real SDK."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.echo_app import MANIFEST, button, form, plain
from tests.loopback.judge import Judge
from tests.loopback.slack import Channel, LoopbackSlack, User


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    """Bad bodies are sent on purpose, so this judge's complaints do not count."""
    async with LoopbackSlack(MANIFEST, judge=Judge(tallied=False)) as one:
        yield one


@pytest.fixture
async def client(slack: LoopbackSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        # By itself the SDK would send once more what it got no answer to.
        yield AsyncWebClient(
            slack.bot_token, base_url=slack.api, session=session, retry_handlers=[]
        )


@pytest.fixture
def ana(slack: LoopbackSlack) -> User:
    return slack.add_user("ana", "Ana Sol", is_admin=True, locale="es-ES")


@pytest.fixture
def home(slack: LoopbackSlack, ana: User) -> Channel:
    return slack.add_channel("practice", [ana])


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as why:
        await call
    return str(why.value.response["error"])


async def test_every_wire_form_is_read(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User, home: Channel
) -> None:
    """JSON, GET with a query, POST with a query, and the three steps of an upload."""
    posted = await client.chat_postMessage(channel=home.id, text="one")
    told = await client.conversations_history(channel=home.id, limit=1, include_all_metadata=True)
    assert told["messages"][0]["ts"] == posted["ts"]
    opened = await client.conversations_open(users=[ana.id])
    again = await client.conversations_open(users=[ana.id], return_im=True)
    assert (again["channel"]["id"], again["already_open"]) == (opened["channel"]["id"], True)
    await client.files_upload_v2(channel=home.id, content="a,b", filename="me.csv", title="Yours")
    assert slack.sees(ana)[-1].message.files[0]["name"] == "me.csv"
    assert (await client.users_info(user=ana.id, include_locale=True))["user"]["locale"] == "es-ES"


async def test_tokens(slack: LoopbackSlack, client: AsyncWebClient, home: Channel) -> None:
    assert (await client.auth_test()).headers["x-oauth-scopes"].startswith("app_mentions:read")
    assert await refused(client.auth_test(token="xoxb-other")) == "invalid_auth"
    assert (
        await refused(client.chat_postMessage(channel=home.id, text="x", token=slack.app_token))
        == "not_allowed_token_type"
    )
    await slack.revoke()
    assert await refused(client.auth_test()) == "token_revoked"


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": "#practice", "text": "x"}),
        ("im:write", "conversations.open", {"users": "USLACKBOT"}),
        ("users:read", "users.info", {"user": "USLACKBOT"}),
        ("channels:history", "conversations.history", {"channel": "#practice"}),
    ],
)
async def test_a_scope_that_was_not_granted(
    scope: str, method: str, arguments: dict[str, str]
) -> None:
    """The answer names the scope that is needed and those that were given."""
    manifest = copy.deepcopy(MANIFEST)
    granted = manifest["oauth_config"]["scopes"]["bot"]
    granted.remove(scope)
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    async with LoopbackSlack(manifest, judge=Judge(tallied=False)) as slack:
        channel = slack.add_channel("practice")
        body = {key: channel.id if value[0] == "#" else value for key, value in arguments.items()}
        client = AsyncWebClient(slack.bot_token, base_url=slack.api)
        with pytest.raises(SlackApiError) as why:
            await client.api_call(method, params=body)
    assert (why.value.response["error"], why.value.response["needed"]) == ("missing_scope", scope)
    assert why.value.response["provided"] == ",".join(granted)


async def test_where_the_app_may_write(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User, home: Channel
) -> None:
    outside = slack.add_channel("outside", [ana], bot=False)
    secret = slack.add_channel("secret", [ana], bot=False, kind="group")
    post = client.chat_postMessage
    assert await refused(post(channel=outside.id, text="x")) == "not_in_channel"
    assert await refused(post(channel=secret.id, text="x")) == "channel_not_found"
    await slack.archives(home)
    assert await refused(post(channel=home.id, text="x")) == "is_archived"
    gone = slack.add_user("gone", deleted=True)
    assert await refused(client.conversations_open(users=gone.id)) == "user_disabled"
    people = [slack.add_user(f"p{number}").id for number in range(9)]
    assert await refused(client.conversations_open(users=people)) == "too_many_users"


async def test_what_a_message_may_hold(client: AsyncWebClient, home: Channel) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    five = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5
    dividers = [{"type": "divider"}] * 51
    twice = {"type": "actions", "elements": [button("A", "a"), button("B", "a")]}
    post = client.chat_postMessage
    empty = {"channel": home.id, "text": ""}
    assert await refused(client.api_call("chat.postMessage", json=empty)) == "no_text"
    assert await refused(post(channel=home.id, text="x", blocks=[long])) == "invalid_blocks"
    assert await refused(post(channel=home.id, text="x", blocks=five)) == "msg_blocks_too_long"
    assert await refused(post(channel=home.id, text="x", blocks=dividers)) == "invalid_blocks"
    assert await refused(post(channel=home.id, text="x", blocks=[twice])) == "invalid_blocks"
    assert (
        await refused(post(channel=home.id, text="x", metadata={"a": 1}))
        == "invalid_metadata_format"
    )
    ts = (await post(channel=home.id, text="x" * 40_001))["ts"]
    assert (
        await refused(client.chat_update(channel=home.id, ts=ts, text="x" * 40_001))
        == "msg_too_long"
    )


async def test_changing_and_removing(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User, home: Channel
) -> None:
    """One's own only; what is gone cannot be changed."""
    theirs = await slack.writes(ana, home, "mine")
    change = client.chat_update
    assert await refused(change(channel=home.id, ts=theirs.ts, text="x")) == "cant_update_message"
    ts = (await client.chat_postMessage(channel=home.id, text="a", thread_ts=theirs.ts))["ts"]
    await change(channel=home.id, ts=ts, text="b")
    replies = await client.conversations_replies(channel=home.id, ts=theirs.ts)
    assert [each["text"] for each in replies["messages"]] == ["mine", "b"]
    await client.chat_delete(channel=home.id, ts=ts)
    assert await refused(change(channel=home.id, ts=ts, text="x")) == "message_not_found"


async def test_metadata_and_lag(
    slack: LoopbackSlack, client: AsyncWebClient, home: Channel
) -> None:
    """Metadata is read back where asked for; a message takes its time to appear in history."""
    metadata = {"event_type": "promise", "event_payload": {"key": "k1"}}
    await client.chat_postMessage(channel=home.id, text="x", metadata=metadata)
    told = await client.conversations_history(channel=home.id, include_all_metadata=True)
    assert told["messages"][0]["metadata"] == metadata
    assert "metadata" not in (await client.conversations_history(channel=home.id))["messages"][0]
    slack.lag = 30.0
    assert not (await client.conversations_history(channel=home.id))["messages"]


async def test_triggers_and_the_stack_of_views(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User
) -> None:
    trigger = slack.at.triggers.issue(ana)
    view = (await client.views_open(trigger_id=trigger, view=form()))["view"]
    opened = client.views_open
    assert await refused(opened(trigger_id=trigger, view=form())) == "exchanged_trigger_id"
    assert await refused(opened(trigger_id="1.2.3", view=form())) == "invalid_trigger_id"
    for _ in range(2):
        await client.views_push(trigger_id=slack.at.triggers.issue(ana), view=form())
    pushed = client.views_push(trigger_id=slack.at.triggers.issue(ana), view=form())
    assert await refused(pushed) == "push_limit_reached"
    stale = client.views_update(view_id=view["id"], hash="1.old", view=form())
    assert await refused(stale) == "hash_conflict"
    slack.at.triggers.life = 0.0
    assert (
        await refused(opened(trigger_id=slack.at.triggers.issue(ana), view=form()))
        == "expired_trigger_id"
    )


async def test_a_form_too_large_or_without_submit(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User
) -> None:
    section = {"type": "section", "text": plain("x" * 2999)}
    large = {"type": "modal", "title": plain("T"), "blocks": [section] * 90}
    mute = {key: value for key, value in form().items() if key != "submit"}
    issue = slack.at.triggers.issue
    assert await refused(client.views_open(trigger_id=issue(ana), view=large)) == "view_too_large"
    assert await refused(client.views_open(trigger_id=issue(ana), view=mute)) == "invalid_arguments"


async def test_handles_end(slack: LoopbackSlack, ana: User, home: Channel) -> None:
    """Five answers, thirty minutes by this Slack's clock."""
    url = slack.hooks.issue("commands", ana, home, None)
    old = slack.hooks.issue("commands", ana, home, None)
    async with aiohttp.ClientSession() as session:
        for _ in range(5):
            assert (await session.post(url, json={"text": "x"})).status == 200
        assert (await (await session.post(url, json={"text": "x"})).json())["error"] == "used_url"
        before = slack.world.clock
        slack.world.clock = lambda: before() + 31 * 60
        assert (await (await session.post(old, json={"text": "x"})).json())[
            "error"
        ] == "expired_url"


async def test_ordered_faults(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User, home: Channel
) -> None:
    """A lost reply was taken, a reset was not; each fault is for one call."""
    post, order = client.chat_postMessage, slack.faults.next
    order("chat.postMessage", "lose_reply")
    with pytest.raises(aiohttp.ClientError):
        await post(channel=home.id, text="taken")
    order("chat.postMessage", "reset_before")
    with pytest.raises(aiohttp.ClientError):
        await post(channel=home.id, text="never")
    order("chat.postMessage", "accept_then_error", "fatal_error")
    assert await refused(post(channel=home.id, text="taken too")) == "fatal_error"
    order("chat.postMessage", "error", "restricted_action")
    assert await refused(post(channel=home.id, text="never")) == "restricted_action"
    order("chat.postMessage", "rate_limit", 7)
    with pytest.raises(SlackApiError) as why:
        await post(channel=home.id, text="never")
    assert (why.value.response.status_code, why.value.response.headers["Retry-After"]) == (429, "7")
    for kind in ("html", "truncated_json"):
        order("chat.postMessage", kind)
        with pytest.raises(Exception):  # noqa: B017, PT011 - the SDK's error differs by version
            await post(channel=home.id, text=kind)
    assert [each.text for each in slack.sees(ana)] == [
        "taken",
        "taken too",
        "html",
        "truncated_json",
    ]
    assert slack.faults.waiting == 0


async def test_rate_limits(slack: LoopbackSlack, client: AsyncWebClient, home: Channel) -> None:
    """A channel takes a short burst, then a message a second; the rest is asked to wait."""
    slack.at.tiers.factor = 1.0
    for _ in range(3):
        await client.chat_postMessage(channel=home.id, text="x")
    assert await refused(client.chat_postMessage(channel=home.id, text="x")) == "ratelimited"
    other = slack.add_channel("other")
    await client.chat_postMessage(channel=other.id, text="x")


async def test_what_pings(
    slack: LoopbackSlack, client: AsyncWebClient, ana: User, home: Channel
) -> None:
    """Markup that notifies is told apart from words that only look like it."""
    texts = [f"<@{ana.id}> <!here>", f"&lt;@{ana.id}&gt; @here", "<!date^1^{date}|soon>"]
    for text in texts:
        await client.chat_postMessage(channel=home.id, text=text)
    found = [slack.pings(each.message) for each in slack.sees(ana)]
    assert found == [{ana.id, "!here"}, set(), set()]
    assert slack.sees(ana)[1].text == f"<@{ana.id}> @here"


async def test_the_log_keeps_what_was_refused(
    slack: LoopbackSlack, client: AsyncWebClient, home: Channel
) -> None:
    await client.chat_postMessage(channel=home.id, text="good")
    await refused(client.chat_postMessage(channel="C0NOWHERE", text="bad"))
    entries = [(each.body["text"], each.outcome) for each in slack.log.of("chat.postMessage")]
    assert entries == [("good", "ok"), ("bad", "channel_not_found")]
    assert [each.body["text"] for each in slack.log.accepted()] == ["good"]
