"""Letters: each arrives once, where it should, or it is known why not."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from adapters.slack.codes import CODES, METHODS, Fate, delivery_error
from adapters.slack.manifest import OPTIONAL
from adapters.slack.platform import SlackPlatform
from bot.errors import (
    Busy,
    CannotLook,
    DeliveryError,
    Disconnected,
    Misconfigured,
    Undeliverable,
    Unsure,
)
from bot.events import Person, Place, Space
from bot.platform import Letter
from bot.text import own, t
from bot.ui import File, Message, Paragraph, Recipient, Together, Weight
from tests.adapters.slack_running import DECLARED, ENVELOPE, Core, connected, say
from tests.loopback.judge import folder
from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.faults import Kind

TEAM = Space("slack", "T0HEARTH")
Running = tuple[LoopbackSlack, SlackPlatform]


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    async with connected(Core()) as both:
        slack = both[0]
        people = [slack.add_user(name) for name in ("ana", "bea", "clo")]
        slack.add_channel("hello", people)
        yield both


def person(slack: LoopbackSlack, name: str) -> Person:
    return Person(TEAM, slack.world.user(name).id)


def place(slack: LoopbackSlack, name: str) -> Place:
    return Place(TEAM, slack.world.channel(name).id)


def letter(to: Recipient, words: str = "Hello", key: str = "tests.1") -> Letter:
    return Letter(key, to, say(words), ENVELOPE)


async def test_a_private_message_arrives_and_can_be_changed(running: Running) -> None:
    """The same letter again, with where it landed, changes what stands there."""
    slack, platform = running
    first = letter(person(slack, "ana"))
    landed = await platform.deliver(first)
    changed = Letter(first.key, first.to, say("Hello again"), ENVELOPE, landed=landed)
    assert await platform.deliver(changed) == landed
    [seen] = slack.sees("ana")
    assert (seen.text, seen.private) == ("Hello again", True)


async def test_a_letter_never_unfurls_or_retries(running: Running) -> None:
    """What we post brings no previews, and carries nothing but a digest."""
    slack, platform = running
    await platform.deliver(letter(place(slack, "hello"), key="tests.secret.ana"))
    [posted] = slack.log.accepted("chat.postMessage")
    assert posted.body["unfurl_links"] is False
    assert posted.body["unfurl_media"] is False
    assert "secret" not in json.dumps(posted.body["metadata"])


async def test_what_cannot_be_changed_is_said_anew(running: Running) -> None:
    """A message somebody deleted is posted again, and landed elsewhere."""
    slack, platform = running
    landed = await platform.deliver(letter(person(slack, "ana")))
    await slack.deletes(slack.world.anywhere(landed.message))
    again = Letter("tests.1", person(slack, "ana"), say("Anew"), ENVELOPE, landed=landed)
    assert (await platform.deliver(again)).message != landed.message
    assert [seen.text for seen in slack.sees("ana")] == ["Anew"]


async def test_people_meet_in_one_conversation(running: Running) -> None:
    """Together opens one private conversation, the same one each time."""
    slack, platform = running
    both = Together((person(slack, "ana"), person(slack, "bea")), t("Ana and Bea"))
    first = await platform.deliver(letter(both))
    second = await platform.deliver(letter(both, "More", "tests.2"))
    assert first.place == second.place
    assert [seen.text for seen in slack.sees("ana")] == ["Hello", "More"]
    assert slack.sees("ana")[0].channel.kind == "mpim"
    assert slack.sees("clo") == []
    beside = await platform.deliver(letter(first.place, "Beside", "tests.3"))
    assert beside.place == first.place


async def test_a_lost_reply_is_looked_for_where_we_may(running: Running) -> None:
    """In our own private conversations a letter of unknown fate is found by its mark."""
    slack, platform = running
    to = person(slack, "ana")
    slack.faults.next("chat.postMessage", "lose_reply")
    with pytest.raises(Unsure):
        await platform.deliver(letter(to))
    found = await platform.find(letter(to), 0)
    assert found is not None
    assert found.message == slack.sees("ana")[0].ts
    assert await platform.find(letter(to, key="tests.other"), 0) is None
    assert len(slack.log.of("chat.postMessage")) == 1


async def test_where_we_may_not_look_we_say_so(running: Running) -> None:
    """Group conversations are not ours to read, nor channels unless an app was given that."""
    slack, platform = running
    slack.at.manifest.declines(*OPTIONAL)
    both = Together((person(slack, "ana"), person(slack, "bea")), t("Ana and Bea"))
    for to in (both, place(slack, "hello")):
        slack.faults.next("chat.postMessage", "accept_then_error", "fatal_error")
        with pytest.raises(Unsure):
            await platform.deliver(letter(to))
        with pytest.raises(CannotLook):
            await platform.find(letter(to), 0)


@pytest.mark.parametrize(
    ("fault", "value", "error"),
    [
        ("lose_reply", "", Unsure),
        ("reset_before", "", Unsure),
        ("accept_then_error", "internal_error", Unsure),
        ("accept_then_status", 502, Unsure),
        ("status", 503, Unsure),
        ("html", "", Unsure),
        ("truncated_json", "", Unsure),
        ("rate_limit", 7, Busy),
        ("error", "rate_limited", Busy),
        ("error", "not_in_channel", Undeliverable),
        ("error", "a_code_slack_added_yesterday", Undeliverable),
        ("error", "account_inactive", Disconnected),
    ],
)
async def test_every_failure_is_of_the_family(
    running: Running, fault: Kind, value: str | float, error: type[DeliveryError]
) -> None:
    """Whatever goes wrong, it is asked once and the outbox knows what it means."""
    slack, platform = running
    await platform.deliver(letter(person(slack, "ana"), key="tests.0"))
    slack.faults.next("chat.postMessage", fault, value)
    with pytest.raises(error) as raised:
        await platform.deliver(letter(person(slack, "ana")))
    assert len(slack.log.of("chat.postMessage")) == 2
    if isinstance(raised.value, Busy) and fault == "rate_limit":
        assert raised.value.after == 7


async def test_opening_may_simply_be_tried_again(running: Running) -> None:
    """When the conversation's opening is lost nothing was said, so nothing is unsure."""
    slack, platform = running
    slack.faults.next("conversations.open", "lose_reply")
    with pytest.raises(Busy):
        await platform.deliver(letter(person(slack, "ana")))
    await platform.deliver(letter(person(slack, "ana")))
    assert len(slack.sees("ana")) == 1


async def test_gone_places_are_undeliverable(running: Running) -> None:
    """An archived channel, one we are not in, and somebody deactivated."""
    slack, platform = running
    slack.add_channel("closed", bot=True, is_archived=True)
    slack.add_channel("elsewhere", bot=False)
    slack.add_user("gone", deleted=True)
    for to in (place(slack, "closed"), place(slack, "elsewhere"), person(slack, "gone")):
        with pytest.raises(Undeliverable):
            await platform.deliver(letter(to))


async def test_only_who_is_meant_is_pinged(running: Running) -> None:
    """In a channel the people of `pings` are mentioned; others, and tricks, ping nobody."""
    slack, platform = running
    ana, bea = person(slack, "ana"), person(slack, "bea")
    words = t("{a} and {b}: {said}", a=ana, b=bea, said="<!channel> <@U0003BEA> @here")
    message = Message("tests.x", Weight.POST, (Paragraph(words),), pings=(ana,))
    landed = await platform.deliver(Letter("k", place(slack, "hello"), message, ENVELOPE))
    posted = slack.world.anywhere(landed.message)
    assert slack.pings(posted) == {ana.id}
    assert "bea" in slack.sees("clo")[-1].text


async def test_files_follow_their_message(running: Running) -> None:
    """A chart or an invitation is shared where its message stands."""
    slack, platform = running
    file = File("talk.ics", b"BEGIN:VCALENDAR", t("An invitation"))
    blocks = (Paragraph(own("Thursday")),)
    message = Message("tests.x", Weight.POST, blocks, (file,))
    landed = await platform.deliver(Letter("k", place(slack, "hello"), message, ENVELOPE))
    [shared] = slack.log.accepted("files.completeUploadExternal")
    assert shared.body["channel_id"] == landed.place.id
    [held] = slack.world.files.values()
    assert held["bytes"] == b"BEGIN:VCALENDAR"


async def test_a_file_that_cannot_follow_does_not_double_its_message(running: Running) -> None:
    """The message stands, so the outbox must look before it sends anything again."""
    slack, platform = running
    message = Message(
        "tests.x", Weight.ANSWER, (Paragraph(own("x")),), (File("a.txt", b"a", t("a")),)
    )
    sent = Letter("k", person(slack, "ana"), message, ENVELOPE)
    slack.faults.next("files.completeUploadExternal", "rate_limit", 5)
    with pytest.raises(Unsure):
        await platform.deliver(sent)
    assert await platform.find(sent, 0) is not None


async def test_a_revoked_token_stops_everything(running: Running) -> None:
    """Once Slack says the token is dead, at most five more requests are made, ever."""
    slack, platform = running
    await platform.deliver(letter(person(slack, "ana")))
    slack.at.revoked = "token_revoked"
    mark = len(slack.log)
    for number in range(20):
        with pytest.raises(Disconnected):
            await platform.deliver(letter(person(slack, "ana"), key=f"tests.{number}"))
    await slack.until(lambda: not slack.sockets.connections)
    assert len(slack.log.since(mark)) <= 5
    assert platform.spaces() == ()
    assert not platform.up


async def test_being_told_of_the_revocation_is_enough(running: Running) -> None:
    """The event alone ends the connection."""
    slack, platform = running
    mark = len(slack.log)
    await slack.revoke()
    await slack.until(lambda: not slack.sockets.connections)
    with pytest.raises(Disconnected):
        await platform.deliver(letter(person(slack, "ana")))
    assert len(slack.log.since(mark)) <= 5


async def test_a_start_with_a_dead_token_is_refused() -> None:
    """The start says so, and leaves nothing open."""
    async with LoopbackSlack({"oauth_config": {"scopes": {"bot": []}}}) as slack:
        platform = SlackPlatform("xoxb-wrong", slack.app_token, api=slack.api)
        with pytest.raises(Disconnected):
            await platform.start(Core().hear, DECLARED)


def test_without_a_way_in_nothing_starts() -> None:
    """Neither an app token nor a signing secret: the setting is named."""
    with pytest.raises(Misconfigured, match="SLACK_APP_TOKEN"):
        SlackPlatform("xoxb-1")


def test_every_code_of_every_method_has_a_fate() -> None:
    """All error codes Slack documents for the methods we call stand in the table."""
    shared = folder()
    for method in METHODS if shared else ():
        assert shared
        told = json.loads((shared / "slack" / "method-ref" / f"{method}.json").read_text())
        assert set(told["errors"]) <= set(CODES), method


@pytest.mark.parametrize("code", CODES)
def test_every_fate_is_an_error(code: str) -> None:
    """Each code is of one class, and keeps its name as the reason."""
    error = delivery_error(code)
    wanted = {
        Fate.LATER: Busy,
        Fate.UNSURE: Unsure,
        Fate.NEVER: Undeliverable,
        Fate.GONE: Disconnected,
    }
    assert type(error) is wanted[CODES[code]]
    assert error.reason == code
