"""Who wrote in a listened channel of the playground: never what, and never in private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.web.history import HELLO
from adapters.web.workspace import SPACE
from bot.events import Place, Typed, Wrote
from bot.platform import Letter
from bot.text import Envelope, t
from tests.adapters.web_room import Room, living, message

WORDS = "zymurgical chatter"
HERE = Place(SPACE, "community")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with living(tmp_path) as made:
        made.platform.listen(SPACE, frozenset({HERE}))
        yield made


def heard(room: Room, kind: type[Any] = Wrote) -> list[Any]:
    return [event for event in room.hearth.heard if isinstance(event, kind)]


async def test_who_where_and_when_and_nothing_else(room: Room) -> None:
    """A beginning, an answer in its thread; of another channel nothing at all."""
    acts = room.platform.acts
    done = await acts.type("amina", "community", WORDS)
    assert done.post
    await acts.type("carlos", "community", WORDS, done.post.id)
    await acts.type("carlos", HELLO, WORDS)
    await acts.type("carlos", None, "help")
    places = [(event.place, event.begins, event.actor.person.id) for event in heard(room)]
    inside = replace(HERE, thread=done.post.id)
    assert places == [(inside, True, "amina"), (inside, False, "carlos")]
    assert WORDS not in repr(room.hearth.heard)
    assert "Amina" not in repr(heard(room))
    assert all(done.post.id not in event.id for event in heard(room))


async def test_of_the_words_one_bit_is_told(room: Room) -> None:
    """Whether what begins a thread looks like a question, and no more of it."""
    acts, asks = room.platform.acts, "Hi all, does anyone know how we can publish contracts?"
    done = await acts.type("amina", "community", asks)
    assert done.post
    await acts.type("carlos", "community", asks, done.post.id)
    await acts.type("carlos", "community", "Good morning")
    assert [event.seeks for event in heard(room)] == [True, False, False]
    assert "publish" not in repr(heard(room))
    assert room.platform.address(replace(HERE, thread=done.post.id)) == ""


async def test_words_to_us_are_no_conversation(room: Room) -> None:
    """A mention and a command are heard as such, and once."""
    await room.platform.acts.type("amina", "community", "@Hearth help")
    await room.platform.acts.type("amina", "community", "/hearth help")
    assert heard(room) == []
    assert len(heard(room, Typed)) == 2


async def test_what_we_post_is_ours_and_told_once(room: Room) -> None:
    """An edit, or the same letter again, is no second post."""
    letter = Letter("story.1", HERE, message(t("A question")), Envelope())
    landed = await room.platform.deliver(letter)
    await room.platform.deliver(letter)
    again = replace(letter, message=message(t("Another")), landed=landed)
    await room.platform.deliver(again)
    [event] = heard(room)
    assert (event.actor.person.id, event.begins) == ("", True)
    assert event.place == replace(HERE, thread=landed.message)


async def test_switched_off_nothing_is_told(room: Room) -> None:
    """At once; and a private conversation could not be switched on."""
    room.platform.listen(SPACE, frozenset())
    await room.platform.acts.type("amina", "community", WORDS)
    assert heard(room) == []
    assert await room.platform.deaf(HERE) == ()
    private = room.platform.world.direct("amina")
    assert await room.platform.deaf(Place(SPACE, private.id))
