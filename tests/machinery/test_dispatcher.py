"""One event in, one transaction, at most one reply out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.events import Actor, Commanded, Door, Pressed, Submitted, Typed
from bot.ui import Fill, Menu, Say
from storage.tables import drafts, failed, inbox, outbox, people
from tests.machinery.stage import Stage, notes_metadata, words_of


@pytest.fixture
async def stage(tmp_path: Path, migrated_url: str) -> AsyncIterator[Stage]:
    """One community, `cora` its coordinator; on both databases."""
    stage = Stage(tmp_path, migrated_url)
    await stage.database.write(lambda tx: notes_metadata.create_all(tx.run))
    await stage.found("c1", "home", "cora")
    yield stage
    await stage.database.close()


def note(stage: Stage, who: str, text: str, **more: Any) -> Commanded:
    """Somebody gives the command that writes."""
    return Commanded(**stage.about(who, **more), verb="note", values={"text": text})


async def test_an_event_has_one_effect_however_often_it_comes(stage: Stage) -> None:
    """The second delivery changes nothing and says nothing."""
    event = note(stage, "cora", "tea")
    assert words_of(await stage.hear(event)) == "noted"
    await stage.hear(note(stage, "cora", "coffee"))
    assert await stage.hear(event) is None
    assert await stage.notes() == ["coffee"]


async def test_who_is_not_a_member_is_told_how_to_be(stage: Stage) -> None:
    """The gate refuses before anything happens."""
    assert "Join first" in words_of(await stage.hear(note(stage, "eve", "tea")))
    assert await stage.notes() == []


async def test_a_refusal_is_of_the_community_that_was_meant(stage: Stage) -> None:
    """Join, under a refusal of the garden's, joins the garden, whatever else one is in."""
    await stage.found("c2", "garden", "gil")
    answer = await stage.hear(note(stage, "cora", "tea", community="c2"))
    assert "Join first" in words_of(answer)
    assert answer is not None
    assert answer.envelope.community == "c2"


async def test_only_coordinators_pass_the_desk(stage: Stage) -> None:
    """By command and by typed words alike."""
    for event in (
        Commanded(**stage.about("eve"), verb="desk wipe"),
        Typed(**stage.about("eve"), parts=("desk wipe",), door=Door.MENTION),
    ):
        assert "Only coordinators" in words_of(await stage.hear(event))
    assert words_of(await stage.hear(Commanded(**stage.about("cora"), verb="desk wipe"))) == "wiped"


async def test_a_guest_and_a_bot_do_not_take_part(stage: Stage) -> None:
    """A guest is told so; another bot is not answered at all."""
    event = Commanded(**stage.about("gus"), verb="tell")
    guest = replace(event, actor=replace(event.actor, is_guest=True))
    assert "Guests" in words_of(await stage.hear(guest))
    robot = replace(event, id="x", actor=replace(event.actor, is_bot=True))
    assert await stage.hear(robot) is None


async def test_a_handler_that_raises_changes_nothing_and_says_so(stage: Stage) -> None:
    """Rolled back, recorded sealed, answered with a reference, and never run again."""
    event = note(stage, "cora", "boom")
    assert "Something went wrong" in words_of(await stage.hear(event))
    assert await stage.notes() == []
    assert await stage.rows(outbox) == []
    (row,) = await stage.rows(failed)
    assert row.error == "RuntimeError"
    assert b"boom" not in row.event


async def test_a_button_of_another_community_is_refused(stage: Stage) -> None:
    """An id nobody here knows has no effect."""
    event = Pressed(**stage.about("cora", community="elsewhere"), name="notes.hello", subject="1")
    assert "not here" in words_of(await stage.hear(event))
    assert await stage.notes() == []


async def test_a_button_nobody_answers_any_more_says_so(stage: Stage) -> None:
    """Whatever arrives, there is one clear sentence."""
    event = Pressed(**stage.about("cora", community="c1"), name="gone.button")
    assert "no longer know" in words_of(await stage.hear(event))


async def test_who_is_in_two_communities_is_asked_once(stage: Stage) -> None:
    """The command goes on with the chosen one, and the conversation is remembered."""
    await stage.found("c2", "other", "cora")
    asked = await stage.hear(note(stage, "cora", "tea", place=None))
    assert asked is not None
    assert isinstance(asked.reply, Say)
    menu = next(block for block in asked.reply.message.blocks if isinstance(block, Menu))
    chosen = Pressed(
        **stage.about("cora", None), name=menu.name, subject=menu.subject, values=("c2",)
    )
    assert words_of(await stage.hear(chosen)) == "noted"
    assert await stage.notes("c2") == ["tea"]
    await stage.hear(note(stage, "cora", "more", place=None))
    assert await stage.notes("c2") == ["more"]
    assert await stage.notes("c1") == []


async def opened(stage: Stage, who: str = "cora", verb: str = "tell") -> Fill:
    """Somebody opens the form."""
    answer = await stage.hear(Commanded(**stage.about(who), verb=verb))
    assert answer is not None
    assert isinstance(answer.reply, Fill)
    return answer.reply


def submitted(stage: Stage, who: str, fill: Fill, **values: str) -> Submitted:
    """Somebody sends the step that is open."""
    return Submitted(**stage.about(who), form=fill.id, values=values)


async def test_a_form_goes_step_by_step_and_loses_nothing(stage: Stage) -> None:
    """Errors stand at their field, what was written stays, the handler gets all of it."""
    fill = await opened(stage)
    wrong = await stage.hear(submitted(stage, "cora", fill, name="much too long a name"))
    assert wrong is not None
    assert isinstance(wrong.reply, Fill)
    assert set(wrong.reply.errors) == {"name"}
    assert wrong.reply.values["name"] == "much too long a name"
    second = await stage.hear(submitted(stage, "cora", fill, name="Ana"))
    assert second is not None
    assert isinstance(second.reply, Fill)
    assert (second.reply.step, second.reply.id) == (1, fill.id)
    refused = await stage.hear(submitted(stage, "cora", fill, wish="war"))
    assert refused is not None
    assert isinstance(refused.reply, Fill)
    assert set(refused.reply.errors) == {"wish"}
    assert words_of(await stage.hear(submitted(stage, "cora", fill, wish="rain"))) == "thank you"
    assert await stage.notes() == ["Ana rain s1"]
    assert await stage.rows(drafts) == []


async def test_nobody_sends_somebody_elses_form(stage: Stage) -> None:
    """The id travels; it is no authorisation."""
    fill = await opened(stage)
    assert "somebody else" in words_of(await stage.hear(submitted(stage, "eve", fill, name="Eve")))
    assert await stage.notes() == []


async def test_a_form_older_than_an_hour_gives_the_words_back(stage: Stage) -> None:
    """Expired, said so, nothing lost."""
    fill = await opened(stage)
    stage.now += timedelta(minutes=61)
    answer = await stage.hear(submitted(stage, "cora", fill, name="My words"))
    assert "no longer open" in words_of(answer)
    assert "My words" in repr(answer)


async def test_a_typed_verb_gets_a_door_to_its_form(stage: Stage) -> None:
    """Nothing can open by itself there: a button does, filled in as before."""
    event = Typed(**stage.about("cora", None), parts=("tell",), door=Door.DIRECT)
    answer = await stage.hear(event)
    assert answer is not None
    assert isinstance(answer.reply, Say)
    button = next(b for block in answer.reply.message.blocks for b in getattr(block, "buttons", ()))
    again = await stage.hear(
        Pressed(**stage.about("cora", None), name=button.name, subject=button.subject)
    )
    assert again is not None
    assert isinstance(again.reply, Fill)


async def test_words_under_a_button_press_it(stage: Stage) -> None:
    """The answer typed privately does what the button does."""
    about = stage.about("cora")
    await stage.hear(
        Commanded(**about, verb="greet", values={"one": replace(about["actor"].person, id="kofi")})
    )
    await stage.outbox.drain(about["actor"].person.space)
    typed = Typed(**stage.about("kofi", None), parts=("well, hello back!",), door=Door.DIRECT)
    assert words_of(await stage.hear(typed)) == "hello"
    assert await stage.notes() == ["pressed 42"]


async def test_what_is_not_understood_is_said(stage: Stage) -> None:
    """The room that declared the empty verb answers."""
    event = Typed(**stage.about("cora"), parts=("what a day",), door=Door.MENTION)
    assert words_of(await stage.hear(event)) == "pardon?"


async def test_an_unkept_form_leaves_no_trace_of_who_and_when(stage: Stage) -> None:
    """No event id, no draft, no row about the person, no failed record; it fails aloud."""
    fill = await opened(stage, "wanda", "whisper")
    assert words_of(await stage.hear(submitted(stage, "wanda", fill, secret="x"))) == "heard"
    fill = await opened(stage, "wanda", "whisper")
    lost = await stage.hear(submitted(stage, "wanda", fill, secret="boom"))
    assert "could not take that" in words_of(lost)
    for table in (inbox, drafts, people, failed):
        assert await stage.rows(table) == []
    assert await stage.notes() == ["a secret"]


async def test_what_the_event_tells_of_somebody_is_kept_for_later(stage: Stage) -> None:
    """A later event that knows no zone does not forget it."""
    await stage.hear(note(stage, "cora", "tea"))
    event = note(stage, "cora", "tea")
    bare = Actor(event.actor.person, "Cora")
    answer = await stage.hear(replace(event, actor=bare))
    assert answer is not None
    assert answer.envelope.zone == "Europe/Madrid"
