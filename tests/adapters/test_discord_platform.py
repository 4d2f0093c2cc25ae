"""The adapter, with the real discord.py, in a loopback guild."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import Disconnected
from bot.events import (
    Changed,
    Door,
    Joined,
    Left,
    PlaceLost,
    Pointed,
    Power,
    Removed,
    Typed,
)
from tests.adapters.discord_room import Room, connected, declared, saying, words_of
from tests.loopback.discord import LoopbackDiscord, User
from tests.loopback.judge import Judge

EPHEMERAL = 64


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def user(room: Room, name: str) -> User:
    return room.discord.world.user(name)


async def test_the_tree_is_registered_once(room: Room) -> None:
    """Made from the declarations, sent again only when it changed."""
    sent = room.discord.log.accepted("PUT /applications/{application_id}/commands")
    assert len(sent) == 1
    root = room.discord.registry.find(None, "hearth", 1)
    assert root is not None
    assert [one["name"] for one in root["options"]] == [
        "help", "introduce", "find", "pause", "desk",
    ]  # fmt: skip
    again = room.another()
    await again.start(room.hear, declared())
    await again.stop()
    assert len(room.discord.log.accepted("PUT /applications/{application_id}/commands")) == 1


async def test_while_our_database_is_away_people_are_told(room: Room) -> None:
    """An interaction cannot wait; a message can, and is heard when it is back."""
    room.away = 1
    ran = await room.discord.runs("ana", "hearth help")
    assert "try again in a moment" in ran.text
    room.away = 1
    await room.discord.mentions("ana", "general", "hello")
    await room.until(lambda: room.of(Typed))


async def test_a_mention_is_answered_under_it(room: Room) -> None:
    """People in it are people; ordinary words are not heard at all."""
    room.says = lambda _: saying(words_of("You two?"), private=False)
    await room.discord.writes("ana", "general", "ordinary words about @bea")
    asked = await room.discord.mentions("ana", "general", "introduce @bea because why")
    await room.until(lambda: room.discord.messages)
    (event,) = room.of(Typed)
    assert event.door is Door.MENTION
    assert event.parts == ("introduce", room.person(user(room, "bea")), "because why")
    (answer,) = room.discord.messages
    assert answer.reference is not None
    assert answer.reference["message_id"] == asked.id
    assert answer.pings == []


async def test_a_private_message_finds_its_guild(room: Room) -> None:
    """It has none of its own; the answer stands in the same conversation."""
    room.says = lambda _: saying(words_of("Paused."))
    await room.discord.writes_dm("owner", "pause until Monday")
    await room.until(lambda: room.discord.messages)
    (event,) = room.of(Typed)
    assert (event.door, event.parts, event.place) == (Door.DIRECT, ("pause until Monday",), None)
    assert event.space == room.space
    assert event.actor.powers == {Power.MANAGE}
    assert room.discord.sees("owner")[-1].private


async def test_a_shortcut_points(room: Room) -> None:
    """On a person, and on a message with its words."""
    room.says = lambda _: saying(words_of("Noted."))
    await room.discord.context_menu("ana", "Tell a coordinator", "bea")
    idea = await room.discord.writes("bea", "general", "an idea")
    await room.discord.context_menu("ana", "Keep this", idea)
    tell, keep = room.of(Pointed)
    assert (tell.name, tell.target) == ("demo.tell", room.person(user(room, "bea")))
    assert (keep.name, keep.text) == ("demo.keep", "an idea")


async def test_joining_counts_once_the_screening_is_passed(room: Room) -> None:
    """And once only; leaving is told too."""
    await room.discord.joins("cem", pending=True)
    await room.discord.joins("dot")
    await room.until(lambda: room.of(Joined))
    assert [event.actor.name for event in room.of(Joined)] == ["dot"]
    await room.discord.passes_screening("cem")
    await room.until(lambda: len(room.of(Joined)) == 2)
    await room.discord.renames("cem", "Cem the First")
    await room.until(lambda: room.of(Changed))
    assert room.of(Changed)[0].actor.name == "Cem the First"
    await room.discord.leaves("dot")
    await room.until(lambda: room.of(Left))
    assert len(room.of(Joined)) == 2


async def test_a_place_lost_an_outage_and_a_removal(room: Room) -> None:
    """An outage is neither; only being removed is a removal."""
    gone = room.discord.channel("welcome")
    await room.discord.deletes_channel(gone)
    await room.until(lambda: room.of(PlaceLost))
    assert room.of(PlaceLost)[0].place.id == gone.id
    await room.discord.guild_unavailable()
    await room.discord.guild_available()
    assert room.platform.spaces() == (room.space,)
    await room.discord.bot_removed()
    await room.until(lambda: room.of(Removed))
    assert room.platform.spaces() == ()


async def test_a_dropped_socket_is_resumed_and_nothing_is_lost(room: Room) -> None:
    """What happened meanwhile is replayed, once, without a new identify."""
    room.discord.sockets.close_all(4000)
    for name in ("eli", "fay", "gus"):
        await room.discord.joins(name)
    await room.until(lambda: len(room.of(Joined)) == 3, within=20)
    assert [event.actor.name for event in room.of(Joined)] == ["eli", "fay", "gus"]
    assert len(json.loads((room.folder / "discord-identifies.json").read_text())) == 1


async def test_without_the_members_intent_it_runs_and_says_so(tmp_path: Path, judge: Judge) -> None:
    """Commands and buttons work; check() names the remedy."""
    async with LoopbackDiscord(judge=judge) as discord:
        discord.privilege()
        room = Room(discord, tmp_path)
        discord.person("ana")
        await room.platform.start(room.hear, declared())
        try:
            room.says = lambda _: saying(words_of("Here."))
            assert "Here." in (await discord.runs("ana", "hearth help")).text
            findings = await room.platform.check((room.home,))
        finally:
            await room.platform.stop()
    (intent,) = [one for one in findings if "intent" in one.about]
    assert not intent.ok
    assert "Server Members Intent" in intent.remedy


async def test_a_revoked_token_stops_everything_at_once(room: Room) -> None:
    """Deliveries raise Disconnected, without knocking again."""
    room.discord.revoke_token()
    with pytest.raises(Disconnected):
        await room.platform.deliver(room.letter("demo.1", room.home))
    met = len(room.discord.log)
    with pytest.raises(Disconnected):
        await room.platform.deliver(room.letter("demo.2", room.home))
    assert len(room.discord.log) == met


async def test_a_wrong_token_is_said_at_the_start(tmp_path: Path, judge: Judge) -> None:
    """start() raises; it does not try for ever."""
    async with LoopbackDiscord(judge=judge) as discord:
        discord.revoke_token()
        room = Room(discord, tmp_path)
        with pytest.raises(Disconnected, match="token_revoked"):
            await room.platform.start(room.hear, declared())
        await room.platform.stop()


async def test_stopping_finishes_what_is_at_hand(tmp_path: Path, judge: Judge) -> None:
    """Whoever pressed a moment before the upgrade still gets an answer."""
    async with LoopbackDiscord(judge=judge) as discord:
        room = Room(discord, tmp_path)
        discord.person("ana")
        await room.platform.start(room.hear, declared())
        room.slow, room.says = 0.5, lambda _: saying(words_of("Still here."))
        asked = await discord.runs("ana", "hearth help", wait=False)
        await room.until(lambda: room.heard)
        await room.platform.stop()
        assert asked.text == "Still here."
