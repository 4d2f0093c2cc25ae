"""Whatever arrives: a sentence for the person, no traceback, no failed record, no trace left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from adapters.web.workspace import SPACE
from bot.errors import Away
from bot.events import (
    Changed,
    Commanded,
    Completing,
    Door,
    Event,
    Joined,
    Person,
    Place,
    Pressed,
    Submitted,
    Typed,
)
from bot.ui import Fill, Say, Suggest
from bot.unkept import MOST
from storage.tables import drafts, failed, inbox, people
from tests.machinery.stage import Stage, notes_metadata, words_of

NASTY = (
    "\x00",
    "\ud83d",
    "\u202e",
    "{name}",
    "%s",
    "'; DROP TABLE outbox; --",
    "|||",
    "x" * 100_000,
)


@pytest.fixture
async def stage(tmp_path: Path, migrated_url: str) -> AsyncIterator[Stage]:
    """One community, `cora` its coordinator; on both databases."""
    stage = Stage(tmp_path, migrated_url)
    await stage.database.write(lambda tx: notes_metadata.create_all(tx.run))
    await stage.found("c1", "home", "cora")
    yield stage
    await stage.database.close()


async def said(stage: Stage, event: Event) -> str:
    """What is answered; it is always something, and nothing is recorded as failed."""
    answer = await stage.hear(event)
    assert await stage.rows(failed) == []
    if answer is None:
        return ""
    assert isinstance(answer.reply, Say | Fill | Suggest)
    return repr(answer.reply)


@pytest.mark.parametrize("nasty", NASTY, ids=[repr(nasty)[:12] for nasty in NASTY])
async def test_nasty_words_everywhere(stage: Stage, nasty: str) -> None:
    """Verbs, options, names of buttons and forms, subjects, communities, names, zones."""

    def about(**more: Any) -> dict[str, Any]:
        return {**stage.about("cora"), **more}

    cora = stage.about("cora")["actor"]
    for event in (
        Commanded(**about(), verb=nasty),
        Commanded(**about(), verb="note", values={"text": nasty, nasty: nasty}),
        Commanded(**about(), verb="greet", values={"one": Person(SPACE, nasty[:180])}),
        Typed(**about(), parts=(nasty,), door=Door.DIRECT),
        Typed(**about(), parts=(f"note {nasty}",), door=Door.MENTION),
        Completing(**about(), verb=nasty, option=nasty, partial=nasty),
        Pressed(**about(), name=nasty, subject=nasty, values=(nasty,)),
        Pressed(**about(), name="form.again", subject=nasty),
        Pressed(**about(), name="reply.show", subject=nasty),
        Pressed(**about(), name="community.which", subject=nasty, values=(nasty,)),
        Pressed(**about(community=nasty), name="notes.hello", subject=nasty),
        Submitted(**about(), form=nasty, values={nasty: nasty}),
        Commanded(**about(place=Place(SPACE, nasty)), verb="tell"),
        Commanded(**about(actor=replace(cora, name=nasty, zone=nasty, locale="en")), verb="tell"),
    ):
        assert await said(stage, event)


@pytest.mark.parametrize(
    "values",
    [
        {"one": "not a person"},
        {"one": (Person(SPACE, "kofi"),)},
        {"one": Place(SPACE, "home")},
        {"one": None},
        {},
    ],
)
async def test_options_of_another_kind(stage: Stage, values: dict[str, Any]) -> None:
    """The person is told how it is written."""
    event = Commanded(**stage.about("cora"), verb="greet", values=values)
    assert "/hearth greet" in await said(stage, event)


async def filling(stage: Stage, who: str = "cora", verb: str = "tell") -> Fill:
    """A form that is open."""
    answer = await stage.hear(Commanded(**stage.about(who), verb=verb))
    assert answer is not None
    assert isinstance(answer.reply, Fill)
    return answer.reply


@pytest.mark.parametrize("value", [Person(SPACE, "x"), ("a", "b"), Place(SPACE, "p"), (), "x" * 99])
async def test_fields_of_another_kind(stage: Stage, value: Any) -> None:
    """The form stays open with the reason at the field."""
    fill = await filling(stage)
    answer = await stage.hear(
        Submitted(**stage.about("cora"), form=fill.id, values={"name": value})
    )
    assert answer is not None
    assert isinstance(answer.reply, Fill)
    assert set(answer.reply.errors) == {"name"}
    assert await stage.rows(failed) == []


async def test_a_step_sent_twice_does_not_send_the_next_one(stage: Stage) -> None:
    """A second press of the first step's button must not end the form with blanks."""
    fill = await filling(stage)
    for _ in range(2):
        answer = await stage.hear(
            Submitted(**stage.about("cora"), form=fill.id, values={"name": "Ana"})
        )
        assert answer is not None
        assert isinstance(answer.reply, Fill)
        assert (answer.reply.step, answer.reply.errors) == (1, {})
    assert await stage.notes() == []


async def test_ids_of_another_thing(stage: Stage) -> None:
    """A form's id where an answer's belongs, and the other way round."""
    fill = await filling(stage)
    await stage.found("c2", "other", "cora")
    await stage.hear(Commanded(**stage.about("cora", None), verb="note", values={"text": "tea"}))
    ids = [row.id for row in await stage.rows(drafts)]
    assert fill.id in ids
    assert len(ids) == 2
    for id_ in ids:
        for name in ("reply.show", "form.again", "community.which"):
            about = stage.about("cora")
            assert await said(stage, Pressed(**about, name=name, subject=id_, values=("c1",)))
        for who in ("cora", "eve"):
            assert await said(stage, Submitted(**stage.about(who), form=id_, values={"a": "b"}))


async def test_what_happens_to_a_guest_is_heard_by_the_rooms(stage: Stage) -> None:
    """Nobody is told off for having joined, or for a new name."""
    for kind in (Joined, Changed):
        about = stage.about("gus")
        about["actor"] = replace(about["actor"], is_guest=True)
        assert await stage.hear(kind(**about)) is None


async def test_unkept_forms_are_bounded_and_expire(stage: Stage) -> None:
    """Memory is not a place to fill up; after an hour the form says that it is closed."""
    first = await filling(stage, "cora", "whisper")
    for _ in range(MOST + 20):
        last = await filling(stage, "cora", "whisper")
    assert len(stage.dispatcher.unkept) == MOST
    gone = Submitted(**stage.about("cora"), form=first.id, values={"secret": "x"})
    assert "no longer open" in words_of(await stage.hear(gone))
    stage.now += timedelta(minutes=61)
    late = Submitted(**stage.about("cora"), form=last.id, values={"secret": "x"})
    assert "no longer open" in words_of(await stage.hear(late))
    await filling(stage, "cora", "whisper")
    assert len(stage.dispatcher.unkept) == 1


async def test_a_form_long_forgotten_leaves_no_trace_either(stage: Stage) -> None:
    """After a restart nothing knows the form; still nobody notes who sent it, nor when."""
    fill = await filling(stage, "wanda", "whisper")
    stage.dispatcher.unkept.drop(fill.id)
    await stage.hear(Submitted(**stage.about("wanda"), form=fill.id, values={"secret": "x"}))
    await stage.hear(Pressed(**stage.about("wanda"), name="form.again", subject=fill.id))
    await stage.hear(Completing(**stage.about("wanda"), verb="whisper", option="o", partial="p"))
    for table in (inbox, drafts, people, failed):
        assert await stage.rows(table) == []


async def test_a_database_that_is_locked_is_away_not_a_failure(tmp_path: Path) -> None:
    """Nothing is acknowledged; afterwards the same event has its effect."""
    import migrations  # noqa: PLC0415 - this one is about SQLite alone

    url = f"sqlite:///{tmp_path / 'locked.db'}"
    migrations.migrate(url)
    stage = Stage(tmp_path, url)
    await stage.database.write(lambda tx: notes_metadata.create_all(tx.run))
    await stage.found("c1", "home", "cora")
    await stage.database.write(lambda tx: tx.run.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = Stage(tmp_path, url)
    held, free = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def hold(tx: Any) -> None:
        tx.run.execute(text("DELETE FROM facts"))
        loop.call_soon_threadsafe(held.set)
        asyncio.run_coroutine_threadsafe(free.wait(), loop).result(30)

    holding = asyncio.ensure_future(other.database.write(hold))
    await held.wait()
    event = Commanded(**stage.about("cora"), verb="note", values={"text": "tea"})
    with pytest.raises(Away):
        await stage.hear(event)
    free.set()
    await holding
    assert words_of(await stage.hear(event)) == "noted"
    assert await stage.rows(failed) == []
    for each in (stage, other):
        await each.database.close()


async def test_our_own_mistake_in_a_statement_is_no_outage(stage: Stage) -> None:
    """A missing table would otherwise be tried again for ever."""
    with pytest.raises(Exception, match="no_such_table") as raised:
        await stage.database.read(lambda tx: tx.run.execute(text("SELECT * FROM no_such_table")))
    assert not isinstance(raised.value, Away)
