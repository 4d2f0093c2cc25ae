"""Who may: every verb and button of the desk, through the real dispatcher."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.web.workspace import SPACE
from bot.communities.handlers import on as communities
from bot.dispatcher import Dispatcher
from bot.events import (
    Actor,
    Commanded,
    Door,
    Person,
    Place,
    Power,
    Pressed,
    Role,
    Submitted,
    Typed,
    Value,
)
from bot.guide.handlers import on as guide
from bot.handlers import COORDINATOR, Declaration, Kind
from bot.platform import Answer
from bot.ui import Fill, Say
from storage.communities import CommunitiesStore, make_claim
from storage.communities.tables import claims
from storage.communities.tables import communities as rows
from storage.database import Scope, Tx
from storage.listening import listening_at
from storage.members import communities_of, is_member
from storage.premises import Fittings, SqlUnits
from storage.tables import holds, log, metadata, outbox
from tests.communities.stage import words_of
from tests.machinery.stage import Stage, activity, directory, shelf

TABLE: tuple[Declaration, ...] = (*guide.table, *communities.table)
DESK = [d.name for d in TABLE if d.kind is Kind.COMMAND and d.name.startswith("desk")]
# Whoever was named may answer; whoever has the code or the power may begin.
OPEN = {"communities.setup", "communities.host_yes", "communities.host_no"}
PRESSED = [d.name for d in communities.table if d.kind is Kind.BUTTON and d.name not in OPEN]
FITTINGS = Fittings(
    {"communities": CommunitiesStore, "guide": lambda _tx, _scope: None},
    directory,
    is_member,
    communities_of,
    activity,
    listening_at,
    shelf,
)


@pytest.fixture
async def stage(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Stage]:
    """One community, `cora` its coordinator."""
    stage = Stage(tmp_path, sqlite_url)
    stage.dispatcher = Dispatcher(
        TABLE,
        SqlUnits(stage.database, stage.clock, FITTINGS),
        stage.clock,
        stage._served,
        lambda _space: None,
    )
    await stage.database.write(lambda tx: metadata.create_all(tx.run))
    await stage.found("c1", "home", "cora")
    yield stage
    await stage.database.close()


def said(answer: Answer | None) -> str:
    assert answer is not None
    assert isinstance(answer.reply, Say), answer.reply
    return words_of(answer.reply)


async def effects(stage: Stage) -> list[object]:
    return [row for table in (outbox, holds, log) for row in await stage.rows(table)]


def test_the_desk_is_all_there() -> None:
    """The verbs of this release."""
    assert set(DESK) == {f"desk {v}" for v in ("today", "held", "hold", "role", "log")}


def test_everything_of_the_desk_is_the_coordinators() -> None:
    """Forms, too; set-up's own decides by code, power or role."""
    named = [d for d in communities.table if d.kind in {Kind.COMMAND, Kind.BUTTON, Kind.FORM}]
    others = {d.name for d in named if d.who is not COORDINATOR}
    assert others == {"setup", "communities.setup", "communities.host_yes", "communities.host_no"}


@pytest.mark.parametrize("verb", DESK)
@pytest.mark.parametrize("role", ["stranger", "member", "host", "administrator"])
async def test_nobody_else_has_a_desk(stage: Stage, verb: str, role: str) -> None:
    """By command and typed alike: refused, with what to do, and without any effect."""
    powers = frozenset({Power.MANAGE}) if role == "administrator" else frozenset()
    eve = Actor(Person(SPACE, "eve"), "Eve", "en", "UTC", powers)
    if role == "host":
        await stage.database.write(_a_host)
    before = await effects(stage)
    values: dict[str, Value] = {"person": Person(SPACE, "eve"), "role": "coordinator"}
    about = stage.about("eve") | {"actor": eve}
    answer = await stage.hear(Commanded(**about, verb=verb, values=values))
    assert said(answer) == "Only coordinators can do that. Ask one of them: /hearth help"
    parts = (f"{verb} ", Person(SPACE, "eve"), " coordinator")
    about = stage.about("eve") | {"actor": eve}
    typed = await stage.hear(Typed(**about, parts=parts, door=Door.MENTION))
    assert "Only coordinators can do that" in said(typed)
    assert await effects(stage) == before


def _a_host(tx: Tx) -> None:
    eve, long_ago = Person(SPACE, "eve"), datetime(2026, 1, 1, tzinfo=UTC)
    CommunitiesStore(tx, Scope(SPACE, "c1")).give(eve, Role.HOST, eve, long_ago, given=True)


@pytest.mark.parametrize("name", PRESSED)
async def test_nobody_else_presses_the_desks_buttons(stage: Stage, name: str) -> None:
    """Seen over a shoulder or forwarded, a button does nothing in other hands."""
    before = await effects(stage)
    event = Pressed(**stage.about("eve", community="c1"), name=name, subject="+coordinator:eve")
    assert "Only coordinators can do that" in said(await stage.hear(event))
    assert await effects(stage) == before


@pytest.mark.parametrize("verb", [v for v in DESK if v != "desk role"])
async def test_a_coordinator_has_one(stage: Stage, verb: str) -> None:
    """Each verb answers."""
    answer = await stage.hear(Commanded(**stage.about("cora"), verb=verb))
    assert said(answer)


async def test_a_community_of_another_space_is_not_here(stage: Stage) -> None:
    """A button with a made-up community has no effect."""
    event = Pressed(**stage.about("cora", community="c2"), name="communities.hold")
    assert "not here" in said(await stage.hear(event))


async def test_set_up_by_code_from_words_to_a_community(stage: Stage) -> None:
    """Typed in a channel, filled in step by step, saved; the code is used up."""
    await stage.database.write(
        lambda tx: make_claim(tx, "EMBER-4821", stage.now + timedelta(hours=1))
    )
    event = Commanded(
        **stage.about("ana", "open-data"), verb="setup", values={"code": "EMBER-4821"}
    )
    answer = await stage.hear(event)
    assert answer is not None
    assert isinstance(answer.reply, Fill), words_of(answer.reply)
    first: dict[str, Value] = {
        "purpose": "We mend streets.",
        "alive": "new",
        "hello": Place(SPACE, "open-data"),
    }
    opened = answer.reply.id
    answer = await stage.hear(Submitted(**stage.about("ana", None), form=opened, values=first))
    assert answer is not None
    assert isinstance(answer.reply, Fill)
    ana = Person(SPACE, "ana")
    second: dict[str, Value] = {
        "zone": "Madrid",
        "languages": ("en", "es"),
        "coordinators": (ana,),
        "hosts": (),
        "begin": "small",
    }
    answer = await stage.hear(Submitted(**stage.about("ana", None), form=opened, values=second))
    assert "Nothing has been sent." in said(answer)
    made = [row for row in await stage.rows(rows) if row.home == "open-data"]
    assert [(row.zone, row.languages, row.begin) for row in made] == [
        ("Europe/Madrid", "en,es", "small")
    ]
    (claim,) = await stage.database.read(lambda tx: list(tx.run.execute(select(claims))))
    assert claim.used_at == stage.now


async def test_a_wrong_try_counts_although_nothing_happens(stage: Stage) -> None:
    """Twenty wrong codes close the right one."""
    await stage.database.write(
        lambda tx: make_claim(tx, "EMBER-4821", stage.now + timedelta(hours=1))
    )
    for number in range(21):
        code = "EMBER-4821" if number == 20 else f"EMBER-{number:04}"
        about = stage.about("ana", "open-data")
        answer = await stage.hear(Commanded(**about, verb="setup", values={"code": code}))
        assert "That code is not open" in said(answer)


async def test_help_shows_the_desk_to_coordinators_only(stage: Stage) -> None:
    """The same words, asked by two people."""
    for who, shown in (("cora", True), ("eve", False)):
        answer = await stage.hear(Commanded(**stage.about(who), verb="help"))
        assert ("desk today" in said(answer)) is shown


async def test_what_is_not_understood_gets_an_answer(stage: Stage) -> None:
    """In a mention and in private; never silence."""
    for door in (Door.MENTION, Door.DIRECT):
        event = Typed(**stage.about("eve"), parts=("xylophone",), door=door)
        assert said(await stage.hear(event)) == (
            "I did not understand that. One of these, perhaps?"
        )
