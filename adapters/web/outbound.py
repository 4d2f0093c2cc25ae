"""A promise → the message in the world that keeps it, or the reason why none does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from adapters.web.render import draw_message
from adapters.web.workspace import HEARTH, Post, Workspace, place_of
from bot.errors import Busy, DeliveryError, Undeliverable
from bot.events import Person, Place
from bot.platform import Landed, Letter
from bot.ui import Recipient, Together

# Everything that can go wrong here, and what the outbox is told about it.
WRONG: dict[str, Callable[[str], DeliveryError]] = {
    "person_not_found": Undeliverable,
    "place_not_found": Undeliverable,
    "thread_not_found": Undeliverable,
    # The disk is full or the file is locked: nothing was taken, a statement is whole or not there.
    "file_not_writable": lambda reason: Busy(reason, 5.0),
}


@contextmanager
def writing() -> Iterator[None]:
    """What the file cannot take just now, the outbox brings again."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise WRONG["file_not_writable"]("file_not_writable") from error


def deliver(letter: Letter, world: Workspace, now: datetime) -> Landed:
    """Carry a letter. The same key never stands twice: what is there already is changed."""
    stands = _standing(letter, world)
    with writing():
        body = draw_message(letter.message, letter.envelope, world)
        if stands is not None:
            return landed(stands if stands.body == body else world.change(stands, body))
        spot, thread = _where(letter.to, world)
        return landed(world.post(spot, HEARTH, now, body, thread=thread, key=letter.key))


def find(letter: Letter, world: Workspace) -> Landed | None:
    """Whether a letter arrived: here it can always be looked up."""
    stands = world.by_key(letter.key)
    return landed(stands) if stands else None


def landed(post: Post) -> Landed:
    return Landed(place_of(post), post.id)


def _standing(letter: Letter, world: Workspace) -> Post | None:
    if letter.landed and letter.landed.message in world.posts:
        return world.posts[letter.landed.message]
    return world.by_key(letter.key)


def _where(to: Recipient, world: Workspace) -> tuple[str, str]:
    """The conversation and the thread for a recipient."""
    match to:
        case Person(id=name) if name in world.people:
            return world.direct(name).id, ""
        case Place(id=spot, thread=thread) if spot in world.spots:
            if thread and thread not in world.posts:
                raise _wrong("thread_not_found")
            return spot, thread
        case Together(people=people) if all(each.id in world.people for each in people):
            return world.room(each.id for each in people).id, ""
        case Place():
            raise _wrong("place_not_found")
        case _:
            raise _wrong("person_not_found")


def _wrong(reason: str) -> DeliveryError:
    return WRONG[reason](reason)
