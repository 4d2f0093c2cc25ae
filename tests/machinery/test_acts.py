"""The day of a member's last act: kept for members, to the day, and never of what is unkept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.web.workspace import SPACE
from bot.events import Commanded, Joined, Person
from storage.database import Scope, Tx
from storage.members import MembersStore
from storage.tables import acts
from tests.machinery.stage import Stage, notes_metadata, words_of


@pytest.fixture
async def stage(tmp_path: Path, migrated_url: str) -> AsyncIterator[Stage]:
    """One community with Bea in it; on both databases."""
    stage = Stage(tmp_path, migrated_url)
    await stage.database.write(lambda tx: notes_metadata.create_all(tx.run))
    await stage.found("c1", "home", "cora")

    def join(tx: Tx) -> None:
        store = MembersStore(tx, Scope(SPACE, "c1"))
        store.join(Person(SPACE, "bea"), stage.now - timedelta(days=3), full=True)

    await stage.database.write(join)
    yield stage
    await stage.database.close()


async def days(stage: Stage) -> list[tuple[str, str]]:
    return sorted((row.person, f"{row.day:%H:%M}") for row in await stage.rows(acts))


async def test_a_members_day_is_kept_and_no_more(stage: Stage) -> None:
    """Midnight, whatever the hour; a second act of the day changes nothing."""
    for _ in range(2):
        event = Commanded(**stage.about("bea"), verb="note", values={"text": "tea"})
        assert words_of(await stage.hear(event)) == "noted"
    assert await days(stage) == [("bea", "00:00")]


async def test_of_nobody_else_anything_is_kept(stage: Stage) -> None:
    """Not of who has not joined, nor of a refusal, nor of who only came in."""
    await stage.hear(Commanded(**stage.about("eve"), verb="tell"))
    await stage.hear(Commanded(**stage.about("eve"), verb="note", values={"text": "tea"}))
    await stage.hear(Joined(**stage.about("bea")))
    assert await days(stage) == []


async def test_what_is_unkept_leaves_no_day_either(stage: Stage) -> None:
    """Who asked without a name must not be found by when."""
    await stage.hear(Commanded(**stage.about("bea"), verb="whisper"))
    assert await days(stage) == []
