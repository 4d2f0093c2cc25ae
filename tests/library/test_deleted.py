"""Deleted where it was said, it goes from the library, too; and nothing else does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.events import Deleted, Place, Pointed, itself
from bot.handlers import Kind
from bot.shelf import Source
from bot.ui import Fill
from bot.wording import Naming
from storage.library.tables import items, postings
from tests.introductions.town import HERE, MONDAY, read, who
from tests.library.conftest import Reading

WORDS = "Let the glaze dry for a day before the second firing."
SAID = Place(HERE, "home", "t7")


def keeps(town: Reading, name: str = "bea", message: str = "m9", naming: str = "named") -> None:
    """Somebody keeps their own message, from a thread."""
    event = Pointed(
        **town._by(name), name="library.keep_this", target=who(name), text=f"{WORDS} {message}",
        place=SAID, message=message,
    )  # fmt: skip
    fill = town.does(event, town.line(Kind.SHORTCUT, "library.keep_this"))
    assert isinstance(fill, Fill)
    town.fills(name, fill, title="Glazing", kind="lesson", naming=naming)


def deletes(town: Reading, *messages: str, thread: str = "") -> None:
    """The platform tells that it is gone."""
    place = Place(HERE, "home", thread)
    told = Deleted(
        id=f"deleted.{messages}{thread}", at=town.now, actor=itself(HERE), place=place,
        messages=messages,
    )  # fmt: skip
    town.does(told, town.line(Kind.EVENT, "deleted"))


def left(town: Reading) -> int:
    """How many items there are, found or not."""
    return len(town.run.execute(select(items.c.id)).all())


@pytest.mark.parametrize("naming", [Naming.NAMED.value, Naming.UNNAMED.value])
def test_a_deleted_message_is_not_kept(town: Reading, naming: str) -> None:
    """With its author's name or without it; no word of it can be found any more."""
    keeps(town, naming=naming)
    keeps(town, message="m10")
    deletes(town, "m8", "t7")
    assert left(town) == 2
    deletes(town, "m1", "m9")
    assert left(town) == 1
    deletes(town, "m10")
    assert (left(town), town.run.execute(select(postings.c.term)).all()) == (0, [])


def test_a_deleted_thread_takes_what_was_said_in_it(town: Reading) -> None:
    """Another thread's stays."""
    keeps(town)
    deletes(town, thread="t8")
    assert left(town) == 1
    deletes(town, thread="t7")
    assert left(town) == 0


def test_which_message_it_was_cannot_be_read(town: Reading) -> None:
    """Digests alone; and they stay when the item is written again."""
    keeps(town)
    [row] = town.run.execute(select(items.c.message, items.c.thread)).all()
    assert not {"m9", "t7"} & set(row)
    [id_] = town.run.execute(select(items.c.id)).scalars()
    item = town.store.item_of(id_)
    assert (item.message, item.thread) == ("", "")
    town.store.save(item)
    deletes(town, "m9")
    assert left(town) == 0


def test_whoever_is_being_asked_is_asked_no_more(town: Reading) -> None:
    """Of an answer posted through us: its post was deleted before its author said yes."""
    town.sources.said["questions:7"] = Source(
        "answer", "How hot?", WORDS, who("bea"), MONDAY, SAID, message="m9"
    )
    town.wakes("library.keep", "questions:7")
    [key] = town.promises.posted
    deletes(town, "m9")
    assert (left(town), town.promises.posted) == (0, {})
    assert "closed" in read(town.presses("bea", "library.named", key.rpartition(".")[2]))
