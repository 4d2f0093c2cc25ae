"""The loopback Slack, tried with the real slack-bolt in Socket Mode."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.echo_app import MANIFEST, Echo, plain
from tests.loopback.judge import Judge
from tests.loopback.slack import Channel, LoopbackSlack, NotPossible, User


@pytest.fixture
async def slack(judge: Judge) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(MANIFEST, judge=judge) as one:
        yield one


@pytest.fixture
async def echo(slack: LoopbackSlack) -> AsyncIterator[Echo]:
    app = Echo(slack)
    await app.connect()
    yield app
    await app.close()


@pytest.fixture
def ana(slack: LoopbackSlack) -> User:
    return slack.add_user("ana", "Ana Sol")


@pytest.fixture
def bea(slack: LoopbackSlack) -> User:
    return slack.add_user("bea", "Bea Ruiz")


@pytest.fixture
def home(slack: LoopbackSlack, ana: User, bea: User) -> Channel:
    return slack.add_channel("practice", [ana, bea])


async def test_a_command_arrives_with_people_escaped(
    slack: LoopbackSlack, echo: Echo, ana: User, bea: User, home: Channel
) -> None:
    """The manifest asks for it, so people arrive as ids with names; only one reads the answer."""
    done = await slack.runs(ana, "/echo", f"introduce <@{bea.id}> because a < b", home)
    assert done.acked
    assert echo.heard[0]["text"] == f"introduce <@{bea.id}|bea> because a &lt; b"
    assert slack.sees(ana)[-1].text == "You said introduce @Bea Ruiz because a < b"
    assert not slack.sees(bea)


async def test_a_command_answered_by_its_handle(
    slack: LoopbackSlack, echo: Echo, ana: User
) -> None:
    await slack.runs(ana, "/echo", "respond")
    await slack.until(lambda: slack.log.accepted("response_url"))
    assert slack.sees(ana)[-1].text == "by handle"


async def test_a_form_with_errors_in_place(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    """The form stays with the error; sent again it closes, and the bot answers."""
    await slack.runs(ana, "/echo", "form")
    with pytest.raises(NotPossible, match="required"):
        await slack.submits(ana)
    refused = await slack.submits(ana, {"Words": "wrong", "Times": ["Mornings"]})
    assert refused.errors == {"w": "Say something else."}
    assert slack.form(ana) is not None
    await slack.submits(ana, {"Words": "right"})
    assert slack.form(ana) is None
    times = echo.heard[-1]["view"]["state"]["values"]["t"]["times"]["selected_options"]
    assert [each["value"] for each in times] == ["mornings"]
    assert slack.sees(ana)[-1].text == "Form: right"


async def test_a_message_with_a_button(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    """What was written comes back with a button; pressed, the same message changes."""
    await slack.writes_dm(ana, "hello <world>")
    seen = slack.sees(ana)[-1]
    assert (seen.text, seen.buttons) == ("hello <world>", ("Poke",))
    await slack.presses(ana, "Poke")
    await slack.until(lambda: slack.sees(ana)[-1].text == "Poked.")
    assert slack.sees(ana)[-1].ts == seen.ts


async def test_the_home_and_its_button(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    await slack.opens_home(ana)
    assert slack.reads(slack.home(ana)) == "Home"
    await slack.presses(ana, "Start")
    assert "Words" in slack.reads(slack.form(ana))


async def test_a_mention_arrives_twice_and_a_stranger_to_the_channel_hears_nothing(
    slack: LoopbackSlack, echo: Echo, ana: User, home: Channel
) -> None:
    """As a message and as a mention, with one ts; in a channel without the bot, not at all."""
    message = await slack.mentions(ana, home, "who knows procurement?")
    assert sorted(echo.kinds) == ["app_mention", "message"]
    assert {each["event"]["ts"] for each in echo.heard} == {message.ts}
    elsewhere = slack.add_channel("elsewhere", [ana], bot=False)
    await slack.mentions(ana, elsewhere, "anybody?")
    assert len(echo.heard) == 2


async def test_shortcuts(slack: LoopbackSlack, echo: Echo, ana: User, home: Channel) -> None:
    await slack.shortcut(ana, "Ask")
    assert slack.form(ana) is not None
    message = await slack.writes(ana, home, "worth keeping")
    await slack.message_shortcut(ana, "keep", message)
    await slack.until(lambda: slack.sees(ana)[-1].text == "Kept: worth keeping")


async def test_an_event_the_app_fails_on_comes_again(
    slack: LoopbackSlack, echo: Echo, ana: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Without an acknowledgement it is delivered up to three times more, with the same id."""
    slack.at.timings = slack.at.timings.scaled(0.05)
    echo.failing = 2
    await slack.writes_dm(ana, "again")
    delivered = next(each for each in slack.courier.events if each.subscription == "message.im")
    await slack.until(lambda: delivered.acked)
    assert [outcome.acked for outcome in delivered.tries] == [False, False, True]
    assert "no database today" in caplog.text


async def test_a_late_acknowledgement_is_none(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    """After the deadline the person reads that it failed."""
    slack.at.timings = slack.at.timings.scaled(0.05)
    echo.slow = 0.4
    done = await slack.runs(ana, "/echo", "late")
    assert (done.acked, done.failure) == (False, '/echo failed with the error "operation_timeout"')


async def test_nobody_connected(slack: LoopbackSlack, ana: User) -> None:
    done = await slack.runs(ana, "/echo", "hello")
    assert done.failure == '/echo failed with the error "dispatch_failed"'


async def test_a_refresh_loses_nothing_while_it_is_quiet(
    slack: LoopbackSlack, echo: Echo, ana: User
) -> None:
    """The client leaves on the warning and is back before the old connection ends."""
    await slack.sockets.refresh()
    await slack.until(lambda: slack.sockets.opened > 1 and len(slack.sockets.connections) == 1)
    await slack.writes_dm(ana, "still there?")
    assert echo.kinds[0] == "message"
    assert slack.sockets.unread == []


async def test_what_recorded_payloads_look_like(
    slack: LoopbackSlack, echo: Echo, ana: User, home: Channel
) -> None:
    """A press carries what a recorded press carries, except what only a Grid has."""
    await slack.writes_dm(ana, "x")
    await slack.presses(ana, "Poke")
    wanted = {
        "type",
        "user",
        "api_app_id",
        "token",
        "container",
        "trigger_id",
        "team",
        "enterprise",
    }
    wanted |= {"is_enterprise_install", "channel", "message", "state", "response_url", "actions"}
    assert set(echo.heard[-1]) == wanted
    action = {"action_id", "block_id", "text", "value", "type", "action_ts"}
    assert set(echo.heard[-1]["actions"][0]) == action


async def test_only_declared_events_arrive(slack: LoopbackSlack, echo: Echo, ana: User) -> None:
    """member_left_channel is not in this manifest."""
    room = slack.add_channel("room", [])
    await slack.joins_channel(ana, room)
    await slack.leaves_channel(ana, room)
    await slack.deactivates(ana)
    assert echo.kinds == ["message", "member_joined_channel", "message", "user_change"] or sorted(
        echo.kinds
    ) == ["member_joined_channel", "message", "message", "user_change"]


def test_a_manifest_slack_would_refuse_cannot_be_made() -> None:
    events = {"event_subscriptions": {"bot_events": ["message.groups"]}}
    with pytest.raises(ValueError, match=r"message\.groups"):
        LoopbackSlack({**MANIFEST, "settings": events})


async def test_the_judge_refuses_what_slack_would() -> None:
    """A judge that lets everything pass would prove nothing."""
    judge = Judge(tallied=False)
    view = {"type": "modal", "title": plain("T" * 25), "blocks": [{"type": "bogus"}]}
    complaint = judge.judge_slack("views.open", {"trigger_id": "1", "view": view})
    assert complaint is not None
    assert any("title" in reason for reason in complaint.reasons)
    with pytest.raises(AssertionError, match="bogus"):
        judge.assert_content()
