"""Who wrote in a listened channel on Slack: ids, a time, a thread; never the words that came."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack import manifest, overhearing
from adapters.slack.inbound import Me
from adapters.slack.platform import SlackPlatform
from bot.events import Place, Space, Typed, Wrote
from bot.text import PLAIN, Envelope, draw
from tests.adapters.slack_running import TEAM, Core, connected
from tests.loopback.judge import folder
from tests.loopback.slack import LoopbackSlack

WORDS = "zymurgical chatter"
SPACE = Space("slack", "T1")
ME = Me(SPACE, "U0BOT", "B0BOT")


def told(**more: Any) -> dict[str, Any]:
    event = {
        "type": "message", "user": "U0ANA", "channel": "C1", "channel_type": "channel",
        "ts": "1795348800.000100", "text": WORDS, "team": "T1", "blocks": [{"text": WORDS}], **more,
    }  # fmt: skip
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}


def overheard(body: dict[str, Any]) -> Wrote | None:
    assert overhearing.is_ordinary(body)
    return overhearing.overheard(body, ME, frozenset({"C1"}))


def test_who_where_and_when_and_nothing_else() -> None:
    """A beginning names its own thread; nothing in the event holds a word, or a name."""
    wrote = overheard(told())
    assert wrote
    assert wrote.actor.person.id == wrote.actor.name == "U0ANA"
    assert wrote.place == Place(SPACE, "C1", "1795348800.000100")
    assert wrote.at == datetime.fromtimestamp(1795348800.0001, UTC)
    assert wrote.begins
    assert not wrote.handle
    assert WORDS not in repr(wrote)


def test_of_the_words_one_bit_is_told() -> None:
    """Whether what begins a thread looks like a question; of answers, and of ours, nothing."""
    asks = "Hi all, does anyone know how we can publish procurement contracts?"
    later = {"ts": "1795348900.1", "thread_ts": "1795348800.000100"}
    ours = {"user": "U0BOT", "bot_id": "B0BOT"}
    told_of = [overheard(told(text=asks, **more)) for more in ({}, later, ours)]
    assert [wrote and wrote.seeks for wrote in told_of] == [True, False, False]
    assert [wrote.seeks for wrote in (overheard(told()), overheard(told(text=None))) if wrote] == [
        False,
        False,
    ]
    assert "procurement" not in repr(told_of)


def test_an_answer_is_in_the_thread_of_its_beginning() -> None:
    """Also when it is shown in the channel, too."""
    for more in ({}, {"subtype": "thread_broadcast"}):
        wrote = overheard(told(ts="1795348900.1", thread_ts="1795348800.000100", **more))
        assert wrote
        assert (wrote.place, wrote.begins) == (Place(SPACE, "C1", "1795348800.000100"), False)


def test_the_same_message_has_the_same_id() -> None:
    """Whatever the delivery is called; and the platform's own id is not in it."""
    one, two = overheard(told()), overheard({**told(), "event_id": "Ev2"})
    assert one
    assert two
    assert one.id == two.id
    assert "1795348800" not in one.id


def test_what_we_post_is_ours() -> None:
    """Our posts begin threads, too: the actor is Hearth itself."""
    wrote = overheard(told(user="U0BOT", bot_id="B0BOT"))
    assert wrote
    assert (wrote.actor.person.id, wrote.begins) == ("", True)


@pytest.mark.parametrize(
    "body",
    [
        told(channel="C2"),
        told(channel_type="mpim"),
        told(text="<@U0BOT> help"),
        told(bot_id="B0OTHER"),
        told(subtype="channel_join"),
        told(subtype="message_changed"),
        told(subtype="message_deleted"),
        told(edited={"ts": "2"}),
        told(team="T2"),
        told(user_team="T2"),
        told(user=None),
        {**told(), "team_id": "T2"},
    ],
)
def test_what_is_not_peoples_talk_is_left(body: dict[str, Any]) -> None:
    """Other channels, words to us, bots, notices, edits, strangers, other workspaces."""
    assert overheard(body) is None


def test_private_words_are_never_overheard() -> None:
    """What is written to us comes by its own way."""
    assert not overhearing.is_ordinary(told(channel="D1", channel_type="im"))
    assert not overhearing.is_ordinary(told(channel="D1", channel_type=None))


def test_recorded_messages_are_noted_where_people_wrote_them() -> None:
    """What Slack really sent: people's words in channels are noted, mentions and apps' are not."""
    shared = folder()
    found: dict[str, str] = {}
    for file in sorted((shared / "recorded-payloads").rglob("*slack*.json")) if shared else ():
        for name, body in json.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(body, dict) and overhearing.is_ordinary(body):
                space = Space("slack", body["team_id"])
                here = frozenset({body["event"]["channel"]})
                wrote = overhearing.overheard(body, Me(space, "U0MYBOT", "B0MYBOT"), here)
                found[f"{file.parent.name}.{name}"] = type(wrote).__name__
    assert not shared or found == RECORDED


RECORDED = {
    "channel-mention.mention": "Wrote",
    "dm.dmRequest": "Wrote",
    "recorded-payloads.followUp": "Wrote",
    "recorded-payloads.mention": "Wrote",
    "streaming.aiMention": "Wrote",
    "streaming.followUp": "Wrote",
    "streaming.promptMessage": "NoneType",
    "streaming.threadFollowUp": "Wrote",
}


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
async def running(core: Core) -> AsyncIterator[tuple[LoopbackSlack, SlackPlatform]]:
    async with connected(core) as both:
        ana, bea = both[0].add_user("ana", "Ana Alba"), both[0].add_user("bea")
        both[0].add_channel("hello", [ana, bea])
        both[0].add_channel("kitchen", [ana, bea])
        yield both


async def test_only_listened_channels_reach_the_core(
    core: Core, running: tuple[LoopbackSlack, SlackPlatform]
) -> None:
    """Slack tells us of all; the core hears of one, without asking Slack about anybody."""
    slack, platform = running
    place = Place(TEAM, slack.world.channel("hello").id)
    await slack.writes("ana", "hello", WORDS)
    platform.listen(TEAM, frozenset({place}))
    await slack.writes("ana", "hello", WORDS)
    await slack.writes("ana", "kitchen", WORDS)
    asked = [entry for entry in slack.log.entries if entry.method == "users.info"]
    assert [type(event) for event in core.heard] == [Wrote]
    assert WORDS not in repr(core.heard)
    assert not asked
    platform.listen(TEAM, frozenset())
    await slack.writes("bea", "hello", WORDS)
    assert len(core.heard) == 1


async def test_a_beginning_has_an_address(
    running: tuple[LoopbackSlack, SlackPlatform],
) -> None:
    """Slack's own link to a message, asked of nobody."""
    slack, platform = running
    before = len(slack.log.entries)
    link = platform.address(Place(TEAM, "C1", "1795348800.000100"))
    assert link.startswith("https://")
    assert link.endswith(".slack.com/archives/C1/p1795348800000100")
    assert len(slack.log.entries) == before


async def test_a_mention_in_a_listened_channel_is_heard_once_as_words_to_us(
    core: Core, running: tuple[LoopbackSlack, SlackPlatform]
) -> None:
    """Slack tells of it twice; it is for us, and no conversation."""
    slack, platform = running
    platform.listen(TEAM, frozenset({Place(TEAM, slack.world.channel("hello").id)}))
    await slack.mentions("ana", "hello", "help")
    assert [type(event) for event in core.heard] == [Typed]


async def test_without_the_optional_permissions_nothing_else_is_missing(
    running: tuple[LoopbackSlack, SlackPlatform],
) -> None:
    """Doctor and set-up say what it costs; a channel says what to add; the rest is well."""
    slack, platform = running
    place = Place(TEAM, slack.world.channel("hello").id)
    assert await platform.deaf(place) == ()
    slack.at.manifest.declines(*manifest.OPTIONAL)
    assert [text.template for text in await platform.missing(place)] == []
    (why,) = await platform.deaf(place)
    assert "without the permission channels:history" in draw(why, Envelope(), PLAIN)
    findings = {one.about: one for one in await platform.check((place,))}
    assert all(one.ok for one in findings.values())
    assert "channels:history, groups:history" in findings["Slack listening"].said


async def test_a_channel_we_are_not_in_cannot_be_heard(
    running: tuple[LoopbackSlack, SlackPlatform],
) -> None:
    """It is said before anything is announced."""
    slack, platform = running
    channel = slack.world.channel("kitchen")
    channel.members.remove(slack.bot.id)
    (why,) = await platform.deaf(Place(TEAM, channel.id))
    assert "/invite @Hearth" in why.template


def test_what_is_deleted_is_told_by_its_time() -> None:
    """Alone, or leaving a tombstone over its answers; of its words nothing, of edits neither."""
    before = {"previous_message": {"text": WORDS, "ts": "1795348800.000100"}, "user": None}
    alone = told(subtype="message_deleted", deleted_ts="1795348800.000100", ts="2", **before)
    tomb = {"subtype": "tombstone", "ts": "1795348800.000100", "text": "This message was deleted."}
    over = told(subtype="message_changed", message=tomb, ts="2", **before)
    found = [overhearing.deleted(body, ME) for body in (alone, over)]
    assert [one and one.messages for one in found] == [("1795348800.000100",)] * 2
    assert [one and one.id for one in found] == [found[0] and found[0].id] * 2
    assert WORDS not in repr(found)
    edited = told(subtype="message_changed", message={"ts": "1", "text": WORDS})
    elsewhere = {**alone, "team_id": "T2"}
    assert [overhearing.deleted(body, ME) for body in (told(), edited, elsewhere)] == [None] * 3


async def test_a_deletion_is_heard_where_nobody_listens(
    core: Core, running: tuple[LoopbackSlack, SlackPlatform]
) -> None:
    """What was kept with its author's yes may stand in any channel we are in."""
    slack, _ = running
    written = await slack.writes("ana", "kitchen", WORDS)
    await slack.deletes(written)
    async with asyncio.timeout(5):
        while not core.heard:  # noqa: ASYNC110 - what is waited for knows no asyncio
            await asyncio.sleep(0.01)
    assert [getattr(event, "messages", None) for event in core.heard] == [(written.ts,)]
    assert WORDS not in repr(core.heard)
