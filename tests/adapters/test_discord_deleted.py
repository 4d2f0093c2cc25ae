"""What is deleted on Discord is told by its id; who deleted it, and what it said, is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.events import Deleted, Place, Pointed
from tests.adapters.discord_room import Room, connected
from tests.loopback.discord import intents, members, threads
from tests.loopback.discord.frames import wrong
from tests.loopback.judge import Judge


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    async with connected(tmp_path, judge) as made:
        yield made


async def test_a_message_has_the_name_it_was_kept_by(room: Room) -> None:
    """In a channel as in a thread; what is deleted in private is nobody's business."""
    discord = room.discord
    first = await discord.writes("ana", "general", "zymurgical")
    thread = threads.open_from_message(discord.world, discord.channel("general"), first,
                                       {"name": "more of it"})  # fmt: skip
    second = await discord.writes("ana", thread, "chatter")
    await discord.context_menu("bea", "Keep this", second)
    [pointed] = room.of(Pointed)
    await discord.deletes(await discord.writes_dm("ana", "help"))
    await discord.deletes(first)
    await discord.deletes(second)
    await room.until(lambda: len(room.of(Deleted)) == 2)
    assert [one.messages for one in room.of(Deleted)] == [(first.id,), (pointed.message,)]
    assert all(one.actor.person.id == "" for one in room.of(Deleted))
    assert not {"zymurgical", "chatter"} & set(repr(room.of(Deleted)).split("'"))


async def test_many_at_once_and_a_whole_thread(room: Room) -> None:
    """A moderator tidies up: one event each; a thread by its place."""
    discord = room.discord
    general = discord.channel("general")
    thread = threads.open_thread(discord.world, general, {"name": "talk", "type": 11})
    bulk = {"ids": ["11", "12"], "channel_id": general.id, "guild_id": room.space.id}
    assert wrong([("MESSAGE_DELETE_BULK", bulk)]) == []
    discord.world.emit("MESSAGE_DELETE_BULK", bulk, intents.GUILD_MESSAGES, general)
    members.delete_channel(discord.world, thread)
    await room.until(lambda: len(room.of(Deleted)) == 2)
    many, whole = room.of(Deleted)
    assert many.messages == ("11", "12")
    assert (whole.messages, whole.place) == ((), Place(room.space, general.id, thread.id))
