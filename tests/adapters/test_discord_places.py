"""Who is where on Discord, and what Hearth may do there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import CannotLook
from bot.events import Person, Place
from bot.text import Words
from tests.adapters.discord_room import Room, connected
from tests.loopback.discord import permissions
from tests.loopback.judge import Judge


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def who(room: Room, name: str) -> Person:
    return room.person(room.discord.world.user(name))


async def roster(room: Room, place: Place) -> list[list[str]]:
    return [[one.name for one in chunk] async for chunk in room.platform.roster(place)]


async def test_the_roster_comes_in_chunks(room: Room) -> None:
    """Of the whole guild; bots are marked, whoever waits at the screening is not there yet."""
    for number in range(600):
        room.discord.person(f"p{number}")
    await room.discord.joins("waiting", pending=True)
    chunks = await roster(room, Place(room.space, room.space.id))
    assert [len(chunk) <= 500 for chunk in chunks] == [True, True]
    everybody = [name for chunk in chunks for name in chunk]
    assert len(everybody) == len(set(everybody)) == 604
    assert "waiting" not in everybody


async def test_the_roster_of_a_role_and_of_a_hidden_channel(room: Room) -> None:
    """Who holds it, and who sees it."""
    role = room.discord.role("Members")
    await room.discord.gains("ana", "Members")
    assert await roster(room, Place(room.space, role.id)) == [["Ana"]]
    room.discord.hide(room.discord.channel("welcome"), "bea")
    seen = await roster(room, Place(room.space, room.discord.channel("welcome").id))
    assert "Ana" in seen[0]
    assert "Bea" not in seen[0]


async def test_the_roster_without_the_intent_says_so(room: Room) -> None:
    """An empty list would look like everybody had left."""
    room.discord.privilege()
    with pytest.raises(CannotLook, match="members_intent"):
        await roster(room, Place(room.space, room.space.id))


async def test_somebody_is_looked_up(room: Room) -> None:
    """With their powers; who is not there is None."""
    owner = await room.platform.person(who(room, "owner"))
    assert owner is not None
    assert owner.powers
    stranger = room.discord.stranger("zed")
    assert await room.platform.person(Person(room.space, stranger.id)) is None


async def test_what_a_home_lacks_is_named(room: Room) -> None:
    """Permission by permission, and the kind of channel."""
    assert await room.platform.missing(room.home) == ()
    room.discord.permit(permissions.BOT_DEFAULT & ~permissions.CREATE_PRIVATE_THREADS)
    room.platform._people._guilds.clear()
    (lacking,) = await room.platform.missing(room.home)
    assert dict(lacking.holes)["name"] == Words("Create Private Threads")
    forum = room.discord.room("forum", 15)
    told = [one.template for one in await room.platform.missing(Place(room.space, forum.id))]
    assert any("text channel" in one for one in told)
    nowhere = Place(room.space, room.discord.world.mint.new())
    assert "Invite me" in (await room.platform.missing(nowhere))[0].template


async def test_doctor_says_what_is_well_and_what_is_not(room: Room) -> None:
    """Token, intent, identifies, places; each bad line with its remedy."""
    assert all(one.ok for one in await room.platform.check((room.home,)))
    room.discord.hide(room.discord.channel("general"))
    bad = [one for one in await room.platform.check((room.home,)) if not one.ok]
    assert [one.about for one in bad] == [f"Discord channel {room.home.id}"]
    assert "https://discord.com/oauth2/authorize?client_id=" in bad[0].remedy
    room.discord.revoke_token()
    (token,) = await room.platform.check(())
    assert not token.ok
    assert "Reset the token" in token.remedy
