"""Letters on Discord: one request each, found again after a lost reply, edited where they stand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import Undeliverable, Unsure
from bot.events import Person, Place
from bot.platform import Landed, Letter
from bot.text import t
from bot.ui import File, Together
from tests.adapters.discord_room import EYES, Room, connected, declared, message, words_of
from tests.loopback.discord import Channel
from tests.loopback.judge import Judge

POST = "POST /channels/{channel_id}/messages"
PATCH = "PATCH /channels/{channel_id}/messages/{message_id}"


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def who(room: Room, name: str) -> Person:
    return room.person(room.discord.world.user(name))


def together(room: Room) -> Together:
    return Together((who(room, "ana"), who(room, "bea")), t("Ana and Bea"))


def thread_of(room: Room, landed: Landed) -> Channel:
    return room.discord.world.channels[landed.place.thread]


def since(room: Room) -> float:
    return room.discord.world.clock.now() - 5


async def test_a_letter_to_somebody_stands_in_private(room: Room) -> None:
    """And is edited there under the same key."""
    letter = room.letter("demo.1", who(room, "ana"))
    landed = await room.platform.deliver(letter)
    assert room.discord.sees("ana")[-1].text == "Hello"
    assert not room.discord.sees("bea")
    again = room.letter("demo.1", who(room, "ana"), "Settled", landed=landed)
    assert await room.platform.deliver(again) == landed
    assert [seen.text for seen in room.discord.sees("ana")] == ["Settled"]


async def test_a_letter_pings_only_whom_it_names(room: Room) -> None:
    """Whatever stands in its words."""
    ana, bea = who(room, "ana"), who(room, "bea")
    said = message(words_of("@everyone <@&1>"), words_of(f"<@{bea.id}>"), pings=(ana,))
    await room.platform.deliver(Letter("demo.1", room.home, said, EYES))
    (stands,) = room.discord.messages
    assert stands.pings == []
    drawn = [part["content"] for part in stands.components]
    assert drawn == [r"\@everyone \<@&1>", rf"\<@{bea.id}>"]
    named = message(words_of("Hello"), pings=(ana,))
    body = (await room.platform.deliver(Letter("demo.2", room.home, named, EYES))).message
    sent = room.discord.world.channels[room.home.id].messages[body]
    assert sent.allowed_mentions == {"parse": [], "users": [ana.id]}


@pytest.mark.parametrize("fault", ["lose_reply", "accepted_then_status:502"])
async def test_a_lost_reply_is_unsure_and_found_again(room: Room, fault: str) -> None:
    """One request, one message; nobody sends it a second time."""
    room.discord.faults.next(POST, fault)
    letter, sent = room.letter("demo.1", room.home), since(room)
    with pytest.raises(Unsure):
        await room.platform.deliver(letter)
    found = await room.platform.find(letter, sent)
    assert len(room.discord.log.of(POST)) == 1
    assert found is not None
    assert [one.id for one in room.discord.messages] == [found.message]


async def test_what_never_arrived_is_not_found_and_is_sent_again(room: Room) -> None:
    """A 502 before the request was taken: unsure, looked for, sent once more."""
    room.discord.faults.next(POST, "status:502")
    letter, sent = room.letter("demo.1", who(room, "ana")), since(room)
    with pytest.raises(Unsure):
        await room.platform.deliver(letter)
    assert await room.platform.find(letter, sent) is None
    await room.platform.deliver(letter)
    assert len(room.discord.messages) == 1


async def test_sending_again_too_early_is_still_one_message(room: Room) -> None:
    """The nonce holds for a few minutes, even if nobody looked."""
    room.discord.faults.next(POST, "lose_reply")
    letter = room.letter("demo.1", room.home)
    with pytest.raises(Unsure):
        await room.platform.deliver(letter)
    landed = await room.platform.deliver(letter)
    assert [one.id for one in room.discord.messages] == [landed.message]


async def test_people_together_get_a_private_thread(room: Room) -> None:
    """In the home, with them and us, and nobody else."""
    landed = await room.platform.deliver(room.letter("demo.1", together(room)))
    thread = thread_of(room, landed)
    assert thread.type == 12
    assert thread.parent_id == room.home.id
    assert thread.thread is not None
    assert set(thread.thread.members) == {
        room.discord.world.bot.id, who(room, "ana").id, who(room, "bea").id,
    }  # fmt: skip
    assert room.discord.sees("bea")[-1].text == "Hello"
    room.discord.person("cem")
    assert not room.discord.sees("cem")


@pytest.mark.parametrize(
    ("route", "fault"),
    [
        ("POST /channels/{channel_id}/threads", "lose_reply"),
        (POST, "lose_reply"),
        ("PUT /channels/{c}/thread-members/{user_id}", "accepted_then_status:502"),
        ("PUT /channels/{c}/thread-members/{user_id}", "rate_limit:0.1"),
    ],
)
@pytest.mark.parametrize("restarted", [False, True])
async def test_a_thread_half_made_is_completed(
    room: Room, route: str, fault: str, *, restarted: bool
) -> None:
    """Whichever reply is lost, also over a restart: one thread, one message, both people."""
    room.discord.faults.next(route, fault)
    letter, sent = room.letter("demo.1", together(room)), since(room)
    with pytest.raises(Unsure):
        await room.platform.deliver(letter)
    platform = room.another() if restarted else room.platform
    if restarted:
        await platform.start(room.hear, declared())
    await asyncio.sleep(0.2)
    landed = await platform.find(letter, sent) or await platform.deliver(letter)
    if restarted:
        await platform.stop()
    threads = list(room.discord.world.threads(room.discord.home))
    assert [thread.id for thread in threads] == [landed.place.thread]
    assert len(room.discord.messages) == 1
    assert threads[0].thread is not None
    assert len(threads[0].thread.members) == 3


async def test_shut_private_messages_become_a_thread_with_them_alone(room: Room) -> None:
    """The next letter stands in the same thread, also after a restart."""
    room.discord.world.user("ana").refuses_dms = True
    landed = await room.platform.deliver(room.letter("demo.1", who(room, "ana")))
    thread = thread_of(room, landed).thread
    assert thread is not None
    assert set(thread.members) == {room.discord.world.bot.id, who(room, "ana").id}
    again = room.another()
    await again.start(room.hear, declared())
    second = await again.deliver(room.letter("demo.2", who(room, "ana")))
    await again.stop()
    assert second.place == landed.place
    assert not room.discord.sees("bea")


async def test_a_thread_with_others_in_it_is_never_somebodys_own(room: Room) -> None:
    """What is meant for one is not said in a conversation of two."""
    both = await room.platform.deliver(room.letter("demo.1", together(room)))
    room.discord.world.user("ana").refuses_dms = True
    landed = await room.platform.deliver(room.letter("demo.2", who(room, "ana")))
    assert landed.place.thread != both.place.thread


async def test_without_a_home_shut_private_messages_are_the_end(room: Room) -> None:
    """It is said why."""
    room.discord.world.user("ana").refuses_dms = True
    letter = room.letter("demo.1", who(room, "ana"))
    with pytest.raises(Undeliverable, match="private_messages_shut"):
        await room.platform.deliver(Letter(letter.key, letter.to, letter.message, EYES))


async def test_a_sleeping_thread_is_woken_for_an_edit(room: Room) -> None:
    """Unarchived first, then edited where it stands."""
    landed = await room.platform.deliver(room.letter("demo.1", together(room)))
    room.discord.passes(8 * 86_400)
    thread = thread_of(room, landed)
    assert thread.thread is not None
    assert thread.thread.archived
    again = room.letter("demo.1", together(room), "How was it?", landed=landed)
    assert await room.platform.deliver(again) == landed
    assert room.discord.sees("ana")[-1].text == "How was it?"
    assert not thread.thread.archived


@pytest.mark.parametrize("code", [10008, 30046, 50005])
async def test_what_cannot_be_edited_is_posted_anew(room: Room, code: int) -> None:
    """With another nonce, or Discord would hand back the old message; found under the new one."""
    first = await room.platform.deliver(room.letter("demo.1", room.home))
    room.discord.faults.next(PATCH, f"error:{code}")
    letter, sent = room.letter("demo.1", room.home, "Anew", landed=first), since(room)
    second = await room.platform.deliver(letter)
    assert second.message != first.message
    assert room.discord.sees("ana")[-1].text == "Anew"
    assert await room.platform.find(letter, sent) == second


async def test_posted_anew_with_a_lost_reply_is_still_one(room: Room) -> None:
    """Also when it is tried again after Discord has forgotten the nonce."""
    first = await room.platform.deliver(room.letter("demo.1", room.home))
    room.discord.faults.next(PATCH, "error:30046", times=2)
    room.discord.faults.next(POST, "lose_reply")
    letter = room.letter("demo.1", room.home, "Anew", landed=first)
    with pytest.raises(Unsure):
        await room.platform.deliver(letter)
    room.discord.passes(3600)
    second = await room.platform.deliver(letter)
    assert [one.id for one in room.discord.messages] == [first.message, second.message]


async def test_a_deleted_conversation_is_opened_anew(room: Room) -> None:
    """The thread is gone; the people get another one."""
    first = await room.platform.deliver(room.letter("demo.1", together(room)))
    await room.discord.deletes_channel(thread_of(room, first))
    again = room.letter("demo.1", together(room), "Once more", landed=first)
    second = await room.platform.deliver(again)
    assert second.place.thread != first.place.thread
    assert room.discord.sees("bea")[-1].text == "Once more"


async def test_beside_a_post_stands_a_thread_under_it(room: Room) -> None:
    """Opened with the first letter, used by the second."""
    post = await room.platform.deliver(room.letter("demo.1", room.home))
    under = Place(room.space, room.home.id, thread=post.message)
    first = await room.platform.deliver(room.letter("demo.2", under, "An answer"))
    second = await room.platform.deliver(room.letter("demo.3", under, "Another"))
    assert first.place == second.place == under
    assert thread_of(room, first).type == 11
    found = await room.platform.find(room.letter("demo.3", under), since(room))
    assert found == second


async def test_beside_a_private_message_stands_in_the_same_conversation(room: Room) -> None:
    """Private conversations have no threads."""
    first = await room.platform.deliver(room.letter("demo.1", who(room, "ana")))
    beside = Place(room.space, first.place.id, thread=first.message)
    letter, sent = room.letter("demo.2", beside, "And this"), since(room)
    second = await room.platform.deliver(letter)
    assert second.place == first.place
    assert await room.platform.find(letter, sent) == second


async def test_files_arrive_with_their_descriptions(room: Room) -> None:
    """A table and a picture, both with words for those who do not see them."""
    files = (File("a.csv", b"a,b", t("The figures")), File("c.png", b"png", t("Two bars")))
    said = message(words_of("Report"), files=files)
    landed = await room.platform.deliver(Letter("demo.1", room.home, said, EYES))
    stands = room.discord.world.channels[room.home.id].messages[landed.message]
    assert [one["description"] for one in stands.attachments] == ["The figures", "Two bars"]
    assert b"a,b" in stands.files.values()
