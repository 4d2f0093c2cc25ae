"""Forums on Discord: a post is a thread, its title and tags follow, and it is found again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord.forums import REQUIRES_TAG, tagged
from adapters.discord.modal import modal
from bot.errors import Busy, Unsure
from bot.events import Place
from bot.platform import Landed, Letter
from bot.text import PLAIN, draw, own, t
from bot.ui import Fill, Form, Message, Step, Weight, Where
from tests.adapters.discord_room import EYES, Room, connected, words_of
from tests.loopback.discord import Channel, permissions
from tests.loopback.judge import Judge

POST, RENAME = "POST /channels/{channel_id}/threads", "PATCH /channels/{channel_id}"
STATES = (t("Open"), t("Answered"), t("Solved"))


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def forum(room: Room, *tags: str) -> Channel:
    return room.discord.forum("questions", *tags)


def letter(
    room: Room, to: Channel, title: str = "How?", state: int = 0, landed: Landed | None = None
) -> Letter:
    """A question as it is in that state."""
    tags = (STATES[state], *(one for one in STATES if one != STATES[state]))
    said = Message("demo.said", Weight.POST, (words_of("Hello"),), title=own(title), tags=tags)
    place = Place(room.space, to.id)
    return Letter("demo.1", place, said, EYES, home=room.home, landed=landed)


def post_of(room: Room, landed: Landed) -> Channel:
    return room.discord.world.channels[landed.place.thread]


def names(to: Channel, post: Channel) -> list[str]:
    """The names of a post's tags."""
    assert post.thread
    return [tag["name"] for id_ in post.thread.applied_tags for tag in to.tags if tag["id"] == id_]


async def test_a_post_is_a_thread_with_title_and_tag(room: Room) -> None:
    """Its first message has the thread's id, and is edited there."""
    to = forum(room, "open", "ANSWERED", "Urgent")
    landed = await room.platform.deliver(letter(room, to))
    post = post_of(room, landed)
    assert (landed.place.id, landed.message) == (to.id, landed.place.thread)
    assert (post.name, names(to, post)) == ("How?", ["open"])
    again = await room.platform.deliver(letter(room, to, "Solved: How?", 1, landed))
    assert again == landed
    assert (post.name, names(to, post)) == ("Solved: How?", ["ANSWERED"])


async def test_what_did_not_change_is_not_renamed(room: Room) -> None:
    """Of renames Discord allows two in ten minutes; people's own tags stay."""
    to = forum(room, "Open", "Urgent")
    landed = await room.platform.deliver(letter(room, to))
    post = post_of(room, landed)
    assert post.thread
    post.thread.applied_tags.append(to.tags[1]["id"])
    before = len(renames(room))
    await room.platform.deliver(letter(room, to, landed=landed))
    assert len(renames(room)) == before
    await room.platform.deliver(letter(room, to, state=2, landed=landed))
    assert names(to, post) == ["Urgent"]
    assert len(renames(room)) == before + 1


def renames(room: Room) -> list[object]:
    return [one for one in room.discord.log.entries if one.method == RENAME]


async def test_a_rename_too_many_waits_as_long_as_discord_says(room: Room) -> None:
    """The words stand already; the whole edit is made again later."""
    to = forum(room)
    landed = await room.platform.deliver(letter(room, to))
    room.discord.faults.next(RENAME, "rate_limit:600")
    with pytest.raises(Busy) as busy:
        await room.platform.deliver(letter(room, to, "Solved: How?", landed=landed))
    assert busy.value.after > 500
    assert post_of(room, landed).name == "How?"


async def test_a_lost_reply_is_found_again(room: Room) -> None:
    """There is no nonce for posts of forums: it is looked for, and not posted twice."""
    to = forum(room)
    room.discord.faults.next(POST, "lose_reply")
    begun = room.discord.world.clock.now() - 5
    with pytest.raises(Unsure):
        await room.platform.deliver(letter(room, to))
    found = await room.platform.find(letter(room, to), begun)
    assert found
    assert post_of(room, found).name == "How?"
    assert await room.platform.find(letter(room, forum(room)), begun) is None


async def test_elsewhere_a_title_is_not_shown(room: Room) -> None:
    """The same letter in an ordinary channel is a message."""
    general = room.discord.channel("general")
    landed = await room.platform.deliver(letter(room, general))
    assert landed.place == room.home
    assert await room.platform.deliver(letter(room, general, state=1, landed=landed)) == landed


async def test_an_archived_post_is_woken_for_its_state(room: Room) -> None:
    """Nobody wrote for a week; it is solved all the same."""
    to = forum(room, "Solved")
    landed = await room.platform.deliver(letter(room, to))
    room.discord.passes(30 * 86_400)
    await room.platform.deliver(letter(room, to, "Solved: How?", 2, landed))
    assert names(to, post_of(room, landed)) == ["Solved"]


async def test_what_a_forum_needs_is_said_before_it_is_chosen(room: Room) -> None:
    """By the names its settings show; and a channel is no forum."""

    async def why(channel: Channel) -> str:
        said = await room.platform.unfit(Place(room.space, channel.id))
        return " ".join(draw(one, EYES, PLAIN) for one in said)

    to = forum(room)
    room.discord.permit(permissions.VIEW_CHANNEL | permissions.SEND_MESSAGES)
    assert "“Manage Posts”" in await why(to)
    assert "“Create Posts”" not in await why(to)
    assert "no forum" in await why(room.discord.channel("general"))
    room.discord.hide(to)
    assert "cannot see that channel" in await why(to)


def test_a_forum_that_wants_a_tag_gets_one() -> None:
    """Where none of ours is known, the first; else none is put there."""
    known = {"available_tags": [{"id": "7", "name": "General"}]}
    assert tagged(known, (), ("Open",)) == []
    assert tagged({**known, "flags": REQUIRES_TAG}, (), ("Open",)) == ["7"]
    assert tagged({**known, "flags": REQUIRES_TAG}, ("8",), ("Open",)) == ["8"]


async def test_a_field_for_a_forum_offers_forums() -> None:
    """And one for a channel does not."""
    for wanted, kind in ((True, 15), (False, 0)):
        field = Where("place", t("Forum"), forum=wanted)
        drawn = modal(Fill(Form("demo.f", t("F"), (Step((field,)),)), id="f1"), EYES, lambda _: "")
        assert f"'channel_types': [{kind}]" in str(drawn)
