"""Who wrote in a listened channel on Discord: ids, a time, a thread; nothing that was written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import overhearing
from adapters.discord.inbound import Known
from adapters.discord.people import Bounded
from bot.events import Place, Space, Typed, Wrote
from bot.text import t
from bot.ui import Together
from tests.adapters.discord_room import Room, connected, declared
from tests.adapters.test_discord_inbound import recorded
from tests.loopback.discord import LoopbackDiscord, intents, threads
from tests.loopback.judge import Judge, folder

WORDS = "zymurgical chatter"
SPACE = Space("discord", "81")
ME = "900"
KNOWN = Known({}, {"301": "201", "302": "201"}.get, lambda *_: frozenset(), {"302"}.__contains__)


def told(**more: Any) -> dict[str, Any]:
    return {
        "id": "1457536583141163186", "guild_id": "81", "channel_id": "201", "type": 0,
        "timestamp": "2026-11-22T12:00:00.500000+00:00", "content": WORDS, "embeds": [WORDS],
        "author": {"id": "101", "username": WORDS}, "member": {"nick": WORDS}, **more,
    }  # fmt: skip


def overheard(raw: dict[str, Any], beginnings: Bounded | None = None) -> Wrote | None:
    bare = overhearing.bare(raw)
    assert WORDS not in repr(bare)
    return overhearing.overheard(bare, ME, KNOWN, Bounded() if beginnings is None else beginnings)


def test_who_where_and_when_and_nothing_else() -> None:
    """A beginning names its own thread: one made from it would have its id."""
    wrote = overheard(told())
    assert wrote
    assert wrote.actor.person.id == wrote.actor.name == "101"
    assert wrote.place == Place(SPACE, "201", "1457536583141163186")
    assert (wrote.begins, wrote.at.microsecond, wrote.handle) == (True, 500_000, "")
    assert "1457536583141163186" not in wrote.id


def test_of_the_words_one_bit_is_told() -> None:
    """Whether what begins a thread looks like a question; without the intent there are none."""
    asks = "Hi all, does anyone know how we can publish procurement contracts?"
    answer = {"type": 19, "message_reference": {"message_id": "1"}}
    ours = {"author": {"id": ME, "bot": True}}
    bare = overhearing.bare(told(content=asks))
    assert (bare["seeks"], "procurement" in repr(bare)) == (True, False)
    said = [told(content=asks), told(content=asks, **answer), told(content=asks, **ours)]
    found = [overheard(raw) for raw in (*said, told(), told(content=""))]
    assert [wrote and wrote.seeks for wrote in found] == [True, False, False, False, False]


def test_words_in_a_thread_are_in_it() -> None:
    """The first message of a forum's post begins it, whatever is written there answers."""
    inside, first = overheard(told(channel_id="301")), overheard(told(channel_id="301", id="301"))
    assert inside
    assert first
    assert (inside.place, inside.begins) == (Place(SPACE, "201", "301"), False)
    assert (first.place, first.begins) == (Place(SPACE, "201", "301"), True)


def test_a_thread_begun_by_itself_is_begun_by_whoever_did() -> None:
    """Discord says so in the channel, without words of anybody's."""
    wrote = overheard(told(type=18, message_reference={"channel_id": "301"}))
    assert wrote
    assert (wrote.place, wrote.begins) == (Place(SPACE, "201", "301"), True)


def test_answers_to_answers_belong_to_the_first() -> None:
    """Many answer without a thread: the chain is followed to what it began with."""
    chain = Bounded()
    overheard(told(id="1", type=0), chain)
    one = overheard(told(id="2", type=19, message_reference={"message_id": "1"}), chain)
    two = overheard(told(id="3", type=19, message_reference={"message_id": "2"}), chain)
    assert one
    assert two
    assert one.place == two.place == Place(SPACE, "201", "1")
    assert not two.begins


def test_what_we_post_is_ours() -> None:
    """Our posts begin threads, too: the actor is Hearth itself."""
    wrote = overheard(told(author={"id": ME, "bot": True}))
    assert wrote
    assert (wrote.actor.person.id, wrote.begins) == ("", True)


@pytest.mark.parametrize(
    "raw",
    [
        told(author={"id": "102", "bot": True}),
        told(author={"id": "102", "system": True}),
        told(webhook_id="7"),
        told(type=7),
        told(type=20),
        told(type=21),
        told(channel_id="302"),
        told(channel_type=12),
    ],
)
def test_what_is_not_peoples_talk_is_left(raw: dict[str, Any]) -> None:
    """Bots, webhooks, notices of joining and pinning, answers to commands, private threads."""
    assert overheard(raw) is None


def test_recorded_frames_hold_no_words_any_more() -> None:
    """What Discord really sent, bare: people's messages are noted, and no text of them is left."""
    found = {}
    for name, event, data in recorded():
        if event == "MESSAGE_CREATE" and data.get("guild_id"):
            bare = overhearing.bare(data)
            texts = [data["content"], data["author"]["username"], data["member"].get("nick") or ""]
            assert not [text for text in texts if len(text) > 3 and text in repr(bare)]
            wrote = overhearing.overheard(bare, "0", KNOWN, Bounded())
            found[name] = type(wrote).__name__
    if folder():
        assert set(found.values()) == {"Wrote", "NoneType"}
        assert {name for name, kind in found.items() if kind == "NoneType"} == BOTS


BOTS = {"gatewayBotWelcome", "gatewayThreadWelcome"}


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    async with connected(tmp_path, judge) as made:
        yield made


async def test_only_listened_channels_reach_the_core(room: Room) -> None:
    """Discord tells of all; the core hears of one, and of its threads that anybody can read."""
    discord, platform = room.discord, room.platform
    discord.room("kitchen")
    await discord.writes("ana", "general", WORDS)
    await discord.mentions("ana", "general", "help")
    await room.until(lambda: room.of(Typed))
    platform.listen(room.space, frozenset({room.home}))
    first = await discord.writes("ana", "general", WORDS)
    await discord.writes("ana", "kitchen", WORDS)
    channel = discord.channel("general")
    thread = threads.open_from_message(discord.world, channel, first, {"name": "more of it"})
    await discord.writes("bea", thread, WORDS)
    await discord.writes("bea", "general", WORDS, first)
    await room.until(lambda: len(room.of(Wrote)) == 3)
    assert {wrote.place for wrote in room.of(Wrote)} == {Place(room.space, room.home.id, first.id)}
    assert [wrote.begins for wrote in room.of(Wrote)] == [True, False, False]
    assert WORDS not in repr(room.heard)
    platform.listen(room.space, frozenset())
    await discord.writes("ana", "general", WORDS)
    await discord.mentions("ana", "general", "help")
    await room.until(lambda: len(room.of(Typed)) == 2)
    assert len(room.of(Wrote)) == 3


async def test_a_conversation_we_brought_about_is_never_listened_to(room: Room) -> None:
    """Its private thread stands in the listened channel, and is heard by nobody."""
    room.platform.listen(room.space, frozenset({room.home}))
    ana, bea = (room.discord.world.user(name) for name in ("ana", "bea"))
    to = Together((room.person(ana), room.person(bea)), t("Ana and Bea"))
    landed = await room.platform.deliver(room.letter("talk", to))
    thread = room.discord.world.channels[landed.place.thread]
    await room.discord.writes("ana", thread, WORDS)
    await room.discord.writes("ana", "general", WORDS)
    await room.until(lambda: any(wrote.actor.person.id for wrote in room.of(Wrote)))
    assert [w.place.thread for w in room.of(Wrote) if w.place.thread == thread.id] == []


async def test_no_words_wait_while_the_database_is_away(room: Room) -> None:
    """What waits in memory is bare, also of whoever granted the intent for content."""
    room.platform.listen(room.space, frozenset({room.home}))
    room.away = 1
    first = await room.discord.writes("ana", "general", WORDS)
    await room.discord.writes("bea", "general", WORDS, first)
    await room.until(room.platform._listening._waiting.qsize)
    assert WORDS not in repr(room.platform._listening._waiting)
    await room.until(lambda: len(room.of(Wrote)) == 2)


async def test_the_content_is_asked_for_only_where_a_setting_says_so(room: Room) -> None:
    """Not granted, the connection comes all the same, without it, and keeps the other."""
    assert not any(one.intents & intents.MESSAGE_CONTENT for one in sessions(room.discord))
    await room.platform.stop()
    for granted in (False, True):
        room.discord.privilege("members", *["message_content"] * granted)
        other = room.another(content_intent=True)
        await other.start(room.hear, declared())
        [one] = sessions(room.discord)
        await other.stop()
        assert bool(one.intents & intents.MESSAGE_CONTENT) is granted
        assert one.intents & intents.MEMBERS


def sessions(discord: LoopbackDiscord) -> list[Any]:
    """Who is connected now."""
    return [line.session for line in discord.sockets.lines if line.session]


async def test_a_beginning_has_an_address(room: Room) -> None:
    """Discord's own link to a message."""
    link = room.platform.address(Place(SPACE, "201", "301"))
    assert link == "https://discord.com/channels/81/201/301"


async def test_a_channel_we_cannot_see_cannot_be_heard(room: Room) -> None:
    """It is said before anything is announced; no intent is asked for."""
    assert await room.platform.deaf(room.home) == ()
    room.discord.hide(room.discord.channel("general"))
    assert await room.platform.deaf(room.home)
