"""What people begin in a forum that was chosen is told, and in no other; by its author alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import posts
from bot.events import Actor, Began, Person, Place, Post, Pressed, Typed
from bot.platform import Letter
from bot.text import own
from bot.ui import Message, Weight
from tests.adapters.discord_room import EYES, Room, button, connected, words_of
from tests.adapters.test_discord_inbound import SPACE, recorded
from tests.loopback.discord import Channel
from tests.loopback.discord.frames import judged, wrong
from tests.loopback.judge import Judge, folder

TITLE, TEXT = "How do I publish contracts?", "Four hundred a year, all on paper."


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def chosen(room: Room) -> Channel:
    """A forum that a coordinator chose."""
    forum = room.discord.forum("questions", "Open")
    room.platform.listen(room.space, frozenset(), frozenset({Place(room.space, forum.id)}))
    return forum


async def begun(room: Room, forum: Channel, text: str = TEXT, by: str = "ana") -> Channel:
    """A post of somebody's, and everything it caused heard."""
    thread, _ = await room.discord.begins(by, forum, TITLE, text)
    await room.discord.mentions("bea", "general", f"mark {thread.id}")
    await room.until(lambda: any(thread.id in str(one.parts) for one in room.of(Typed)))
    return thread


@pytest.mark.parametrize("granted", [True, False])
async def test_a_post_is_told_with_its_words_where_we_may_read_them(
    room: Room, *, granted: bool
) -> None:
    """Without the intent for content, by its title alone; what crossed is as Discord sends it."""
    if granted:
        room.discord.privilege("members", "message_content")
    thread = await begun(room, forum := chosen(room))
    [told] = room.of(Began)
    assert told.place == Place(room.space, forum.id, thread.id)
    assert (told.title, told.text) == (TITLE, TEXT if granted else "")
    assert told.actor.person == room.person(room.discord.world.user("ana"))
    frames = [one for one in sent(room) if one[0] in {"THREAD_CREATE", "MESSAGE_CREATE"}]
    assert wrong(frames) == []
    assert judged(frames) == (len(frames) if folder() else 0)


def sent(room: Room) -> list[tuple[str, dict[str, Any]]]:
    """The frames that went to the bot."""
    return [(name, data) for session in room.discord.sockets.sessions.values()
            for _, name, data in session.sent]  # fmt: skip


async def test_of_other_forums_nothing_is_told(room: Room) -> None:
    """Nor of threads in channels, of our own posts, or of bots."""
    await begun(room, room.discord.forum("memes"))
    forum = chosen(room)
    said = Message("demo.said", Weight.POST, (words_of("Hello"),), title=own("Ours"))
    place = Place(room.space, forum.id)
    await room.platform.deliver(Letter("demo.1", place, said, EYES, home=room.home))
    await begun(room, room.discord.forum("more"))
    assert room.of(Began) == []


async def test_who_speaks_to_us_in_a_post_is_answered_not_offered(room: Room) -> None:
    """One of the two is enough."""
    room.discord.privilege("members", "message_content")
    await begun(room, chosen(room), f"<@{room.discord.world.bot.id}> who knows?")
    assert room.of(Began) == []
    assert any("who knows?" in str(one.parts) for one in room.of(Typed))


async def test_a_press_tells_whose_post_it_stands_in(room: Room) -> None:
    """The title as it is now, and who began it; elsewhere there is none."""
    thread = await begun(room, forum := chosen(room))
    place = Place(room.space, forum.id, thread.id)
    message = Message("demo.said", Weight.POST, (words_of("?"), button("Yes", "demo.yes")))
    for to in (place, room.home):
        await room.platform.deliver(Letter(f"demo.{to.id}", to, message, EYES, home=room.home))
        await room.discord.presses("bea", None, "Yes")
    first, second = room.of(Pressed)
    ana = room.person(room.discord.world.user("ana"))
    assert (first.post, first.place) == (Post(TITLE, ana), place)
    assert second.post is None


def test_the_recorded_thread_is_read() -> None:
    """As Discord really sent one: newly created, with its parent, and no member of ours in it."""
    threads = [data for _, event, data in recorded() if event == "THREAD_CREATE"]
    assert len(threads) == (1 if folder() else 0)
    for thread in threads:
        assert thread["newly_created"]
        who = Actor(Person(SPACE, thread["owner_id"]), "?")
        told = posts.began(thread, who, "")
        assert told.place == Place(SPACE, thread["parent_id"], thread["id"])
        assert told.title == thread["name"]
